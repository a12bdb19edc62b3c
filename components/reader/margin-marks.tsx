"use client";

import { MessageSquare } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Tooltip } from "@/components/ui/tooltip";
import type { TextDom } from "@/lib/client/dom/text-dom";
import { useSignal } from "@/lib/client/signal";
import type { PresentPerson } from "@/lib/contracts/presence";
import type { ThreadResource } from "@/lib/contracts/threads";
import { useReader } from "./reader-context";

type Margin = { readonly threads: ThreadResource[]; readonly people: PresentPerson[] };

/** Beside a paragraph: that there is a conversation, and who is reading it now. Never in the text itself. */
export function MarginMarks({ dom }: { dom: TextDom }) {
  const t = useTranslations("threads");
  const { session, view } = useReader();
  const { store } = session;
  const threads = useSignal(session.discussion.threads);
  const present = useSignal(session.feed.present);
  const isLoaded = useSignal(session.isLoaded);
  const tops = useBlockTops(dom, isLoaded);

  const margins = new Map<number, Margin>();
  const marginAt = (block: number): Margin => {
    const known = margins.get(block) ?? { threads: [], people: [] };
    margins.set(block, known);
    return known;
  };
  for (const thread of threads) {
    const row = thread.annotationId === null ? undefined : store.get(thread.annotationId);
    const at =
      thread.start ?? (row?.kind === "span" && row.deletedAt === null ? row.spans[0]?.start : undefined);
    if (thread.state === "open" && at !== undefined) marginAt(view.talk.blockOf(at)).threads.push(thread);
  }
  for (const person of present) marginAt(person.block).people.push(person);

  return [...margins].map(([block, margin]) => {
    const top = tops(block);
    if (top === null) return null;
    const [first] = margin.threads;
    const unread = margin.threads.some((thread) => thread.unread > 0);
    return (
      <div
        key={block}
        className="reader-margin"
        ref={(element) => element?.style.setProperty("transform", `translateY(${top}px)`)}
      >
        {first && (
          <button
            type="button"
            className="reader-talk-mark"
            data-unread={unread || undefined}
            aria-label={t(unread ? "marginUnread" : "margin", {
              count: margin.threads.length,
              number: block + 1,
            })}
            onClick={() => view.talk.open(margin.threads.find((thread) => thread.unread > 0) ?? first)}
          >
            <MessageSquare aria-hidden className="size-4" />
            {margin.threads.length > 1 && <span aria-hidden>{margin.threads.length}</span>}
          </button>
        )}
        {margin.people.slice(0, 2).map((person) => (
          <Tooltip key={person.id} text={t("isHere", { name: person.name })}>
            <span>
              <Avatar name={person.name} size="sm" label={t("isHere", { name: person.name })} />
            </span>
          </Tooltip>
        ))}
      </div>
    );
  });
}

/** Where each paragraph begins in its column. Paragraphs far from the window get their height only when they come near. */
function useBlockTops(dom: TextDom, isLoaded: boolean): (block: number) => number | null {
  const [, setMeasured] = useState({ height: 0, width: 0, isLoaded });
  useEffect(() => {
    const observer = new ResizeObserver(() =>
      setMeasured({ height: dom.root.clientHeight, width: dom.root.clientWidth, isLoaded }),
    );
    observer.observe(dom.root);
    return () => observer.disconnect();
  }, [dom, isLoaded]);
  return (block) => {
    const element = dom.root.children[block];
    return element instanceof HTMLElement ? element.offsetTop : null;
  };
}

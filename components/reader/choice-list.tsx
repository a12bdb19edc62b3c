"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { quoteOf } from "@/lib/client/block-views";
import { useSignal } from "@/lib/client/signal";
import { tagOf } from "@/lib/domain/scheme/scheme";
import { useReader } from "./reader-context";

/** Where several marks overlap a click shows them all, the narrowest first. */
export function ChoiceList() {
  const t = useTranslations("reader.choice");
  const { session, view } = useReader();
  const choice = useSignal(view.choice);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = list.current;
    if (!element || !choice) return;
    const left = Math.min(choice.left, window.innerWidth - element.offsetWidth - 8);
    const top = Math.min(choice.top + 14, window.innerHeight - element.offsetHeight - 8);
    element.style.setProperty("left", `${Math.max(8, left)}px`);
    element.style.setProperty("top", `${Math.max(8, top)}px`);
    const close = (event: PointerEvent) => {
      if (event.target instanceof Node && !element.contains(event.target)) view.choice.set(null);
    };
    document.addEventListener("pointerdown", close);
    return () => document.removeEventListener("pointerdown", close);
  }, [choice, view]);

  if (!choice) return null;
  const marks = choice.ids.flatMap((id) => session.store.mark(id) ?? []);
  return (
    <div
      ref={list}
      role="menu"
      aria-label={t("label")}
      className="fixed z-60 grid max-w-80 gap-0.5 rounded-md border border-line bg-raised p-1 shadow-float"
    >
      <p className="px-2 pt-1 text-faint text-xs">{t("title", { count: marks.length })}</p>
      {marks.map((mark) => (
        <button
          key={mark.id}
          type="button"
          role="menuitem"
          data-tag={mark.tag}
          className="reader-choice"
          onPointerEnter={() => session.hoveredId.set(mark.id)}
          onFocus={() => session.hoveredId.set(mark.id)}
          onClick={() => {
            view.choice.set(null);
            view.select(mark.id);
          }}
        >
          <span className="reader-code">{tagOf(session.store.scheme, mark.tag)?.code ?? "?"}</span>
          <span className="truncate">{quoteOf(mark)}</span>
        </button>
      ))}
    </div>
  );
}

"use client";

import { Check, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Badge } from "@/components/ui/badge";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { QueueItem } from "@/lib/client/adjudication-board";
import type { AdjudicationSession } from "@/lib/client/adjudication-session";
import type { ItemFilter } from "@/lib/client/item-filter";
import { useSignal } from "@/lib/client/signal";
import type { GoldOrigin } from "@/lib/domain/adjudication/gold-items";
import { type AlignedItem, differenceKinds } from "@/lib/domain/adjudication/item";
import { relationTypeOf, tagOf } from "@/lib/domain/scheme/scheme";
import { useAdjudication, useSetNames } from "./adjudication-context";
import { wordsOf } from "./words-of";

const statuses = [
  "open",
  "changed",
  "decided",
  "added",
  "all",
] as const satisfies readonly ItemFilter["status"][];
/** What a person looks through; the filters narrow down the rest. */
const SHOWN_MAX = 200;

export function ItemQueue() {
  const t = useTranslations("adjudication");
  const session = useAdjudication();
  useSignal(session.filter);
  const currentId = useSignal(session.currentId);
  const shown = session.visible();
  const at = shown.findIndex(({ id }) => id === currentId);
  const first = Math.max(0, Math.min(at - SHOWN_MAX / 2, shown.length - SHOWN_MAX));
  const rows = shown.slice(first, first + SHOWN_MAX);
  const isDone = session.board.items.every((item) => !session.isWaiting(item));
  const done = session.isFinished ? "allFinished" : "allDecided";

  return (
    <section aria-label={t("queue")} className="adjudication-queue">
      <QueueFilters session={session} />
      {rows.length === 0 && (
        <p className="px-4 py-6 text-soft text-sm">
          {t(session.board.items.length === 0 ? "nothingMarked" : isDone ? done : "queueEmpty")}
        </p>
      )}
      <ol>
        {rows.map((item) => (
          <QueueRow key={item.id} item={item} isCurrent={item.id === currentId} />
        ))}
      </ol>
      {shown.length > rows.length && (
        <p className="px-4 py-2 text-faint text-xs">
          {t("queueMore", { count: shown.length - rows.length })}
        </p>
      )}
    </section>
  );
}

function QueueRow({ item, isCurrent }: { item: QueueItem; isCurrent: boolean }) {
  const t = useTranslations("adjudication");
  const session = useAdjudication();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // On a narrow window the panel scrolls as a whole, and what is looked at there is the item above.
    const queue = button.current?.closest(".adjudication-queue");
    if (isCurrent && queue && queue.scrollHeight > queue.clientHeight)
      button.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  const tags = [...new Set(item.versions.map(({ tag }) => tag))];
  const { isChanged } = session.board.stateOf(item);
  return (
    <li>
      <button
        ref={button}
        type="button"
        className="adjudication-row"
        aria-current={isCurrent || undefined}
        onClick={() => session.go(item.id)}
      >
        <span className="flex gap-1">
          {tags.map((tag) => (
            <span key={tag} data-tag={tag} className="reader-code">
              {item.kind === "relation" ? "→" : (tagOf(session.scheme, tag)?.code ?? "?")}
            </span>
          ))}
        </span>
        <span className="min-w-0 flex-1 truncate text-start" dir="auto">
          {item.kind === "relation" && (
            <span className="text-soft">{relationTypeOf(session.scheme, tags[0] ?? "")?.title}: </span>
          )}
          {wordsOf(session, item.versions[0]) || t("item.document")}
        </span>
        <span className="flex shrink-0 items-center gap-1">
          {isChanged && (
            <TriangleAlert className="size-4 text-warning" aria-label={t("item.changed")} role="img" />
          )}
          {item.origin !== "work" && <OriginBadge origin={item.origin} />}
          {item.origin !== "work" ? null : session.isDecided(item) ? (
            <Check className="size-4 text-success" aria-label={t("item.decided")} role="img" />
          ) : (
            <Differences item={item} />
          )}
        </span>
      </button>
    </li>
  );
}

/** Gold that stands for itself says so in words. */
export function OriginBadge({ origin }: { origin: GoldOrigin }) {
  const t = useTranslations("adjudication.origin");
  return <Badge tone={origin === "orphaned" ? "warning" : "info"}>{t(`${origin}.badge`)}</Badge>;
}

export function Differences({ item, all = false }: { item: AlignedItem; all?: boolean }) {
  const t = useTranslations("adjudication");
  if (item.differences.length === 0) return <Badge tone="success">{t("agreed")}</Badge>;
  const shown = all ? item.differences : item.differences.slice(0, 1);
  return (
    <>
      {shown.map((one) => (
        <Badge key={one} tone={one === "missing" || one === "tag" ? "warning" : "neutral"}>
          {t(`differences.${one}`)}
        </Badge>
      ))}
      {shown.length < item.differences.length && (
        <span className="text-faint text-xs">+{item.differences.length - shown.length}</span>
      )}
    </>
  );
}

function QueueFilters({ session }: { session: AdjudicationSession }) {
  const t = useTranslations("adjudication.filters");
  const differences = useTranslations("adjudication.differences");
  const nameOf = useSetNames();
  const { status, difference, tag, set } = session.filter.value;
  const tags = [
    ...new Set(session.board.items.flatMap(({ versions }) => versions.map((one) => one.tag))),
  ].sort();
  const titleOf = (key: string) =>
    tagOf(session.scheme, key)?.title ?? relationTypeOf(session.scheme, key)?.title ?? key;
  return (
    <details className="border-line border-b px-4 py-2">
      <summary className="cursor-pointer text-sm">
        {t("title", { status: t(`statuses.${status}`) })}
        {(difference || tag || set) && <span aria-hidden> +</span>}
      </summary>
      <div className="grid grid-cols-2 gap-x-3 gap-y-2 py-2">
        <Field label={t("status")}>
          {(control) => (
            <Select
              {...control}
              value={status}
              onChange={({ target }) =>
                session.narrow({ status: statuses.find((one) => one === target.value) ?? "open" })
              }
            >
              {statuses.map((one) => (
                <option key={one} value={one}>
                  {t(`statuses.${one}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t("difference")}>
          {(control) => (
            <Select
              {...control}
              value={difference}
              onChange={({ target: { value } }) =>
                session.narrow({
                  difference:
                    value === "none" ? "none" : (differenceKinds.find((one) => one === value) ?? ""),
                })
              }
            >
              <option value="">{t("anyDifference")}</option>
              {differenceKinds.map((one) => (
                <option key={one} value={one}>
                  {differences(one)}
                </option>
              ))}
              <option value="none">{t("noDifference")}</option>
            </Select>
          )}
        </Field>
        <Field label={t("tag")}>
          {(control) => (
            <Select {...control} value={tag} onChange={({ target }) => session.narrow({ tag: target.value })}>
              <option value="">{t("anyTag")}</option>
              {tags.map((key) => (
                <option key={key} value={key}>
                  {titleOf(key)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t("set")}>
          {(control) => (
            <Select {...control} value={set} onChange={({ target }) => session.narrow({ set: target.value })}>
              <option value="">{t("anySet")}</option>
              {session.work.sets.map(({ id }) => (
                <option key={id} value={id}>
                  {nameOf(id)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
    </details>
  );
}

"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { QueueItem } from "@/lib/client/adjudication-board";
import { api } from "@/lib/client/api";
import { type HistoryEntry, historyEntries } from "@/lib/client/decision-history";
import { useSignal } from "@/lib/client/signal";
import { readDecisionHistory } from "@/lib/contracts/decision-history";
import { relationTypeOf, tagOf } from "@/lib/domain/scheme/scheme";
import { useAdjudication } from "./adjudication-context";
import { wordsOf } from "./words-of";

/** Who decided what on an item, when and why, and what became of it; read when it is asked for. */
export function DecisionHistory({ item }: { item: QueueItem }) {
  const t = useTranslations("adjudication.history");
  const session = useAdjudication();
  const isOpen = useSignal(session.showsHistory);
  const entries = useEntries(item, isOpen);
  return (
    <details
      className="text-sm"
      open={isOpen}
      onToggle={(event) => session.showsHistory.set(event.currentTarget.open)}
    >
      <summary className="cursor-pointer font-medium text-xs">{t("title")}</summary>
      <div aria-live="polite">
        {entries === "failed" && <p className="mt-1 text-danger">{t("failed")}</p>}
        {entries === null && <p className="mt-1 text-soft">{t("reading")}</p>}
        {Array.isArray(entries) && entries.length === 0 && <p className="mt-1 text-soft">{t("empty")}</p>}
      </div>
      <ol className="mt-2 grid gap-3 text-soft text-xs">
        {Array.isArray(entries) && entries.map((entry) => <Entry key={entry.opId} entry={entry} />)}
      </ol>
    </details>
  );
}

type Entries = readonly HistoryEntry[] | "failed" | null;

/** Reads the history while it is open, again when something has been decided; null until it has come. */
function useEntries(item: QueueItem, isOpen: boolean): Entries {
  const session = useAdjudication();
  const { place, board } = session;
  const [entries, setEntries] = useState<Entries>(null);
  const [decision] = board.stateOf(item).decisions;
  const about = decision?.sources[0]?.annotationId ?? decision?.annotationId ?? item.id;
  const version = session.version.value;
  // biome-ignore lint/correctness/useExhaustiveDependencies: version says that something has been decided
  useEffect(() => {
    if (!isOpen) return;
    const aborter = new AbortController();
    api(readDecisionHistory, {
      params: { project: place.projectId, document: place.documentId },
      query: { annotation: about },
      signal: aborter.signal,
    })
      .then(({ items }) => setEntries(historyEntries(items)))
      .catch(() => {
        if (!aborter.signal.aborted) setEntries("failed");
      });
    return () => aborter.abort();
  }, [isOpen, about, place, version]);
  return entries;
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const t = useTranslations("adjudication");
  const reasons = useTranslations("adjudication.reason.reasons");
  const format = useFormatter();
  const session = useAdjudication();
  const { kind, reason, text } = entry;
  const at = format.dateTime(new Date(entry.at), { dateStyle: "medium", timeStyle: "short" });
  return (
    <li className="grid gap-0.5 border-line border-s-2 ps-2">
      <span>
        {at} · {entry.by ?? t("somebody")} · {t(`history.${entry.what}`)}
        {kind && ` (${t(`item.by.${kind}`)})`}
      </span>
      {(reason || text) && (
        <span dir="auto">{[reason && reasons(reason), text].filter(Boolean).join(": ")}</span>
      )}
      {entry.gold.map((one) => (
        <span key={one.id} className="wrap-anywhere font-serif text-ink" dir="auto">
          {(one.kind === "relation"
            ? relationTypeOf(session.scheme, one.tag)
            : tagOf(session.scheme, one.tag)
          )?.title ?? one.tag}
          : {wordsOf(session, one) || t("item.document")}
        </span>
      ))}
    </li>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { textChanges } from "@/lib/client/text-changes";

const SHOWN_MAX = 60;

/** The places where two texts differ, as a reader would mark them: struck out and inserted. */
export function TextChangesView({ before, after }: { before: string; after: string }) {
  const t = useTranslations("revisions.changes");
  const { changes, count } = useMemo(() => textChanges(before, after, SHOWN_MAX), [before, after]);
  return (
    <section aria-label={t("label")}>
      <h3 className="mb-1.5 text-sm font-medium">{t("title", { count })}</h3>
      <ol
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
        tabIndex={0}
        className="grid max-h-[38dvh] gap-2 overflow-y-auto rounded-md border border-line bg-sunken p-2"
      >
        {changes.map(({ number, parts }) => (
          <li
            key={number}
            dir="auto"
            className="rounded-sm bg-surface px-3 py-2 font-serif whitespace-pre-wrap wrap-anywhere"
          >
            {parts.map(({ kind, words }, at) => {
              const key = `${number} ${at}`;
              if (kind === "removed")
                return (
                  <del key={key} className="rounded-sm bg-danger-soft text-danger">
                    {words}
                  </del>
                );
              if (kind === "added")
                return (
                  <ins key={key} className="rounded-sm bg-success-soft text-success">
                    {words}
                  </ins>
                );
              return (
                <span key={key} className="text-soft">
                  {words}
                </span>
              );
            })}
          </li>
        ))}
      </ol>
      {count > changes.length && (
        <p className="mt-1 text-sm text-soft">{t("more", { count: count - changes.length })}</p>
      )}
    </section>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useCellWords } from "./matrix-cell";
import type { MatrixGridProps } from "./matrix-grid";

const shownFirst = 30;

/** The same as the grid where there is no room for one: a card for each document, with a box for each person. */
export function MatrixCards({ rows, people, draft, isLocked, onToggle }: MatrixGridProps) {
  const t = useTranslations("rounds.matrix");
  const words = useCellWords();
  const [count, setCount] = useState(shownFirst);
  return (
    <div className="grid gap-3">
      <ul className="grid gap-3">
        {rows.slice(0, count).map(({ documentId, title, copies }) => (
          <li key={documentId} className="rounded-lg border border-line bg-surface px-4 py-3 shadow-card">
            <p dir="auto" className="font-medium wrap-anywhere">
              {title}
            </p>
            <p className="text-[0.8125rem] text-soft">
              {t("filled")}: {t("filledOf", { filled: draft.filled(documentId), copies })}
            </p>
            <div className="mt-1 grid">
              {people.map(({ id, name }) => {
                const pair = { documentId, userId: id };
                return (
                  <label key={id} className="flex min-h-9 items-center gap-2.5 text-sm">
                    <input
                      type="checkbox"
                      className="size-4.5 shrink-0 accent-accent"
                      disabled={isLocked}
                      checked={draft.has(pair)}
                      onChange={() => onToggle(pair)}
                    />
                    <span className="min-w-0 wrap-anywhere">{name}</span>
                    <span className="ml-auto text-[0.8125rem] text-soft">{words(draft.mark(pair))}</span>
                  </label>
                );
              })}
            </div>
          </li>
        ))}
      </ul>
      {rows.length > count && <Button onClick={() => setCount(count + shownFirst)}>{t("more")}</Button>}
    </div>
  );
}

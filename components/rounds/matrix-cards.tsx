"use client";

import { EllipsisVertical } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useCellWords } from "./matrix-cell";
import type { MatrixGridProps } from "./matrix-grid";

const shownFirst = 30;

/** The same as the grid where there is no room for one: a card for each document, with a box for each person. */
export function MatrixCards({ rows, people, draft, isLocked, onToggle, onDocument }: MatrixGridProps) {
  const t = useTranslations("rounds.matrix");
  const words = useCellWords();
  const [count, setCount] = useState(shownFirst);
  return (
    <div className="grid gap-3">
      <ul className="grid gap-3">
        {rows.slice(0, count).map(({ documentId, title, copies }) => (
          <li key={documentId} className="rounded-lg border border-line bg-surface px-4 py-3 shadow-card">
            <div className="flex items-start justify-between gap-2">
              <p dir="auto" className="min-w-0 font-medium wrap-anywhere">
                {title}
              </p>
              {!isLocked && onDocument && (
                <Menu
                  trigger={
                    <IconButton
                      size="sm"
                      tooltip={false}
                      label={t("row", { title })}
                      icon={<EllipsisVertical aria-hidden className="size-3.5" />}
                    />
                  }
                >
                  <MenuItem onSelect={() => onDocument("move", { id: documentId, title })}>
                    {t("moveDocument")}
                  </MenuItem>
                  <MenuItem danger onSelect={() => onDocument("remove", { id: documentId, title })}>
                    {t("removeDocument")}
                  </MenuItem>
                </Menu>
              )}
            </div>
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

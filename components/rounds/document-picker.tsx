"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { RequestError } from "@/components/account/request-error";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ApiError } from "@/lib/client/api";

export type ChoosableDocument = { readonly id: string; readonly title: string; readonly outlet: string };
export type Found = { readonly items: readonly ChoosableDocument[]; readonly total: number };
export type PickerSource = {
  /** Whether words of the texts are found too. */
  readonly findsText: boolean;
  /** What is listed before anything is searched for. */
  readonly first: Found;
  readonly find: (words: string) => Promise<Found> | Found;
};

type DocumentPickerProps = {
  readonly source: PickerSource;
  readonly ids: readonly string[];
  readonly onIds: (ids: string[]) => void;
};

/** A list to tick documents in. What is ticked stays so while other words are searched for. */
export function DocumentPicker({ source, ids, onIds }: DocumentPickerProps) {
  const t = useTranslations("rounds.form");
  const [words, setWords] = useState("");
  const [found, setFound] = useState(source.first);
  const [error, setError] = useState<ApiError | null>(null);
  const asked = useRef("");
  const chosen = new Set(ids);

  async function search(next: string): Promise<void> {
    setWords(next);
    asked.current = next;
    try {
      const answer = await source.find(next.trim());
      // Answers may come in another order than they were asked for.
      if (asked.current === next) setFound(answer);
      setError(null);
    } catch (refusal) {
      if (!(refusal instanceof ApiError)) throw refusal;
      setError(refusal);
    }
  }
  const listed = found.items.filter(({ id }) => !chosen.has(id)).map(({ id }) => id);
  return (
    <div className="grid gap-2">
      <Field label={t(source.findsText ? "search" : "searchTitles")}>
        {(control) => (
          <Input
            {...control}
            type="search"
            value={words}
            onChange={({ target }) => void search(target.value)}
          />
        )}
      </Field>
      <RequestError error={error} />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p aria-live="polite" className="text-[0.8125rem] text-soft">
          {t("chosenCount", { count: ids.length })}
          {found.total > found.items.length &&
            ` · ${t("listedOf", { count: found.items.length, total: found.total })}`}
        </p>
        <span className="flex gap-2">
          <Button size="sm" disabled={listed.length === 0} onClick={() => onIds([...ids, ...listed])}>
            {t("tickAll", { count: listed.length })}
          </Button>
          <Button size="sm" disabled={ids.length === 0} onClick={() => onIds([])}>
            {t("tickNone")}
          </Button>
        </span>
      </div>
      <ul className="grid max-h-80 gap-1.5 overflow-y-auto rounded-md border border-line bg-raised p-3">
        {found.items.length === 0 && <li className="text-sm text-soft">{t("noneFound")}</li>}
        {found.items.map(({ id, title, outlet }) => (
          <li key={id}>
            <Checkbox
              label={
                <span dir="auto" className="wrap-anywhere">
                  {title}
                </span>
              }
              hint={outlet || undefined}
              checked={chosen.has(id)}
              onChange={({ target }) =>
                onIds(target.checked ? [...ids, id] : ids.filter((other) => other !== id))
              }
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

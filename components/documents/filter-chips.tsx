"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { type DocumentListFilter, type NarrowingField, narrowingFields } from "@/lib/client/document-filter";
import { LanguageName } from "./language-name";

export type FilterChipsProps = {
  readonly filter: DocumentListFilter;
  readonly onClear: (filter: DocumentListFilter) => void;
};

/** What the list leaves out at present, each part to be taken away by itself. */
export function FilterChips({ filter, onClear }: FilterChipsProps) {
  const t = useTranslations("documents.filters");
  // The search stands in its own field already.
  const used = narrowingFields.filter((field) => field !== "search" && filter[field] !== undefined);
  if (used.length === 0) return null;

  function without(fields: readonly NarrowingField[]): DocumentListFilter {
    const rest = { ...filter };
    for (const field of fields) delete rest[field];
    return rest;
  }

  return (
    <fieldset className="mb-3 flex flex-wrap items-center gap-2">
      <legend className="sr-only">{t("active")}</legend>
      {used.map((field) => (
        <button
          key={field}
          type="button"
          onClick={() => onClear(without([field]))}
          className="inline-flex min-h-7 max-w-full items-center gap-1.5 rounded-full border border-accent/35 bg-accent-soft py-0.5 pr-2 pl-3 text-[0.8125rem] text-accent-ink hover:border-accent"
        >
          <span className="sr-only">{t("removeOne")}</span>
          <span className="truncate">
            <ChipText filter={filter} field={field} />
          </span>
          <X aria-hidden className="size-3.5 shrink-0" />
        </button>
      ))}
      {used.length > 1 && (
        <Button variant="link" size="sm" onClick={() => onClear(without(used))}>
          {t("clear")}
        </Button>
      )}
    </fieldset>
  );
}

function ChipText({ filter, field }: { filter: DocumentListFilter; field: NarrowingField }) {
  const t = useTranslations("documents");
  const value = filter[field] ?? "";
  switch (field) {
    case "search":
      return <bdi>{value}</bdi>;
    case "publishedFrom":
      return t("filters.chipFrom", { value });
    case "publishedTo":
      return t("filters.chipTo", { value });
    case "deleted":
      return t("filters.deleted");
    case "language":
      return <LanguageName tag={value} />;
    case "outlet":
      return <bdi>{value}</bdi>;
    case "state":
      return filter.state && t(`states.${filter.state}`);
    case "genre":
      return filter.genre && t(`genres.${filter.genre}`);
    case "split":
      return filter.split && t(`splits.${filter.split}`);
  }
}

"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import type { DocumentChoice } from "@/lib/contracts/rounds";
import { DocumentPicker, type PickerSource } from "./document-picker";

export type DocumentFacetLists = Readonly<
  Partial<
    Record<
      "outlet" | "language" | "genre" | "split",
      readonly { readonly value: string; readonly count: number }[]
    >
  >
>;

export type DocumentChoiceFieldsProps = {
  readonly source: PickerSource;
  readonly facets: DocumentFacetLists;
  readonly choice: DocumentChoice;
  readonly onChange: (choice: DocumentChoice) => void;
  /** Documents of the project, or those that a round has. */
  readonly of: "project" | "round";
};

const ways = ["all", "matching", "chosen"] as const;
type Way = (typeof ways)[number];
type Filter = Extract<DocumentChoice, { filter: object }>["filter"];
type Fields = Readonly<Partial<Record<keyof Filter, string>>>;

/** A filter that asks for nothing would let everything through, which nobody has asked for who is about to say what. */
const none: DocumentChoice = { ids: [] };

/** Whether anything is chosen at all. */
export const choosesSome = (choice: DocumentChoice): boolean => !("ids" in choice) || choice.ids.length > 0;

const wayOf = (choice: DocumentChoice): Way =>
  "ids" in choice ? "chosen" : Object.keys(choice.filter).length > 0 ? "matching" : "all";

/** All documents, all that match a search and filters, or those ticked in a list. */
export function DocumentChoiceFields({ source, facets, choice, onChange, of }: DocumentChoiceFieldsProps) {
  const t = useTranslations("rounds.form");
  const [way, setWay] = useState<Way>(() => wayOf(choice));
  function go(next: Way): void {
    setWay(next);
    onChange(next === "all" ? { filter: {} } : none);
  }
  return (
    <div className="grid gap-4">
      <RadioGroup
        legend={<span className="sr-only">{t("which")}</span>}
        value={way}
        onValueChange={go}
        options={ways.map((one) => ({ value: one, label: t(`ways.${of}.${one}`) }))}
      />
      {way === "matching" && (
        <MatchingFields
          facets={facets}
          filter={"filter" in choice ? choice.filter : {}}
          onChange={(filter) => onChange(Object.keys(filter).length > 0 ? { filter } : none)}
        />
      )}
      {way === "chosen" && "ids" in choice && (
        <DocumentPicker source={source} ids={choice.ids} onIds={(ids) => onChange({ ids })} />
      )}
    </div>
  );
}

type MatchingFieldsProps = {
  readonly facets: DocumentFacetLists;
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
};

const facetFields = ["outlet", "language", "genre", "split"] as const;

function MatchingFields({ facets, filter, onChange }: MatchingFieldsProps) {
  const t = useTranslations("rounds.form");
  const set = (field: keyof Filter, value: string) => {
    const { [field]: _, ...others } = filter;
    const next: Fields = value === "" ? others : { ...others, [field]: value };
    // Values are the facets' own and what date fields give; the server parses them again.
    onChange(next as Filter);
  };
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={t("matching.search")} className="sm:col-span-2">
        {(control) => (
          <Input
            {...control}
            type="search"
            maxLength={200}
            value={filter.search ?? ""}
            onChange={({ target }) => set("search", target.value)}
          />
        )}
      </Field>
      {facetFields.map((field) => {
        const known = (facets[field] ?? []).filter(({ value }) => value !== "");
        if (known.length === 0) return null;
        return (
          <Field key={field} label={t(`matching.${field}`)}>
            {(control) => (
              <Select
                {...control}
                value={filter[field] ?? ""}
                onChange={({ target }) => set(field, target.value)}
              >
                <option value="">{t("matching.any")}</option>
                {known.map(({ value, count }) => (
                  <option key={value} value={value}>
                    {`${value} (${count})`}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        );
      })}
      {(["publishedFrom", "publishedTo"] as const).map((field) => (
        <Field key={field} label={t(`matching.${field}`)}>
          {(control) => (
            <Input
              {...control}
              type="date"
              min="1500-01-01"
              max="2999-12-31"
              defaultValue={filter[field] ?? ""}
              onChange={({ target }) => {
                if (target.validity.valid) set(field, target.value);
              }}
            />
          )}
        </Field>
      ))}
    </div>
  );
}

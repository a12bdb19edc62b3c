"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import type { DocumentChoice } from "@/lib/contracts/rounds";
import { splits } from "@/lib/domain/document/document";

export type ChoosableDocument = { readonly id: string; readonly title: string; readonly outlet: string };
export type DocumentFacetLists = {
  readonly outlet: readonly { readonly value: string; readonly count: number }[];
  readonly split: readonly { readonly value: string; readonly count: number }[];
};

type DocumentChoiceFieldsProps = {
  readonly documents: readonly ChoosableDocument[];
  readonly total: number;
  readonly facets: DocumentFacetLists;
  readonly choice: DocumentChoice;
  readonly onChange: (choice: DocumentChoice) => void;
};

const ways = ["all", "outlet", "split", "chosen"] as const;
type Way = (typeof ways)[number];

/** All documents, those with something in common, or those ticked in a list. */
export function DocumentChoiceFields(props: DocumentChoiceFieldsProps) {
  const { documents, facets, choice, onChange } = props;
  const t = useTranslations("rounds.form");
  const [way, setWay] = useState<Way>("all");
  const known = ways.filter((one) => one === "all" || one === "chosen" || facets[one].length > 0);

  function go(next: Way): void {
    setWay(next);
    if (next === "all") onChange({ filter: {} });
    if (next === "chosen") onChange({ ids: [] });
    if (next === "outlet") onChange({ filter: { outlet: facets.outlet[0]?.value ?? "" } });
    if (next === "split") onChange({ filter: { split: splitOf(facets.split[0]?.value) } });
  }
  return (
    <div className="grid gap-4">
      <RadioGroup
        legend={<span className="sr-only">{t("which")}</span>}
        value={way}
        onValueChange={go}
        options={known.map((one) => ({ value: one, label: t(one) }))}
      />
      {(way === "outlet" || way === "split") && "filter" in choice && (
        <Field label={t(way)} hideLabel>
          {(control) => (
            <Select
              {...control}
              value={choice.filter[way] ?? ""}
              onChange={({ target }) =>
                onChange({
                  filter: way === "outlet" ? { outlet: target.value } : { split: splitOf(target.value) },
                })
              }
            >
              {facets[way].map(({ value, count }) => (
                <option key={value} value={value}>
                  {`${value} (${count})`}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {way === "chosen" && "ids" in choice && (
        <ChosenList {...props} documents={documents} ids={choice.ids} onIds={(ids) => onChange({ ids })} />
      )}
    </div>
  );
}

const splitOf = (value: string | undefined) => splits.find((one) => one === value) ?? "none";

type ChosenListProps = {
  readonly documents: readonly ChoosableDocument[];
  readonly total: number;
  readonly ids: readonly string[];
  readonly onIds: (ids: string[]) => void;
};

function ChosenList({ documents, total, ids, onIds }: ChosenListProps) {
  const t = useTranslations("rounds.form");
  const [words, setWords] = useState("");
  const chosen = new Set(ids);
  const wanted = words.trim().toLocaleLowerCase();
  const shown = documents.filter(
    ({ title, outlet }) => wanted === "" || `${title} ${outlet}`.toLocaleLowerCase().includes(wanted),
  );
  return (
    <div className="grid gap-2">
      <Field label={t("search")}>
        {(control) => (
          <Input
            {...control}
            type="search"
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
      </Field>
      <p aria-live="polite" className="text-[0.8125rem] text-soft">
        {t("chosenCount", { count: ids.length })}
        {total > documents.length && ` · ${t("tooMany", { count: documents.length })}`}
      </p>
      <ul className="grid max-h-80 gap-1.5 overflow-y-auto rounded-md border border-line bg-raised p-3">
        {shown.map(({ id, title, outlet }) => (
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

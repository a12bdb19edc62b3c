"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { MeasureResource } from "@/lib/contracts/agreement";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import type { Draft, Person, RoundName } from "./measure-dialog";

type MeasureFieldsProps = {
  scheme: Scheme;
  people: readonly Person[];
  rounds: readonly RoundName[];
  measures: readonly MeasureResource[];
  draft: Draft;
  onChange: (draft: Draft) => void;
};

/** What goes into a report. Nothing ticked in a list of people or tags means all of them. */
export function MeasureFields({ scheme, people, rounds, measures, draft, onChange }: MeasureFieldsProps) {
  const t = useTranslations("agreement.form");
  const set = (more: Partial<Draft>, ...without: (keyof Draft)[]) => {
    const next = { ...draft, ...more };
    for (const key of without) delete next[key];
    onChange(next);
  };
  const choose = (key: "people" | "tags" | "measures", chosen: string[]) =>
    chosen.length > 0 ? set({ [key]: chosen }) : set({}, key);
  const tags = scheme.tags.filter(({ retired }) => !retired);
  // A relation type may have the key of a tag: they are narrowed down to together, under the tag.
  const links = scheme.relationTypes.filter(
    ({ key, retired }) => !retired && !tags.some((tag) => tag.key === key),
  );

  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("against")}>
          {(control) => (
            <Select
              {...control}
              value={draft.against ?? "each_other"}
              onChange={({ target }) => set({ against: target.value === "gold" ? "gold" : "each_other" })}
            >
              <option value="each_other">{t("eachOther")}</option>
              <option value="gold">{t("gold")}</option>
            </Select>
          )}
        </Field>
        {rounds.length > 0 && (
          <Field label={t("round")}>
            {(control) => (
              <Select
                {...control}
                value={draft.round ?? ""}
                onChange={({ target }) => (target.value ? set({ round: target.value }) : set({}, "round"))}
              >
                <option value="">{t("everyRound")}</option>
                {rounds.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        {(["submittedFrom", "submittedTo"] as const).map((key) => (
          <Field key={key} label={t(key)}>
            {(control) => (
              <Input
                {...control}
                type="date"
                value={draft[key] ?? ""}
                onChange={({ target }) => (target.value ? set({ [key]: target.value }) : set({}, key))}
              />
            )}
          </Field>
        ))}
      </div>
      <CheckList
        legend={t("people")}
        options={people.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={draft.people ?? []}
        onChange={(chosen) => choose("people", chosen)}
      />
      <CheckList
        legend={t("tags")}
        options={tags.map(({ key, title }) => ({ value: key, label: title }))}
        chosen={draft.tags ?? []}
        onChange={(chosen) => choose("tags", chosen)}
      />
      {links.length > 0 && (
        <CheckList
          legend={t("links")}
          options={links.map(({ key, title }) => ({ value: key, label: title }))}
          chosen={draft.tags ?? []}
          onChange={(chosen) => choose("tags", chosen)}
        />
      )}
      <CheckList
        legend={t("measures")}
        options={measures.map(({ id, title, isSlow }) => ({
          value: id,
          label: isSlow ? t("slow", { title }) : title,
        }))}
        chosen={draft.measures ?? []}
        onChange={(chosen) => choose("measures", chosen)}
      />
    </>
  );
}

type CheckListProps = {
  legend: string;
  options: readonly { readonly value: string; readonly label: ReactNode }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

function CheckList({ legend, options, chosen, onChange }: CheckListProps) {
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-sm font-medium">{legend}</legend>
      <div className="grid max-h-48 auto-rows-max gap-x-4 gap-y-1.5 overflow-y-auto sm:grid-cols-2">
        {options.map(({ value, label }) => (
          <Checkbox
            key={value}
            label={label}
            checked={chosen.includes(value)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

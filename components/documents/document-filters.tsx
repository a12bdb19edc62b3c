"use client";

import { ListFilter } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { Select } from "@/components/ui/select";
import { type DocumentListFilter, narrowingFields } from "@/lib/client/document-filter";
import { MyState } from "@/lib/contracts/documents";
import { genres, splits } from "@/lib/domain/document/document";

export type FacetField = "outlet" | "language" | "genre" | "split";
export type DocumentFacets = Partial<
  Record<FacetField, readonly { readonly value: string; readonly count: number }[]>
>;

export type DocumentFiltersProps = {
  readonly filter: DocumentListFilter;
  readonly facets: DocumentFacets;
  readonly seesRemoved: boolean;
  readonly onFilter: (filter: DocumentListFilter) => void;
};

/** Everything that narrows the list besides the search, behind one button that says how much is in use. */
export function DocumentFilters(props: DocumentFiltersProps) {
  const { filter } = props;
  const t = useTranslations("documents.filters");
  const count = narrowingFields.filter((field) => field !== "search" && filter[field] !== undefined).length;
  return (
    <Popover
      align="end"
      label={t("label")}
      className="max-h-(--radix-popover-content-available-height) overflow-y-auto sm:w-96"
      trigger={
        <Button
          icon={<ListFilter aria-hidden className="size-4" />}
          aria-label={count > 0 ? t("buttonActive", { count }) : t("button")}
        >
          {t("button")}
          {count > 0 && (
            <span className="rounded-full bg-accent px-1.5 text-xs text-on-accent tabular-nums">{count}</span>
          )}
        </Button>
      }
    >
      <FilterFields {...props} />
    </Popover>
  );
}

function FilterFields({ filter, facets, seesRemoved, onFilter }: DocumentFiltersProps) {
  const t = useTranslations("documents");
  const set = (field: keyof DocumentListFilter, value: string) => {
    const { [field]: _, ...others } = filter;
    // Values come from the lists and date inputs below; the page reads its address through the schema anyway.
    onFilter((value === "" ? others : { ...others, [field]: value }) as DocumentListFilter);
  };
  const counted = (field: FacetField, value: string, name: string) => {
    const count = facets[field]?.find((facet) => facet.value === value)?.count ?? 0;
    return t("filters.withCount", { value: name, count });
  };
  const known = (field: FacetField) => (facets[field] ?? []).filter(({ value }) => value !== "");
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Choice label={t("filters.state")} value={filter.state} onChange={(value) => set("state", value)}>
        {MyState.options.map((state) => (
          <option key={state} value={state}>
            {t(`states.${state}`)}
          </option>
        ))}
      </Choice>
      <Field label={t("filters.outlet")} className="sm:col-span-2">
        {(control) => (
          <Combobox
            control={control}
            placeholder={t("filters.any")}
            searchLabel={t("filters.outletSearch")}
            value={filter.outlet ?? ""}
            onValueChange={(value) => set("outlet", value)}
            options={[
              { value: "", label: t("filters.any") },
              ...known("outlet").map(({ value, count }) => ({
                value,
                label: value,
                hint: t("count", { count }),
              })),
            ]}
          />
        )}
      </Field>
      <Choice
        label={t("filters.language")}
        value={filter.language}
        onChange={(value) => set("language", value)}
      >
        {known("language").map(({ value }) => (
          <option key={value} value={value}>
            {counted("language", value, value)}
          </option>
        ))}
      </Choice>
      <Choice label={t("filters.genre")} value={filter.genre} onChange={(value) => set("genre", value)}>
        {genres.map((genre) => (
          <option key={genre} value={genre}>
            {counted("genre", genre, t(`genres.${genre}`))}
          </option>
        ))}
      </Choice>
      <Choice label={t("filters.split")} value={filter.split} onChange={(value) => set("split", value)}>
        {splits.map((split) => (
          <option key={split} value={split}>
            {counted("split", split, t(`splits.${split}`))}
          </option>
        ))}
      </Choice>
      <fieldset className="grid gap-3 sm:col-span-2 sm:grid-cols-2">
        <Day
          label={t("filters.publishedFrom")}
          value={filter.publishedFrom}
          onChange={(value) => set("publishedFrom", value)}
        />
        <Day
          label={t("filters.publishedTo")}
          value={filter.publishedTo}
          onChange={(value) => set("publishedTo", value)}
        />
      </fieldset>
      {seesRemoved && (
        <Checkbox
          className="sm:col-span-2"
          label={t("filters.deleted")}
          checked={filter.deleted === "true"}
          onChange={(event) => set("deleted", event.target.checked ? "true" : "")}
        />
      )}
    </div>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
};

function Choice({ label, value, onChange, children }: ChoiceProps & { children: ReactNode }) {
  const t = useTranslations("documents.filters");
  return (
    <Field label={label}>
      {(control) => (
        <Select {...control} value={value ?? ""} onChange={(event) => onChange(event.target.value)}>
          <option value="">{t("any")}</option>
          {children}
        </Select>
      )}
    </Field>
  );
}

/** Sends a day when it is whole: while one is typed the browser's own control reports nothing. */
function Day({ label, value, onChange }: ChoiceProps) {
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          type="date"
          defaultValue={value ?? ""}
          min="1500-01-01"
          max="2999-12-31"
          onChange={(event) => {
            if (event.target.validity.valid) onChange(event.target.value);
          }}
        />
      )}
    </Field>
  );
}

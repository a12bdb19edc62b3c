"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { ColumnMap } from "@/lib/contracts/imports";
import type { ServerStepProps } from "./import-steps";

// A zod record of an enum has that enum as its keys.
const fields = ColumnMap.keyType.options;
type ColumnField = (typeof fields)[number];
type Chosen = Partial<Record<ColumnField, string>>;

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** What is chosen to begin with: what a person chose before, else columns that are called like a field. */
function columnsToBeginWith(map: Chosen | undefined, columns: readonly string[]): Chosen {
  if (map) return map;
  const found = fields.map(
    (field) => [field, columns.find((column) => plain(column) === plain(field))] as const,
  );
  return Object.fromEntries(found.filter(([, column]) => column !== undefined));
}

/** Which column of a table is what. What came of it is the list below. */
export function ColumnsCard({ run, view, current }: ServerStepProps) {
  const t = useTranslations("imports.columns");
  const names = useTranslations("documents.metadata");
  const [chosen, setChosen] = useState(() => columnsToBeginWith(current.options.columnMap, current.columns));
  const [isTextMissing, setTextMissing] = useState(false);
  const { columnMap } = current.options;
  const isOpen = columnMap !== undefined || current.counts.new === 0;

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    setTextMissing(chosen.text === undefined);
    if (chosen.text !== undefined) void run.read({ ...current.options, columnMap: chosen });
  }

  return (
    <Card>
      <details open={isOpen}>
        <summary className="font-serif text-lg font-semibold">{t("title")}</summary>
        <form onSubmit={onSubmit} className="grid gap-4 pt-2">
          <p className="text-sm text-soft">
            {columnMap ? t("chosen") : current.counts.new > 0 ? t("guessed") : t("missing")}
          </p>
          <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
            {fields.map((field) => (
              <Field
                key={field}
                label={field === "text" ? t("text") : names(field)}
                required={field === "text"}
                error={field === "text" && isTextMissing ? t("textNeeded") : undefined}
              >
                {(control) => (
                  <Select
                    {...control}
                    required={false}
                    value={chosen[field] ?? ""}
                    onChange={({ target }) => {
                      const { [field]: _, ...others } = chosen;
                      setChosen(target.value === "" ? others : { ...others, [field]: target.value });
                    }}
                  >
                    <option value="">{t("none")}</option>
                    {current.columns.map((column) => (
                      <option key={column} value={column}>
                        {column}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
            ))}
          </div>
          <Button type="submit" busy={view.isBusy} className="justify-self-start">
            {t("apply")}
          </Button>
        </form>
      </details>
    </Card>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { LanguageTag } from "@/lib/contracts/documents";
import { type Split, splits } from "@/lib/domain/document/document";
import type { ServerStepProps } from "./import-steps";

/** Metadata for documents that bring none of their own, and what to do with duplicates: another dry run. */
export function ImportOptionsCard({ run, view, current }: ServerStepProps) {
  const t = useTranslations("imports.options");
  const names = useTranslations("documents");
  const { defaults = {}, keepDuplicates = false } = current.options;
  const [outlet, setOutlet] = useState(defaults.outlet ?? "");
  const [language, setLanguage] = useState(defaults.language ?? "");
  const [licenceNote, setLicenceNote] = useState(defaults.licenceNote ?? "");
  const [split, setSplit] = useState<Split>(defaults.split ?? "none");
  const [isKept, setKept] = useState(keepDuplicates);
  const [isLanguageWrong, setLanguageWrong] = useState(false);
  const isInUse = keepDuplicates || Object.values(defaults).some((value) => value !== "" && value !== "none");

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    const isFit = LanguageTag.safeParse(language.trim()).success;
    setLanguageWrong(!isFit);
    if (!isFit) return;
    const filled = {
      outlet: outlet.trim(),
      language: language.trim(),
      licenceNote: licenceNote.trim(),
      split,
    };
    void run.read({ ...current.options, defaults: filled, keepDuplicates: isKept });
  }

  return (
    <Card>
      <details open={isInUse}>
        <summary className="font-serif text-lg font-semibold">{t("title")}</summary>
        <form onSubmit={onSubmit} className="grid gap-4 pt-2">
          <p className="text-sm text-soft">{t("description")}</p>
          <div className="grid gap-3 sm:grid-cols-2">
            <Field className="content-start" label={names("metadata.outlet")}>
              {(control) => (
                <Input
                  {...control}
                  maxLength={200}
                  value={outlet}
                  onChange={({ target }) => setOutlet(target.value)}
                />
              )}
            </Field>
            <Field
              className="content-start"
              label={names("metadata.language")}
              hint={names("metadata.languageHint")}
              error={isLanguageWrong ? t("languageError") : undefined}
            >
              {(control) => (
                <Input
                  {...control}
                  maxLength={35}
                  autoCapitalize="none"
                  value={language}
                  onChange={({ target }) => setLanguage(target.value)}
                />
              )}
            </Field>
            <Field label={names("metadata.licenceNote")}>
              {(control) => (
                <Input
                  {...control}
                  maxLength={2_000}
                  value={licenceNote}
                  onChange={({ target }) => setLicenceNote(target.value)}
                />
              )}
            </Field>
            <Field label={names("metadata.split")}>
              {(control) => (
                <Select
                  {...control}
                  value={split}
                  onChange={({ target }) =>
                    setSplit(splits.find((known) => known === target.value) ?? "none")
                  }
                >
                  {splits.map((known) => (
                    <option key={known} value={known}>
                      {names(`splits.${known}`)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
          <Checkbox
            label={t("keepDuplicates")}
            hint={t("keepDuplicatesHint")}
            checked={isKept}
            onChange={({ target }) => setKept(target.checked)}
          />
          <Button type="submit" busy={view.isBusy} className="justify-self-start">
            {t("apply")}
          </Button>
        </form>
      </details>
    </Card>
  );
}

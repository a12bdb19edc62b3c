"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { buttonLook } from "@/components/ui/button-look";
import { Field } from "@/components/ui/field";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { addressOf } from "@/lib/client/api";
import type { ExportPreviews, ExportPreviewView } from "@/lib/client/export-preview";
import { type ExportSelection, exportCorpus } from "@/lib/contracts/exports";
import { splits } from "@/lib/domain/document/document";
import { ExportCommands } from "./export-commands";
import { ExportPreviewPanel } from "./export-preview-panel";

const formats = ["jsonl", "brat", "w3c", "csv"] as const satisfies readonly ExportSelection["format"][];

/** Only the native format says which text corrects which; in any other they would read as documents like any. */
const carriesRevisions = (format: ExportSelection["format"]): boolean => format === "jsonl";

export type ExportFormProps = { readonly projectId: string; readonly previews: ExportPreviews };

/** What goes into the file on one side, what the file will be on the other. */
export function ExportForm({ projectId, previews }: ExportFormProps) {
  const t = useTranslations("exports");
  const view = useSyncExternalStore(previews.subscribe, previews.view, previews.view);
  const { selection, shown } = view;
  const select = (change: Partial<ExportSelection>) => void previews.select(change);
  const isEmpty = shown !== null && !view.isWorking && shown.documents === 0;
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <div className="grid content-start gap-4">
        <RadioGroup
          legend={t("format")}
          value={selection.format}
          onValueChange={(format) =>
            select({ format, revisions: carriesRevisions(format) ? selection.revisions : "newest" })
          }
          options={formats.map((format) => ({
            value: format,
            label: <span className="font-medium">{t(`formats.${format}.name`)}</span>,
            hint: t(`formats.${format}.for`),
          }))}
        />
        <SelectionFields view={view} select={select} />
      </div>
      <div className="grid content-start gap-4">
        <ExportPreviewPanel view={view} onRetry={() => select({})} />
        {isEmpty ? null : (
          // A plain link: the browser writes the stream to disk, however long it is.
          <a
            href={addressOf(exportCorpus, { params: { project: projectId }, query: selection })}
            download={shown?.fileName ?? ""}
            className={buttonLook("primary", "lg", "min-w-0 wrap-anywhere")}
          >
            <Download aria-hidden className="size-4.5 shrink-0" />
            {shown ? t("downloadAs", { fileName: shown.fileName }) : t("download")}
          </a>
        )}
        <ExportCommands projectId={projectId} selection={selection} fileName={shown?.fileName ?? "corpus"} />
      </div>
    </div>
  );
}

/** The gold is one of the choices above the sets. */
const isNotGold = ({ kind }: ExportPreviewView["sets"][number]): boolean => kind !== "gold";

type SelectionFieldsProps = {
  readonly view: ExportPreviewView;
  readonly select: (change: Partial<ExportSelection>) => void;
};

function SelectionFields({ view: { selection, sets }, select }: SelectionFieldsProps) {
  const t = useTranslations("exports");
  const names = useTranslations("documents.splits");
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={t("set")} className="sm:col-span-2">
        {(control) => (
          <Select {...control} value={selection.set} onChange={({ target }) => select({ set: target.value })}>
            {(["all", "gold", "mine"] as const).map((set) => (
              <option key={set} value={set}>
                {t(`sets.${set}`)}
              </option>
            ))}
            {sets.filter(isNotGold).map(({ id, name, annotations }) => (
              <option key={id} value={`set:${id}`}>
                {t("sets.one", { name, count: annotations })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("status")}>
        {(control) => (
          <Select
            {...control}
            value={selection.status}
            onChange={({ target }) => select({ status: target.value === "submitted" ? "submitted" : "any" })}
          >
            <option value="any">{t("statuses.any")}</option>
            <option value="submitted">{t("statuses.submitted")}</option>
          </Select>
        )}
      </Field>
      <Field label={t("split")}>
        {(control) => (
          <Select
            {...control}
            value={selection.split}
            onChange={({ target }) => select({ split: splits.find((one) => one === target.value) ?? "any" })}
          >
            <option value="any">{t("splitAny")}</option>
            {splits.map((split) => (
              <option key={split} value={split}>
                {names(split)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {carriesRevisions(selection.format) && (
        <Switch
          className="sm:col-span-2"
          label={t("revisions")}
          hint={t("revisionsHint")}
          checked={selection.revisions === "all"}
          onChange={({ target }) => select({ revisions: target.checked ? "all" : "newest" })}
        />
      )}
    </div>
  );
}

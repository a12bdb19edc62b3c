"use client";

import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";
import { addressOf } from "@/lib/client/api";
import { type ExportSelection, exportCorpus } from "@/lib/contracts/exports";

/** In single quotes a shell leaves everything as it is but the quote itself. */
const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

export type ExportCommandsProps = {
  readonly projectId: string;
  readonly selection: ExportSelection;
  readonly fileName: string;
};

/** The same export for a script: what the browser does, curl and the command line do too. */
export function ExportCommands({ projectId, selection, fileName }: ExportCommandsProps) {
  const t = useTranslations("exports.script");
  // Drawn only in an open dialog, so never on the server.
  const address = `${window.location.origin}${addressOf(exportCorpus, { params: { project: projectId }, query: selection })}`;
  const curl = `curl -fL -H "Authorization: Bearer $CONCORD_KEY" -o ${quoted(fileName)} ${quoted(address)}`;
  const { format, set, status, split, revisions } = selection;
  const narrowing = [
    ...(set === "all" ? [] : [`--set ${set}`]),
    ...(status === "any" ? [] : [`--status ${status}`]),
    ...(split === "any" ? [] : [`--split ${split}`]),
    ...(revisions === "newest" ? [] : [`--revisions ${revisions}`]),
  ];
  const cli = [
    "npm run concord -- export",
    `--project ${projectId}`,
    `--format ${format}`,
    ...narrowing,
    `--out ${quoted(fileName)}`,
  ].join(" ");
  return (
    <details className="rounded-md border border-line px-3.5 py-2.5">
      <summary className="text-sm font-medium">{t("title")}</summary>
      <div className="grid gap-4 pt-3">
        <Command label={t("curl")} copyLabel={t("copyCurl")} text={curl} />
        <Command label={t("cli")} copyLabel={t("copyCli")} text={cli} />
      </div>
    </details>
  );
}

function Command({ label, copyLabel, text }: { label: string; copyLabel: string; text: string }) {
  return (
    <div className="grid justify-items-start gap-1.5">
      <p className="text-[0.8125rem] text-soft">{label}</p>
      <code className="block w-full rounded-md border border-line bg-sunken px-3 py-2 font-mono text-xs wrap-anywhere select-all">
        {text}
      </code>
      <CopyButton text={text} label={copyLabel} />
    </div>
  );
}

"use client";

import { FilePlus2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { importOffer } from "@/lib/client/import-offer";
import { BroughtNote } from "./brought-note";
import { CancelImport } from "./cancel-import";
import { ColumnsCard } from "./columns-card";
import { FileButtons } from "./file-buttons";
import { ImportItems } from "./import-items";
import { ImportOptionsCard } from "./import-options-card";
import type { ServerStepProps } from "./import-steps";
import { useFileDrop } from "./use-file-drop";

const titles = { documents: "ready", besides: "readyBesides", nothing: "nothing" } as const;

/** The dry run's answer. When all is well it is one button. */
export function ImportReport(props: ServerStepProps) {
  const { projectId, endings, run, view, current, onFiles } = props;
  const t = useTranslations("imports.report");
  const { counts } = current;
  const offer = importOffer(current);
  const add = useRef<HTMLButtonElement>(null);
  useFileDrop(onFiles);

  // What was waited for is here; the next step takes the place of what was focused before.
  useEffect(() => add.current?.focus(), []);

  return (
    <>
      <Card
        title={t(titles[offer], { count: counts.new })}
        description={t("also", { duplicates: counts.duplicate, problems: counts.problem })}
        actions={
          offer !== "nothing" && (
            <Button
              ref={add}
              variant="primary"
              size="lg"
              busy={view.isBusy}
              icon={<FilePlus2 aria-hidden className="size-4.5" />}
              onClick={() => void run.start()}
            >
              {offer === "documents" ? t("add", { count: counts.new }) : t("addBesides")}
            </Button>
          )
        }
      >
        <div className="grid gap-3">
          <BroughtNote current={current} when="found" />
          {offer === "nothing" && (
            <Callout tone="warning">
              {t(counts.problem > 0 ? "nothingProblems" : "nothingDuplicates")}
            </Callout>
          )}
          <div className="flex flex-wrap items-center justify-between gap-2">
            <FileButtons isMinor endings={endings} onFiles={onFiles} />
            <CancelImport isBusy={view.isBusy} onCancel={() => void run.cancel()} />
          </div>
        </div>
      </Card>
      {current.columns.length > 0 && <ColumnsCard key={`columns ${current.revision}`} {...props} />}
      <ImportOptionsCard key={`options ${current.revision}`} {...props} />
      {counts.new + counts.duplicate + counts.problem > 0 && (
        <Card flush title={t("title")}>
          <ImportItems projectId={projectId} current={current} />
        </Card>
      )}
    </>
  );
}

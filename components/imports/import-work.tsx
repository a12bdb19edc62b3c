"use client";

import { useTranslations } from "next-intl";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { CancelImport } from "./cancel-import";
import type { ServerStepProps } from "./import-steps";

/** The server is at work: how far it is, that the page may be left, and the way to stop it. */
export function ImportWork({ run, view, current }: ServerStepProps) {
  const t = useTranslations("imports");
  const { done, total } = current;
  const work = current.state === "writing" ? "writing" : "reading";
  const isKnown = current.state !== "uploading" && total > 0;
  return (
    <Card footer={<CancelImport isBusy={view.isBusy} onCancel={() => void run.cancel()} />}>
      <div className="grid gap-3">
        <Progress
          label={t(`${work}.label`)}
          value={isKnown ? done : null}
          max={Math.max(1, total)}
          detail={isKnown ? t(`${work}.detail`, { done, total }) : undefined}
        />
        <p className="text-[0.8125rem] text-faint">{t(`${work}.note`)}</p>
        <div role="status">
          {view.isWorkerMissing && (
            <Callout tone="warning" title={t("worker.title")}>
              {t("worker.text")}
            </Callout>
          )}
        </div>
      </div>
    </Card>
  );
}

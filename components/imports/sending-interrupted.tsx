"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { CancelImport } from "./cancel-import";
import { DropZone } from "./drop-zone";
import type { ServerStepProps } from "./import-steps";

/** The page was closed or reloaded while files were on their way: what has arrived is there, the rest is not. */
export function SendingInterrupted({ endings, run, view, current, onFiles, onAgain }: ServerStepProps) {
  const t = useTranslations("imports.interrupted");
  return (
    <>
      <Callout
        tone="warning"
        title={t("title")}
        actions={
          <>
            {current.files > 0 && (
              <Button variant="primary" busy={view.isBusy} onClick={() => void run.read()}>
                {t("goOn", { count: current.files })}
              </Button>
            )}
            <CancelImport isBusy={view.isBusy} onCancel={() => void run.cancel().then(onAgain)} />
          </>
        }
      >
        {t("text", { count: current.files })}
      </Callout>
      <DropZone endings={endings} onFiles={onFiles} />
    </>
  );
}

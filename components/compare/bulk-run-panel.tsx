"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Progress } from "@/components/ui/progress";
import type { BulkRun } from "@/lib/client/bulk-run";
import { useSignal } from "@/lib/client/signal";

type BulkRunPanelProps = {
  readonly run: BulkRun;
  readonly onGoOn: () => void;
  readonly onUndo: () => void;
};

/** A verdict on many while it is given or taken back, and where it stands when that stops before the end. */
export function BulkRunPanel({ run, onGoOn, onUndo }: BulkRunPanelProps) {
  const t = useTranslations("compare.bulk");
  const { doing, total, sent, given, undone, kept, problem } = useSignal(run.state);
  const isUndoBegun = undone + kept > 0;
  useWarningBeforeLeaving(doing !== null);
  const undoTitle = problem ? t("undoFailed") : t("undoPaused", { undone, given });
  const action = useFocusWhen(doing === null);

  if (doing !== null) {
    const progress =
      doing === "giving"
        ? { value: sent, max: total, detail: t("givenOf", { given, total }) }
        : { value: undone + kept, max: given, detail: t("givenOf", { given: undone, total: given }) };
    return (
      <div className="grid gap-4">
        <Progress label={t(doing)} {...progress} max={Math.max(1, progress.max)} />
        <div className="flex justify-end">
          <Button onClick={() => run.stop()}>{t("stop")}</Button>
        </div>
      </div>
    );
  }
  return (
    <div role="status">
      <Callout
        tone={problem ? "danger" : "warning"}
        title={isUndoBegun ? undoTitle : t("pausedTitle", { given, total })}
        actions={
          <>
            {!isUndoBegun && (
              <Button ref={action} variant="primary" onClick={onGoOn}>
                {t("goOn")}
              </Button>
            )}
            <Button {...(isUndoBegun ? { ref: action } : {})} onClick={onUndo}>
              {t("undo")}
            </Button>
          </>
        }
      >
        {problem && <p>{problem}</p>}
        {!isUndoBegun && <p>{problem ? t("pausedUnsure") : t("paused")}</p>}
      </Callout>
    </div>
  );
}

/** The button that was pressed is gone by then: what can be done next has the focus. */
function useFocusWhen(isWanted: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isWanted) button.current?.focus();
  }, [isWanted]);
  return button;
}

function useWarningBeforeLeaving(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isNeeded]);
}

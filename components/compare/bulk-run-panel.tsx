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
  const action = useFocusWhen(doing === null);

  if (doing === "giving")
    return (
      <div className="grid gap-4">
        <Progress
          label={t("giving")}
          value={sent}
          max={Math.max(1, total)}
          detail={t("givenOf", { given, total })}
        />
        <div className="flex justify-end">
          <Button onClick={() => run.stop()}>{t("stopGiving")}</Button>
        </div>
      </div>
    );
  if (doing === "undoing")
    return (
      <Progress
        label={t("undoing")}
        value={undone + kept}
        max={Math.max(1, given)}
        detail={t("givenOf", { given: undone, total: given })}
      />
    );
  return (
    <div role="status">
      <Callout
        tone={problem ? "danger" : "warning"}
        title={isUndoBegun ? t("undoFailed") : t("pausedTitle", { given, total })}
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

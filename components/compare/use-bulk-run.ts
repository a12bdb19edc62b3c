"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { BulkRun } from "@/lib/client/bulk-run";
import { showToast } from "@/lib/client/toasts";

export type RunInDialog = {
  readonly run: BulkRun | null;
  readonly give: (run: BulkRun) => Promise<void>;
  readonly undo: (run: BulkRun) => Promise<void>;
  /** Shows one that was given before, from here or elsewhere, while it is taken back. */
  readonly undoBegun: (run: BulkRun) => Promise<void>;
};

/**
 * A verdict on many under way in a dialog. Closing the dialog stops it after the step that is under way; a message
 * then says what was given, and can take it back.
 */
export function useBulkRun(close: () => void): RunInDialog {
  const t = useTranslations("compare.bulk");
  const [run, setRun] = useState<BulkRun | null>(null);
  /** The run that the open dialog shows; null once it is closed. */
  const shown = useRef<BulkRun | null>(null);

  function tell(done: BulkRun): void {
    const { undone, kept } = done.state.value;
    if (undone + kept > 0) tellUndoing(done);
    else tellGiving(done);
  }

  function tellGiving(done: BulkRun): void {
    const { isGiven, given, total, leftOut, leftOutDocuments, problem } = done.state.value;
    // Where an answer was lost, more may have been given than is known here.
    const mayUndo = given > 0 || problem !== "";
    showToast({
      tone: isGiven && leftOut === 0 ? "success" : "warning",
      happened: isGiven ? t("done", { count: given }) : t("pausedTitle", { given, total }),
      ...(leftOut > 0 ? { safe: t("leftOut", { count: leftOut, documents: leftOutDocuments }) } : {}),
      durationMs: null,
      ...(mayUndo ? { action: { label: t("undo"), run: () => void undo(done) } } : {}),
    });
  }

  async function give(giving: BulkRun): Promise<void> {
    shown.current = giving;
    setRun(giving);
    await giving.give();
    const isShown = shown.current === giving;
    if (isShown && !giving.state.value.isGiven) return;
    shown.current = null;
    if (isShown) close();
    tell(giving);
  }

  async function undoBegun(undoing: BulkRun): Promise<void> {
    shown.current = undoing;
    setRun(undoing);
    await undo(undoing);
  }

  async function undo(undoing: BulkRun): Promise<void> {
    await undoing.undo();
    const isShown = shown.current === undoing;
    if (isShown && !undoing.state.value.isUndone) return;
    shown.current = null;
    if (isShown) close();
    tellUndoing(undoing);
  }

  function tellUndoing(undoing: BulkRun): void {
    const { isUndone, given, undone, kept, problem } = undoing.state.value;
    if (isUndone)
      showToast({
        tone: "success",
        happened: t("undone", { count: undone }),
        ...(kept > 0 ? { safe: t("kept", { count: kept }) } : {}),
      });
    else
      showToast({
        tone: problem ? "danger" : "warning",
        happened: problem ? t("undoFailed") : t("undoPaused", { undone, given }),
        ...(problem ? { next: problem } : {}),
        durationMs: null,
        action: { label: t("undo"), run: () => void undo(undoing) },
      });
  }

  const telling = useRef(tell);
  telling.current = tell;
  useEffect(
    () => () => {
      const left = shown.current;
      shown.current = null;
      if (!left) return;
      if (left.state.value.doing === null) telling.current(left);
      else left.stop();
    },
    [],
  );
  return { run, give, undo, undoBegun };
}

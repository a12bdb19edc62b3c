"use client";

import { useTranslations } from "next-intl";
import { RequestError } from "@/components/account/request-error";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { ApiError } from "@/lib/client/api";
import { useLeaveQuestion } from "@/lib/client/dom/leave-question";
import type { MatrixDraft, MatrixMark } from "@/lib/client/matrix-draft";
import type { PlanSaving } from "@/lib/client/plan-queue";
import { MatrixCards } from "./matrix-cards";
import { MatrixLegend } from "./matrix-cell";
import { MatrixGrid, type MatrixGridProps, type MatrixPerson } from "./matrix-grid";

export type MatrixProps = Pick<
  MatrixGridProps,
  "rows" | "isLocked" | "onDocument" | "onHandOver" | "onMore"
> & {
  readonly people: readonly MatrixPerson[];
  readonly draft: MatrixDraft;
  readonly onDraft: (draft: MatrixDraft) => void;
  /** How saving stands where each change is saved at once; null where they wait to be saved together. */
  readonly saving: PlanSaving | null;
  /** Whether somebody has changed what the rule drew. */
  readonly hasOwnPlan: boolean;
  /** How many documents there are, those not loaded yet included. */
  readonly total: number;
  readonly onRetry: () => void;
  readonly onSave: (force: boolean) => void;
  readonly onDiscard: () => void;
  readonly isBusy: boolean;
  readonly error: ApiError | null;
  readonly onForget: () => void;
};

/** Who has what, as a grid or as cards, with what is not saved yet. */
export function Matrix(props: MatrixProps) {
  const { rows, draft, isLocked, onDraft, isBusy, error, onForget, onMore, saving, total } = props;
  const t = useTranslations("rounds.matrix");
  const shared: MatrixGridProps = {
    ...{ rows, people: props.people, draft, isLocked, onMore },
    ...{ onDocument: props.onDocument, onHandOver: props.onHandOver },
    onToggle: (pair) => onDraft(draft.toggle(pair)),
    onSet: (pairs, op) => onDraft(draft.set(pairs, op, { sparesBegun: true })),
  };
  const count = draft.changes.length;
  const hasWork = error?.code === "has_work";
  useLeaveQuestion(!saving && count > 0, t("leave"));
  return (
    <section aria-labelledby="matrix" className="grid gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="matrix" className="font-serif text-lg font-semibold">
          {t("title")}
        </h2>
        {!isLocked && (
          <p className="text-[0.8125rem] text-faint max-md:hidden">{t(saving ? "hintPlanned" : "hint")}</p>
        )}
      </div>
      {rows.length === 0 ? (
        <p className="text-soft">{t("empty")}</p>
      ) : (
        <>
          <div className="grid gap-2 max-md:hidden">
            <MatrixLegend marks={marksOf(rows, draft)} />
            <MatrixGrid {...shared} />
          </div>
          <div className="md:hidden">
            <MatrixCards {...shared} />
          </div>
        </>
      )}
      {onMore && (
        <div className="flex flex-wrap items-center gap-3">
          <Button busy={isBusy} onClick={onMore}>
            {t("loadMore")}
          </Button>
          <p className="text-[0.8125rem] text-soft">{t("loaded", { count: rows.length, total })}</p>
        </div>
      )}
      {!hasWork && <RequestError error={error} />}
      {saving ? (
        <PlanStatus saving={saving} hasOwnPlan={props.hasOwnPlan} onRetry={props.onRetry} />
      ) : (
        count > 0 && (
          <div className="sticky bottom-3 z-40 flex flex-wrap items-center justify-end gap-2 rounded-lg border border-line bg-raised px-4 py-2.5 shadow-float">
            <p role="status" className="mr-auto text-sm">
              {t("changes", { count })}
            </p>
            <Button onClick={props.onDiscard}>{t("discard")}</Button>
            <Button variant="primary" busy={isBusy} onClick={() => props.onSave(false)}>
              {t("save")}
            </Button>
          </div>
        )
      )}
      <ConfirmDialog
        danger
        open={hasWork}
        onOpenChange={(isOpen) => !isOpen && onForget()}
        title={t("forceTitle")}
        description={t("forceText")}
        confirmLabel={t("force")}
        onConfirm={() => props.onSave(true)}
      />
    </section>
  );
}

const marksOf = (rows: MatrixProps["rows"], draft: MatrixDraft): MatrixMark[] =>
  rows.flatMap(({ documentId, cells }) => cells.map(({ userId }) => draft.mark({ documentId, userId })));

type PlanStatusProps = {
  readonly saving: PlanSaving;
  readonly hasOwnPlan: boolean;
  readonly onRetry: () => void;
};

/** Whether the plan as it is shown is kept by the server. */
function PlanStatus({ saving: { unsaved, error }, hasOwnPlan, onRetry }: PlanStatusProps) {
  const t = useTranslations("rounds.matrix");
  if (error)
    return (
      <Callout
        tone="danger"
        title={t("notKept", { count: unsaved })}
        actions={
          <Button size="sm" onClick={onRetry}>
            {t("keepAgain")}
          </Button>
        }
      >
        {error.message}
      </Callout>
    );
  return (
    <p role="status" className="text-[0.8125rem] text-soft">
      {t(unsaved > 0 ? "keeping" : hasOwnPlan ? "kept" : "drawn")}
    </p>
  );
}

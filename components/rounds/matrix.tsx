"use client";

import { useTranslations } from "next-intl";
import { RequestError } from "@/components/account/request-error";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { ApiError } from "@/lib/client/api";
import type { MatrixDraft } from "@/lib/client/matrix-draft";
import { MatrixCards } from "./matrix-cards";
import { MatrixGrid, type MatrixGridProps, type MatrixPerson } from "./matrix-grid";

export type MatrixProps = Pick<MatrixGridProps, "rows" | "isLocked"> & {
  readonly people: readonly MatrixPerson[];
  readonly draft: MatrixDraft;
  readonly onDraft: (draft: MatrixDraft) => void;
  /** Null where changes are not saved by themselves but used when the round opens. */
  readonly onSave: ((force: boolean) => void) | null;
  readonly onDiscard: () => void;
  readonly isBusy: boolean;
  readonly error: ApiError | null;
  readonly onForget: () => void;
  readonly onMore: (() => void) | null;
};

/** Who has what, as a grid or as cards, with what is not saved yet. */
export function Matrix(props: MatrixProps) {
  const { rows, draft, isLocked, onDraft, onSave, onDiscard, isBusy, error, onForget, onMore } = props;
  const t = useTranslations("rounds.matrix");
  const shared: MatrixGridProps = {
    ...{ rows, people: props.people, draft, isLocked },
    onToggle: (pair) => onDraft(draft.toggle(pair)),
    onSet: (pairs, op) => onDraft(draft.set(pairs, op, { sparesBegun: true })),
  };
  const count = draft.changes.length;
  const hasWork = error?.code === "has_work";
  return (
    <section aria-labelledby="matrix" className="grid gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="matrix" className="font-serif text-lg font-semibold">
          {t("title")}
        </h2>
        {!isLocked && <p className="text-[0.8125rem] text-faint max-md:hidden">{t("hint")}</p>}
      </div>
      {rows.length === 0 ? (
        <p className="text-soft">{t("empty")}</p>
      ) : (
        <>
          <div className="max-md:hidden">
            <MatrixGrid {...shared} />
          </div>
          <div className="md:hidden">
            <MatrixCards {...shared} />
          </div>
        </>
      )}
      {onMore && (
        <Button busy={isBusy} onClick={onMore}>
          {t("loadMore")}
        </Button>
      )}
      {!hasWork && <RequestError error={error} />}
      {count > 0 && (
        <div className="sticky bottom-3 z-40 flex flex-wrap items-center justify-end gap-2 rounded-lg border border-line bg-raised px-4 py-2.5 shadow-float">
          <p role="status" className="mr-auto text-sm">
            {t("changes", { count })}
          </p>
          <Button onClick={onDiscard}>{t("discard")}</Button>
          {onSave && (
            <Button variant="primary" busy={isBusy} onClick={() => onSave(false)}>
              {t("save")}
            </Button>
          )}
        </div>
      )}
      <ConfirmDialog
        danger
        open={hasWork}
        onOpenChange={(isOpen) => !isOpen && onForget()}
        title={t("forceTitle")}
        description={t("forceText")}
        confirmLabel={t("force")}
        onConfirm={() => onSave?.(true)}
      />
    </section>
  );
}

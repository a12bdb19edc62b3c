"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useMemo } from "react";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { BegunRuns, canBeUndone, canGoOn } from "@/lib/client/begun-runs";
import { verdictSigns } from "@/lib/client/mark-look";
import { useSignal } from "@/lib/client/signal";
import type { ReviewRun } from "@/lib/contracts/review-runs";
import { useCompare } from "./compare-context";
import { useFilterWords } from "./use-filter-words";

type Choices = {
  readonly onUndo: (run: ReviewRun) => void;
  readonly onGoOn: (run: ReviewRun) => void;
};

/** The last verdicts on many, whatever became of the page they were given from. One's own can be undone or ended. */
export function BegunRunsList(choices: Choices) {
  const t = useTranslations("compare.bulk.begun");
  const { projectId } = useCompare().session.place;
  const begun = useMemo(() => new BegunRuns(projectId), [projectId]);
  const { runs, hasMore, problem } = useSignal(begun.state);
  useEffect(() => {
    void begun.more();
  }, [begun]);

  if (runs?.length === 0 || (runs === null && problem === "")) return null;
  return (
    <section aria-labelledby="begun-runs" className="grid gap-2 border-line border-t pt-4">
      <h3 id="begun-runs" className="font-semibold">
        {t("title")}
      </h3>
      {runs && (
        <ul className="divide-y divide-line rounded-md border border-line">
          {runs.map((run) => (
            <BegunRun key={run.id} run={run} {...choices} />
          ))}
        </ul>
      )}
      <FormError>{problem && `${t("failed")}: ${problem}`}</FormError>
      {(hasMore || problem) && (
        <div>
          <Button size="sm" onClick={() => void begun.more()}>
            {problem ? t("again") : t("older")}
          </Button>
        </div>
      )}
    </section>
  );
}

function BegunRun({ run, onUndo, onGoOn }: Choices & { readonly run: ReviewRun }) {
  const t = useTranslations("compare.bulk.begun");
  const actions = useTranslations("compare.bulk");
  const verdictWords = useTranslations("review.confirm");
  const format = useFormatter();
  const isMine = run.reviewerId === useCompare().session.seed.userId;
  const words = useFilterWords()(run.filter);
  const when = format.dateTime(new Date(run.startedAt), { dateStyle: "medium", timeStyle: "short" });
  const { given, undone, planned, state } = run;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-3 py-2">
      <div className="grid min-w-0 flex-1 basis-64 gap-0.5 text-sm">
        <p className="wrap-anywhere">
          <span className="font-semibold">
            <span aria-hidden>{verdictSigns[run.verdict]}</span> {verdictWords(run.verdict)}
          </span>
          {" · "}
          {t(`states.${state}`, { given, undone, planned: planned ?? given })}
        </p>
        <p className="wrap-anywhere text-soft">{words}</p>
        <p className="text-faint text-xs">
          <time dateTime={run.startedAt}>
            {isMine ? t("mine", { when }) : t("by", { who: run.reviewerName ?? t("somebody"), when })}
          </time>
        </p>
      </div>
      {isMine && (
        <div className="flex gap-2">
          {canGoOn(run) && (
            <Button
              size="sm"
              variant="primary"
              aria-label={t("goOnWith", { when })}
              onClick={() => onGoOn(run)}
            >
              {actions("goOn")}
            </Button>
          )}
          {canBeUndone(run) && (
            <Button size="sm" aria-label={t("undoOne", { when })} onClick={() => onUndo(run)}>
              {actions("undo")}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

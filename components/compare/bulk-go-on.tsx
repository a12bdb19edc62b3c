"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo } from "react";
import { Button } from "@/components/ui/button";
import { opinionOf } from "@/lib/client/begun-runs";
import { BulkReview, countChosen } from "@/lib/client/bulk-review";
import type { BulkRun } from "@/lib/client/bulk-run";
import { verdictSigns } from "@/lib/client/mark-look";
import { useSignal } from "@/lib/client/signal";
import type { ReviewRun } from "@/lib/contracts/review-runs";
import { BulkPreviewPanel } from "./bulk-preview-panel";
import { useCompare } from "./compare-context";
import { useFilterWords } from "./use-filter-words";

type BulkGoOnProps = {
  readonly begun: ReviewRun;
  readonly onGive: (run: BulkRun) => void;
  readonly onLeave: () => void;
};

/** A verdict on many that stopped midway: what is left of it by now, to be looked at before it is given. */
export function BulkGoOn({ begun, onGive, onLeave }: BulkGoOnProps) {
  const t = useTranslations("compare.bulk.begun");
  const verdictWords = useTranslations("review.confirm");
  const { projectId } = useCompare().session.place;
  const bulk = useMemo(() => new BulkReview(projectId, begun.filter, begun.except), [projectId, begun]);
  const state = useSignal(bulk.state);
  const count = countChosen(state);
  useEffect(() => {
    void bulk.narrow({});
    return () => bulk.stop();
  }, [bulk]);

  function give(): void {
    const run = bulk.run(opinionOf(begun), begun);
    if (run) onGive(run);
  }

  return (
    <div className="grid gap-5">
      <div className="grid gap-0.5">
        <h3 className="font-semibold">{t("left")}</h3>
        <p className="wrap-anywhere text-soft text-sm">
          <span aria-hidden>{verdictSigns[begun.verdict]}</span> {verdictWords(begun.verdict)} ·{" "}
          {useFilterWords()(begun.filter)}
        </p>
      </div>
      <BulkPreviewPanel bulk={bulk} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onLeave}>{t("leave")}</Button>
        <Button variant="primary" disabled={count === 0 || state.isLooking} onClick={give}>
          {t("giveLeft", { count })}
        </Button>
      </div>
    </div>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { begunRun } from "@/lib/client/begun-runs";
import { BulkReview, countChosen } from "@/lib/client/bulk-review";
import { verdictSigns } from "@/lib/client/mark-look";
import { useSignal } from "@/lib/client/signal";
import { filterOfChoice } from "@/lib/client/tag-choice";
import type { ReviewRun } from "@/lib/contracts/review-runs";
import { checkOpinion, type Opinion, type Verdict, verdicts } from "@/lib/domain/review/verdict";
import { OpinionFields } from "../review/opinion-fields";
import { BegunRunsList } from "./begun-runs-list";
import { BulkFilter } from "./bulk-filter";
import { BulkGoOn } from "./bulk-go-on";
import { BulkPreviewPanel } from "./bulk-preview-panel";
import { BulkRunPanel } from "./bulk-run-panel";
import { useCompare } from "./compare-context";
import { useBulkRun } from "./use-bulk-run";

/** One verdict on many annotations: which, what that would be, and then giving it step by step. */
export function BulkDialog() {
  const t = useTranslations("compare.bulk");
  const view = useCompare();
  const isOpen = useSignal(view.isBulkOpen);
  return (
    <Dialog
      title={t("title")}
      description={t("intro")}
      width="lg"
      open={isOpen}
      onOpenChange={(open) => view.isBulkOpen.set(open)}
    >
      {isOpen && <BulkForm />}
    </Dialog>
  );
}

function useBulkReview(): BulkReview {
  const view = useCompare();
  const bulk = useMemo(() => {
    const { tag, set, kind } = view.filter.value;
    const { projectId, documentId } = view.session.place;
    return new BulkReview(projectId, {
      documents: [documentId],
      compared: [...view.chosen.value],
      unreviewed: true,
      ...filterOfChoice(tag),
      ...(set ? { sets: [set] } : {}),
      ...(kind ? { differences: [kind] } : {}),
    });
  }, [view]);
  useEffect(() => {
    void bulk.narrow({});
    return () => bulk.stop();
  }, [bulk]);
  return bulk;
}

function BulkForm() {
  const t = useTranslations("compare.bulk");
  const view = useCompare();
  const bulk = useBulkReview();
  const state = useSignal(bulk.state);
  const count = countChosen(state);
  const [opinion, setOpinion] = useState<Opinion | null>(null);
  const { run, give, undo, undoBegun } = useBulkRun(() => view.isBulkOpen.set(false));
  const [begun, setBegun] = useState<ReviewRun | null>(null);
  const { projectId } = view.session.place;
  const isReady = count > 0 && !state.isLooking && opinion !== null && checkOpinion(opinion) === null;

  if (run) return <BulkRunPanel run={run} onGoOn={() => void give(run)} onUndo={() => void undo(run)} />;
  if (begun)
    return <BulkGoOn begun={begun} onGive={(made) => void give(made)} onLeave={() => setBegun(null)} />;

  function start(): void {
    const made = opinion && bulk.run(opinion);
    if (made) void give(made);
  }

  return (
    <div className="grid gap-5">
      <BulkFilter bulk={bulk} />
      <BulkPreviewPanel bulk={bulk} />
      <BulkOpinion opinion={opinion} onChange={setOpinion} />
      <div className="flex justify-end">
        <Button variant="primary" disabled={!isReady} onClick={start}>
          {t("give", { count })}
        </Button>
      </div>
      <BegunRunsList onGoOn={setBegun} onUndo={(one) => void undoBegun(begunRun(projectId, one))} />
    </div>
  );
}

type BulkOpinionProps = { readonly opinion: Opinion | null; readonly onChange: (opinion: Opinion) => void };

/** No verdict is chosen at first: what many get is said, not left as it was found. */
function BulkOpinion({ opinion, onChange }: BulkOpinionProps) {
  const t = useTranslations("compare.bulk");
  const verdictWords = useTranslations("review.confirm");
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <SegmentedControl<Verdict | "">
          label={t("verdict")}
          value={opinion?.verdict ?? ""}
          onValueChange={(verdict) => {
            if (verdict === "") return;
            const { reason = null, text = "" } = opinion ?? {};
            onChange({ verdict, reason: verdict === "accept" ? null : reason, text });
          }}
          options={verdicts.map((verdict) => ({
            value: verdict,
            label: verdictWords(verdict),
            icon: <span aria-hidden>{verdictSigns[verdict]}</span>,
          }))}
        />
        {!opinion && <p className="text-soft text-sm">{t("chooseVerdict")}</p>}
      </div>
      {opinion && <OpinionFields opinion={opinion} onChange={onChange} problem={checkOpinion(opinion)} />}
    </div>
  );
}

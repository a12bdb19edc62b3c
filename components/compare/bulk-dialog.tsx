"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { ApiError } from "@/lib/client/api";
import { BulkReview } from "@/lib/client/bulk-review";
import { verdictSigns } from "@/lib/client/mark-look";
import { useSignal } from "@/lib/client/signal";
import { showToast } from "@/lib/client/toasts";
import { checkOpinion, type Opinion, type Verdict, verdicts } from "@/lib/domain/review/verdict";
import { OpinionFields } from "../review/opinion-fields";
import { BulkFilter } from "./bulk-filter";
import { BulkPreviewPanel } from "./bulk-preview-panel";
import { useCompare } from "./compare-context";

/** One verdict on many annotations: which, what that would be, and then all or nothing. */
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

function BulkForm() {
  const t = useTranslations("compare.bulk");
  const verdictWords = useTranslations("review.confirm");
  const view = useCompare();
  const bulk = useMemo(() => {
    const { tag, set, kind } = view.filter.value;
    const { projectId, documentId } = view.session.place;
    return new BulkReview(projectId, {
      documents: [documentId],
      compared: [...view.chosen.value],
      unreviewed: true,
      ...(tag ? { tags: [tag] } : {}),
      ...(set ? { sets: [set] } : {}),
      ...(kind ? { differences: [kind] } : {}),
    });
  }, [view]);
  const { preview, isGiving, isLooking, problem } = useSignal(bulk.state);
  const [opinion, setOpinion] = useState<Opinion>({ verdict: "accept", reason: null, text: "" });
  const fault = checkOpinion(opinion);

  useEffect(() => {
    void bulk.narrow({});
    return () => bulk.stop();
  }, [bulk]);

  async function undo(opId: string): Promise<void> {
    try {
      const { undone, kept } = await bulk.undo(opId);
      showToast({
        tone: "success",
        happened: t("undone", { count: undone }),
        ...(kept > 0 ? { safe: t("kept", { count: kept }) } : {}),
      });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      showToast({ tone: "danger", happened: t("undoFailed"), next: error.message });
    }
  }

  async function give(): Promise<void> {
    const done = await bulk.give(opinion);
    if (!done) return;
    view.isBulkOpen.set(false);
    showToast({
      tone: "success",
      happened: t("done", { count: done.count }),
      durationMs: null,
      action: { label: t("undo"), run: () => void undo(done.opId) },
    });
  }

  const isReady = preview !== null && preview.count > 0 && !preview.hasMore && !fault && !isLooking;
  return (
    <div className="grid gap-5">
      <BulkFilter bulk={bulk} />
      <BulkPreviewPanel preview={preview} isLooking={isLooking} />
      <div className="grid gap-3">
        <div>
          <SegmentedControl<Verdict>
            label={t("verdict")}
            value={opinion.verdict}
            onValueChange={(verdict) =>
              setOpinion({ ...opinion, verdict, ...(verdict === "accept" ? { reason: null } : {}) })
            }
            options={verdicts.map((verdict) => ({
              value: verdict,
              label: verdictWords(verdict),
              icon: <span aria-hidden>{verdictSigns[verdict]}</span>,
            }))}
          />
        </div>
        <OpinionFields opinion={opinion} onChange={setOpinion} problem={fault} />
      </div>
      {problem && <Callout tone="danger">{problem}</Callout>}
      <div className="flex justify-end">
        <Button variant="primary" disabled={!isReady} busy={isGiving} onClick={() => void give()}>
          {t("give", { count: preview?.count ?? 0 })}
        </Button>
      </div>
    </div>
  );
}

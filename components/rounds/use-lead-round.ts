import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { api } from "@/lib/client/api";
import { showToast } from "@/lib/client/toasts";
import { useRequest } from "@/lib/client/use-request";
import type { ChangeResource } from "@/lib/contracts/entities";
import { remindRound } from "@/lib/contracts/hand-over";
import { discardPlan, restorePlan } from "@/lib/contracts/round-matrix";
import {
  applyPlan,
  closeRound,
  openRound,
  planRound,
  type RoundResource,
  readRound,
} from "@/lib/contracts/rounds";
import type { DocumentsOp } from "./change-documents-dialog";
import type { LeadPageProps } from "./round-page";
import { useRevealing } from "./use-revealing";
import { useRoundMatrix } from "./use-round-matrix";

export type LeadRound = ReturnType<typeof useLeadRound>;

/** Changes of others arrive in bursts, and one look at the end of it is enough. */
const CALM_MS = 400;

/** A round as its leads work on it: what it is, who has what, and all that can be done with it. */
export function useLeadRound({ projectId, round: first, plan: firstPlan, matrix, mayManage }: LeadPageProps) {
  const t = useTranslations("rounds.page");
  const words = useTranslations("rounds.changes");
  const request = useRequest();
  const [round, setRound] = useState(first);
  const [plan, setPlan] = useState(firstPlan);
  const params = { project: projectId, round: round.id };
  const revealing = useRevealing();
  const grid = useRoundMatrix(params, matrix, {
    isPlanned: round.state === "planned",
    first: revealing.first,
  });

  async function refresh(): Promise<RoundResource> {
    await grid.refresh();
    const next = await api(readRound, { params });
    setRound(next);
    setPlan(mayManage && next.state === "planned" ? await api(planRound, { params, body: {} }) : null);
    return next;
  }
  const heard = useLater(CALM_MS, async () => {
    // What the reader has changed and not saved is not taken from under their hands.
    if (grid.saving.unsaved === 0 && (round.state === "planned" || grid.draft.changes.length === 0))
      await refresh();
  });
  const told = (happened: string) => showToast({ tone: "success", happened });
  /** Does it, looks anew, and says so. */
  const then = (work: () => Promise<unknown>, happened: string) =>
    void request.run(
      async () => {
        await work();
        await refresh();
      },
      () => told(happened),
    );
  const toldWithUndo = (happened: string, undo: () => Promise<unknown>) =>
    showToast({
      tone: "success",
      happened,
      // Nowhere else can it be undone: it stays until it is read.
      durationMs: null,
      action: {
        label: words("undo"),
        run: () =>
          void request.run(async () => {
            await undo();
            await refresh();
          }),
      },
    });
  const at = { revision: round.revision };

  return {
    ...{ round, plan, grid, isBusy: request.isBusy, error: request.error },
    /** Whether a lead has changed the plan by hand, here or before. */
    hasOwnPlan: round.plan !== null,
    heard: (change: ChangeResource) => {
      if (change.subjectId === round.id || change.kind.startsWith("assignment.")) heard();
    },
    askedReveals: revealing.asked,
    open: () =>
      void request.run(
        async () => {
          const opened = await revealing.first((reveal) =>
            api(openRound, { params, body: { ...at, reveal } }),
          );
          if (opened) await refresh();
          return opened;
        },
        (opened) => opened && told(t("opened")),
      ),
    close: () => then(() => api(closeRound, { params, body: at }), t("closed")),
    saved: (next: RoundResource) => {
      setRound(next);
      void request.run(refresh);
    },
    replan: () =>
      void request.run(
        async () => {
          const given = await api(applyPlan, { params, body: {} });
          await refresh();
          return given;
        },
        (given) => told(t("replanned", { count: given.assignments.length })),
      ),
    remind: () =>
      void request.run(
        () => api(remindRound, { params, body: {} }),
        ({ reminded, spared }) => told(t("reminded", { count: reminded.length, spared: spared.length })),
      ),
    discardPlan: () =>
      void request.run(async () => {
        const discarded = round.plan;
        const next = await api(discardPlan, { params, body: at });
        await refresh();
        if (discarded === null) return;
        const body = { revision: next.revision, plan: discarded };
        toldWithUndo(t("discardedPlan"), () => api(restorePlan, { params, body }));
      }),
    documentsChanged: async ({
      opId,
      op,
      documents,
    }: {
      opId: string;
      op: DocumentsOp;
      documents: number;
    }) => {
      await request.run(refresh);
      toldWithUndo(words(`${op}.done`, { count: documents }), () => grid.undo(opId));
    },
    handedOver: async ({ opId, handed }: { opId: string | null; handed: number }) => {
      await request.run(refresh);
      if (opId !== null) toldWithUndo(t("handedOver", { count: handed }), () => grid.undo(opId));
    },
  };
}

/** Does something once it has not been asked for again for a while. */
function useLater(ms: number, work: () => Promise<void>): () => void {
  const latest = useRef(work);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    latest.current = work;
  });
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  return () => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(() => void latest.current(), ms);
  };
}

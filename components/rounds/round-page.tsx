"use client";

import { ChartNoAxesColumn } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RequestError } from "@/components/account/request-error";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Callout } from "@/components/ui/callout";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/lib/client/api";
import { showToast } from "@/lib/client/toasts";
import { useRequest } from "@/lib/client/use-request";
import {
  applyPlan,
  closeRound,
  openRound,
  type PlanResource,
  type RoundResource,
  readRound,
} from "@/lib/contracts/rounds";
import { EditRoundDialog } from "./edit-round-dialog";
import { Matrix } from "./matrix";
import { PlanSummary } from "./plan-summary";
import { RoundFacts, RoundProgress } from "./round-facts";
import { RoundState } from "./round-state";
import { type LoadedMatrix, useRoundMatrix } from "./use-round-matrix";

export type RoundPageProps = {
  readonly projectId: string;
  readonly round: RoundResource;
  /** Null for those who don't lead. */
  readonly matrix: LoadedMatrix | null;
  /** What opening would give out, while the round is planned. */
  readonly plan: PlanResource | null;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly mayManage: boolean;
};

/** One round: where it stands, and for leads who has what. */
export function RoundPage({ matrix, ...props }: RoundPageProps) {
  const t = useTranslations("rounds.page");
  const { round } = props;
  if (matrix) return <LeadPage {...props} matrix={matrix} />;
  return (
    <>
      <PageHeader title={round.name} note={<RoundState state={round.state} />} />
      <div className="grid gap-3">
        <RoundFacts round={round} />
        <p className="text-soft">{t("forAnnotators")}</p>
      </div>
    </>
  );
}

type LeadPageProps = RoundPageProps & { readonly matrix: LoadedMatrix };

function LeadPage(props: LeadPageProps) {
  const { projectId, mayManage, plan, people } = props;
  const t = useTranslations("rounds.page");
  const [round, setRound] = useState(props.round);
  const params = { project: projectId, round: round.id };
  const grid = useRoundMatrix(params, props.matrix, plan);
  const { isBusy, error, run } = useRequest();
  const isPlanned = round.openedAt === null && round.state === "planned";

  const done = (words: string) => async (next: RoundResource) => {
    setRound(next);
    showToast({ tone: "success", happened: words });
  };
  const open = () =>
    run(
      async () => {
        const assignments = grid.draft.changes.map(({ documentId, userId }) => ({ documentId, userId }));
        // A plan that was too long to be shown whole is drawn again by the server, the same.
        const isWhole = isPlanned && grid.matrix.nextCursor === null;
        const body = { revision: round.revision, ...(isWhole ? { assignments } : {}) };
        const next = await api(openRound, { params, body });
        await grid.refresh();
        return next;
      },
      done(t("opened")),
    );
  const close = () =>
    run(() => api(closeRound, { params, body: { revision: round.revision } }), done(t("closed")));
  const replan = () =>
    run(async () => {
      const given = await api(applyPlan, { params, body: {} });
      await grid.refresh();
      setRound(await api(readRound, { params }));
      showToast({ tone: "success", happened: t("replanned", { count: given.assignments.length }) });
    });

  return (
    <>
      <PageHeader
        title={round.name}
        note={<RoundState state={round.state} />}
        actions={
          <>
            <ButtonLink
              href={`/projects/${projectId}/progress?round=${round.id}`}
              icon={<ChartNoAxesColumn aria-hidden className="size-4" />}
            >
              {t("progress")}
            </ButtonLink>
            {mayManage && (
              <RoundActions
                {...{ projectId, round, people, isBusy, isPlanned, setRound }}
                onOpen={() => void open()}
                onClose={() => void close()}
                onReplan={() => void replan()}
              />
            )}
          </>
        }
      />
      <div className="grid gap-5">
        <div className="grid gap-3">
          <RoundFacts round={round} />
          {round.state !== "planned" && <RoundProgress round={round} />}
          <RequestError error={error} />
        </div>
        {isPlanned && <Callout>{t("planned")}</Callout>}
        {isPlanned && plan && <PlanSummary plan={plan} isClaimed={round.mode === "claimed"} />}
        <Matrix
          rows={grid.matrix.items}
          people={grid.matrix.people}
          draft={grid.draft}
          isLocked={!mayManage || round.state === "closed"}
          onDraft={grid.setDraft}
          onSave={isPlanned ? null : (force) => void grid.save(force)}
          onDiscard={grid.discard}
          isBusy={grid.isBusy}
          error={grid.error}
          onForget={grid.forget}
          onMore={grid.matrix.nextCursor === null ? null : () => void grid.more()}
        />
      </div>
    </>
  );
}

type RoundActionsProps = {
  readonly projectId: string;
  readonly round: RoundResource;
  readonly people: RoundPageProps["people"];
  readonly isBusy: boolean;
  readonly isPlanned: boolean;
  readonly setRound: (round: RoundResource) => void;
  readonly onOpen: () => void;
  readonly onClose: () => void;
  readonly onReplan: () => void;
};

function RoundActions(props: RoundActionsProps) {
  const { projectId, round, people, isBusy, isPlanned, setRound, onOpen, onClose, onReplan } = props;
  const t = useTranslations("rounds.page");
  return (
    <>
      <EditRoundDialog projectId={projectId} round={round} people={people} onSaved={setRound} />
      {round.state === "open" && round.mode === "assigned" && (
        <Button busy={isBusy} onClick={onReplan}>
          {t("replan")}
        </Button>
      )}
      {round.state !== "closed" && (
        <ConfirmDialog
          title={t(isPlanned ? "closePlannedTitle" : "closeTitle")}
          description={t(isPlanned ? "closePlannedText" : "closeText")}
          confirmLabel={t("close")}
          onConfirm={onClose}
          trigger={<Button busy={isBusy}>{t("close")}</Button>}
        />
      )}
      {isPlanned && (
        <Button variant="primary" busy={isBusy} onClick={onOpen}>
          {t("open")}
        </Button>
      )}
      {round.state === "closed" && (
        <ConfirmDialog
          title={t("reopenTitle")}
          description={t("reopenText")}
          confirmLabel={t("openAgain")}
          onConfirm={onOpen}
          trigger={
            <Button variant="primary" busy={isBusy}>
              {t("openAgain")}
            </Button>
          }
        />
      )}
    </>
  );
}

"use client";

import { ChartNoAxesColumn } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RequestError } from "@/components/account/request-error";
import { useLiveChanges } from "@/components/activity/use-live-changes";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import type { PlanResource, RoundResource } from "@/lib/contracts/rounds";
import { type AskedChange, ChangeDocumentsDialog, type OtherRound } from "./change-documents-dialog";
import type { DocumentFacetLists } from "./document-choice-fields";
import type { Found, PickerSource } from "./document-picker";
import { EditRoundDialog } from "./edit-round-dialog";
import { HandOverDialog } from "./hand-over-dialog";
import { KeptDialog } from "./kept-dialog";
import { Matrix } from "./matrix";
import { PlanSummary } from "./plan-summary";
import { findDocuments } from "./project-documents";
import { RevealsDialog } from "./reveals-dialog";
import { RoundActions } from "./round-actions";
import { RoundFacts, RoundProgress } from "./round-facts";
import { RoundState } from "./round-state";
import { type LeadRound, useLeadRound } from "./use-lead-round";
import type { LoadedMatrix } from "./use-round-matrix";

export type RoundPageProps = {
  readonly projectId: string;
  readonly round: RoundResource;
  /** Null for those who don't lead. */
  readonly matrix: LoadedMatrix | null;
  /** What opening would give out, while the round is planned. */
  readonly plan: PlanResource | null;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly mayManage: boolean;
  /** Where documents can be moved to. */
  readonly others: readonly OtherRound[];
  readonly facets: DocumentFacetLists;
  /** The first documents of the project. */
  readonly listed: Found;
  /** The change up to which all this is told. */
  readonly since: string;
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

export type LeadPageProps = RoundPageProps & { readonly matrix: LoadedMatrix };
/** What is being asked of the reader in a dialog. */
type Asked =
  | { readonly kind: "edit" }
  | { readonly kind: "documents"; readonly change: AskedChange }
  | { readonly kind: "handOver"; readonly from: string | null };

function LeadPage(props: LeadPageProps) {
  const { projectId, mayManage } = props;
  const t = useTranslations("rounds.page");
  const lead = useLeadRound(props);
  const { round, plan, grid } = lead;
  const [asked, setAsked] = useState<Asked | null>(null);
  const isPlanned = round.state === "planned";
  const documents = (change: AskedChange) => setAsked({ kind: "documents", change });
  useLiveChanges(projectId, props.since, lead.heard);

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
                round={round}
                isBusy={lead.isBusy}
                onEdit={() => setAsked({ kind: "edit" })}
                onDocuments={(op) => documents({ op, document: null })}
                onHandOver={() => setAsked({ kind: "handOver", from: null })}
                onRemind={lead.remind}
                onReplan={lead.replan}
                onOpen={lead.open}
                onClose={lead.close}
              />
            )}
          </>
        }
      />
      <div className="grid gap-5">
        <div className="grid gap-3">
          <RoundFacts round={round} />
          {round.state !== "planned" && <RoundProgress round={round} />}
          <RequestError error={lead.error} />
        </div>
        <Notices lead={lead} mayManage={mayManage} onEdit={() => setAsked({ kind: "edit" })} />
        {isPlanned && plan && (
          <PlanSummary plan={plan} isClaimed={round.mode === "claimed"} isBlind={round.isBlind} />
        )}
        <Matrix
          rows={grid.matrix.items}
          total={round.documents}
          people={grid.matrix.people}
          draft={grid.draft}
          isLocked={!mayManage || round.state === "closed"}
          saving={isPlanned ? grid.saving : null}
          hasOwnPlan={lead.hasOwnPlan}
          onDraft={grid.change}
          onRetry={grid.retry}
          onSave={(force) => void grid.save(force)}
          onDiscard={grid.discard}
          onDocument={mayManage ? (op, document) => documents({ op, document }) : null}
          onHandOver={
            mayManage && round.state === "open" ? (from) => setAsked({ kind: "handOver", from }) : null
          }
          isBusy={grid.isBusy}
          error={grid.error}
          onForget={grid.forget}
          onMore={grid.matrix.nextCursor === null ? null : () => void grid.more()}
        />
      </div>
      {mayManage && <Dialogs {...props} lead={lead} asked={asked} onClose={() => setAsked(null)} />}
      <RevealsDialog asked={lead.askedReveals} />
      {grid.kept && <KeptDialog kept={grid.kept} onClose={grid.forgetKept} />}
    </>
  );
}

type NoticesProps = { readonly lead: LeadRound; readonly mayManage: boolean; readonly onEdit: () => void };

/** What a lead should know before anything else. */
function Notices({ lead, mayManage, onEdit }: NoticesProps) {
  const t = useTranslations("rounds.page");
  const { round } = lead;
  if (round.state === "planned")
    return (
      <Callout
        actions={
          mayManage &&
          lead.hasOwnPlan && (
            <Button size="sm" busy={lead.isBusy} onClick={lead.discardPlan}>
              {t("discardPlan")}
            </Button>
          )
        }
      >
        {t(lead.hasOwnPlan ? "plannedByHand" : "planned")}
      </Callout>
    );
  if (!round.isOverdue || !mayManage) return null;
  return (
    <Callout
      tone="warning"
      title={t("overdueTitle")}
      actions={
        <>
          <Button size="sm" onClick={onEdit}>
            {t("extend")}
          </Button>
          <Button size="sm" busy={lead.isBusy} onClick={lead.remind}>
            {t("remind")}
          </Button>
        </>
      }
    >
      {t("overdueText")}
    </Callout>
  );
}

type DialogsProps = LeadPageProps & {
  readonly lead: LeadRound;
  readonly asked: Asked | null;
  readonly onClose: () => void;
};

function Dialogs({ lead, asked, onClose, ...props }: DialogsProps) {
  const { projectId, people, others, facets, listed } = props;
  const { round, grid } = lead;
  const source: PickerSource =
    asked?.kind === "documents" && asked.change.op === "add"
      ? { findsText: true, first: listed, find: (words) => findDocuments(projectId, words) }
      : inRound(grid.matrix);
  if (asked?.kind === "edit")
    return (
      <EditRoundDialog
        {...{ projectId, round, people }}
        isOpen
        onOpenChange={(isOpen) => !isOpen && onClose()}
        onSaved={lead.saved}
      />
    );
  if (asked?.kind === "documents")
    return (
      <ChangeDocumentsDialog
        {...{ projectId, round, others, facets, source, onClose }}
        asked={asked.change}
        onDone={(done) => {
          onClose();
          void lead.documentsChanged(done);
        }}
      />
    );
  if (asked?.kind !== "handOver") return null;
  return (
    <HandOverDialog
      {...{ projectId, people, onClose }}
      roundId={round.id}
      holders={grid.matrix.people}
      from={asked.from}
      onDone={(done) => {
        onClose();
        void lead.handedOver(done);
      }}
    />
  );
}

/** The rows that the page has, searched here. */
function inRound({ items }: LoadedMatrix): PickerSource {
  const rows = items.map(({ documentId: id, title, outlet }) => ({ id, title, outlet }));
  const find = (words: string): Found => {
    const wanted = words.toLocaleLowerCase();
    const found = rows.filter(({ title, outlet }) =>
      `${title} ${outlet}`.toLocaleLowerCase().includes(wanted),
    );
    return { items: found, total: found.length };
  };
  return { findsText: false, first: { items: rows, total: rows.length }, find };
}

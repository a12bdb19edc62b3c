import "server-only";
import search from "approx-string-match";
import { Anchoring } from "@/lib/domain/anchor/anchoring";
import { type Carried, carryAnnotations, type Displaced } from "@/lib/domain/anchor/carry-annotations";
import type { QuotedSpan } from "@/lib/domain/span/span";
import { liveAnnotations } from "../annotations/read";
import type { Transaction } from "../database";
import { carriedId } from "./carried-id";

export type CarryPlan = Carried & { readonly assignments: readonly AssignmentRow[] };

export type AssignmentRow = {
  readonly setId: string;
  readonly state: string;
  readonly submittedAt: Date | null;
  readonly createdAt: Date;
  readonly roundId: string | null;
  readonly claimedAt: Date | null;
  readonly activeMs: number;
  readonly activeAt: Date | null;
  /** The state on the earlier text. */
  readonly before: string;
  /** Whether somebody works in the set: sets of nobody are not reopened. */
  readonly isAnnotators: boolean;
};

/** Compares two texts: slow for long ones, and done before anybody is kept waiting. Texts never change. */
export const anchoringOf = (before: string, after: string): Anchoring => new Anchoring(before, after, search);

/** What becomes of all work on a document when `anchoring` leads to its corrected text. Nothing is written. */
export async function planCarry(
  tx: Transaction,
  projectId: string,
  documentId: string,
  to: { readonly documentId: string; readonly anchoring: Anchoring },
): Promise<CarryPlan> {
  const idOf = (id: string) => carriedId(to.documentId, id);
  const place = (spans: readonly QuotedSpan[]) => to.anchoring.place(spans);
  const annotations = await liveAnnotations(tx, projectId, documentId);
  const carried = carryAnnotations(annotations, { documentId: to.documentId, place, idOf });
  const stillWaiting = await waitingOn(tx, projectId, documentId, to);
  const rows = await tx.assignment.findMany({
    where: { projectId, documentId },
    select: {
      setId: true,
      state: true,
      submittedAt: true,
      createdAt: true,
      roundId: true,
      claimedAt: true,
      activeMs: true,
      activeAt: true,
      set: { select: { kind: true } },
    },
    orderBy: { setId: "asc" },
  });
  const displaced = [...carried.displaced, ...stillWaiting];
  const waiting = new Set(displaced.map(({ setId }) => setId));
  const assignments = rows.map(({ set, ...row }) => {
    const isAnnotators = set.kind === "annotator";
    return {
      ...row,
      isAnnotators,
      before: row.state,
      ...stateAfter(row, isAnnotators && waiting.has(row.setId)),
    };
  });
  return { ...carried, displaced, assignments };
}

/**
 * Where work stands on the corrected text. It keeps its state, unless something of it waits for its author. Work
 * that has become gold is submitted again: the gold was decided on the earlier text.
 */
function stateAfter(
  { state, submittedAt }: { readonly state: string; readonly submittedAt: Date | null },
  waits: boolean,
): { state: string; submittedAt: Date | null } {
  const isDone = state === "submitted" || state === "adjudicated";
  if (isDone && waits) return { state: "reopened", submittedAt: null };
  return { state: isDone ? "submitted" : state, submittedAt };
}

/** What waited on the document that is corrected goes on waiting; a guess comes along where it has a sure place. */
async function waitingOn(
  tx: Transaction,
  projectId: string,
  documentId: string,
  to: { readonly documentId: string; readonly anchoring: Anchoring },
): Promise<Displaced[]> {
  const rows = await tx.displacement.findMany({
    where: { projectId, documentId, state: "waiting" },
    select: { id: true, annotationId: true, setId: true, reason: true, candidate: true, score: true },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id, annotationId, setId, reason, candidate, score }) => {
    // The column holds what carryAnnotations wrote: spans with quotes, or null.
    const spans = candidate as QuotedSpan[] | null;
    const anchored = spans ? to.anchoring.place(spans) : { kind: "lost" as const };
    const common = { id: carriedId(to.documentId, id), annotationId, setId };
    return anchored.kind === "kept" || anchored.kind === "moved"
      ? { ...common, reason: reason === "ambiguous" ? reason : "changed", candidate: anchored.spans, score }
      : { ...common, reason: "lost", candidate: null, score: null };
  });
}

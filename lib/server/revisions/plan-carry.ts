import "server-only";
import search from "approx-string-match";
import { Anchoring } from "@/lib/domain/anchor/anchoring";
import { type Carried, carryAnnotations, type Displaced } from "@/lib/domain/anchor/carry-annotations";
import type { QuotedSpan } from "@/lib/domain/span/span";
import { liveAnnotations } from "../annotations/read";
import type { Transaction } from "../database";
import { carriedId } from "./carried-id";
import type { Copied } from "./carry-verdicts";

export type CarryPlan = Carried & {
  readonly assignments: readonly AssignmentRow[];
  /** What is carried, beside what it is a copy of. */
  readonly copied: readonly Copied[];
};

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
  readonly userId: string | null;
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
      set: { select: { kind: true, userId: true } },
    },
    orderBy: { setId: "asc" },
  });
  const displaced = [...carried.displaced, ...stillWaiting];
  const waiting = new Set(displaced.map(({ setId }) => setId));
  const assignments = rows.map(({ set: { kind, userId }, ...row }) => {
    const isAnnotators = kind === "annotator";
    const waits = isAnnotators ? waiting.has(row.setId) : kind === "gold" && waiting.size > 0;
    const next = stateAfter(row, { waits, isSettled: waiting.size === 0 });
    return { ...row, ...next, isAnnotators, userId, before: row.state };
  });
  const originals = new Map(annotations.map((one) => [idOf(one.id), one]));
  const copied = carried.annotations.flatMap((here) => {
    const before = originals.get(here.id);
    return before ? [{ before, here }] : [];
  });
  return { ...carried, displaced, assignments, copied };
}

/**
 * Where work stands on the corrected text. It keeps its state, unless something of it waits for its author; the gold
 * is open again when anything waits. Work that has become gold stays it where all of the document is `isSettled`,
 * since every decision came along; else it is submitted again, and the gold is decided to its end once more.
 */
function stateAfter(
  { state, submittedAt }: { readonly state: string; readonly submittedAt: Date | null },
  { waits, isSettled }: { readonly waits: boolean; readonly isSettled: boolean },
): { state: string; submittedAt: Date | null } {
  const isDone = state === "submitted" || state === "adjudicated";
  if (isDone && waits) return { state: "reopened", submittedAt: null };
  return { state: isDone && !isSettled ? "submitted" : state, submittedAt };
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

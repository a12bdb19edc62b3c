import "server-only";
import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { undoReviews as declared, ReviewResource } from "@/lib/contracts/reviews";
import { AppError, missing } from "../app-error";
import type { Scope } from "../authorize";
import { lockProject } from "../changes/write";
import { type Transaction, transact } from "../database";
import { loggedBefore } from "./logged-before";
import { ownReviews } from "./read";
import { logUndoing } from "./review-runs";
import { tellOfUndoing } from "./tell-authors";
import { type ReviewChange, storeReviews, withdrawn } from "./write";

type Reviewer = Scope<"review.write">;

/** Verdicts that are taken back in one transaction. */
export const UNDONE_AT_ONCE_MAX = 1_000;
const TIMEOUT_MS = 60_000;

/**
 * Takes back the verdicts of one operation of the caller's, from a part of it on: each is again what it was before.
 * One that has been changed since says something newer and stays.
 */
export async function undoReviews(
  scope: Reviewer,
  { opId, undoOpId = uuidv7(), cursor = "0" }: z.output<NonNullable<(typeof declared)["body"]>>,
): Promise<z.output<(typeof declared)["returns"]>> {
  if (undoOpId === opId)
    throw new AppError(
      "conflict",
      "The undoing has an id of its own, other than what it undoes; make a new one",
    );
  return transact(async (tx) => {
    await lockProject(tx, scope.projectId);
    const { steps, nextCursor } = await stepsFrom(tx, scope, opId, Number(cursor));
    const [first, last] = [steps[0], steps.at(-1)];
    if (!first || !last) throw missing("operation of yours");
    // What is taken back is numbered as what it takes back, or lower: parts of the undoing never meet.
    const sent = await loggedBefore(tx, scope, undoOpId, { first: first.part, last: last.part });
    const before = sent.verdicts.length;
    if (sent.isApplied) return { undone: before, kept: steps.length - before, nextCursor };
    const now = await ownReviews(
      tx,
      scope,
      steps.map(({ after }) => after.annotationId),
    );
    const changes = steps.flatMap(({ before, after }): ReviewChange[] => {
      const current = now.get(after.annotationId);
      if (!current || current.revision !== after.revision) return [];
      return [{ before: current, after: asBefore(current, before), authorId: null }];
    });
    await storeReviews(tx, scope, undoOpId, changes, first.part);
    const nextPart = nextCursor === null ? null : Number(nextCursor);
    await tellOfUndoing(tx, scope, { opId, undoOpId, nextPart }, steps);
    await logUndoing(tx, scope, opId, { undoOpId, undone: changes.length, nextCursor });
    return { undone: changes.length, kept: steps.length - changes.length, nextCursor };
  }, TIMEOUT_MS);
}

type Step = { part: number; before: ReviewResource | null; after: ReviewResource };

async function stepsFrom(
  tx: Transaction,
  { projectId, principal }: Reviewer,
  opId: string,
  part: number,
): Promise<{ steps: readonly Step[]; nextCursor: string | null }> {
  const done = await tx.change.findMany({
    where: {
      projectId,
      opId,
      principal: principal.userId,
      kind: { startsWith: "review." },
      part: { gte: part },
    },
    select: { part: true, before: true, after: true },
    orderBy: { part: "asc" },
    take: UNDONE_AT_ONCE_MAX + 1,
  });
  // The log holds the rows as `reviewFact` gave them.
  const steps = done as unknown as readonly Step[];
  const next = steps[UNDONE_AT_ONCE_MAX];
  return { steps: steps.slice(0, UNDONE_AT_ONCE_MAX), nextCursor: next ? String(next.part) : null };
}

/** What a verdict was before, as a new revision of it. */
function asBefore(current: ReviewResource, before: ReviewResource | null): ReviewResource {
  const gone = withdrawn(current);
  if (!before || before.deletedAt !== null) return gone;
  return { ...gone, ...before, updatedAt: gone.updatedAt, revision: gone.revision, deletedAt: null };
}

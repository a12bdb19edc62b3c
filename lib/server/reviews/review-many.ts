import "server-only";
import { createHash } from "node:crypto";
import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import {
  type reviewMany as declaredMany,
  type previewReviews as declaredPreview,
  REVIEWS_AT_ONCE_MAX,
  type ReviewFilter,
  type ReviewResource,
} from "@/lib/contracts/reviews";
import { AppError, invalid, missing } from "../app-error";
import type { Scope } from "../authorize";
import { lockProject } from "../changes/write";
import { type Transaction, transact } from "../database";
import { type Fitting, fittingAnnotations, fittingNow } from "./fitting-annotations";
import { ownReviews } from "./read";
import {
  type ReviewChange,
  requireOpinion,
  reviewAfter,
  saysAlready,
  storeReviews,
  withdrawn,
} from "./write";

type Reviewer = Scope<"review.write">;

const SAMPLE_SIZE = 12;
const TIMEOUT_MS = 60_000;

/** What a verdict on everything that fits would be about. */
export async function previewReviews(
  scope: Reviewer,
  filter: ReviewFilter,
): Promise<z.output<(typeof declaredPreview)["returns"]>> {
  const found = await fittingAnnotations(scope, filter);
  const fits = found.slice(0, REVIEWS_AT_ONCE_MAX);
  return {
    count: fits.length,
    hasMore: found.length > fits.length,
    fingerprint: fingerprintOf(fits),
    sample: fits.slice(0, SAMPLE_SIZE).map(({ id, documentId, documentTitle, setName, tag, quote }) => ({
      annotationId: id,
      documentId,
      documentTitle,
      setName,
      tag,
      quote,
    })),
  };
}

/**
 * Gives one verdict on everything that fits, all or nothing. What fits is worked out before the project is held,
 * and looked at again while it is: nothing gets a verdict that the preview did not show as it is.
 */
export async function reviewMany(
  scope: Reviewer,
  input: z.output<NonNullable<(typeof declaredMany)["body"]>>,
): Promise<{ count: number }> {
  requireOpinion(input);
  const found = await fittingAnnotations(scope, input.filter);
  return transact(async (tx) => {
    await lockProject(tx, scope.projectId);
    const done = await sentBefore(tx, scope, input.opId);
    if (done !== null) return { count: done };
    if (found.length > REVIEWS_AT_ONCE_MAX)
      throw invalid("filter", `At most ${REVIEWS_AT_ONCE_MAX} verdicts go at once. Narrow the choice down.`);
    const ids = found.map(({ id }) => id);
    const now = await fittingNow(tx, scope, input.filter, ids);
    if (fingerprintOf(now) !== input.fingerprint || now.length !== found.length)
      throw new AppError(
        "stale_revision",
        "Something of it was changed since the preview. Look at it again; nothing was done.",
      );
    const before = await ownReviews(tx, scope, ids);
    const changes = now.flatMap((annotation): ReviewChange[] => {
      const mine = before.get(annotation.id) ?? null;
      if (mine && saysAlready(mine, { ...input, annotationRevision: annotation.revision })) return [];
      const after = reviewAfter(scope, annotation, mine, input, mine?.id ?? uuidv7());
      return [{ before: mine, after, authorId: annotation.authorId }];
    });
    await storeReviews(tx, scope, input.opId, changes);
    return { count: changes.length };
  }, TIMEOUT_MS);
}

/**
 * Takes back the verdicts of one operation of the caller's: each is again what it was before. One that has been
 * changed since says something newer and stays.
 */
export async function undoReviews(scope: Reviewer, opId: string): Promise<{ undone: number; kept: number }> {
  const { projectId, principal } = scope;
  return transact(async (tx) => {
    await lockProject(tx, projectId);
    const done = await tx.change.findMany({
      where: { projectId, opId, principal: principal.userId, kind: { startsWith: "review." } },
      select: { before: true, after: true },
      orderBy: { part: "asc" },
    });
    if (done.length === 0) throw missing("operation of yours");
    // The log holds the rows as `reviewFact` gave them.
    const steps = done as unknown as readonly { before: ReviewResource | null; after: ReviewResource }[];
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
    await storeReviews(tx, scope, uuidv7(), changes);
    return { undone: changes.length, kept: done.length - changes.length };
  }, TIMEOUT_MS);
}

/** What a verdict was before, as a new revision of it. */
function asBefore(current: ReviewResource, before: ReviewResource | null): ReviewResource {
  const gone = withdrawn(current);
  if (!before || before.deletedAt !== null) return gone;
  return { ...gone, ...before, updatedAt: gone.updatedAt, revision: gone.revision, deletedAt: null };
}

/** How many verdicts an operation gave that is sent again; null for a new one. */
async function sentBefore(
  tx: Transaction,
  { projectId, principal }: Reviewer,
  opId: string,
): Promise<number | null> {
  const done = await tx.change.findMany({
    where: { projectId, opId },
    select: { principal: true, kind: true },
  });
  if (done.length === 0) return null;
  if (done.some((change) => change.principal !== principal.userId || !change.kind.startsWith("review.")))
    throw new AppError("conflict", "This operation id was used for something else; make a new one");
  return done.length;
}

/** The same only for the same annotations in the same revisions. */
function fingerprintOf(annotations: readonly Fitting[]): string {
  const hash = createHash("sha256");
  const lines = annotations.map(({ id, revision }) => `${id} ${revision}\n`).sort();
  for (const line of lines) hash.update(line);
  return hash.digest("hex");
}

import "server-only";
import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { setReview as declaredSet, ReviewResource } from "@/lib/contracts/reviews";
import { checkOpinion, type Opinion, sameOpinion } from "@/lib/domain/review/verdict";
import { AppError, invalid, missing } from "../app-error";
import type { Scope } from "../authorize";
import { lockProject, type NewChange, recordChanges } from "../changes/write";
import { Prisma, type Transaction, transact } from "../database";
import { requireLive } from "../documents/newest";
import { visible } from "../visibility";
import { ownReviews } from "./read";
import { tellAuthor } from "./tell-authors";

type Reviewer = Scope<"review.write">;

/** Rows in one statement. */
const BATCH_MAX = 1_000;

/** An annotation as a verdict needs to know it. */
export type Reviewed = {
  readonly id: string;
  readonly documentId: string;
  readonly setId: string;
  readonly revision: number;
  /** Who works in the set; null for the gold and imported ones. */
  readonly authorId: string | null;
  readonly isRemoved: boolean;
};

/** A verdict before and after. The log keeps both. */
export type ReviewChange = {
  readonly before: ReviewResource | null;
  readonly after: ReviewResource;
  readonly authorId: string | null;
};

/**
 * Says what the caller thinks of a teammate's annotation, in place of what they thought before. The same again
 * changes nothing. The annotation has to be as it was looked at, and so has the verdict that is replaced.
 */
export async function setReview(
  scope: Reviewer,
  documentId: string,
  annotationId: string,
  input: z.output<NonNullable<(typeof declaredSet)["body"]>>,
): Promise<ReviewResource> {
  requireOpinion(input);
  return transact(async (tx) => {
    await lockProject(tx, scope.projectId);
    const annotation = await requireReviewed(tx, scope, documentId, annotationId);
    const before = (await ownReviews(tx, scope, [annotationId])).get(annotationId) ?? null;
    if (before && ((await sentBefore(tx, scope, input.opId, before)) || saysAlready(before, input)))
      return before;
    await requireLive(tx, scope.projectId, documentId);
    requireTeammates(scope, annotation);
    requireAsSeen(annotation, input.annotationRevision);
    requireRevision(before, input.revision);
    const id = before?.id ?? input.id ?? uuidv7();
    if (!before) await requireFree(tx, scope.projectId, id);
    const after = reviewAfter(scope, annotation, before, input, id);
    const change = { before, after, authorId: annotation.authorId };
    await storeReviews(tx, scope, input.opId ?? uuidv7(), [change]);
    await tellAuthor(tx, scope, change);
    return after;
  });
}

/** Takes the caller's verdict back. Taken back already, it stays so. */
export async function removeReview(
  scope: Reviewer,
  documentId: string,
  annotationId: string,
  { revision, opId }: { readonly revision: number; readonly opId?: string | undefined },
): Promise<ReviewResource> {
  return transact(async (tx) => {
    await lockProject(tx, scope.projectId);
    const annotation = await requireReviewed(tx, scope, documentId, annotationId);
    const before = (await ownReviews(tx, scope, [annotationId])).get(annotationId);
    if (!before) throw missing("verdict");
    if ((await sentBefore(tx, scope, opId, before)) || before.deletedAt !== null) return before;
    await requireLive(tx, scope.projectId, documentId);
    if (before.revision !== revision) throw stale(before);
    const after = withdrawn(before);
    await storeReviews(tx, scope, opId ?? uuidv7(), [{ before, after, authorId: annotation.authorId }]);
    return after;
  });
}

/**
 * Whether an operation on this verdict has been applied: it is answered with the verdict as it is by now. An id that
 * named another operation is refused.
 */
async function sentBefore(
  tx: Transaction,
  { projectId, principal }: Reviewer,
  opId: string | undefined,
  { id }: ReviewResource,
): Promise<boolean> {
  if (opId === undefined) return false;
  const done = await tx.change.findMany({
    where: { projectId, opId },
    select: { kind: true, subjectId: true, principal: true },
  });
  if (done.length === 0) return false;
  const isSame = done.every(
    (change) =>
      change.subjectId === id && change.principal === principal.userId && change.kind.startsWith("review."),
  );
  if (!isSame)
    throw new AppError("conflict", "This operation id was used for something else; make a new one");
  return true;
}

/** A verdict as it is once it has been taken back. */
export function withdrawn(before: ReviewResource): ReviewResource {
  const now = new Date().toISOString();
  return { ...before, deletedAt: now, updatedAt: now, revision: before.revision + 1 };
}

/** Refuses an opinion that can't stand as it is, naming the field. */
export function requireOpinion(opinion: Opinion): void {
  const fault = checkOpinion(opinion);
  if (fault) throw invalid(fault.field, fault.reason);
}

/** Whether the caller's verdict on this revision of the annotation is this one. */
export const saysAlready = (
  review: ReviewResource,
  wanted: Opinion & { readonly annotationRevision: number },
): boolean =>
  review.deletedAt === null &&
  sameOpinion(review, wanted) &&
  review.annotationRevision === wanted.annotationRevision;

/** The caller's verdict as it will stand. */
export function reviewAfter(
  { principal }: Reviewer,
  annotation: Reviewed,
  before: ReviewResource | null,
  { verdict, reason, text }: Opinion,
  id: string,
): ReviewResource {
  const now = new Date().toISOString();
  return {
    id,
    annotationId: annotation.id,
    documentId: annotation.documentId,
    setId: annotation.setId,
    reviewerId: principal.userId,
    reviewerName: principal.name,
    verdict,
    reason,
    text,
    annotationRevision: annotation.revision,
    isOutdated: false,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
    deletedAt: null,
    revision: (before?.revision ?? 0) + 1,
  };
}

/** An annotation that the caller may see; one that they may not is as absent as one that isn't there. */
async function requireReviewed(
  tx: Transaction,
  scope: Reviewer,
  documentId: string,
  id: string,
): Promise<Reviewed> {
  const [row] = await tx.$queryRaw<Reviewed[]>(Prisma.sql`
    SELECT a."id", a."documentId", a."setId", a."revision", s."userId" AS "authorId",
      a."deletedAt" IS NOT NULL OR d."deletedAt" IS NOT NULL AS "isRemoved"
    FROM "Annotation" a
    JOIN "AnnotationSet" s ON s."projectId" = a."projectId" AND s."id" = a."setId"
    JOIN "Document" d ON d."projectId" = a."projectId" AND d."id" = a."documentId"
    WHERE a."projectId" = ${scope.projectId}::uuid AND a."documentId" = ${documentId}::uuid
      AND a."id" = ${id}::uuid AND ${visible(scope, "a")}`);
  if (!row) throw missing("annotation");
  return row;
}

function requireTeammates(scope: Reviewer, annotation: Reviewed): void {
  if (annotation.authorId === scope.principal.userId)
    throw new AppError("forbidden", "This is your own annotation. Change it instead of reviewing it.");
  if (annotation.isRemoved)
    throw new AppError("wrong_state", "This annotation has been removed, so there is nothing to review.");
}

function requireAsSeen(annotation: Reviewed, revision: number): void {
  if (annotation.revision !== revision)
    throw new AppError("stale_revision", "This annotation was changed since you looked at it. Look again.", {
      current: { id: annotation.id, revision: annotation.revision },
    });
}

function requireRevision(before: ReviewResource | null, revision: number | undefined): void {
  // After a verdict was taken back a new one may be given as if there had been none.
  const isFirst = revision === undefined && (before === null || before.deletedAt !== null);
  if (!isFirst && before?.revision !== revision) throw before ? stale(before) : missing("verdict");
}

const stale = (current: ReviewResource): AppError =>
  new AppError("stale_revision", "Your verdict was changed in between, in another window perhaps.", {
    current,
  });

async function requireFree(tx: Transaction, projectId: string, id: string): Promise<void> {
  const where = { projectId_id: { projectId, id } };
  if (await tx.review.findUnique({ where, select: { id: true } }))
    throw new AppError("conflict", "This id is taken by another verdict; make a new one");
}

/** What is stored and logged of a verdict: not the names of people, nor what follows from other rows. */
export const reviewFact = ({ reviewerName: _1, isOutdated: _2, ...row }: ReviewResource) => row;

/**
 * Writes verdicts as they are afterwards, and logs them as one operation, or from `firstPart` on as a step of one.
 * The caller tells the authors.
 */
export async function storeReviews(
  tx: Transaction,
  scope: Reviewer,
  opId: string,
  changes: readonly ReviewChange[],
  firstPart = 0,
): Promise<void> {
  for (let at = 0; at < changes.length; at += BATCH_MAX)
    await insertReviews(tx, scope.projectId, changes.slice(at, at + BATCH_MAX));
  await recordChanges(tx, scope, opId, changes.map(logged), firstPart);
}

/** Writes the rows alone, in one statement; whoever calls it logs them. */
export async function insertReviews(
  tx: Transaction,
  projectId: string,
  changes: readonly Pick<ReviewChange, "after">[],
): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO "Review" ("projectId", "id", "annotationId", "reviewerId", "verdict", "reason", "text",
      "annotationRevision", "createdAt", "updatedAt", "deletedAt", "revision")
    SELECT ${projectId}::uuid, r."id", r."annotationId", r."reviewerId", r."verdict", coalesce(r."reason", ''),
      r."text", r."annotationRevision", r."createdAt", r."updatedAt", r."deletedAt", r."revision"
    FROM jsonb_to_recordset(${JSON.stringify(changes.map(({ after }) => after))}::jsonb) AS r("id" uuid,
      "annotationId" uuid, "reviewerId" uuid, "verdict" text, "reason" text, "text" text, "annotationRevision" int,
      "createdAt" timestamptz, "updatedAt" timestamptz, "deletedAt" timestamptz, "revision" int)
    ON CONFLICT ("projectId", "annotationId", "reviewerId") DO UPDATE SET
      "verdict" = excluded."verdict", "reason" = excluded."reason", "text" = excluded."text",
      "annotationRevision" = excluded."annotationRevision", "updatedAt" = excluded."updatedAt",
      "deletedAt" = excluded."deletedAt", "revision" = excluded."revision"`);
}

const logged = ({ before, after }: ReviewChange): NewChange => ({
  kind: before === null ? "review.created" : after.deletedAt === null ? "review.updated" : "review.deleted",
  subjectId: after.id,
  documentId: after.documentId,
  setId: after.setId,
  before: before && reviewFact(before),
  after: reviewFact(after),
});

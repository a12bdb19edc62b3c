import "server-only";
import { sameOpinion } from "@/lib/domain/review/verdict";
import type { Scope } from "../authorize";
import { Prisma, type Transaction } from "../database";
import { notify, takeBackUntold, tellWholly } from "../notifications/write";
import type { ReviewChange } from "./write";

type Reviewer = Scope<"review.write">;
type Extent = { readonly count: number; readonly documents: number };

/** The same again is no news, nor is a verdict that is taken back. */
const isNews = ({ before, after }: ReviewChange): boolean =>
  after.deletedAt === null && (before?.deletedAt !== null || !sameOpinion(before, after));

/** Tells the author of one verdict on their annotation. */
export async function tellAuthor(tx: Transaction, scope: Reviewer, change: ReviewChange): Promise<void> {
  const { after, authorId } = change;
  if (authorId === null || !isNews(change)) return;
  await notify(tx, scope, [
    {
      userId: authorId,
      kind: "verdict",
      documentId: after.documentId,
      subjectId: after.annotationId,
      setId: after.setId,
      details: { verdict: after.verdict },
    },
  ]);
}

/**
 * Tells each author of a step of verdicts on many: once in all of the operation, of how many in how many documents
 * by now. Its changes are logged before.
 */
export async function tellOfStep(
  tx: Transaction,
  scope: Reviewer,
  opId: string,
  changes: readonly ReviewChange[],
): Promise<void> {
  const firsts = new Map<string, ReviewChange>();
  for (const change of changes)
    if (change.authorId !== null && isNews(change) && !firsts.has(change.authorId))
      firsts.set(change.authorId, change);
  if (firsts.size === 0) return;
  const extents = await extentsOf(tx, scope, opId, 0);
  for (const [userId, { after }] of firsts) {
    const extent = extents.get(after.setId) ?? { count: 1, documents: 1 };
    await tellWholly(tx, scope, opId, {
      userId,
      kind: "verdict",
      ...(extent.documents === 1
        ? { documentId: after.documentId, subjectId: after.annotationId }
        : { documentId: null, subjectId: null }),
      setId: after.setId,
      details: { verdict: after.verdict, ...extent },
    });
  }
}

/**
 * Takes back what authors were told of verdicts that are undone, as far as nobody has seen it: how many are left is
 * told then, or nothing at all. Who has seen it, or was sent a mail, is told that they were taken back.
 */
export async function tellOfUndoing(
  tx: Transaction,
  scope: Reviewer,
  { opId, undoOpId, nextPart }: { opId: string; undoOpId: string; nextPart: number | null },
  changes: readonly Pick<ReviewChange, "after">[],
): Promise<void> {
  const authors = await authorsOf(tx, scope, [...new Set(changes.map(({ after }) => after.setId))]);
  if (authors.length === 0) return;
  const left = nextPart === null ? new Map<string, Extent>() : await extentsOf(tx, scope, opId, nextPart);
  const undone = await extentsOf(tx, scope, undoOpId, 0);
  for (const { setId, userId } of authors) {
    const wasSeen = await takeBackUntold(tx, scope, opId, { userId, left: left.get(setId) ?? null });
    const extent = undone.get(setId);
    if (!wasSeen || !extent) continue;
    const details = { isTakenBack: true, ...extent };
    const news = { userId, kind: "verdict", documentId: null, subjectId: null, setId, details } as const;
    await tellWholly(tx, scope, undoOpId, news);
  }
}

async function authorsOf(
  tx: Transaction,
  { projectId }: Reviewer,
  setIds: readonly string[],
): Promise<{ setId: string; userId: string }[]> {
  const sets = await tx.annotationSet.findMany({
    where: { projectId, id: { in: [...setIds] }, userId: { not: null } },
    select: { id: true, userId: true },
  });
  return sets.flatMap(({ id, userId }) => (userId === null ? [] : [{ setId: id, userId }]));
}

/** How many verdicts an operation has changed from a part of it on, and in how many documents, by set. */
async function extentsOf(
  tx: Transaction,
  { projectId }: Reviewer,
  opId: string,
  fromPart: number,
): Promise<ReadonlyMap<string, Extent>> {
  const rows = await tx.$queryRaw<(Extent & { setId: string })[]>(Prisma.sql`
    SELECT c."setId", count(*)::int AS "count", count(DISTINCT c."documentId")::int AS "documents"
    FROM "Change" c
    WHERE c."projectId" = ${projectId}::uuid AND c."opId" = ${opId}::uuid AND c."part" >= ${fromPart}
      AND c."kind" LIKE 'review.%'
    GROUP BY c."setId"`);
  return new Map(rows.map(({ setId, count, documents }) => [setId, { count, documents }]));
}

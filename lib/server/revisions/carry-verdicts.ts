import "server-only";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import type { Author, NewChange } from "../changes/write";
import { Prisma, type Transaction } from "../database";
import { type ReviewRow, reviewResource, reviewRows } from "../reviews/read";
import { insertReviews, reviewFact } from "../reviews/write";

/** As many at a time go to the database. */
const CHUNK = 2_000;

/** The revision that a verdict names which was given on words that the correction changed. */
export const BEFORE_CORRECTION = 0;

/** Whether an annotation says of a corrected text what it said of the earlier one: of the same words. */
export function saysTheSame(before: StoredAnnotation, here: StoredAnnotation): boolean {
  const words = (one: StoredAnnotation) =>
    one.kind === "span" ? one.spans.map(({ quote }) => quote).join("\n") : "";
  return words(before) === words(here);
}

/** An annotation of an earlier text with its copy on the corrected one. */
export type Copied = { readonly before: StoredAnnotation; readonly here: StoredAnnotation };

/**
 * Copies the verdicts on annotations to what became of these on a corrected text. One that was given on the
 * annotation as it was then, and on the same words, stands; any other names revision 0: it was given before the
 * correction. Answers what is to be logged.
 */
export async function carryVerdicts(
  tx: Transaction,
  { projectId }: Author,
  copied: readonly Copied[],
  idHere: (documentId: string, id: string) => string,
): Promise<readonly NewChange[]> {
  const changes: NewChange[] = [];
  for (let at = 0; at < copied.length; at += CHUNK) {
    const chunk = new Map(copied.slice(at, at + CHUNK).map((one) => [one.before.id, one]));
    const rows = await tx.$queryRaw<ReviewRow[]>(Prisma.sql`
      ${reviewRows(projectId)} AND r."deletedAt" IS NULL AND r."annotationId" = ANY(${[...chunk.keys()]}::uuid[])
      ORDER BY r."id"`);
    const carried = rows.flatMap((row) => {
      const one = chunk.get(row.annotationId);
      if (!one) return [];
      const stands = row.annotationRevision === row.nowRevision && saysTheSame(one.before, one.here);
      return [
        {
          ...reviewResource(row),
          id: idHere(one.before.documentId, row.id),
          annotationId: one.here.id,
          documentId: one.here.documentId,
          annotationRevision: stands ? 1 : BEFORE_CORRECTION,
          revision: 1,
        },
      ];
    });
    await insertReviews(
      tx,
      projectId,
      carried.map((after) => ({ after })),
    );
    for (const after of carried)
      changes.push({
        kind: "review.carried",
        subjectId: after.id,
        documentId: after.documentId,
        setId: after.setId,
        before: null,
        after: reviewFact(after),
      });
  }
  return changes;
}

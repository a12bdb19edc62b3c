import "server-only";
import { REVIEW_TEXT_LENGTH_MAX } from "@/lib/contracts/reviews";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import type { CorpusDocument, CorpusReview } from "@/lib/formats/corpus";
import { isUuid } from "../authorize";
import type { NewChange } from "../changes/write";
import type { Transaction } from "../database";
import { freshIds } from "./native-ids";

/** What is wrong with the verdicts of a document of a file, or null. */
export function reviewProblem({ reviews }: CorpusDocument): string | null {
  for (const [at, review] of reviews.entries()) {
    if (!isUuid(review.id) || !isUuid(review.reviewerId)) return `reviews.${at}: an id is not a UUID`;
    if (review.text.length > REVIEW_TEXT_LENGTH_MAX) return `reviews.${at}.text: too long`;
    if (review.revision < 1) return `reviews.${at}: revisions begin with 1`;
  }
  return null;
}

/**
 * Writes the verdicts that came with annotations, which stand here under `ownId` already. Answers the changes
 * that say so.
 */
export async function writeReviews(
  tx: Transaction,
  projectId: string,
  reviews: readonly CorpusReview[],
  written: readonly StoredAnnotation[],
  ownId: (id: string) => string,
): Promise<NewChange[]> {
  const about = new Map(written.map((annotation) => [annotation.id, annotation]));
  const taken = await freshIds(
    tx,
    "review",
    projectId,
    reviews.map(({ id }) => id),
  );
  const rows = reviews.map((review) => ({
    ...review,
    id: taken.get(review.id) ?? review.id,
    annotationId: ownId(review.annotationId),
  }));
  await tx.review.createMany({ data: rows.map((row) => ({ ...row, projectId, reason: row.reason ?? "" })) });
  return rows.map((row) => {
    const annotation = about.get(row.annotationId);
    // The reader has checked that a verdict is on an annotation of its document.
    if (!annotation) throw new Error("A corpus has a verdict on an annotation that it has not");
    const { documentId, setId } = annotation;
    return {
      kind: "review.imported",
      subjectId: row.id,
      documentId,
      setId,
      before: null,
      after: { ...row, documentId, setId, deletedAt: null },
    };
  });
}

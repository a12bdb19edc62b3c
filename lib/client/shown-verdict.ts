import type { QueuedVerdict } from "./outbox";
import type { KnownReview } from "./review-store";

/**
 * A verdict that waits, as it is shown until the server has answered. Its revision is the one that the server will
 * give it, so that what is said on top of it names the right one. `before` is what stands.
 */
export function shownVerdict(
  { userId, documentId, verdict }: QueuedVerdict,
  reviewerName: string,
  before: KnownReview | undefined,
): KnownReview {
  const { id, annotationId, setId, annotationRevision, opinion, replaces } = verdict;
  const now = new Date().toISOString();
  const said = opinion ?? before ?? { verdict: "accept", reason: null, text: "" };
  return {
    id,
    annotationId,
    documentId,
    setId,
    reviewerId: userId,
    reviewerName,
    verdict: said.verdict,
    reason: said.reason,
    text: said.text,
    annotationRevision,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
    deletedAt: opinion === null ? now : null,
    revision: (replaces ?? 0) + 1,
  };
}

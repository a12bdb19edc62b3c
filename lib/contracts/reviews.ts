import { z } from "zod";
import { reviewReasons, verdicts } from "@/lib/domain/review/verdict";
import { FreeText, Id, operation, PageQuery, page, Revision, RevisionInQuery, Time } from "./operation";

export const REVIEW_TEXT_LENGTH_MAX = 2_000;
/** At most so many verdicts in one go: all or nothing, in one transaction. */
export const REVIEWS_AT_ONCE_MAX = 5_000;
/** Over at most so many documents can work be compared in one go. */
export const DOCUMENTS_COMPARED_MAX = 500;

const opinion = {
  verdict: z.enum(verdicts),
  reason: z
    .enum(reviewReasons)
    .nullable()
    .default(null)
    .describe("Why, from the list. Who rejects gives a reason here or in words."),
  text: FreeText(REVIEW_TEXT_LENGTH_MAX).default(""),
};

export const ReviewResource = z.strictObject({
  id: Id,
  annotationId: Id,
  documentId: Id,
  setId: Id.describe("Whose annotation it is about."),
  reviewerId: Id,
  reviewerName: z.string().nullable(),
  verdict: z.enum(verdicts),
  reason: z.enum(reviewReasons).nullable(),
  text: z.string(),
  annotationRevision: Revision.describe("The revision of the annotation that was looked at."),
  isOutdated: z.boolean().describe("Whether the annotation has been changed since."),
  createdAt: Time,
  updatedAt: Time,
  deletedAt: Time.nullable(),
  revision: Revision,
});
export type ReviewResource = z.infer<typeof ReviewResource>;

const one = "/projects/{project}/documents/{document}/annotations/{annotation}/review" as const;
const collection = "/projects/{project}/reviews";

export const setReview = operation({
  method: "PUT",
  path: one,
  permission: "review.write",
  summary:
    "Say what you think of a teammate's annotation that you may see. There is one verdict of yours on each; sent twice, the second changes nothing.",
  body: z.strictObject({
    id: Id.optional().describe("Of a first verdict, made by you if you like (UUID)."),
    ...opinion,
    annotationRevision: Revision.describe("The revision of the annotation that you looked at."),
    revision: Revision.optional().describe("Of your verdict that this one takes the place of."),
  }),
  returns: ReviewResource,
});

export const removeReview = operation({
  method: "DELETE",
  path: one,
  permission: "review.write",
  summary: "Take your verdict on an annotation back.",
  query: z.strictObject({ revision: RevisionInQuery }),
  returns: ReviewResource,
});

export const listReviews = operation({
  method: "GET",
  path: collection,
  permission: "review.read",
  summary: "Verdicts on the annotations that you may see.",
  query: z.strictObject({
    ...PageQuery,
    document: Id.optional(),
    annotation: Id.optional(),
    set: Id.optional().describe("Whose annotations they are about."),
    reviewer: Id.optional(),
    verdict: z.enum(verdicts).optional(),
    outdated: z
      .stringbool()
      .optional()
      .describe("Only those whose annotation has been changed since, or not."),
  }),
  returns: page(ReviewResource),
});

import { z } from "zod";
import { differenceKinds } from "@/lib/domain/adjudication/item";
import { reviewReasons, verdicts } from "@/lib/domain/review/verdict";
import { FreeText, Id, operation, PageQuery, page, Revision, RevisionInQuery, Time } from "./operation";

export const REVIEW_TEXT_LENGTH_MAX = 2_000;
/** At most so many verdicts in one go: all or nothing, in one transaction. */
export const REVIEWS_AT_ONCE_MAX = 5_000;
/** Over at most so many documents can work be compared in one go. */
export const DOCUMENTS_COMPARED_MAX = 500;

const OpId = Id.optional().describe("Names this operation: sent twice, it is applied once.");

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
  annotationRevision: z
    .int()
    .min(0)
    .describe("The revision of the annotation that was looked at; 0 if its words were corrected after that."),
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
    opId: OpId,
  }),
  returns: ReviewResource,
});

export const removeReview = operation({
  method: "DELETE",
  path: one,
  permission: "review.write",
  summary: "Take your verdict on an annotation back.",
  query: z.strictObject({ revision: RevisionInQuery, opId: OpId }),
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

export const ReviewFilter = z.strictObject({
  documents: z.array(Id).min(1).max(DOCUMENTS_COMPARED_MAX).optional(),
  sets: z.array(Id).min(1).max(100).optional().describe("Whose annotations."),
  tags: z.array(FreeText(64)).min(1).max(200).optional(),
  differences: z
    .array(z.enum([...differenceKinds, "none"]))
    .min(1)
    .optional()
    .describe("Only what the compared sets differ about in one of these ways; none is what all say alike."),
  compared: z
    .array(Id)
    .min(2)
    .max(20)
    .optional()
    .describe("The sets to compare; by default those of annotators whose work on the document is done."),
  unreviewed: z.boolean().default(true).describe("Only what you have no verdict on, or an outdated one."),
});
export type ReviewFilter = z.infer<typeof ReviewFilter>;

export const previewReviews = operation({
  method: "POST",
  path: `${collection}:preview`,
  permission: "review.write",
  summary: "What a verdict on everything that fits would be about: how many annotations, and some of them.",
  body: z.strictObject({ filter: ReviewFilter }),
  returns: z.strictObject({
    count: z.int(),
    hasMore: z.boolean().describe(`Whether it is more than the ${REVIEWS_AT_ONCE_MAX} that go at once.`),
    fingerprint: z.string().describe("Names these annotations as they are now; send it with the verdict."),
    sample: z.array(
      z.strictObject({
        annotationId: Id,
        documentId: Id,
        documentTitle: z.string(),
        setName: z.string(),
        tag: z.string(),
        quote: z.string(),
      }),
    ),
  }),
});

export const reviewMany = operation({
  method: "POST",
  path: `${collection}:batch`,
  permission: "review.write",
  summary:
    "Give one verdict on everything that fits: all or nothing, and only if it is still what the preview showed.",
  body: z.strictObject({
    opId: Id.describe("Names this operation: sent twice, it is applied once; and it can be undone by it."),
    filter: ReviewFilter,
    fingerprint: z.string().regex(/^[0-9a-f]{64}$/, "The fingerprint of a preview"),
    ...opinion,
  }),
  returns: z.strictObject({ count: z.int() }),
});

export const undoReviews = operation({
  method: "POST",
  path: `${collection}:undo`,
  permission: "review.write",
  summary:
    "Take back all verdicts of one operation of yours; those you have changed since stay as they are now.",
  body: z.strictObject({ opId: Id }),
  returns: z.strictObject({ undone: z.int(), kept: z.int() }),
});

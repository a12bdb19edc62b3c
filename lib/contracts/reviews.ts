import { z } from "zod";
import { differenceKinds } from "@/lib/domain/adjudication/item";
import { annotationKinds } from "@/lib/domain/annotation/annotation";
import { reviewReasons, verdicts } from "@/lib/domain/review/verdict";
import { FreeText, Id, operation, PageQuery, page, Revision, RevisionInQuery, Time } from "./operation";

export const REVIEW_TEXT_LENGTH_MAX = 2_000;
/** At most so many verdicts are given in one step, or those on one document: all or nothing, in one transaction. */
export const REVIEWS_AT_ONCE_MAX = 5_000;
/** So many documents are looked at in one request; a filter over more is previewed and acted on in several. */
export const DOCUMENTS_AT_ONCE_MAX = 100;
/** So many documents can be named in a filter. One that names none is over all of the project. */
export const DOCUMENTS_NAMED_MAX = 5_000;
/** So many annotations can be left out of a verdict on many, one by one. */
export const LEFT_OUT_MAX = 1_000;
/** So many annotations of a preview are shown at once. */
export const SHOWN_AT_ONCE_MAX = 100;
/** So many of them where nothing else is asked for. */
export const SHOWN_AT_FIRST = 12;
/** Steps of one operation. */
export const REVIEW_STEPS_MAX = 10_000;

const OpId = Id.optional().describe("Names this operation: sent twice, it is applied once.");

export const Opinion = z.strictObject({
  verdict: z.enum(verdicts),
  reason: z
    .enum(reviewReasons)
    .nullable()
    .default(null)
    .describe("Why, from the list. Who rejects gives a reason here or in words."),
  text: FreeText(REVIEW_TEXT_LENGTH_MAX).default(""),
});

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
    ...Opinion.shape,
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
  documents: z.array(Id).min(1).max(DOCUMENTS_NAMED_MAX).optional(),
  sets: z.array(Id).min(1).max(100).optional().describe("Whose annotations."),
  kinds: z.array(z.enum(annotationKinds)).min(1).max(annotationKinds.length).optional(),
  tags: z
    .array(FreeText(64))
    .min(1)
    .max(200)
    .optional()
    .describe("By their keys, which types of links may have, too: the kinds tell these apart."),
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

const Except = z
  .array(Id)
  .min(1)
  .max(LEFT_OUT_MAX)
  .describe("Annotations that get no verdict though they fit.");

const Fingerprint = z.string().regex(/^[0-9a-f]{64}$/, "The fingerprint of a preview");

export const PreviewedAnnotation = z.strictObject({
  annotationId: Id,
  documentId: Id,
  documentTitle: z.string(),
  setName: z.string(),
  kind: z.enum(annotationKinds),
  tag: z.string().describe("Key of its tag, or of the type of a link."),
  before: z.string().describe("A few words of the text before it, on its line."),
  quote: z.string().describe("Its words; of a link those that it joins. Long ones are cut."),
  after: z.string().describe("A few words of the text after it, on its line."),
});
export type PreviewedAnnotation = z.infer<typeof PreviewedAnnotation>;

export const previewReviews = operation({
  method: "POST",
  path: `${collection}:preview`,
  permission: "review.write",
  summary:
    "What a verdict on everything that fits would be about: how many annotations, in which documents, and some of them. It comes in pages, over any number of documents.",
  body: z.strictObject({
    filter: ReviewFilter,
    except: Except.optional(),
    sample: z
      .strictObject({ skip: z.int().min(0), size: z.int().min(1).max(SHOWN_AT_ONCE_MAX) })
      .optional()
      .describe(
        "Which of those that fit in the documents of this page are shown, in the order of documents and text: the first few by default.",
      ),
    cursor: PageQuery.cursor,
  }),
  returns: z.strictObject({
    count: z.int().describe("How many annotations fit in the documents of this page."),
    looked: z.int().describe("How many documents this page is over."),
    total: z.int().describe("How many documents the filter is over."),
    documents: z
      .array(
        z.strictObject({
          documentId: Id,
          count: z.int().min(1),
          fingerprint: Fingerprint.describe(
            "Names the annotations that fit here as they are now; send it with the verdict.",
          ),
        }),
      )
      .describe("Those of this page in which something fits."),
    leftOut: z
      .array(z.strictObject({ annotationId: Id, documentId: Id }))
      .describe("Those of `except` that fit here. They are counted, too, and get no verdict."),
    sample: z.array(PreviewedAnnotation),
    nextCursor: z.string().nullable(),
  }),
});

export const reviewMany = operation({
  method: "POST",
  path: `${collection}:batch`,
  permission: "review.write",
  summary:
    "Give one verdict on everything that fits in these documents of a preview. All or nothing, but for documents in which it is no longer what the preview showed: they are left out and named. More documents follow in further steps of the same operation, which is undone as one.",
  body: z.strictObject({
    opId: Id.describe("Names this operation, the same in all its steps: it can be undone by it."),
    step: z
      .int()
      .min(0)
      .max(REVIEW_STEPS_MAX)
      .default(0)
      .describe("Counts the steps of the operation. One sent twice is applied once."),
    planned: z
      .strictObject({
        steps: z
          .int()
          .min(1)
          .max(REVIEW_STEPS_MAX + 1),
        annotations: z.int().min(1),
      })
      .optional()
      .describe("How much the operation is to be in all, so that one that stopped midway is known as such."),
    filter: ReviewFilter,
    except: Except.optional(),
    documents: z
      .array(z.strictObject({ documentId: Id, fingerprint: Fingerprint }))
      .min(1)
      .max(DOCUMENTS_AT_ONCE_MAX),
    ...Opinion.shape,
  }),
  returns: z.strictObject({
    count: z.int().describe("How many verdicts this step gave."),
    leftOut: z.array(Id).describe("The documents in which something was changed since the preview."),
  }),
});

export const undoReviews = operation({
  method: "POST",
  path: `${collection}:undo`,
  permission: "review.write",
  summary:
    "Take back the verdicts of one operation of yours, all its steps; those you have changed since stay as they are now. Many are taken back in parts: go on with the cursor until there is none.",
  body: z.strictObject({
    opId: Id.describe("Of the operation to undo."),
    undoOpId: OpId.describe("Names the undoing, the same in all its parts; each part is applied once."),
    cursor: z
      .string()
      .regex(/^(\d{1,9}|1\d{9})$/, "This cursor is not from this list")
      .optional(),
  }),
  returns: z.strictObject({ undone: z.int(), kept: z.int(), nextCursor: z.string().nullable() }),
});

import { z } from "zod";
import { annotationKinds } from "@/lib/domain/annotation/annotation";
import { FreeText, Id, operation, PageQuery, page, Revision, RevisionInQuery, Time } from "./operation";
import { ReviewResource } from "./reviews";

export const NOTE_LENGTH_MAX = 10_000;
export const BATCH_SIZE_MAX = 1_000;
export const SPANS_MAX = 100;
/** No document is longer. */
const QUOTE_LENGTH_MAX = 5_000_000;

export const NewSpan = z
  .strictObject({ start: z.int().min(0), end: z.int().min(1), quote: FreeText(QUOTE_LENGTH_MAX).optional() })
  .describe(
    "Half-open [start, end) in Unicode code points. A quote, if sent, must be what the text says there.",
  )
  .refine((span) => span.start < span.end, "A span ends after it starts");

// Keys are checked against the scheme afterwards; the pattern keeps out prototype names and markup.
const Key = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, "Letters, digits and _ only");
export const AttributeValues = z.record(Key, z.union([FreeText(2_000), z.boolean()]));
const Note = FreeText(NOTE_LENGTH_MAX);

const Common = {
  id: Id.optional().describe("Made by you if you like (UUID); sending the same id again is harmless."),
  tag: Key,
  attributes: AttributeValues.optional(),
  note: Note.optional(),
};

export const NewAnnotation = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("span"),
    ...Common,
    spans: z.array(NewSpan).min(1).max(SPANS_MAX),
    entityId: Id.nullable().optional(),
  }),
  z.strictObject({ kind: z.literal("relation"), ...Common, fromId: Id, toId: Id }),
  z.strictObject({ kind: z.literal("document"), ...Common }),
]);
export type NewAnnotation = z.infer<typeof NewAnnotation>;

/** What can change about an annotation. What is left out stays. */
export const AnnotationEdit = z.strictObject({
  tag: Key.optional(),
  spans: z.array(NewSpan).min(1).max(SPANS_MAX).optional(),
  entityId: Id.nullable().optional(),
  fromId: Id.optional(),
  toId: Id.optional(),
  attributes: AttributeValues.optional(),
  note: Note.optional(),
});
export type AnnotationEdit = z.infer<typeof AnnotationEdit>;

const Stored = {
  id: Id,
  documentId: Id,
  setId: Id,
  tag: z.string(),
  attributes: AttributeValues,
  note: z.string(),
  revision: Revision,
  createdBy: Id.nullable(),
  createdAt: Time,
  updatedAt: Time,
  deletedAt: Time.nullable(),
};
const QuotedSpan = z.strictObject({ start: z.int(), end: z.int(), quote: z.string() });

export const AnnotationResource = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("span"),
    ...Stored,
    spans: z.array(QuotedSpan),
    entityId: Id.nullable(),
  }),
  z.strictObject({ kind: z.literal("relation"), ...Stored, fromId: Id, toId: Id }),
  z.strictObject({ kind: z.literal("document"), ...Stored }),
]);
export type AnnotationResource = z.infer<typeof AnnotationResource>;

/** Which set is written to where it is not the caller's own: new annotations go to one's own set or the gold. */
export const SetName = z
  .union([z.literal("gold"), Id])
  .describe("The set that is written to, by its id, or the gold of the project; left out, it is your own.");
export type SetName = z.infer<typeof SetName>;

/** An annotation with the verdicts on it, where they were asked for. */
const reviews = z.array(ReviewResource).optional().describe("The verdicts on it, where they are included.");
export const ListedAnnotation = z.discriminatedUnion("kind", [
  AnnotationResource.options[0].extend({ reviews }),
  AnnotationResource.options[1].extend({ reviews }),
  AnnotationResource.options[2].extend({ reviews }),
]);
export type ListedAnnotation = z.infer<typeof ListedAnnotation>;

const OpId = Id.optional().describe("Names this operation: sent twice, it is applied once.");

/** One step of a batch. Without `op` it creates, so a list of new annotations is a batch. */
export const BatchStep = z.union([
  z.strictObject({ op: z.literal("update"), id: Id, revision: Revision, set: AnnotationEdit }),
  z.strictObject({ op: z.literal("delete"), id: Id, revision: Revision }),
  z.strictObject({ op: z.literal("restore"), id: Id, revision: Revision }),
  z.discriminatedUnion("kind", [
    NewAnnotation.options[0].extend({ op: z.literal("create").optional() }),
    NewAnnotation.options[1].extend({ op: z.literal("create").optional() }),
    NewAnnotation.options[2].extend({ op: z.literal("create").optional() }),
  ]),
]);
export type BatchStep = z.infer<typeof BatchStep>;

const Steps = z.array(BatchStep).min(1).max(BATCH_SIZE_MAX, `At most ${BATCH_SIZE_MAX} in one batch`);

/** `{annotations: […]}`; a client that thinks in lists may call them items. */
export const Batch = z
  .union([
    z.strictObject({ opId: OpId, set: SetName.optional(), annotations: Steps }),
    z
      .strictObject({ opId: OpId, set: SetName.optional(), items: Steps })
      .transform(({ items, ...rest }) => ({ ...rest, annotations: items })),
  ])
  .describe("All or nothing, in order.");

const collection = "/projects/{project}/documents/{document}/annotations";

export const createAnnotation = operation({
  method: "POST",
  path: collection,
  permission: "annotation.create",
  summary:
    "Add an annotation to your own set, or as a lead to the gold. Sending the same id again is harmless.",
  creates: true,
  query: z.strictObject({ set: SetName.optional() }),
  body: NewAnnotation,
  returns: AnnotationResource,
});

export const batchAnnotations = operation({
  method: "POST",
  path: `${collection}:batch`,
  permission: "annotation.create",
  summary: "Create, update, delete and restore up to 1,000 annotations of one set: all or nothing, in order.",
  body: Batch,
  bodyBytesMax: 8_000_000,
  returns: z.strictObject({ items: z.array(AnnotationResource) }),
});

export const listAnnotations = operation({
  method: "GET",
  path: collection,
  permission: "annotation.read",
  summary: "The annotations of a document that you may see, in a stable order.",
  query: z.strictObject({
    ...PageQuery,
    set: Id.optional().describe("Only this set."),
    tag: FreeText(64).optional(),
    kind: z.enum(annotationKinds).optional(),
    include: z.literal("reviews").optional().describe("Whether the verdicts on each come along."),
  }),
  returns: page(ListedAnnotation),
});

export const readAnnotation = operation({
  method: "GET",
  path: `${collection}/{annotation}`,
  permission: "annotation.read",
  summary: "One annotation.",
  returns: AnnotationResource,
});

export const updateAnnotation = operation({
  method: "PATCH",
  path: `${collection}/{annotation}`,
  permission: "annotation.edit",
  summary:
    "Change an annotation of yours, or as a lead a teammate's. Name the revision you read; what you leave out stays.",
  body: AnnotationEdit.extend({ revision: Revision, opId: OpId }),
  returns: AnnotationResource,
});

export const deleteAnnotation = operation({
  method: "DELETE",
  path: `${collection}/{annotation}`,
  permission: "annotation.edit",
  summary:
    "Remove an annotation of yours (leads: anybody's), and the relations that hang on it. It can be restored.",
  query: z.strictObject({ revision: RevisionInQuery.optional(), opId: OpId }),
  body: z.strictObject({ revision: Revision.optional(), opId: OpId }).optional(),
  returns: AnnotationResource,
});

export const restoreAnnotation = operation({
  method: "POST",
  path: `${collection}/{annotation}:restore`,
  permission: "annotation.edit",
  summary: "Bring back a removed annotation of yours, or as a lead a teammate's.",
  body: z.strictObject({ revision: Revision, opId: OpId }),
  returns: AnnotationResource,
});

/** All annotations of a document as columns, for the annotation page: a fifth of the size of the list above. */
export const AnnotationColumns = z.strictObject({
  /** Tag, set and entity ids appear once each here and as indexes below. */
  tags: z.array(z.string()),
  sets: z.array(Id),
  entities: z.array(Id),
  ids: z.array(Id),
  kind: z.array(z.enum(annotationKinds)),
  tag: z.array(z.int()),
  set: z.array(z.int()),
  /** Flat list of start, end for each annotation, in code points. */
  spans: z.array(z.array(z.int())),
  entity: z.array(z.int().nullable()),
  ends: z.array(z.tuple([Id, Id]).nullable()),
  revision: z.array(Revision),
  /** Only those that have any, by index. */
  attributes: z.record(z.string(), AttributeValues),
  notes: z.record(z.string(), z.string()),
});
export type AnnotationColumns = z.infer<typeof AnnotationColumns>;

import { z } from "zod";
import { displacementReasons, displacementStates } from "@/lib/domain/anchor/carry-annotations";
import { BATCH_SIZE_MAX, NewSpan, SPANS_MAX } from "./annotations";
import { DocumentSummary, NewDocumentMetadata, TEXT_BYTES_MAX } from "./documents";
import { FreeText, Id, operation, PageQuery, page, Revision, Time } from "./operation";

const one = "/projects/{project}/documents/{document}";
export const CORRECTION_NOTE_LENGTH_MAX = 500;
const NewText = z.string().min(1).max(TEXT_BYTES_MAX);

export const correctDocument = operation({
  method: "POST",
  path: `${one}/revisions`,
  permission: "document.edit",
  summary:
    "Add a corrected text as a new revision. Everybody's work comes along; what has no sure place waits.",
  creates: true,
  bodyBytesMax: 4 * TEXT_BYTES_MAX,
  body: NewDocumentMetadata.partial().extend({
    id: Id.optional(),
    text: NewText,
    note: FreeText(CORRECTION_NOTE_LENGTH_MAX)
      .optional()
      .describe("Why it is corrected; its history says so."),
  }),
  returns: DocumentSummary,
});

export const CarryPreview = z.strictObject({
  kept: z.int().describe("Marks in text that stayed as it was."),
  moved: z.int().describe("Marks in text that stands elsewhere now."),
  ambiguous: z.int().describe("Marks that could be in several places: they will wait."),
  changed: z.int().describe("Marks whose words or surroundings changed: they will wait, with a guess."),
  lost: z.int().describe("Marks whose words are gone: they will wait, without a guess."),
  documents: z.int().describe("Annotations of the whole document."),
  relations: z.int(),
  relationsWaiting: z.int().describe("Relations with an end that will wait."),
  reopened: z.int().describe("Submissions that will be reopened because something of theirs waits."),
});
export type CarryPreview = z.infer<typeof CarryPreview>;

export const previewRevision = operation({
  method: "POST",
  path: `${one}/revisions:preview`,
  permission: "document.edit",
  summary: "What a corrected text would do to the annotations. Nothing is written.",
  bodyBytesMax: 4 * TEXT_BYTES_MAX,
  body: z.strictObject({ text: NewText }),
  returns: CarryPreview,
});

export const RevisionSummary = z.strictObject({
  id: Id,
  title: z.string(),
  textSha256: z.string(),
  length: z.int().describe("In code points."),
  createdAt: Time,
  createdBy: Id.nullable(),
  createdByName: z.string().nullable(),
  supersedesId: Id.nullable(),
  note: z.string().describe("Why the text was corrected; may be empty."),
  isNewest: z.boolean(),
});
export type RevisionSummary = z.infer<typeof RevisionSummary>;

export const listRevisions = operation({
  method: "GET",
  path: `${one}/revisions`,
  permission: "document.read",
  summary: "The revisions of a document's text, newest first. Each is a document of its own.",
  query: z.strictObject(PageQuery),
  returns: page(RevisionSummary),
});

const QuotedSpan = z.strictObject({ start: z.int(), end: z.int(), quote: z.string() });
export const DisplacementResource = z.strictObject({
  id: Id.describe("Also the id of the annotation once it is placed."),
  documentId: Id,
  setId: Id,
  setName: z.string(),
  annotationId: Id.describe("The annotation on the earlier revision."),
  tag: z.string(),
  note: z.string(),
  spans: z.array(QuotedSpan).describe("Where it stood in the earlier text."),
  context: z.string().describe("Some of the earlier text around it."),
  reason: z.enum(displacementReasons),
  candidate: z.array(QuotedSpan).nullable(),
  score: z.number().nullable().describe("How much of the quote the candidate has, from 0 to 1."),
  state: z.enum(displacementStates),
  resolvedAt: Time.nullable(),
  resolvedBy: Id.nullable(),
  revision: Revision,
});
export type DisplacementResource = z.infer<typeof DisplacementResource>;

export const listDisplacements = operation({
  method: "GET",
  path: `${one}/displacements`,
  permission: "annotation.read",
  summary: "Annotations that a corrected text left without a sure place, as far as you may see them.",
  query: z.strictObject({ ...PageQuery, state: z.enum(displacementStates).optional() }),
  returns: page(DisplacementResource),
});

const Named = { id: Id, revision: Revision };
export const DisplacementStep = z.discriminatedUnion("action", [
  z
    .strictObject({ action: z.literal("place"), ...Named, spans: z.array(NewSpan).min(1).max(SPANS_MAX) })
    .describe("Puts the annotation where you say."),
  z.strictObject({ action: z.literal("accept"), ...Named }).describe("Puts it where the candidate is."),
  z.strictObject({ action: z.literal("drop"), ...Named }).describe("Leaves it behind."),
  z
    .strictObject({ action: z.literal("return"), ...Named })
    .describe("Takes back what was decided: it waits again."),
]);
export type DisplacementStep = z.infer<typeof DisplacementStep>;

export const resolveDisplacements = operation({
  method: "POST",
  path: `${one}/displacements:resolve`,
  permission: "displacement.resolve",
  summary:
    "Place, drop or take back annotations that wait: your own, or for leads anybody's. All or nothing.",
  body: z.strictObject({
    opId: Id.optional().describe("Names this operation: sent twice, it is applied once."),
    items: z.array(DisplacementStep).min(1).max(BATCH_SIZE_MAX),
  }),
  returns: z.strictObject({ items: z.array(DisplacementResource) }),
});

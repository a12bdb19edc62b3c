import { z } from "zod";
import { genres, splits } from "@/lib/domain/document/document";
import { assignmentStates } from "@/lib/domain/workflow/assignment-state";
import { places, roundModes } from "@/lib/domain/workflow/round-state";
import { AnnotationColumns } from "./annotations";
import {
  FreeText,
  Id,
  Nothing,
  operation,
  PageQuery,
  page,
  Revision,
  RevisionInQuery,
  Time,
} from "./operation";
import { ReviewResource } from "./reviews";

export const TEXT_BYTES_MAX = 5_000_000;

/** http and https only: anything else would be a link that acts when clicked. */
export const WebAddress = z.union([
  z.literal(""),
  z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    // The parser of addresses lets pass what it would encode, and it is stored as it came.
    .refine(
      (address) => address.isWellFormed() && !address.includes("\0"),
      "Holds characters that can't be stored",
    ),
]);
export const PublishedAt = z.union([z.iso.date(), z.iso.datetime({ offset: true, local: true })]);
export const LanguageTag = z.union([z.literal(""), z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/)]);

const metadata = {
  title: FreeText(500).refine((title) => title.trim() !== "", "A title is needed"),
  outlet: FreeText(200),
  publisherCountry: z.union([z.literal(""), z.string().regex(/^[A-Z]{3}$/, "An ISO 3166-1 alpha-3 code")]),
  byline: FreeText(500),
  credit: FreeText(200),
  url: WebAddress,
  publishedAt: PublishedAt.nullable(),
  language: LanguageTag,
  genre: z.enum(genres).nullable(),
  licenceNote: FreeText(2_000),
  split: z.enum(splits),
};
export const DocumentMetadataShape = z.strictObject(metadata);
const { title, ...optionalMetadata } = metadata;
export const NewDocumentMetadata = z
  .strictObject({ title })
  .extend(z.strictObject(optionalMetadata).partial().shape);

export const MyState = z.enum([...assignmentStates, "none"]);

export const DocumentSummary = z.strictObject({
  id: Id,
  ...metadata,
  length: z.int().describe("In code points."),
  textSha256: z.string(),
  createdAt: Time,
  updatedAt: Time,
  deletedAt: Time.nullable(),
  revision: Revision,
  supersedesId: Id.nullable().describe("The revision whose text this one corrects."),
  supersededById: Id.nullable().describe("The revision that corrects this one; null for the newest."),
  waiting: z.int().describe("How many annotations that you may see wait for a place after a correction."),
  myState: MyState.describe(
    "Where your own work on it stands; none when it was not given to you and you have not begun.",
  ),
  annotations: z.int().describe("How many annotations you may see."),
});
export type DocumentSummary = z.infer<typeof DocumentSummary>;
export const DocumentResource = DocumentSummary.extend({ text: z.string() });
export type DocumentResource = z.infer<typeof DocumentResource>;

const collection = "/projects/{project}/documents";
const one = `${collection}/{document}` as const;

export const createDocument = operation({
  method: "POST",
  path: collection,
  permission: "document.import",
  summary: "Add a document. Its text is stored exactly and never changes.",
  creates: true,
  bodyBytesMax: 4 * TEXT_BYTES_MAX,
  body: NewDocumentMetadata.extend({ id: Id.optional(), text: z.string().min(1).max(TEXT_BYTES_MAX) }),
  returns: DocumentResource,
});

export const documentSorts = ["created", "title", "published", "outlet"] as const;
export const DocumentFilter = z.strictObject({
  search: FreeText(200).optional().describe("Words in title, text, outlet or byline."),
  outlet: FreeText(200).optional(),
  language: FreeText(35).optional(),
  genre: z.enum(genres).optional(),
  split: z.enum(splits).optional(),
  state: MyState.optional(),
  publishedFrom: z.iso.date().optional(),
  publishedTo: z.iso.date().optional(),
  deleted: z.stringbool().optional(),
  sort: z.enum(documentSorts).default("created"),
  order: z.enum(["asc", "desc"]).default("asc"),
});

export const listDocuments = operation({
  method: "GET",
  path: collection,
  permission: "document.read",
  summary: "The documents of a project, filtered and sorted.",
  query: DocumentFilter.extend(PageQuery),
  returns: page(DocumentSummary).extend({ total: z.int().describe("How many match, over all pages.") }),
});

export const nextDocument = operation({
  method: "GET",
  path: `${collection}:next`,
  permission: "document.read",
  summary:
    "The next document that you may work on and have not submitted, in list order after the given one: yours in open rounds first.",
  query: z.strictObject({ after: Id.optional() }),
  returns: z.strictObject({
    id: Id.nullable(),
    remaining: z.int().describe("Those that you may work on without claiming one."),
    claimRoundId: Id.nullable().describe("A round from which you can claim one, when none of yours is left."),
  }),
});

export const documentFacets = operation({
  method: "GET",
  path: `${collection}:facets`,
  permission: "document.read",
  summary: "The outlets, languages, genres and splits in use, with counts.",
  returns: z.record(
    z.enum(["outlet", "language", "genre", "split"]),
    z.array(z.strictObject({ value: z.string(), count: z.int() })),
  ),
});

export const readDocument = operation({
  method: "GET",
  path: one,
  permission: "document.read",
  summary: "One document with its text.",
  returns: DocumentResource,
});

export const updateDocument = operation({
  method: "PATCH",
  path: one,
  permission: "document.edit",
  summary: "Change a document's metadata. Its text never changes; a correction is a new revision.",
  body: DocumentMetadataShape.partial().extend({ revision: Revision }),
  returns: DocumentSummary,
});

export const deleteDocument = operation({
  method: "DELETE",
  path: one,
  permission: "document.delete",
  summary: "Take a document off the list. It can be restored, with everybody's work on it.",
  query: z.strictObject({ revision: RevisionInQuery.optional() }),
  returns: DocumentSummary,
});

export const restoreDocument = operation({
  method: "POST",
  path: `${one}:restore`,
  permission: "document.delete",
  summary: "Bring a removed document back.",
  body: Nothing.optional(),
  returns: DocumentSummary,
});

export const AssignmentResource = z.strictObject({
  documentId: Id,
  setId: Id,
  state: z.enum(assignmentStates),
  submittedAt: Time.nullable(),
  roundId: Id.nullable().describe("The round it was given in."),
  claimedAt: Time.nullable().describe("When its annotator took it; null when a lead gave it."),
  revision: Revision,
});
export type AssignmentResource = z.infer<typeof AssignmentResource>;

export const submitDocument = operation({
  method: "POST",
  path: `${one}:submit`,
  permission: "assignment.submit",
  summary: "Say that your work on this document is done. It is locked until reopened.",
  body: Nothing.optional(),
  returns: AssignmentResource,
});

export const reopenDocument = operation({
  method: "POST",
  path: `${one}:reopen`,
  permission: "assignment.reopen",
  summary: "Take back a submission, your own or (for leads) an annotator's.",
  body: z.strictObject({ setId: Id.optional() }).optional(),
  returns: AssignmentResource,
});

/** Whose work the annotation page writes to. */
export const readerWorks = ["mine", "gold"] as const;
/** What one may do with the gold of a document; none where there is none to be seen. */
export const goldAccesses = ["none", "read", "write"] as const;

/** What the annotation page needs besides the text, in one answer. */
export const ReaderState = z.strictObject({
  work: z.enum(readerWorks).describe("Whose work is written to: your own, or the gold where you may see it."),
  gold: z.enum(goldAccesses),
  isAdjudicable: z.boolean().describe("Whether you can adjudicate it now."),
  annotations: AnnotationColumns,
  /** The last change contained; the live feed goes on from here. */
  seq: z.string(),
  myState: MyState.describe("Where that work stands."),
  mySetId: Id.nullable().describe("Its set; null before the first write."),
  sets: z.array(z.strictObject({ id: Id, kind: z.string(), name: z.string(), isMine: z.boolean() })),
  /** Whether rounds let you work on it, and the round that says so. */
  place: z.enum(places),
  round: z
    .strictObject({ id: Id, name: z.string(), mode: z.enum(roundModes), dueAt: Time.nullable() })
    .nullable(),
  /** Verdicts on these annotations. */
  reviews: z.array(ReviewResource),
});
export type ReaderState = z.infer<typeof ReaderState>;

export const readReader = operation({
  method: "GET",
  path: `${one}/reader`,
  permission: "annotation.read",
  summary: "Everything the annotation page draws on a document's text, as columns.",
  query: z.strictObject({ set: z.literal("gold").optional().describe("To work on the gold.") }),
  returns: ReaderState,
});

/** Whose work there is on a document, of what the caller may see. */
export const DocumentSet = z.strictObject({
  id: Id,
  kind: z.string(),
  name: z.string(),
  isMine: z.boolean(),
  state: MyState.describe("Where the work stands; none for sets that nobody submits, such as the gold."),
  annotations: z.int(),
});
export type DocumentSet = z.infer<typeof DocumentSet>;

export const readDocumentSets = operation({
  method: "GET",
  path: `${one}/sets`,
  permission: "annotation.read",
  summary: "Whose work on a document you may see and compare.",
  returns: z.strictObject({
    sets: z.array(DocumentSet),
    isBlind: z.boolean().describe("Whether teammates' work stays hidden from you until all have submitted."),
  }),
});

export const readText = operation({
  method: "GET",
  path: `${one}/text`,
  permission: "document.read",
  summary: "The exact text as text/plain in UTF-8.",
  wire: "download",
  returns: z.string(),
});

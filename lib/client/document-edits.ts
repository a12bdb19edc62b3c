import { DocumentMetadataShape, type DocumentSummary } from "@/lib/contracts/documents";
import type { DocumentMetadata } from "@/lib/domain/document/document";

// Object.keys is typed as string[]; a zod object's shape has exactly the keys of its value.
export const metadataFields = Object.keys(DocumentMetadataShape.shape) as (keyof DocumentMetadata)[];
export type MetadataField = (typeof metadataFields)[number];

/** The form holds text for every field; a date or a genre that is not known is empty text. */
export type MetadataDraft = Readonly<Record<MetadataField, string>>;

export const emptyDraft: MetadataDraft = {
  title: "",
  outlet: "",
  publisherCountry: "",
  byline: "",
  credit: "",
  url: "",
  publishedAt: "",
  language: "",
  genre: "",
  licenceNote: "",
  split: "none",
};

export const draftOf = (document: DocumentMetadata): MetadataDraft => ({
  title: document.title,
  outlet: document.outlet,
  publisherCountry: document.publisherCountry,
  byline: document.byline,
  credit: document.credit,
  url: document.url,
  publishedAt: document.publishedAt ?? "",
  language: document.language,
  genre: document.genre ?? "",
  licenceNote: document.licenceNote,
  split: document.split,
});

export type ReadDraft =
  | { readonly ok: true; readonly metadata: DocumentMetadata }
  | { readonly ok: false; readonly fields: readonly MetadataField[] };

/** What the form means, or which fields do not fit. The server judges by the same schema. */
export function readDraft(draft: MetadataDraft): ReadDraft {
  const typed = {
    ...draft,
    url: draft.url.trim(),
    language: draft.language.trim(),
    publisherCountry: draft.publisherCountry.trim().toUpperCase(),
    publishedAt: draft.publishedAt.trim() || null,
    genre: draft.genre || null,
  };
  const read = DocumentMetadataShape.safeParse(typed);
  if (read.success) return { ok: true, metadata: read.data };
  const wrong = new Set(read.error.issues.map((issue) => issue.path[0]));
  return { ok: false, fields: metadataFields.filter((field) => wrong.has(field)) };
}

/** The fields of `metadata` that differ from the document: an edit names nothing else. */
export function changedMetadata(
  document: DocumentMetadata,
  metadata: DocumentMetadata,
): Partial<DocumentMetadata> {
  return Object.fromEntries(
    metadataFields
      .filter((field) => metadata[field] !== document[field])
      .map((field) => [field, metadata[field]]),
  );
}

export type MergedDraft = {
  readonly draft: MetadataDraft;
  /** Fields that both changed, differently: only a person can say which is right. */
  readonly conflicts: readonly MetadataField[];
};

/** Brings what somebody else saved meanwhile into a form, without touching what was typed in it. */
export function mergeDraft(
  read: DocumentSummary,
  draft: MetadataDraft,
  theirs: DocumentSummary,
): MergedDraft {
  const before = draftOf(read);
  const now = draftOf(theirs);
  const isMine = (field: MetadataField) => draft[field] !== before[field];
  return {
    draft: {
      ...now,
      ...Object.fromEntries(metadataFields.filter(isMine).map((field) => [field, draft[field]])),
    },
    conflicts: metadataFields.filter(
      (field) => isMine(field) && now[field] !== before[field] && now[field] !== draft[field],
    ),
  };
}

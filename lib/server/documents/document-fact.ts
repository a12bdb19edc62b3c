import "server-only";
import type { NewChange } from "../changes/write";
import type { Prisma } from "../database";

/** What the log keeps of a document: all but the text, which never changes and is named by its hash. */
export const documentFact = {
  title: true,
  outlet: true,
  publisherCountry: true,
  byline: true,
  credit: true,
  url: true,
  publishedAt: true,
  language: true,
  genre: true,
  licenceNote: true,
  split: true,
  textSha256: true,
  length: true,
  supersedesId: true,
  correctionNote: true,
  deletedAt: true,
  revision: true,
} as const satisfies Prisma.DocumentSelect;

export type DocumentFact = Prisma.DocumentGetPayload<{ select: typeof documentFact }>;

/** A document is nobody's assertion: its changes have no set, and all members see them. */
export const documentChange = (
  kind: `document.${"created" | "edited" | "superseded" | "deleted" | "restored"}`,
  id: string,
  before: DocumentFact | null,
  after: DocumentFact,
): NewChange => ({ kind, subjectId: id, documentId: id, setId: null, before, after });

import { z } from "zod";
import { LanguageTag } from "./documents";
import { FreeText, Id, Nothing, operation, PageQuery, page, Revision, Time } from "./operation";

/** Of one request, and of every file that is no corpus of ours. */
export const UPLOAD_BYTES_MAX = 50_000_000;
/** A corpus in the native format is read line by line and may be this long; it comes in pieces. */
export const CORPUS_BYTES_MAX = 2_000_000_000;
/** How long a file may be, as far as its name says. */
export const fileBytesMax = (path: string): number =>
  /\.(jsonl|ndjson)$/i.test(path) ? CORPUS_BYTES_MAX : UPLOAD_BYTES_MAX;
/** How long the pieces of a file are that is longer than one request takes. */
export const PIECE_BYTES = 8_000_000;
/** Of one import, all its files together. */
export const IMPORT_BYTES_MAX = CORPUS_BYTES_MAX;
export const IMPORT_FILES_MAX = 10_000;

export const importStates = [
  "uploading",
  "reading",
  "read",
  "writing",
  "finished",
  "cancelled",
  "failed",
] as const;
export const importItemStates = ["new", "duplicate", "problem"] as const;

/** Which column of a table holds what; a column that is not named is left out. */
export const ColumnMap = z.partialRecord(
  z.enum([
    "text",
    "title",
    "outlet",
    "publisherCountry",
    "byline",
    "credit",
    "url",
    "publishedAt",
    "language",
    "genre",
    "licenceNote",
    "split",
  ]),
  FreeText(200),
);

export const ImportOptions = z.strictObject({
  columnMap: ColumnMap.refine((map) => map.text !== undefined, "Say which column holds the text").optional(),
  /** Documents whose text is in the project already are left out unless this is set. */
  keepDuplicates: z.boolean().optional(),
  /** Metadata for documents that bring none of their own. */
  defaults: z
    .strictObject({
      outlet: FreeText(200),
      language: LanguageTag,
      licenceNote: FreeText(2_000),
      split: z.enum(["train", "dev", "test", "none"]),
    })
    .partial()
    .optional(),
});
export type ImportOptions = z.infer<typeof ImportOptions>;

/** What comes with corpora of ours besides their documents. */
export const Brought = z.strictObject({
  guidelines: z.int().describe("Versions of the guidelines."),
  rounds: z.int(),
  entities: z.int(),
});
export type Brought = z.infer<typeof Brought>;

export const ImportResource = z.strictObject({
  id: Id,
  state: z.enum(importStates),
  done: z.int().describe("Files while reading, documents while writing; of `total`."),
  total: z.int(),
  problem: z.string(),
  options: ImportOptions,
  files: z.int(),
  counts: z.strictObject({ new: z.int(), duplicate: z.int(), problem: z.int() }),
  brings: Brought.describe(
    "What comes besides documents: as far as was found, and once the import has finished as it came.",
  ),
  /** The header of a table among the files, for the column map. */
  columns: z.array(z.string()),
  createdAt: Time,
  finishedAt: Time.nullable(),
  revision: Revision,
});
export type ImportResource = z.infer<typeof ImportResource>;

export const ImportItemResource = z.strictObject({
  number: z.int(),
  path: z.string(),
  line: z.int().nullable(),
  state: z.enum(importItemStates),
  reason: z.string().describe("Why it can't or won't come; for a new document what was guessed or left out."),
  title: z.string(),
  length: z.int(),
  preview: z.string(),
  documentId: Id.nullable(),
});

const collection = "/projects/{project}/imports";
const one = `${collection}/{import}` as const;

export const createImport = operation({
  method: "POST",
  path: collection,
  permission: "document.import",
  summary: "Begin an import. Send files next, then read them (a dry run), then start it.",
  creates: true,
  body: z.strictObject({ id: Id.optional(), options: ImportOptions.optional() }),
  returns: ImportResource,
});

export const listImports = operation({
  method: "GET",
  path: collection,
  permission: "document.import",
  summary: "Imports, newest first.",
  query: z.strictObject(PageQuery),
  returns: page(ImportResource),
});

export const readImport = operation({
  method: "GET",
  path: one,
  permission: "document.import",
  summary: "How an import stands.",
  returns: ImportResource,
});

export const uploadImportFile = operation({
  method: "POST",
  path: `${one}/files`,
  permission: "document.import",
  summary:
    "Send one file as application/octet-stream; its path or name goes in the query. A corpus of Concord longer than one request takes comes in pieces, one after the other: `at` says where in the file each begins.",
  wire: "upload",
  bodyBytesMax: UPLOAD_BYTES_MAX,
  query: z.strictObject({
    path: FreeText(1_000).min(1),
    at: z.coerce.number().int().min(0).max(CORPUS_BYTES_MAX).default(0),
  }),
  returns: z.strictObject({
    number: z.int(),
    path: z.string(),
    size: z.int().describe("How many bytes of the file are here: where the next piece begins."),
  }),
});

export const readImportFiles = operation({
  method: "POST",
  path: `${one}:read`,
  permission: "document.import",
  summary: "Dry run: find out what will come, what is a duplicate and what is wrong. Changes no document.",
  body: z.strictObject({ options: ImportOptions.optional() }).optional(),
  returns: ImportResource,
});

export const startImport = operation({
  method: "POST",
  path: `${one}:start`,
  permission: "document.import",
  summary: "Add the new documents, all at once at the end. Goes on after a crash.",
  body: Nothing.optional(),
  returns: ImportResource,
});

export const cancelImport = operation({
  method: "POST",
  path: `${one}:cancel`,
  permission: "document.import",
  summary: "Stop an import. Nothing of it stays.",
  body: Nothing.optional(),
  returns: ImportResource,
});

export const listImportItems = operation({
  method: "GET",
  path: `${one}/items`,
  permission: "document.import",
  summary: "What was found in the files, in order.",
  query: z.strictObject({ ...PageQuery, state: z.enum(importItemStates).optional() }),
  returns: page(ImportItemResource),
});

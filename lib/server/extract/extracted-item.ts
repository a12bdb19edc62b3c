import "server-only";
import type { DocumentMetadata, Genre, Split } from "@/lib/domain/document/document";

/** What went wrong, for programs; the message beside it is for people. */
export const extractProblemCodes = [
  "archive_damaged",
  "archive_encrypted",
  "archive_entries",
  "archive_nested",
  "archive_overlap",
  "archive_path",
  "archive_ratio",
  "archive_size",
  "binary",
  "charset_unknown",
  "column_missing",
  "csv_invalid",
  "empty",
  "encrypted",
  "file_too_large",
  "json_invalid",
  "kind_mismatch",
  "kind_unknown",
  "line_too_long",
  "lone_surrogate",
  "memory_exceeded",
  "no_text_layer",
  "nul",
  "text_missing",
  "text_too_large",
  "time_exceeded",
  "too_deep",
  "too_many_documents",
  "too_many_problems",
  "unreadable",
] as const;
export type ExtractProblemCode = (typeof extractProblemCodes)[number];

export type ExtractProblem = { readonly code: ExtractProblemCode; readonly message: string };

type Known = Omit<DocumentMetadata, "title" | "publishedAt" | "genre" | "split">;

/** What a file says about a document besides its title. What it does not say is absent. */
export type ExtractedMetadata = Partial<Known> & {
  readonly publishedAt?: string;
  readonly genre?: Genre;
  readonly split?: Split;
};

/** Where in the import: the path of the file (`archive.zip/folder/a.txt`) and, in files of records, the line. */
export type ExtractedPlace = { readonly path: string; readonly line?: number };

export type ExtractedDocument = ExtractedPlace & {
  readonly state: "document";
  readonly title: string;
  /** Exact text, ready to be stored. */
  readonly text: string;
  readonly metadata: ExtractedMetadata;
  /** What was guessed or could not be placed, in plain words. */
  readonly warnings: readonly string[];
};

export type ExtractedProblem = ExtractedPlace & {
  readonly state: "problem";
  readonly reason: ExtractProblem;
};

/** One document found in a file, or one thing in it that cannot become a document. */
export type ExtractedItem = ExtractedDocument | ExtractedProblem;

/** A file as it was given: the name is only data, it never reaches a file system. */
export type ExtractableFile = { readonly path: string; readonly bytes: Uint8Array };

export function problemItem(
  place: ExtractedPlace,
  code: ExtractProblemCode,
  message: string,
): ExtractedProblem {
  return { ...place, state: "problem", reason: { code, message } };
}

/** 52428800 → "50 MB". */
export const inMegabytes = (bytes: number) => `${Math.round((bytes / 1024 / 1024) * 10) / 10} MB`;

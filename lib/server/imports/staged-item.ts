import "server-only";
import { uuidv7 } from "uuidv7";
import type { ImportOptions } from "@/lib/contracts/imports";
import type { DocumentMetadata } from "@/lib/domain/document/document";
import { codePointLength } from "@/lib/domain/text/offsets";
import { sha256Of } from "../documents/write";
import { shorten } from "../extract/document-item";
import type { ExtractedItem } from "../extract/extracted-item";

/** What was found in a file, as it waits to become a document. */
export type StagedItem = {
  readonly path: string;
  readonly line: number | null;
  readonly state: "new" | "problem";
  readonly reason: string;
  /** Given now, so that writing twice writes the same document. */
  readonly documentId: string;
  readonly title: string;
  readonly text: string;
  readonly textSha256: string;
  readonly length: number;
  readonly metadata: Partial<Omit<DocumentMetadata, "title">>;
};

const REASON_MAX = 2_000;

/** The lengths that the API accepts; the indexes of the document list rest on some of them. */
const lengthsMax = { title: 500, outlet: 200, byline: 500, credit: 200, licenceNote: 2_000 } as const;

export function stagedProblem(path: string, line: number | null, reason: string): StagedItem {
  const nothing = { title: "", text: "", textSha256: "", length: 0, metadata: {} };
  return {
    path,
    line,
    state: "problem",
    reason: reason.slice(0, REASON_MAX),
    documentId: uuidv7(),
    ...nothing,
  };
}

/** An extracted item with what the import's options add to it. */
export function stagedItem(item: ExtractedItem, { defaults }: ImportOptions): StagedItem {
  const line = item.line ?? null;
  if (item.state === "problem") return stagedProblem(item.path, line, item.reason.message);
  const given = Object.entries(defaults ?? {}).filter(([, value]) => value !== undefined && value !== "");
  const { metadata, cuts } = cut({ ...Object.fromEntries(given), ...item.metadata });
  return {
    path: item.path,
    line,
    state: "new",
    reason: [...item.warnings, ...cuts].join(" ").slice(0, REASON_MAX),
    documentId: uuidv7(),
    title: shortEnough(item.title, lengthsMax.title) || "Untitled",
    text: item.text,
    textSha256: sha256Of(item.text),
    length: codePointLength(item.text),
    metadata,
  };
}

/** At most `max` UTF-16 units, of which a character can take two. */
const shortEnough = (value: string, max: number): string =>
  value.length <= max ? value : shorten(value, Math.floor(max / 2));

function cut(metadata: StagedItem["metadata"]): { metadata: StagedItem["metadata"]; cuts: string[] } {
  const cuts: string[] = [];
  const kept = Object.entries(metadata).map(([field, value]) => {
    const max = new Map(Object.entries(lengthsMax)).get(field);
    if (max === undefined || typeof value !== "string" || value.length <= max) return [field, value] as const;
    cuts.push(`${field}: cut, since it is longer than ${max} characters.`);
    return [field, shortEnough(value, max)] as const;
  });
  return { metadata: Object.fromEntries(kept), cuts };
}

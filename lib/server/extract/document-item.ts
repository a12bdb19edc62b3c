import "server-only";
import { exactText, type InexactReason } from "@/lib/domain/text/exact-text";
import { extractLimits } from "./extract-limits";
import {
  type ExtractedItem,
  type ExtractedMetadata,
  type ExtractedPlace,
  inMegabytes,
  problemItem,
} from "./extracted-item";

/** A document as a format found it, before its text is checked. */
export type FoundDocument = {
  readonly text: string;
  /** Absent: the first line of the text. */
  readonly title?: string | undefined;
  readonly metadata?: ExtractedMetadata;
  readonly warnings?: readonly string[];
};

const refusals = {
  nul: "a NUL character, which no text can hold",
  lone_surrogate: "half of a character (a lone surrogate)",
} satisfies Record<Exclude<InexactReason, "empty">, string>;

/** Checks and settles the text, and gives a title to a document that has none. */
export function documentItem(place: ExtractedPlace, found: FoundDocument): ExtractedItem {
  const { textBytesMax } = extractLimits;
  const bytes = Buffer.byteLength(found.text);
  if (bytes > textBytesMax) {
    const message = `The text has ${inMegabytes(bytes)}; a document can have ${inMegabytes(textBytesMax)}.`;
    return problemItem(place, "text_too_large", message);
  }
  const exact = exactText(found.text);
  if (!exact.ok) {
    if (exact.reason === "empty") return problemItem(place, "empty", "There is no text.");
    const where = `character ${exact.at + 1}, line ${exact.line} of the text`;
    return problemItem(place, exact.reason, `The text has ${refusals[exact.reason]}, at ${where}.`);
  }
  return {
    ...place,
    state: "document",
    title: found.title || firstLine(exact.text),
    text: exact.text,
    metadata: found.metadata ?? {},
    warnings: found.warnings ?? [],
  };
}

/** The first line that has something on it, as one short line. The text itself keeps it. */
export function firstLine(text: string): string {
  const start = text.search(/\S/);
  const end = text.indexOf("\n", start);
  return shorten(text.slice(start, end === -1 ? undefined : end), extractLimits.defaultTitleMax);
}

/** One line of at most `max` code points, cut between words where one is near. */
export function shorten(raw: string, max: number): string {
  // A line can be megabytes long; white space can be collapsed in the part that may be kept.
  const points = [
    ...raw
      .slice(0, max * 8)
      .replace(/\s+/gu, " ")
      .trim(),
  ];
  if (points.length <= max) return points.join("");
  const cut = points.slice(0, max - 1).join("");
  const space = cut.lastIndexOf(" ");
  return `${space > cut.length * 0.7 ? cut.slice(0, space) : cut}…`;
}

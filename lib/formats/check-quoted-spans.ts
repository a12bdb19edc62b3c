import type { QuotedSpan } from "@/lib/domain/span/span";
import { type OffsetMap, sliceCodePoints } from "@/lib/domain/text/offsets";
import { Mismatch } from "./json-shape";

/** Text from a file for a message, cut where it goes on for long. */
export const shown = (text: string): string => `“${text.length > 80 ? `${text.slice(0, 80)}…` : text}”`;

/** Whether spans lie in their text in order, apart, and quote what it says there. */
export function checkQuotedSpans(
  spans: readonly QuotedSpan[],
  path: string,
  text: string,
  map: OffsetMap,
): Mismatch | null {
  if (spans.length === 0) return new Mismatch(path, "at least one span is needed");
  let last = -1;
  for (const [at, { start, end, quote }] of spans.entries()) {
    if (start >= end) return new Mismatch(`${path}.${at}`, "a span ends after it starts");
    if (start <= last) return new Mismatch(`${path}.${at}`, "spans are in order and do not touch each other");
    if (end > map.length)
      return new Mismatch(
        `${path}.${at}.end`,
        `the text has ${map.length} code points; ${end} is past its end`,
      );
    const covered = sliceCodePoints(text, map, start, end);
    if (quote !== covered)
      return new Mismatch(
        `${path}.${at}.quote`,
        `the text reads ${shown(covered)}, the quote ${shown(quote)}`,
      );
    last = end;
  }
  return null;
}

import type { Span } from "../span/span";
import { type OffsetMap, sliceCodePoints } from "./offsets";

type Text = { readonly text: string; readonly map: OffsetMap };

/**
 * A span with up to `max` code points of text on each side, in whole words where these have spaces between them, and
 * on its own lines alone.
 */
export function wordsAround({ text, map }: Text, { start, end }: Span, max: number): Span {
  const [from, to] = [Math.max(0, start - max), Math.min(map.length, end + max)];
  const before = [...sliceCodePoints(text, map, from, start)];
  const after = [...sliceCodePoints(text, map, end, to)];
  return { start: start - leading(before, from === 0), end: end + trailing(after, to === map.length) };
}

const isSpace = (one: string | undefined): boolean => one !== undefined && /\s/u.test(one);

/** How many characters before something belong to whole words on its line. */
function leading(before: readonly string[], isFirst: boolean): number {
  const line = before.lastIndexOf("\n") + 1;
  if (line > 0 || isFirst) return before.length - line;
  const space = before.findIndex(isSpace);
  return before.length - (space + 1);
}

function trailing(after: readonly string[], isLast: boolean): number {
  const line = after.indexOf("\n");
  if (line >= 0) return line;
  if (isLast) return after.length;
  const space = after.findLastIndex(isSpace);
  return space < 0 ? after.length : space;
}

import type { QuotedSpan } from "@/lib/domain/span/span";
import { isBlank, lineBreak } from "./python-lines";

export type Fragments = {
  readonly fragments: readonly QuotedSpan[];
  /** How many of the spans ran over the end of a line, had white space at an edge, or were nothing else. */
  readonly broken: number;
  readonly trimmed: number;
  readonly dropped: number;
};

/**
 * Spans as brat can hold them: cut at every end of a line, without white space at the edges. What is cut away
 * is counted, because the spans that come back will be smaller.
 */
export function bratFragments(spans: readonly QuotedSpan[]): Fragments {
  const fragments: QuotedSpan[] = [];
  let broken = 0;
  let trimmed = 0;
  let dropped = 0;
  for (const { start, quote } of spans) {
    const characters = [...quote];
    const before = fragments.length;
    let from = 0;
    for (let at = 0; at <= characters.length; at++) {
      const character = characters[at];
      if (character !== undefined && !lineBreak.test(character)) continue;
      const fragment = trim(characters, from, at, start);
      if (fragment) fragments.push(fragment);
      from = at + 1;
    }
    if (fragments.length === before) dropped++;
    else if (isBlank(characters[0]) || isBlank(characters.at(-1))) trimmed++;
    if (fragments.length > before && characters.some((character) => lineBreak.test(character))) broken++;
  }
  return { fragments, broken, trimmed, dropped };
}

function trim(characters: readonly string[], from: number, to: number, offset: number): QuotedSpan | null {
  let start = from;
  let end = to;
  while (start < end && isBlank(characters[start])) start++;
  while (end > start && isBlank(characters[end - 1])) end--;
  if (start === end) return null;
  return { start: offset + start, end: offset + end, quote: characters.slice(start, end).join("") };
}

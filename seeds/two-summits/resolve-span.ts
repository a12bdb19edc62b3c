/** Half-open, in Unicode code points. */
export interface CodePointSpan {
  readonly start: number;
  readonly end: number;
}

export type SpanResolution =
  | { readonly ok: true; readonly spans: readonly CodePointSpan[] }
  | { readonly ok: false; readonly reason: string };

/** What a word is made of: a combining mark must not be cut from its letter either. */
const wordCharacter = /[\p{L}\p{N}\p{M}]/u;

const isWord = (character: string | undefined) => character !== undefined && wordCharacter.test(character);

/**
 * Finds a quote in a text. An occurrence counts only if it cuts no word in two, so that `nth` is what a reader
 * would count: "he" is not found in "the". `nth` (from 1) picks the occurrence of the first fragment; every
 * further fragment is its first occurrence after the one before it.
 */
export function resolveSpan(text: string, fragments: readonly string[], nth = 1): SpanResolution {
  if (fragments.length === 0) return { ok: false, reason: "no fragment given" };
  const characters = Array.from(text);
  const spans: CodePointSpan[] = [];
  for (const [index, fragment] of fragments.entries()) {
    const wanted = Array.from(fragment);
    if (wanted.length === 0) return { ok: false, reason: "an empty fragment has no place" };
    const from = spans.at(-1)?.end ?? 0;
    const start = findOccurrence(characters, wanted, from, index === 0 ? nth : 1);
    if (start === undefined) return { ok: false, reason: `not found: ${JSON.stringify(fragment)}` };
    spans.push({ start, end: start + wanted.length });
  }
  return { ok: true, spans };
}

function findOccurrence(
  characters: readonly string[],
  wanted: readonly string[],
  from: number,
  nth: number,
): number | undefined {
  let found = 0;
  for (let start = from; start + wanted.length <= characters.length; start += 1) {
    if (!wanted.every((character, offset) => characters[start + offset] === character)) continue;
    if (cutsWord(characters, start) || cutsWord(characters, start + wanted.length)) continue;
    found += 1;
    if (found === nth) return start;
  }
  return undefined;
}

const cutsWord = (characters: readonly string[], at: number) =>
  isWord(characters[at - 1]) && isWord(characters[at]);

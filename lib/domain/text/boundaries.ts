import type { Utf16 } from "./offsets";

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const words = new Intl.Segmenter("en", { granularity: "word" });
const sentences = new Intl.Segmenter("en", { granularity: "sentence" });

/** A half-open stretch in UTF-16 units of a text that the caller holds, usually one paragraph. */
export type Stretch = { readonly start: Utf16; readonly end: Utf16 };

/** Widens a stretch so that neither end cuts what a reader sees as one character. */
export function snapToGraphemes(text: string, { start, end }: Stretch): Stretch {
  return { start: graphemeStart(text, start), end: graphemeEnd(text, end) };
}

function graphemeStart(text: string, at: Utf16): Utf16 {
  if (at <= 0 || at >= text.length) return clamp(text, at);
  return graphemes.segment(text).containing(at)?.index ?? at;
}

function graphemeEnd(text: string, at: Utf16): Utf16 {
  if (at <= 0 || at >= text.length) return clamp(text, at);
  const found = graphemes.segment(text).containing(at);
  return !found || found.index === at ? at : found.index + found.segment.length;
}

const clamp = (text: string, at: Utf16): Utf16 => Math.max(0, Math.min(text.length, at));

/** What nobody means to tag at the edge of something: white space, and marks that only divide. */
const divider = /[\s,;:\u2013\u2014-]/;

/**
 * Widens a stretch to whole words and drops dividing punctuation at its edges; quotation marks and full stops
 * stay. A stretch that touches nothing else stays as it is.
 */
export function snapToTokens(text: string, stretch: Stretch): Stretch {
  const { start, end } = without(divider, text, stretch);
  if (start >= end) return stretch;
  const first = words.segment(text).containing(start);
  const last = words.segment(text).containing(end - 1);
  return {
    start: first?.isWordLike ? first.index : start,
    end: last?.isWordLike ? last.index + last.segment.length : end,
  };
}

/** Drops white space at both ends: nobody means to tag the space behind a word. */
export function trim(text: string, stretch: Stretch): Stretch {
  return without(/\s/, text, stretch);
}

function without(unwanted: RegExp, text: string, { start, end }: Stretch): Stretch {
  let from = start;
  let to = end;
  while (from < to && unwanted.test(text[from] ?? "")) from++;
  while (from < to && unwanted.test(text[to - 1] ?? "")) to--;
  return { start: from, end: to };
}

/** The next place to the left or right of `at` where a character, or a word, begins or ends. */
export function nextBoundary(text: string, at: Utf16, by: "character" | "word", direction: -1 | 1): Utf16 {
  if (by === "character") return graphemeBeside(text, at, direction);
  let place = at;
  for (;;) {
    const next = wordEdgeBeside(text, place, direction);
    if (next === place) return place;
    const crossed = direction > 0 ? text.slice(place, next) : text.slice(next, place);
    place = next;
    if (/[\p{L}\p{N}]/u.test(crossed)) return place;
  }
}

function graphemeBeside(text: string, at: Utf16, direction: -1 | 1): Utf16 {
  if (direction > 0) {
    const here = graphemes.segment(text).containing(at);
    return here ? here.index + here.segment.length : text.length;
  }
  return graphemes.segment(text).containing(at - 1)?.index ?? 0;
}

function wordEdgeBeside(text: string, at: Utf16, direction: -1 | 1): Utf16 {
  if (direction > 0) {
    const here = words.segment(text).containing(at);
    return here ? here.index + here.segment.length : text.length;
  }
  return words.segment(text).containing(at - 1)?.index ?? 0;
}

/** The word at `at`; null between words. */
export function wordAt(text: string, at: Utf16): Stretch | null {
  const found = words.segment(text).containing(Math.min(at, text.length - 1));
  return found?.isWordLike ? { start: found.index, end: found.index + found.segment.length } : null;
}

/** Abbreviations after which Intl.Segmenter sees a sentence end that isn't one. */
const abbreviation =
  /(?:^|[\s("“‘])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Sen|Rep|Gov|Rev|St|No|vs|etc|Jr|Sr|Inc|Ltd|Co|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|(?:\p{Lu}\.)*\p{Lu})\.\s+$/u;

/** The sentences of a paragraph, without gaps; white space belongs to the sentence before it. */
export function sentencesOf(text: string): Stretch[] {
  const result: Stretch[] = [];
  let start = 0;
  for (const { index, segment } of sentences.segment(text)) {
    const end = index + segment.length;
    const isWhole = !abbreviation.test(text.slice(start, end)) || end === text.length;
    if (!isWhole) continue;
    result.push({ start, end });
    start = end;
  }
  if (start < text.length) result.push({ start, end: text.length });
  return result;
}

/** The sentence at `at`, without the white space around it. */
export function sentenceAt(text: string, at: Utf16): Stretch | null {
  const found = sentencesOf(text).find(({ start, end }) => start <= at && at < end);
  return found ? trim(text, found) : null;
}

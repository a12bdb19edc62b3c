import { normalSpans, type QuotedSpan, type Span } from "../span/span";
import { type Stretch, snapToTokens } from "../text/boundaries";
import { OffsetMap, sliceCodePoints, type Utf16 } from "../text/offsets";
import { type Kept, keptStretches } from "./kept-stretches";
import {
  LANDMARK_LENGTH,
  type Landmark,
  type Landmarks,
  landmarkAt,
  landmarksOf,
  type Side,
} from "./landmarks";

/** Finds where a pattern stands in a text with at most so many errors (insertions, deletions, replacements). */
export type ApproximateSearch = (
  text: string,
  pattern: string,
  errorsMax: number,
) => readonly { readonly start: Utf16; readonly end: Utf16; readonly errors: number }[];

/**
 * Where the spans of an annotation are in a corrected text.
 *
 * `kept` and `moved` are sure: the same words, tied by unbroken text to a stretch that both texts have once, and
 * nothing that says otherwise. `kept` is where the reader would expect it, `moved` is with its surroundings in
 * another order. `unsure` has a best guess for a person to judge, with how much of the quote is there (0 to 1);
 * `lost` has none.
 */
export type Anchored =
  | { readonly kind: "kept"; readonly spans: readonly QuotedSpan[] }
  | { readonly kind: "moved"; readonly spans: readonly QuotedSpan[] }
  | {
      readonly kind: "unsure";
      readonly reason: UnsureReason;
      readonly spans: readonly QuotedSpan[];
      readonly score: number;
    }
  | { readonly kind: "lost" };

/** `ambiguous`: it could be in several places. `changed`: its words or all words around it are others now. */
export const unsureReasons = ["ambiguous", "changed"] as const;
export type UnsureReason = (typeof unsureReasons)[number];

type Placed =
  | { readonly kind: "kept" | "moved"; readonly at: Stretch }
  | { readonly kind: "unsure"; readonly reason: UnsureReason; readonly at: Stretch; readonly score: number }
  | { readonly kind: "lost" };

/** How far unbroken text is followed to a landmark, in UTF-16 units. */
const FOLLOW_MAX = 4_096;
/** Between landmarks so near to each other, a quote that both texts have once there is the same one. */
const BETWEEN_MAX = 400;
/** As much of what stands around such a quote has to be there still; more than the larger tells no twins apart. */
const AROUND_MIN = 6;
const AROUND_MAX = 1_024;
/** As far beyond its gap a changed quote is looked for, besides its own length. */
const MARGIN = 64;
const WINDOW_MAX = 6_000;
/** A quote may differ in so much of its characters to be offered as a guess. */
const ERROR_SHARE_MAX = 0.35;
const FUZZY_LENGTH_MIN = 4;

/**
 * Places spans of one text in a corrected version of it. Made once for a pair of texts, in time that grows with
 * their length; each annotation then costs what its own surroundings cost. Spans are in code points.
 */
export class Anchoring {
  /** What the correction left as it was, in UTF-16 units. */
  readonly kept: readonly Kept[];
  readonly #before: string;
  readonly #after: string;
  readonly #maps: { readonly before: OffsetMap; readonly after: OffsetMap };
  readonly #landmarks: Landmarks;
  readonly #search: ApproximateSearch;

  constructor(before: string, after: string, search: ApproximateSearch) {
    this.#before = before;
    this.#after = after;
    this.#search = search;
    this.kept = keptStretches(before, after);
    this.#landmarks = landmarksOf(before, after);
    this.#maps = { before: new OffsetMap(before), after: new OffsetMap(after) };
  }

  /** The place of an annotation's spans, which are in order; several fragments have to stay in their order. */
  place(spans: readonly Span[]): Anchored {
    const map = this.#maps.before;
    const parts = spans.map(({ start, end }) => this.#placeOne(map.toUtf16(start), map.toUtf16(end)));
    const places: Stretch[] = [];
    for (const part of parts) {
      if (part.kind === "lost") return { kind: "lost" };
      places.push(part.at);
    }
    const quoted = this.#quoted(places);
    const isInOrder = places.every((place, n) => place.start >= (places[n - 1]?.end ?? 0));
    const unsure = parts.filter((part) => part.kind === "unsure");
    if (unsure.length > 0 || !isInOrder) {
      const reason = unsure.some((part) => part.reason === "ambiguous") ? "ambiguous" : "changed";
      const score = Math.min(1, ...unsure.map((part) => part.score));
      return { kind: "unsure", reason, spans: quoted, score };
    }
    return { kind: parts.some((part) => part.kind === "moved") ? "moved" : "kept", spans: quoted };
  }

  #quoted(places: readonly Stretch[]): QuotedSpan[] {
    const map = this.#maps.after;
    const spans = places.map(({ start, end }) => ({
      start: map.toCodePoint(start),
      end: map.toCodePoint(end),
    }));
    return normalSpans(spans).map((span) => ({
      ...span,
      quote: sliceCodePoints(this.#after, map, span.start, span.end),
    }));
  }

  #placeOne(start: Utf16, end: Utf16): Placed {
    const { before, after } = this.#landmarks;
    const length = end - start;
    const claims = claimsOf(before, this.#after, start, end);
    const expected = this.#expected(start);
    const first = claims.find((claim) => claim === expected) ?? claims[0];
    if (first === undefined) return this.#placeBetween(start, end) ?? this.#guess(start, end);
    const at = { start: first, end: first + length };
    const back = claimsOf(after, this.#before, at.start, at.end);
    const isClear = claims.every((claim) => claim === first) && back.every((claim) => claim === start);
    if (!isClear || this.#hasRival(start, end, at))
      return { kind: "unsure", reason: "ambiguous", at, score: 1 };
    return { kind: first === expected ? "kept" : "moved", at };
  }

  /** Where a place is if what was kept is all there is to know: in a kept stretch, or null between two. */
  #expected(at: Utf16): Utf16 | null {
    const kept = this.kept[lastAt(this.kept, at)];
    return kept && at < kept.before + kept.length ? at - kept.before + kept.after : null;
  }

  /**
   * A quote whose neighbours on both sides were corrected: it is sure where two landmarks close to it enclose the
   * same part in both texts and each part has it once.
   */
  #placeBetween(start: Utf16, end: Utf16): Placed | null {
    const expected = this.#expected(start);
    const last = this.#expected(end - 1);
    if (expected === null || last !== expected + (end - start) - 1) return null;
    const left = landmarkAt(this.#landmarks.before, start, "before");
    const right = landmarkAt(this.#landmarks.before, end, "after");
    if (!left || !right || left.other >= right.other) return null;
    const edge = { before: right.at + LANDMARK_LENGTH, after: right.other + LANDMARK_LENGTH };
    if (edge.before - left.at > BETWEEN_MAX || edge.after - left.other > BETWEEN_MAX) return null;
    const quote = this.#before.slice(start, end);
    const isAlone =
      isOnce(this.#before.slice(Math.max(0, left.at), edge.before), quote) &&
      isOnce(this.#after.slice(Math.max(0, left.other), edge.after), quote);
    const at = { start: expected, end: expected + (end - start) };
    const around = this.#agreement(start, end, at);
    if (!isAlone || around.left + around.right < AROUND_MIN) return null;
    const back = claimsOf(this.#landmarks.after, this.#before, at.start, at.end);
    return back.length === 0 && !this.#hasRival(start, end, at) ? { kind: "kept", at } : null;
  }

  /** Whether the same words near a place have surroundings that are as much like the old ones on both sides. */
  #hasRival(start: Utf16, end: Utf16, at: Stretch): boolean {
    const from = Math.max(0, at.start - FOLLOW_MAX);
    const text = this.#after.slice(from, at.end + FOLLOW_MAX);
    const own = this.#agreement(start, end, at);
    return placesOf(text, this.#before.slice(start, end)).some((found) => {
      if (from + found === at.start) return false;
      const rival = this.#agreement(start, end, { start: from + found, end: from + found + (end - start) });
      return rival.left >= own.left && rival.right >= own.right;
    });
  }

  /** How many characters before and after the quote are the same in both places; the ends of texts are, too. */
  #agreement(start: Utf16, end: Utf16, at: Stretch): { readonly left: number; readonly right: number } {
    const [before, after] = [this.#before, this.#after];
    let [left, right] = [0, 0];
    const isSame = (a: Utf16, b: Utf16) => a >= 0 && a < before.length && before[a] === after[b];
    while (left < AROUND_MAX && isSame(start - left - 1, at.start - left - 1)) left++;
    while (right < AROUND_MAX && isSame(end + right, at.end + right)) right++;
    if (left === start && left === at.start) left = AROUND_MAX;
    if (end + right === before.length && at.end + right === after.length) right = AROUND_MAX;
    return { left, right };
  }

  /** The best place for a person to judge: the same words nearby, else words like them. */
  #guess(start: Utf16, end: Utf16): Placed {
    const quote = this.#before.slice(start, end);
    const window = this.#window(start, end);
    const text = this.#after.slice(window.start, window.end);
    const same = placesOf(text, quote).map((at) => {
      const place = { start: window.start + at, end: window.start + at + quote.length };
      const { left, right } = this.#agreement(start, end, place);
      return { at: place, agreement: left + right };
    });
    const [best, second] = same.sort((a, b) => b.agreement - a.agreement);
    if (best) {
      const reason = second?.agreement === best.agreement ? "ambiguous" : "changed";
      return { kind: "unsure", reason, at: best.at, score: 1 };
    }
    return this.#guessLike(quote, window, text);
  }

  #guessLike(quote: string, window: Stretch, text: string): Placed {
    if (quote.length < FUZZY_LENGTH_MIN) return { kind: "lost" };
    const found = this.#search(text, quote, Math.floor(quote.length * ERROR_SHARE_MAX));
    const middle = (window.end - window.start) / 2;
    const offCentre = (at: Stretch) => Math.abs((at.start + at.end) / 2 - middle);
    const [best] = found
      .filter(({ start, end }) => start < end)
      .sort((a, b) => a.errors - b.errors || offCentre(a) - offCentre(b));
    if (!best) return { kind: "lost" };
    const { start, end } = snapToTokens(text, best);
    const at = { start: window.start + start, end: window.start + end };
    return { kind: "unsure", reason: "changed", at, score: 1 - best.errors / quote.length };
  }

  /** Where in the corrected text the place of a stretch is: between what was kept on both sides of it. */
  #window(start: Utf16, end: Utf16): Stretch {
    const index = lastAt(this.kept, start);
    const left = this.kept[index];
    const right = this.kept[lastAt(this.kept, end - 1) + 1];
    const from = left ? left.after + Math.min(left.length, start - left.before) : 0;
    const to = right ? right.after : this.#after.length;
    const margin = MARGIN + (end - start);
    const wide = { start: Math.max(0, from - margin), end: Math.min(this.#after.length, to + margin) };
    return this.#whole({ start: wide.start, end: Math.min(wide.end, wide.start + WINDOW_MAX) });
  }

  /** Without half a character at either end. */
  #whole({ start, end }: Stretch): Stretch {
    const isLow = (at: Utf16) => (this.#after.charCodeAt(at) & 0xfc00) === 0xdc00;
    return { start: isLow(start) ? start - 1 : start, end: isLow(end) ? end + 1 : end };
  }
}

/**
 * Where the landmarks next to a stretch say that it is in the other text: the last one that ends with it, the
 * first one that begins with it, and one across it; each only if unbroken common text ties it to the whole
 * stretch. More than one place means that what is left of it and what is right of it have come apart.
 */
function claimsOf(side: Side, other: string, start: Utf16, end: Utf16): Utf16[] {
  const claims = new Set<Utf16>();
  const claim = (landmark: Landmark | null) => {
    if (!landmark) return;
    const shift = landmark.other - landmark.at;
    const from = Math.max(0, Math.min(start, landmark.at + LANDMARK_LENGTH));
    const to = Math.max(end, Math.min(landmark.at, side.text.length));
    if (to - from > FOLLOW_MAX + (end - start) || start + shift < 0 || from + shift < 0) return;
    if (side.text.slice(from, to) === other.slice(from + shift, to + shift)) claims.add(start + shift);
  };
  claim(landmarkAt(side, end - LANDMARK_LENGTH, "before"));
  claim(landmarkAt(side, start, "after"));
  claim(landmarkAt(side, start, "before"));
  return [...claims];
}

function isOnce(text: string, words: string): boolean {
  const at = text.indexOf(words);
  return at >= 0 && text.indexOf(words, at + 1) < 0;
}

function placesOf(text: string, words: string): Utf16[] {
  const places: Utf16[] = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) places.push(at);
  return places;
}

/** Index of the last stretch that begins at or before a place; -1 when there is none. */
function lastAt(kept: readonly Kept[], at: Utf16): number {
  let low = 0;
  let high = kept.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((kept[middle]?.before ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

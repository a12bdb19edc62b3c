import type { Utf16 } from "../text/offsets";

/** A stretch that two texts have in common, in UTF-16 units: `length` characters from each of the two places. */
export type Kept = { readonly before: Utf16; readonly after: Utf16; readonly length: Utf16 };

/** Texts as numbers: equal pieces have equal numbers, and `places` says where each piece begins and the last ends. */
type Pieces = { readonly ids: Int32Array; readonly places: Int32Array };
type Range = readonly [fromA: number, toA: number, fromB: number, toB: number];
type Pair = (a: number, b: number) => void;

/** Words, runs of white space, and single characters between them: a stretch never begins inside a character. */
const words = /[\p{L}\p{M}\p{N}]+|\s+|./gsu;
const lines = /[^\n]*\n|[^\n]+/g;

/** Up to this many comparisons a table finds the longest common part of a gap; larger gaps need landmarks. */
const TABLE_SIZE_MAX = 160_000;
/** How often a gap is looked at again for pieces that are unique within it. */
const DEPTH_MAX = 24;

/**
 * What a correction left as it was, in reading order in both texts: first whole lines that both texts have once
 * ("patience diff", Bram Cohen), then words between them, then the longest common run of small gaps. What changed
 * its place is not among them. Time and memory grow with the length of the texts, not with its square.
 */
export function keptStretches(before: string, after: string): Kept[] {
  const found: Kept[] = [];
  const keep = (kept: Kept) => {
    const last = found.at(-1);
    const isNext =
      last && last.before + last.length === kept.before && last.after + last.length === kept.after;
    if (isNext) found[found.length - 1] = { ...last, length: last.length + kept.length };
    else found.push({ before: kept.before, after: kept.after, length: kept.length });
  };
  for (const line of alignedPieces(before, after, lines, 0)) {
    if (line.isKept) keep(line);
    else {
      const [old, now] = [
        slice(before, line.before, line.length),
        slice(after, line.after, line.lengthAfter),
      ];
      for (const word of alignedPieces(old, now, words, TABLE_SIZE_MAX))
        if (word.isKept)
          keep({ before: line.before + word.before, after: line.after + word.after, length: word.length });
    }
  }
  return found;
}

const slice = (text: string, at: number, length: number): string => text.slice(at, at + length);

type Part = Kept & { readonly isKept: boolean; readonly lengthAfter: number };

/** Both texts from end to end: what is common, and the gaps between. */
function alignedPieces(before: string, after: string, piece: RegExp, tableMax: number): Part[] {
  const known = new Map<string, number>();
  const [a, b] = [piecesOf(before, piece, known), piecesOf(after, piece, known)];
  const pairs: [number, number][] = [];
  align(a.ids, b.ids, known.size, tableMax, (at, to) => pairs.push([at, to]));
  pairs.sort(([x], [y]) => x - y);
  const parts: Part[] = [];
  let [endA, endB] = [0, 0];
  const gapUpTo = (toA: number, toB: number) => {
    if (toA > endA || toB > endB)
      parts.push({ isKept: false, before: endA, after: endB, length: toA - endA, lengthAfter: toB - endB });
  };
  for (const [at, to] of pairs) {
    const [startA, startB] = [a.places[at] ?? 0, b.places[to] ?? 0];
    gapUpTo(startA, startB);
    [endA, endB] = [a.places[at + 1] ?? 0, b.places[to + 1] ?? 0];
    parts.push({
      isKept: true,
      before: startA,
      after: startB,
      length: endA - startA,
      lengthAfter: endB - startB,
    });
  }
  gapUpTo(before.length, after.length);
  return parts;
}

function piecesOf(text: string, piece: RegExp, known: Map<string, number>): Pieces {
  const ids: number[] = [];
  const places: number[] = [];
  for (const { 0: words, index } of text.matchAll(piece)) {
    const id = known.get(words) ?? known.size;
    if (id === known.size) known.set(words, id);
    ids.push(id);
    places.push(index);
  }
  places.push(text.length);
  return { ids: Int32Array.from(ids), places: Int32Array.from(places) };
}

/** Pairs equal pieces in an order that both have. */
function align(a: Int32Array, b: Int32Array, kinds: number, tableMax: number, pair: Pair): void {
  const seen = { a: new Int32Array(kinds), b: new Int32Array(kinds), placeB: new Int32Array(kinds) };
  const gaps: { readonly range: Range; readonly depth: number }[] = [
    { range: [0, a.length, 0, b.length], depth: 0 },
  ];
  for (let gap = gaps.pop(); gap; gap = gaps.pop()) {
    const inner = withoutEnds(a, b, gap.range, pair);
    const [fromA, toA, fromB, toB] = inner;
    if (fromA === toA || fromB === toB) continue;
    const landmarks = gap.depth < DEPTH_MAX ? rising(landmarksIn(a, b, inner, seen)) : [];
    if (landmarks.length === 0) {
      if ((toA - fromA) * (toB - fromB) <= tableMax) pairByTable(a, b, inner, pair);
      continue;
    }
    let [lastA, lastB] = [fromA, fromB];
    for (const [at, to] of [...landmarks, [toA, toB] as const]) {
      gaps.push({ range: [lastA, at, lastB, to], depth: gap.depth + 1 });
      if (at < toA) pair(at, to);
      [lastA, lastB] = [at + 1, to + 1];
    }
  }
}

/** Pairs what both ends of a gap have in common and answers what is left. */
function withoutEnds(a: Int32Array, b: Int32Array, [startA, endA, startB, endB]: Range, pair: Pair): Range {
  let [fromA, toA, fromB, toB] = [startA, endA, startB, endB];
  while (fromA < toA && fromB < toB && a[fromA] === b[fromB]) pair(fromA++, fromB++);
  while (fromA < toA && fromB < toB && a[toA - 1] === b[toB - 1]) pair(--toA, --toB);
  return [fromA, toA, fromB, toB];
}

type Seen = { readonly a: Int32Array; readonly b: Int32Array; readonly placeB: Int32Array };

/** Pieces that both sides of a gap have exactly once, in the order of the first. */
function landmarksIn(a: Int32Array, b: Int32Array, range: Range, seen: Seen): [number, number][] {
  const [fromA, toA, fromB, toB] = range;
  for (let at = fromA; at < toA; at++) add(seen.a, a[at] ?? 0);
  for (let at = fromB; at < toB; at++) {
    add(seen.b, b[at] ?? 0);
    seen.placeB[b[at] ?? 0] = at;
  }
  const found: [number, number][] = [];
  for (let at = fromA; at < toA; at++) {
    const id = a[at] ?? 0;
    if (seen.a[id] === 1 && seen.b[id] === 1) found.push([at, seen.placeB[id] ?? 0]);
  }
  for (let at = fromA; at < toA; at++) seen.a[a[at] ?? 0] = 0;
  for (let at = fromB; at < toB; at++) seen.b[b[at] ?? 0] = 0;
  return found;
}

function add(counts: Int32Array, id: number): void {
  counts[id] = (counts[id] ?? 0) + 1;
}

/** The longest part of the pairs whose second members rise (Fredman 1975: patience sorting). */
function rising(pairs: readonly [number, number][]): [number, number][] {
  const tops: number[] = [];
  const previous = new Int32Array(pairs.length).fill(-1);
  for (const [at, [, to]] of pairs.entries()) {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((pairs[tops[middle] ?? 0]?.[1] ?? 0) < to) low = middle + 1;
      else high = middle;
    }
    previous[at] = tops[low - 1] ?? -1;
    tops[low] = at;
  }
  const chain: [number, number][] = [];
  for (let at = tops.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) {
    const pair = pairs[at];
    if (pair) chain.push(pair);
  }
  return chain.reverse();
}

/** The longest common subsequence of a small gap, by the table of all its beginnings. */
function pairByTable(a: Int32Array, b: Int32Array, [fromA, toA, fromB, toB]: Range, pair: Pair): void {
  const width = toB - fromB + 1;
  const table = new Uint16Array((toA - fromA + 1) * width);
  for (let i = toA - fromA - 1; i >= 0; i--)
    for (let j = toB - fromB - 1; j >= 0; j--)
      table[i * width + j] =
        a[fromA + i] === b[fromB + j]
          ? (table[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(table[(i + 1) * width + j] ?? 0, table[i * width + j + 1] ?? 0);
  let [i, j] = [0, 0];
  while (i < toA - fromA && j < toB - fromB) {
    if (a[fromA + i] === b[fromB + j]) pair(fromA + i++, fromB + j++);
    else if ((table[(i + 1) * width + j] ?? 0) >= (table[i * width + j + 1] ?? 0)) i++;
    else j++;
  }
}

import type { Utf16 } from "../text/offsets";

/** Characters of a landmark: long enough to be rare, short enough to survive between two corrections. */
export const LANDMARK_LENGTH = 16;

/**
 * Stretches of a fixed length, beginning where words begin, that each of two texts has exactly once: whatever
 * else happened, such a stretch is the same one in both.
 */
export type Landmarks = { readonly before: Side; readonly after: Side };

/** The landmarks of one text in order. */
export type Side = {
  readonly text: string;
  /** Where they begin, ascending. */
  readonly places: Int32Array;
  /** Where each begins in the other text. */
  readonly others: Int32Array;
};

/** Both ends of a text are landmarks too: it stands between characters that no text holds. */
const beyond = { start: 0, end: 0xdc00 } as const;
const EDGE = LANDMARK_LENGTH;

/**
 * Finds them in one pass over each text with a hash table of places. Equal hashes are compared as text, so a
 * collision can neither make nor hide a landmark.
 */
export function landmarksOf(before: string, after: string): Landmarks {
  const starts = [startsIn(before), startsIn(after)] as const;
  const size = 2 ** Math.ceil(Math.log2(2 * (starts[0].length + starts[1].length) + 2));
  const table = new Table(size, before, after);
  for (const at of starts[0]) table.addBefore(at);
  for (const at of starts[1]) table.addAfter(at);
  const pairs = table.uniquePairs().sort(([a], [b]) => a - b);
  const back = pairs.map(([a, b]) => [b, a] as const).sort(([a], [b]) => a - b);
  return { before: sideOf(before, pairs), after: sideOf(after, back) };
}

function sideOf(text: string, pairs: readonly (readonly [number, number])[]): Side {
  return {
    text,
    places: Int32Array.from(pairs, ([at]) => at),
    others: Int32Array.from(pairs, ([, other]) => other),
  };
}

/** Where words begin, and both edges; in scripts that don't part words, every character. */
function startsIn(text: string): number[] {
  const starts: number[] = [-EDGE];
  let isApart = true;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isSpace = code <= 0x20 || code === 0xa0;
    if (!isSpace && (isApart || code >= 0x2e80)) starts.push(at);
    isApart = isSpace;
  }
  starts.push(text.length);
  return starts;
}

class Table {
  readonly #before: string;
  readonly #after: string;
  /** Where its stretch is first found: shifted to be positive for the text before, negated for the text after. */
  readonly #slots: Int32Array;
  readonly #placeAfter: Int32Array;
  readonly #countBefore: Uint8Array;
  readonly #countAfter: Uint8Array;

  constructor(size: number, before: string, after: string) {
    this.#before = before;
    this.#after = after;
    this.#slots = new Int32Array(size);
    this.#placeAfter = new Int32Array(size);
    this.#countBefore = new Uint8Array(size);
    this.#countAfter = new Uint8Array(size);
  }

  addBefore(at: Utf16): void {
    const slot = this.#slotOf(this.#before, at);
    if (this.#slots[slot] === 0) this.#slots[slot] = shifted(at);
    this.#countBefore[slot] = Math.min(2, (this.#countBefore[slot] ?? 0) + 1);
  }

  addAfter(at: Utf16): void {
    const slot = this.#slotOf(this.#after, at);
    if (this.#slots[slot] === 0) this.#slots[slot] = -shifted(at);
    this.#placeAfter[slot] = at;
    this.#countAfter[slot] = Math.min(2, (this.#countAfter[slot] ?? 0) + 1);
  }

  uniquePairs(): [Utf16, Utf16][] {
    const pairs: [Utf16, Utf16][] = [];
    for (const [slot, at] of this.#slots.entries())
      if (this.#countBefore[slot] === 1 && this.#countAfter[slot] === 1)
        pairs.push([at - shifted(0), this.#placeAfter[slot] ?? 0]);
    return pairs;
  }

  /** The slot of the stretch that begins here: its own, or a free one. */
  #slotOf(text: string, at: Utf16): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(text, at) & mask; ; slot = (slot + 1) & mask) {
      const holder = this.#slots[slot] ?? 0;
      if (holder === 0) return slot;
      const [held, place] = holder > 0 ? [this.#before, holder] : [this.#after, -holder];
      if (isEqual(held, place - shifted(0), text, at)) return slot;
    }
  }
}

const shifted = (at: Utf16): number => at + EDGE + 1;

const codeAt = (text: string, at: Utf16): number =>
  at < 0 ? beyond.start : at < text.length ? text.charCodeAt(at) : beyond.end;

/** FNV-1a over UTF-16 units, with a last mixing because slots are taken from the low bits. */
function hashOf(text: string, at: Utf16): number {
  let hash = 0x811c9dc5;
  for (let n = 0; n < LANDMARK_LENGTH; n++) hash = Math.imul(hash ^ codeAt(text, at + n), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function isEqual(a: string, atA: Utf16, b: string, atB: Utf16): boolean {
  for (let n = 0; n < LANDMARK_LENGTH; n++) if (codeAt(a, atA + n) !== codeAt(b, atB + n)) return false;
  return true;
}

export type Landmark = { readonly at: Utf16; readonly other: Utf16 };

/** The last landmark that begins at or before a place, or the first that begins at or after it. */
export function landmarkAt(side: Side, at: Utf16, where: "before" | "after"): Landmark | null {
  let low = 0;
  let high = side.places.length;
  const bound = where === "before" ? at : at - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((side.places[middle] ?? 0) <= bound) low = middle + 1;
    else high = middle;
  }
  const index = where === "before" ? low - 1 : low;
  const place = side.places[index];
  const other = side.others[index];
  return place === undefined || other === undefined ? null : { at: place, other };
}

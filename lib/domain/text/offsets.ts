declare const unit: unique symbol;

/** An offset counted in Unicode code points: what Python, brat and W3C selectors use. */
export type CodePoint = number & { readonly [unit]?: "codePoint" };

/** An offset counted in UTF-16 code units: what the DOM and JavaScript strings use. */
export type Utf16 = number & { readonly [unit]?: "utf16" };

/**
 * Converts offsets of one text between the two units. Texts without astral characters, which is almost all
 * news, need no table: both units agree. Offsets between the halves of a pair count as after the pair.
 */
export class OffsetMap {
  /** UTF-16 offsets of the first half of every surrogate pair, ascending. */
  readonly #astral: readonly Utf16[];
  /** Length of the text in code points. */
  readonly length: CodePoint;

  constructor(text: string) {
    const astral: number[] = [];
    for (let at = 0; at < text.length; at++) {
      const point = text.codePointAt(at) ?? 0;
      if (point > 0xffff) astral.push(at++);
    }
    this.#astral = astral;
    this.length = text.length - astral.length;
  }

  toCodePoint(at: Utf16): CodePoint {
    return at - countWhere(this.#astral, (pair) => pair < at);
  }

  toUtf16(at: CodePoint): Utf16 {
    return at + countWhere(this.#astral, (pair, index) => pair - index < at);
  }
}

/** How many leading items of `sorted` satisfy `holds`, which must be true for a prefix only. */
function countWhere(sorted: readonly number[], holds: (value: number, index: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = sorted[middle];
    if (value !== undefined && holds(value, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Number of code points in `text`. */
export function codePointLength(text: string): CodePoint {
  let length = text.length;
  for (let at = 0; at < text.length; at++) {
    if ((text.codePointAt(at) ?? 0) > 0xffff) {
      length--;
      at++;
    }
  }
  return length;
}

/** The code points `[start, end)` of `text`, through a map made of the same text. */
export function sliceCodePoints(text: string, map: OffsetMap, start: CodePoint, end: CodePoint): string {
  return text.slice(map.toUtf16(start), map.toUtf16(end));
}

import type { Utf16 } from "./offsets";

const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });

/** Letters of scripts in which two letters side by side are always two characters (Unicode annex 29). */
const plainLetter =
  /^(?=\p{L})[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u;

/** How far the surroundings of an offset are looked at; what a reader sees as one character is far shorter. */
const reach = 1000;

/**
 * Where one text may be cut without splitting what a reader sees as one character: an emoji with its skin tone,
 * a letter with its accents, a flag. Looks at the surroundings of an offset only: the platform's own lookup
 * costs as much as the whole text at every call.
 */
export class GraphemeBoundaries {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  atOrBefore(at: Utf16): Utf16 {
    const { start, end } = this.#around(at);
    return at < end ? start : end;
  }

  atOrAfter(at: Utf16): Utf16 {
    const { start, end } = this.#around(at);
    return at > start ? end : start;
  }

  /** The character that the offset is in; where it is between two, the one after it. */
  #around(at: Utf16): { start: Utf16; end: Utf16 } {
    if (this.#isCertain(at)) return { start: at, end: at };
    let from = at;
    while (!this.#isCertain(from) && at - from < reach) from--;
    let to = at;
    while (!this.#isCertain(to) && to - at < reach) to++;
    const inWindow = segmenter.segment(this.#text.slice(from, to)).containing(at - from);
    if (!inWindow) return { start: at, end: at };
    const start = from + inWindow.index;
    return { start, end: start + inWindow.segment.length };
  }

  /** A boundary that can be told from the two code units beside it. */
  #isCertain(at: Utf16): boolean {
    return at <= 0 || at >= this.#text.length || (this.#isPlain(at - 1) && this.#isPlain(at));
  }

  /** Below U+0300 nothing joins with a neighbour but a line feed with the carriage return before it. */
  #isPlain(at: Utf16): boolean {
    const unit = this.#text.charCodeAt(at);
    return unit < 0x300 ? unit !== 0x0d : plainLetter.test(this.#text.charAt(at));
  }
}

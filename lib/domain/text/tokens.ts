import type { Utf16 } from "./offsets";

const words = new Intl.Segmenter("en", { granularity: "word" });

type Stretch = { readonly start: Utf16; readonly end: Utf16 };

/** The segmenter takes microseconds for each word, but news says the same words again and again. */
const CHUNKS_KEPT_MAX = 50_000;

/**
 * Finds the words of texts, as Intl.Segmenter does: without punctuation and white space. No word reaches across
 * white space, so that what stands between can be looked up.
 */
export class Tokeniser {
  readonly #known = new Map<string, readonly Stretch[]>();

  /** Words in reading order, in UTF-16 units. */
  tokens(text: string): Stretch[] {
    const found: Stretch[] = [];
    for (const { 0: chunk, index } of text.matchAll(/\S+/g))
      for (const { start, end } of this.#within(chunk))
        found.push({ start: index + start, end: index + end });
    return found;
  }

  #within(chunk: string): readonly Stretch[] {
    const known = this.#known.get(chunk);
    if (known) return known;
    const found = [...words.segment(chunk)]
      .filter(({ isWordLike }) => isWordLike)
      .map(({ index, segment }) => ({ start: index, end: index + segment.length }));
    if (this.#known.size >= CHUNKS_KEPT_MAX) this.#known.clear();
    this.#known.set(chunk, found);
    return found;
  }
}

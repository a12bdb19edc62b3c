import type { Span } from "@/lib/domain/span/span";
import { GraphemeBoundaries } from "@/lib/domain/text/grapheme-boundaries";
import { OffsetMap } from "@/lib/domain/text/offsets";

/** How much text before and after a quote tells it from others with the same words, in code points. */
const contextLength = 32;

/** Makes the selectors of one text's spans: the place in code points, and the quote with its surroundings. */
export class W3cSelectors {
  readonly #text: string;
  readonly #map: OffsetMap;
  readonly #boundaries: GraphemeBoundaries;

  constructor(text: string) {
    this.#text = text;
    this.#map = new OffsetMap(text);
    this.#boundaries = new GraphemeBoundaries(text);
  }

  of({ start, end }: Span) {
    const map = this.#map;
    const from = map.toUtf16(start);
    const to = map.toUtf16(end);
    const before = this.#boundaries.atOrAfter(map.toUtf16(Math.max(0, start - contextLength)));
    const after = this.#boundaries.atOrBefore(map.toUtf16(Math.min(map.length, end + contextLength)));
    return [
      { type: "TextPositionSelector", start, end },
      {
        type: "TextQuoteSelector",
        exact: this.#text.slice(from, to),
        prefix: this.#text.slice(Math.min(before, from), from),
        suffix: this.#text.slice(to, Math.max(after, to)),
      },
    ];
  }
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GraphemeBoundaries } from "./grapheme-boundaries";

const piece = fc.constantFrom(
  "a",
  " ",
  "\n",
  "e\u0301\u0323",
  "👩‍👩‍👧",
  "👍🏽",
  "🇨🇭",
  "🇺",
  "각",
  "ש\u05b8",
  "क्षि",
  "\u200d",
  "\r\n",
);
const anyText = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(""));

const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });
const graphemes = (text: string): number[] => [...segmenter.segment(text)].map(({ index }) => index);

describe("GraphemeBoundaries", () => {
  it("finds the same boundaries as reading the text from its start", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const all = graphemes(text);
        const ends = [...all, text.length];
        const boundaries = new GraphemeBoundaries(text);
        for (let at = 0; at <= text.length; at++) {
          expect(boundaries.atOrBefore(at)).toBe(ends.findLast((end) => end <= at));
          expect(boundaries.atOrAfter(at)).toBe(ends.find((end) => end >= at));
        }
      }),
    );
  });

  it("knows which neighbours never join, for every character that it takes for plain", () => {
    const joins: string[] = [];
    for (let unit = 0; unit < 0x10000; unit++) {
      if (unit >= 0xd800 && unit < 0xe000) continue;
      const character = String.fromCharCode(unit);
      for (const text of [`a${character}`, `${character}a`]) {
        const isBoundary = new GraphemeBoundaries(text).atOrBefore(1) === 1;
        const isTrue = graphemes(text).includes(1);
        if (isBoundary !== isTrue) joins.push(text);
      }
    }
    expect(joins).toEqual([]);
  });

  it("asks for a long text no more than for a short one", () => {
    const boundaries = new GraphemeBoundaries("שלום עולם 🕊️ ".repeat(100_000));
    let sum = 0;
    for (let at = 0; at < 40_000; at++) sum += boundaries.atOrBefore(at * 30);
    expect(sum).toBeGreaterThan(0);
  });
});

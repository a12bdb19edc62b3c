import { describe, expect, it } from "vitest";
import { OffsetMap, sliceCodePoints } from "./offsets";
import { wordsAround } from "./words-around";

function around(text: string, words: string, max: number): string {
  const map = new OffsetMap(text);
  const start = [...text.slice(0, text.indexOf(words))].length;
  const shown = wordsAround({ text, map }, { start, end: start + [...words].length }, max);
  return sliceCodePoints(text, map, shown.start, shown.end);
}

describe("the words around something", () => {
  it("are whole where they have spaces between them", () => {
    expect(around("Minister Oran met the envoy in Lysa on Tuesday.", "envoy", 10)).toBe(
      "met the envoy in Lysa",
    );
  });
  it("reach to the ends of the text and of its line, and no further", () => {
    expect(around("met the envoy", "the", 24)).toBe("met the envoy");
    expect(around("First line\nmet the envoy\nLast line", "the", 24)).toBe("met the envoy");
  });
  it("are cut where there are no spaces, by characters as people count them", () => {
    expect(around("一二三四五六七八九", "五", 2)).toBe("三四五六七");
    expect(around("😀😀😀 met 😀😀😀 the", "met", 5)).toBe("😀😀😀 met 😀😀😀");
  });
});

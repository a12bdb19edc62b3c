import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  nextBoundary,
  sentenceAt,
  sentencesOf,
  snapToGraphemes,
  snapToTokens,
  trim,
  wordAt,
} from "./boundaries";

const family = "👩‍👩‍👧";
const piece = fc.constantFrom(
  "a",
  "bc",
  " ",
  ". ",
  "é",
  "e\u0301",
  "🚢",
  family,
  "\u200f",
  "שלום",
  "'",
  "“",
  "-",
);
const anyText = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(""));
const slice = (text: string, { start, end }: { start: number; end: number }) => text.slice(start, end);

describe("snapToGraphemes", () => {
  it("takes whole what a reader sees as one character", () => {
    const text = `a${family}b`;
    expect(slice(text, snapToGraphemes(text, { start: 2, end: 4 }))).toBe(family);
    expect(slice("cafe\u0301 bar", snapToGraphemes("cafe\u0301 bar", { start: 0, end: 4 }))).toBe(
      "cafe\u0301",
    );
  });

  it("only widens, and ends where the slow search for boundaries ends", () => {
    fc.assert(
      fc.property(anyText, fc.nat(40), fc.nat(40), (text, a, b) => {
        const start = Math.min(a, b, text.length);
        const end = Math.min(Math.max(a, b), text.length);
        const edges = [...new Intl.Segmenter("en").segment(text)]
          .map(({ index }) => index)
          .concat(text.length);
        const snapped = snapToGraphemes(text, { start, end });
        expect(snapped.start).toBe(edges.findLast((edge) => edge <= start) ?? 0);
        expect(snapped.end).toBe(edges.find((edge) => edge >= end) ?? text.length);
      }),
    );
  });
});

describe("snapToTokens", () => {
  it("widens to whole words and leaves the space behind", () => {
    const text = "The minister said no.";
    expect(slice(text, snapToTokens(text, { start: 6, end: 13 }))).toBe("minister");
    expect(slice(text, snapToTokens(text, { start: 6, end: 14 }))).toBe("minister said");
  });

  it("drops dividing punctuation at the edges, but not quotation marks", () => {
    const text = "Soon: “Never,” he said, and left.";
    expect(slice(text, snapToTokens(text, { start: 4, end: 14 }))).toBe("“Never,”");
    expect(slice(text, snapToTokens(text, { start: 15, end: 23 }))).toBe("he said");
  });
});

describe("nextBoundary", () => {
  it("walks words in both directions, over the punctuation between", () => {
    const text = "“Never,” he said.";
    const stops: number[] = [];
    for (let at = 0; at < text.length; ) {
      const next = nextBoundary(text, at, "word", 1);
      if (next === at) break;
      stops.push(next);
      at = next;
    }
    expect(stops.map((stop) => text.slice(0, stop))).toEqual([
      "“Never",
      "“Never,” he",
      "“Never,” he said",
      text,
    ]);
    expect(nextBoundary(text, text.length, "word", -1)).toBe(text.indexOf("said"));
  });

  it("moves by what a reader sees as one character", () => {
    expect(nextBoundary(`a${family}b`, 1, "character", 1)).toBe(1 + family.length);
    expect(nextBoundary(`a${family}b`, 1 + family.length, "character", -1)).toBe(1);
  });

  it("always comes to an end", () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom("character" as const, "word" as const), (text, by) => {
        let at = 0;
        let steps = 0;
        while (at < text.length && steps++ <= text.length) at = nextBoundary(text, at, by, 1);
        expect(at).toBe(text.length);
      }),
    );
  });
});

describe("sentencesOf", () => {
  it("is the whole text without gaps", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(
          sentencesOf(text)
            .map((sentence) => slice(text, sentence))
            .join(""),
        ).toBe(text);
      }),
    );
  });

  it("doesn't end a sentence at an abbreviation or an initial", () => {
    const text = "Mr. Oran met U.S. envoys. Dr. Vale left.";
    expect(sentencesOf(text).map((sentence) => slice(text, trim(text, sentence)))).toEqual([
      "Mr. Oran met U.S. envoys.",
      "Dr. Vale left.",
    ]);
    expect(slice(text, sentenceAt(text, 30) ?? { start: 0, end: 0 })).toBe("Dr. Vale left.");
  });
});

describe("wordAt", () => {
  it("is the word under the place, or nothing between words", () => {
    expect(wordAt("to be", 3)).toEqual({ start: 3, end: 5 });
    expect(wordAt("to be", 2)).toBeNull();
  });
});

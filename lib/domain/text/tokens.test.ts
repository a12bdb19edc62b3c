import fc from "fast-check";
import { expect, it } from "vitest";
import { Tokeniser } from "./tokens";

const segmenter = new Intl.Segmenter("en", { granularity: "word" });
const slowly = (text: string) =>
  [...segmenter.segment(text)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ index, segment }) => ({ start: index, end: index + segment.length }));

it("finds the words that the segmenter finds in the whole text, however often they come", () => {
  const tokeniser = new Tokeniser();
  const piece = fc.oneof(
    fc.constantFrom(
      "Oran",
      "didn't",
      "U.S.",
      "3.5",
      "co-op",
      "“Yes,”",
      "don’t",
      " ",
      "\n\n",
      "\u00a0",
      "👩‍👩‍👧",
      "東京で",
      "สวัสดี",
      "e\u0301",
      "_a_b",
      "1,000",
      "…",
      "\u200d",
    ),
    fc.string({ unit: "binary", maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join("");
      expect(tokeniser.tokens(text)).toEqual(slowly(text));
      expect(tokeniser.tokens(text)).toEqual(slowly(text));
    }),
    { numRuns: 500 },
  );
});

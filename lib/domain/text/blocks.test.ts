import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BLOCK_UNITS_MAX, blockAt, blocksOf } from "./blocks";

const piece = fc.constantFrom(
  "\n",
  "\n\n",
  " ",
  ". ",
  "word",
  "🚢",
  "é",
  "x".repeat(1500),
  "🚢".repeat(2500),
);
const anyText = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(""));

describe("blocksOf", () => {
  it("is the whole text, with the line feeds of the gaps between", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const rebuilt = blocksOf(text).map(
          ({ start, end, gap }) => "\n".repeat(gap) + text.slice(start, end),
        );
        expect(rebuilt.join("")).toBe(text.replace(/\n+$/, ""));
      }),
    );
  });

  it("keeps every block small, free of line feeds and of halves of characters", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { start, end } of blocksOf(text)) {
          const words = text.slice(start, end);
          expect(words.length).toBeGreaterThan(0);
          expect(words.length).toBeLessThanOrEqual(BLOCK_UNITS_MAX);
          expect(words).not.toContain("\n");
          expect(words.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  it("cuts a prefix that ends at a block's end just as it cuts the whole", () => {
    fc.assert(
      fc.property(anyText, fc.nat(30), (text, pick) => {
        const whole = blocksOf(text);
        const last = whole[pick % Math.max(1, whole.length)];
        // A cut inside a long line looks ahead, so only line ends count.
        if (!last || (text[last.end] !== "\n" && last.end !== text.length)) return;
        expect(blocksOf(text.slice(0, last.end))).toEqual(whole.filter((block) => block.end <= last.end));
      }),
    );
  });
});

describe("blockAt", () => {
  it("finds the block that a slow search finds", () => {
    fc.assert(
      fc.property(anyText, fc.nat(20_000), (text, at) => {
        const blocks = blocksOf(text);
        expect(blockAt(blocks, at)).toBe(blocks.findLastIndex((block) => block.start <= at));
      }),
    );
  });
});

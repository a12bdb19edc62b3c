import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeFormula, isFormulaLike, unescapeFormula } from "./formula";

const signs = ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"];
const before = ["", " ", "\t", "\r", "\n", '"', "'", ' "', '"\u00a0', "\ufeff", "\u3000"];

describe("escapeFormula", () => {
  it.each(before.flatMap((start) => signs.map((sign) => [`${start}${sign}cmd|' /C calc'!A0`])))(
    "defuses %j",
    (cell) => {
      expect(escapeFormula(cell)).toBe(`'${cell}`);
    },
  );

  it("leaves prose alone", () => {
    for (const cell of ["", "“We met,” she said", "'tis", "x=1", "25-30", '"quoted"'])
      expect(escapeFormula(cell)).toBe(cell);
  });

  it("can be taken back, and never leaves a formula first", () => {
    const cell = fc
      .array(fc.constantFrom(...signs, ...before, "a", "1"), { maxLength: 6 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(cell, (value) => {
        const safe = escapeFormula(value);
        expect(unescapeFormula(safe)).toBe(value);
        expect(safe === value && isFormulaLike(value)).toBe(false);
      }),
      { numRuns: 2000, examples: [["'\r"], ["''\t="]] },
    );
  });
});

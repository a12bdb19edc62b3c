import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keptStretches } from "./kept-stretches";

const word = fc.constantFrom(
  "Oran",
  "met",
  "the",
  "envoy",
  "in",
  "Lysa",
  "🕊️",
  "e\u0301",
  "漢字",
  ".",
  ",",
  "\n",
  " ",
);
const text = fc.array(word, { maxLength: 60 }).map((words) => words.join(" "));

/** Length of the longest common subsequence of characters: the slow, obvious measure. */
function longestCommon(a: string, b: string): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const char of a) {
    const next = [0];
    for (const [at, other] of [...b].entries())
      next.push(char === other ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0));
    row = next;
  }
  return row[[...b].length] ?? 0;
}

describe("what a correction keeps", () => {
  it("is the same in both texts, in the same order, and never half a character", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        let [endBefore, endAfter] = [0, 0];
        for (const kept of keptStretches(before, after)) {
          expect(kept.length).toBeGreaterThan(0);
          expect(kept.before).toBeGreaterThanOrEqual(endBefore);
          expect(kept.after).toBeGreaterThanOrEqual(endAfter);
          [endBefore, endAfter] = [kept.before + kept.length, kept.after + kept.length];
          expect(before.slice(kept.before, endBefore)).toBe(after.slice(kept.after, endAfter));
          expect(before.slice(kept.before, endBefore).isWellFormed()).toBe(true);
        }
        expect(endBefore).toBeLessThanOrEqual(before.length);
        expect(endAfter).toBeLessThanOrEqual(after.length);
      }),
      { numRuns: 500 },
    );
  });

  it("is never more than there is in common, and all of it when nothing changed", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const sum = keptStretches(before, after).reduce((total, { before: at, length }) => {
          return total + [...before.slice(at, at + length)].length;
        }, 0);
        expect(sum).toBeLessThanOrEqual(longestCommon(before, after));
        const all = before === "" ? [] : [{ before: 0, after: 0, length: before.length }];
        expect(keptStretches(before, before)).toEqual(all);
      }),
      { numRuns: 150 },
    );
  });

  it("is everything around one insertion, deletion or replacement", () => {
    fc.assert(
      fc.property(text, text, text, text, (head, old, now, tail) => {
        const [before, after] = [`${head} <${old}> ${tail}`, `${head} <${now}> ${tail}`];
        const sum = keptStretches(before, after).reduce((total, { length }) => total + length, 0);
        expect(sum).toBeGreaterThanOrEqual(head.length + tail.length + 4);
      }),
      { numRuns: 300 },
    );
  });

  it("is found in a large text with many corrections without looking at each pair of places", () => {
    const words = Array.from({ length: 160_000 }, (_, n) => `w${(n * 7919) % 9973}`);
    const before = words.map((one, n) => (n % 40 === 39 ? `${one}\n` : one)).join(" ");
    const after = words
      .map((one, n) => (n % 97 === 0 ? `${one}x` : one))
      .map((one, n) => (n % 40 === 39 ? `${one}\n` : one))
      .join(" ");
    const sum = keptStretches(before, after).reduce((total, { length }) => total + length, 0);
    expect(sum).toBeGreaterThan(before.length * 0.97);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dissimilarityOf } from "./dissimilarity";
import { disorderOf, disorderOfSet, pairGraph, unitaryAlignments } from "./unitary-alignments";

const dissimilarity = dissimilarityOf(["A", "B"], {});
const unit = fc
  .tuple(fc.nat({ max: 3 }), fc.nat({ max: 1 }), fc.nat({ max: 40 }), fc.integer({ min: 1, max: 12 }))
  .map(([coder, category, start, size]) => ({ coder, category, start, end: start + size }));
const units = fc.array(unit, { maxLength: 9 });
const limits = { candidatesMax: 10_000, stepsMax: 1_000_000 };

/** Every set of two or more units of different coders that no split in two makes as cheap. */
function slowAlignments(
  all: readonly { coder: number }[],
  costOf: (set: readonly number[]) => number,
): number[][] {
  const subsets = (from: readonly number[]): number[][] =>
    Array.from({ length: 2 ** from.length }, (_, mask) => from.filter((_one, at) => (mask >> at) & 1));
  return subsets([...all.keys()]).filter((set) => {
    if (set.length < 2 || new Set(set.map((one) => all[one]?.coder)).size < set.length) return false;
    return subsets(set).every((part) => {
      if (part.length === 0 || part.length === set.length) return true;
      const rest = set.filter((one) => !part.includes(one));
      return costOf(part) + costOf(rest) > costOf(set) + 1e-12;
    });
  });
}

describe("unitary alignments", () => {
  it("are all that no split makes as cheap, and only these", () => {
    fc.assert(
      fc.property(units, (list) => {
        const graph = pairGraph({ length: 60, coderCount: 4, units: list }, dissimilarity);
        const costOf = (set: readonly number[]) => {
          let apart = 0;
          for (const [at, one] of set.entries())
            for (const other of set.slice(at + 1)) {
              const [a, b] = [list[one], list[other]];
              if (a && b) apart += dissimilarity.between(a, b);
            }
          return disorderOf(set.length, apart, graph.pairCount);
        };
        const found = unitaryAlignments(graph, [...list.keys()], limits) ?? [];
        const sorted = (sets: readonly (readonly number[])[]) =>
          sets.map((set) => set.toSorted((a, b) => a - b).join()).toSorted();
        expect(sorted(found.map(({ members }) => members))).toEqual(sorted(slowAlignments(list, costOf)));
        for (const { cost, members } of found) {
          expect(cost).toBeCloseTo(costOf(members), 12);
          expect(disorderOfSet(graph, members)).toBeCloseTo(cost, 12);
        }
      }),
    );
  });

  it("are not counted beyond the limits", () => {
    const same = [0, 1, 2].map((coder) => ({ coder, category: 0, start: 0, end: 5 }));
    const graph = pairGraph({ length: 9, coderCount: 3, units: same }, dissimilarity);
    expect(unitaryAlignments(graph, [0, 1, 2], limits)).toHaveLength(4);
    expect(unitaryAlignments(graph, [0, 1, 2], { ...limits, candidatesMax: 3 })).toBe(null);
    expect(unitaryAlignments(graph, [0, 1, 2], { ...limits, stepsMax: 3 })).toBe(null);
    expect(unitaryAlignments(graph, [0, 2], limits)).toEqual([{ cost: 2 / 3, members: [0, 2] }]);
  });

  it("without any unit but one cost what a missing unit costs", () => {
    for (const coders of [2, 3, 5]) expect(disorderOf(1, 0, (coders * (coders - 1)) / 2)).toBe(1);
  });
});

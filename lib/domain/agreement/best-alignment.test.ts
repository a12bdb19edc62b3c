import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slowPartition } from "@/lib/test/slow-partition";
import { bestAlignment } from "./best-alignment";
import type { Continuum, ContinuumUnit } from "./continuum";
import { type DissimilarityOptions, dissimilarityOf } from "./dissimilarity";
import { alexPaulSuzan, type Triple } from "./triples.cases";

function continuumOf(categories: readonly string[], coders: readonly (readonly Triple[])[]): Continuum {
  const units = coders.flatMap((marks, coder) =>
    marks.map(
      ([name, start, end]): ContinuumUnit => ({ coder, category: categories.indexOf(name), start, end }),
    ),
  );
  return { length: Math.max(1, ...units.map(({ end }) => end)), coderCount: coders.length, units };
}
/** As the paper has it: the sum over unitary alignments, divided by the average number of units of a coder. */
function disorder(
  categories: readonly string[],
  coders: readonly (readonly Triple[])[],
  options: DissimilarityOptions,
) {
  const continuum = continuumOf(categories, coders);
  const alignment = bestAlignment(continuum, dissimilarityOf(categories, options), slowPartition);
  return { ...alignment, disorder: alignment.disorder / (continuum.units.length / continuum.coderCount) };
}

describe("the best alignment of published examples", () => {
  it("of Alex, Paul and Suzan has the disorder 0.96 with α = 3 (a value of pygamma-agreement)", () => {
    const result = disorder(alexPaulSuzan.categories, alexPaulSuzan.coders, { positionWeight: 3 });
    expect(result.disorder).toBeCloseTo(0.96, 2);
    expect([6, 7]).toContain(result.sets.length);
  });

  it("of three coders with given distances of categories has twice 0.4348 (the same, with Δ∅ = 0.5)", () => {
    const distances = {
      Carol: { Bob: 0.6, Alice: 0.3, Jeremy: 0.7 },
      Bob: { Alice: 0.5, Jeremy: 0.4 },
      Alice: { Jeremy: 0.7 },
    };
    const result = disorder(["Carol", "Bob", "Alice", "Jeremy"], lizaPierrotHadrien, {
      positionWeight: 3,
      distances,
    });
    expect(result.disorder).toBeCloseTo(2 * 0.43478875578596043, 6);
  });

  it("of one long unit against its four parts leaves three parts alone (Mathet et al. 2015, figure 19)", () => {
    const parts: Triple[] = [0, 5, 10, 15].map((start) => ["A", start, start + 5]);
    const result = disorder(["A"], [[["A", 0, 20]], parts], {});
    expect(result.sets.map((set) => set.length).toSorted()).toEqual([1, 1, 1, 2]);
    expect(result.disorder).toBeCloseTo((3 + (15 / 25) ** 2) / 2.5, 10);
  });
});

const lizaPierrotHadrien: readonly (readonly Triple[])[] = [
  [
    ["Carol", 1, 5],
    ["Bob", 6, 8],
    ["Carol", 12, 18],
    ["Alice", 7, 20],
  ],
  [
    ["Carol", 2, 6],
    ["Bob", 7, 8],
    ["Alice", 12, 18],
    ["Alice", 8, 10],
    ["Jeremy", 7, 19],
  ],
  [
    ["Carol", 1, 6],
    ["Alice", 8, 10],
    ["Jeremy", 7, 19],
    ["Alice", 19, 20],
  ],
];

const categories = ["A", "B", "C"];
const mark = fc
  .tuple(fc.constantFrom(...categories), fc.nat({ max: 60 }), fc.integer({ min: 1, max: 15 }))
  .map(([name, start, size]): Triple => [name, start, start + size]);
const coders = fc.array(fc.array(mark, { maxLength: 4 }), { minLength: 2, maxLength: 4 });
const options = fc.record({
  positionWeight: fc.constantFrom(0, 0.5, 1, 3),
  categoryWeight: fc.constantFrom(0, 1, 2),
});

/** The least disorder over all partitions into sets with at most one unit of each coder. */
function slowDisorder(
  { units, coderCount }: Continuum,
  between: (a: ContinuumUnit, b: ContinuumUnit) => number,
) {
  const pairCount = (coderCount * (coderCount - 1)) / 2;
  const costOf = (set: readonly ContinuumUnit[]) => {
    let apart = pairCount;
    for (const [at, a] of set.entries()) for (const b of set.slice(at + 1)) apart += between(a, b) - 1;
    return apart / pairCount;
  };
  const place = (at: number, sets: readonly (readonly ContinuumUnit[])[]): number => {
    const unit = units[at];
    if (!unit) return sets.reduce((sum, set) => sum + costOf(set), 0);
    let best = place(at + 1, [...sets, [unit]]);
    for (const [index, set] of sets.entries()) {
      if (set.some(({ coder }) => coder === unit.coder)) continue;
      best = Math.min(best, place(at + 1, sets.with(index, [...set, unit])));
    }
    return best;
  };
  return place(0, []);
}

describe("the best alignment", () => {
  it("has the least disorder of all partitions of the units", () => {
    const few = fc.array(fc.array(mark, { maxLength: 3 }), { minLength: 2, maxLength: 3 });
    fc.assert(
      fc.property(few, options, (marks, weights) => {
        const continuum = continuumOf(categories, marks);
        const dissimilarity = dissimilarityOf(categories, weights);
        const result = bestAlignment(continuum, dissimilarity, slowPartition);
        expect(result.disorder).toBeCloseTo(slowDisorder(continuum, dissimilarity.between), 9);
      }),
      { numRuns: 60 },
    );
  });

  it("holds each unit once, and no two of a coder together", () => {
    fc.assert(
      fc.property(coders, options, fc.constantFrom(0, 3, 60_000), (marks, weights, limit) => {
        const continuum = continuumOf(categories, marks);
        const dissimilarity = dissimilarityOf(categories, weights);
        const result = bestAlignment(continuum, dissimilarity, slowPartition, limit);
        expect(result.sets.flat().toSorted((a, b) => a - b)).toEqual([...continuum.units.keys()]);
        for (const set of result.sets)
          expect(new Set(set.map((unit) => continuum.units[unit]?.coder)).size).toBe(set.length);
      }),
    );
  });

  it("is never bettered by an approximation, which says that it is one", () => {
    fc.assert(
      fc.property(coders, options, (marks, weights) => {
        const continuum = continuumOf(categories, marks);
        const dissimilarity = dissimilarityOf(categories, weights);
        const exact = bestAlignment(continuum, dissimilarity, slowPartition);
        const approximate = bestAlignment(continuum, dissimilarity, slowPartition, 0);
        expect(exact.isExact).toBe(true);
        expect(approximate.disorder).toBeGreaterThanOrEqual(exact.disorder - 1e-9);
        if (approximate.disorder > exact.disorder + 1e-9) expect(approximate.isExact).toBe(false);
      }),
    );
  });

  it("falls back to an approximation where the solver gives up", () => {
    const many = Array.from({ length: 3 }, () =>
      Array.from({ length: 9 }, (_, at): Triple => ["A", at, at + 9]),
    );
    const continuum = continuumOf(categories, many);
    const dissimilarity = dissimilarityOf(categories, {});
    expect(bestAlignment(continuum, dissimilarity, () => null)).toMatchObject({
      isExact: false,
      disorder: 0,
    });
  });
});

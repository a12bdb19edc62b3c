import { describe, expect, it } from "vitest";
import { bestAlignment } from "@/lib/domain/agreement/best-alignment";
import { dissimilarityOf } from "@/lib/domain/agreement/dissimilarity";
import { gamma } from "@/lib/domain/agreement/gamma";
import { seededRandom } from "@/lib/domain/agreement/random";
import type { SetPartitionProblem } from "@/lib/domain/agreement/set-partition";
import { slowPartition } from "@/lib/test/slow-partition";
import { highsSolver } from "./highs-solver";

const solve = await highsSolver();

const costOf = ({ candidates }: SetPartitionProblem, chosen: readonly number[] | null) =>
  (chosen ?? []).reduce((sum, at) => sum + (candidates[at]?.cost ?? Number.NaN), 0);

/** Single elements at 1 each and random sets of neighbours, many of them as dear as others. */
function randomProblem(random: () => number): SetPartitionProblem {
  const elementCount = 6 + Math.floor(random() * 14);
  const candidates = Array.from({ length: elementCount }, (_, at) => ({ cost: 1, members: [at] }));
  for (let count = 4 * elementCount; count > 0; count--) {
    const first = Math.floor(random() * elementCount);
    const others = [1, 2, 3].filter(() => random() < 0.5).map((step) => first + step);
    const members = [first, ...others].filter((element) => element < elementCount);
    candidates.push({ cost: Math.floor(random() * 6 * members.length) / 8, members });
  }
  return { elementCount, candidates };
}

describe("HiGHS", () => {
  it("finds partitions as cheap as trying everything does", () => {
    const random = seededRandom(17);
    for (let round = 0; round < 60; round++) {
      const problem = randomProblem(random);
      const chosen = solve(problem);
      const covered = (chosen ?? []).flatMap((at) => problem.candidates[at]?.members ?? []);
      expect(covered.toSorted((a, b) => a - b)).toEqual([...Array(problem.elementCount).keys()]);
      expect(costOf(problem, chosen)).toBeCloseTo(costOf(problem, slowPartition(problem)), 9);
    }
  });

  it("takes candidates whole where half of each would be cheaper", () => {
    const pairs = [
      [0, 1],
      [1, 2],
      [0, 2],
    ];
    const problem = {
      elementCount: 3,
      candidates: [
        ...pairs.map((members) => ({ cost: 0.2, members })),
        ...[0, 1, 2].map((element) => ({ cost: 1, members: [element] })),
      ],
    };
    expect(costOf(problem, solve(problem))).toBeCloseTo(1.2, 12);
    const dear = {
      ...problem,
      candidates: problem.candidates.map((one) => ({ ...one, cost: one.cost * 100 })),
    };
    expect(costOf(dear, solve(dear))).toBeCloseTo(120, 9);
  });

  it("has nothing to choose where there is nothing, and throws where nothing can be chosen", () => {
    expect(solve({ elementCount: 0, candidates: [] })).toEqual([]);
    expect(() => solve({ elementCount: 2, candidates: [{ cost: 1, members: [0] }] })).toThrow(
      /without solution/,
    );
    const odd = [
      [0, 1],
      [1, 2],
      [0, 2],
    ].map((members) => ({ cost: 1, members }));
    expect(() => solve({ elementCount: 3, candidates: odd })).toThrow(/without solution/);
  });

  it("aligns a text that is far too dense for trying everything", async () => {
    const random = seededRandom(23);
    const units = Array.from({ length: 240 }, (_, at) => {
      const start = Math.floor(random() * 700);
      return {
        coder: at % 4,
        category: Math.floor(random() * 3),
        start,
        end: start + 5 + Math.floor(random() * 12),
      };
    });
    const continuum = { length: 720, coderCount: 4, units };
    const dissimilarity = dissimilarityOf(["A", "B", "C"], {});
    const exact = bestAlignment(continuum, dissimilarity, solve);
    expect(exact.isExact).toBe(true);
    const approximate = bestAlignment(continuum, dissimilarity, solve, 100);
    expect(approximate.isExact).toBe(false);
    expect(approximate.disorder / exact.disorder).toBeGreaterThanOrEqual(1);
    expect(approximate.disorder / exact.disorder).toBeLessThan(1.03);
  });

  it("gives the same γ for the same seed", async () => {
    const coders = [0, 1, 2].map((coder) => ({
      coder: `c${coder}`,
      links: [],
      units: Array.from({ length: 20 }, (_, at) => {
        const start = at * 14 + ((at * 7 + coder * 5) % 6);
        return { id: `${at}`, tag: "A", spans: [{ start, end: start + 9 }], attributes: {} };
      }),
    }));
    const document = { id: "d", length: 300, tokens: [], codings: coders };
    const once = () =>
      gamma([document], { categories: ["A"], solve, random: seededRandom(2), samplesMax: 6 });
    const first = await once();
    expect(first?.gamma.state).toBe("value");
    expect(await once()).toEqual(first);
  });
});

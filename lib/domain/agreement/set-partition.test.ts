import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slowPartition } from "@/lib/test/slow-partition";
import { connectedGroups, type SetPartitionProblem, smallPartition } from "./set-partition";

const problem = fc.integer({ min: 1, max: 9 }).chain((elementCount) =>
  fc
    .array(
      fc.record({
        cost: fc.integer({ min: 0, max: 40 }).map((cost) => cost / 8),
        members: fc.uniqueArray(fc.nat({ max: elementCount - 1 }), { minLength: 1, maxLength: 4 }),
      }),
      { maxLength: 25 },
    )
    .map((candidates): SetPartitionProblem => ({ elementCount, candidates })),
);

describe("a partition of few elements", () => {
  it("is the cheapest there is, or none where there is none", () => {
    fc.assert(
      fc.property(problem, ({ elementCount, candidates }) => {
        const chosen = smallPartition({ elementCount, candidates });
        const slow = slowPartition({ elementCount, candidates });
        if (!slow) {
          expect(chosen).toBe(null);
          return;
        }
        const costOf = (list: readonly number[] | null) =>
          (list ?? []).reduce((sum, at) => sum + (candidates[at]?.cost ?? Number.NaN), 0);
        expect(costOf(chosen)).toBeCloseTo(costOf(slow), 12);
        const covered = (chosen ?? []).flatMap((at) => candidates[at]?.members ?? []);
        expect(covered.toSorted((a, b) => a - b)).toEqual(
          Array.from({ length: elementCount }, (_, at) => at),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("works with as many elements as it says it can", () => {
    const candidates = Array.from({ length: 16 }, (_, at) => ({ cost: 1, members: [at, (at + 1) % 16] }));
    expect(smallPartition({ elementCount: 16, candidates })).toHaveLength(8);
  });
});

describe("groups", () => {
  it("hold together what sets join, and leave the rest alone", () => {
    const groups = connectedGroups(7, [
      [0, 4],
      [4, 2],
      [5, 6],
    ]);
    expect(groups).toEqual([[0, 2, 4], [1], [3], [5, 6]]);
  });
});

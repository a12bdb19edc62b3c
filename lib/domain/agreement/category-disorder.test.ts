import { describe, expect, it } from "vitest";
import { categoryDisorder } from "./category-disorder";
import { dissimilarityOf } from "./dissimilarity";

const unit = (coder: number, category: number, start: number, end: number) => ({
  coder,
  category,
  start,
  end,
});
const continuum = {
  length: 90,
  coderCount: 3,
  units: [
    unit(0, 0, 0, 10),
    unit(1, 0, 0, 10),
    unit(2, 1, 0, 10),
    unit(0, 1, 20, 30),
    unit(1, 2, 25, 35),
    unit(2, 2, 50, 60),
    unit(0, 2, 70, 80),
    unit(1, 2, 80, 90),
  ],
};
const dissimilarity = dissimilarityOf(["A", "B", "C"], { distances: { B: { C: 0.4 } } });
const sets = [[0, 1, 2], [3, 4], [5], [6, 7]];

describe("the disorder of categories", () => {
  const { all, byCategory } = categoryDisorder(continuum, sets, dissimilarity, 3);

  it("weighs a pair by how many it is aligned with and how near the two lie, and no unit that is alone", () => {
    // Three pairs that weigh a half each; one pair of confidence 1 − (10 ⁄ 20)²; one that only touches: none.
    expect(all.weight).toBeCloseTo(1.5 + 0.75, 12);
    expect(all.disorder).toBeCloseTo(2 * 0.5 + 0.75 * 0.4, 12);
  });

  it("counts for a category the pairs of which one unit has it", () => {
    expect(byCategory[0]?.weight).toBeCloseTo(1.5, 12);
    expect(byCategory[0]?.disorder).toBeCloseTo(1, 12);
    expect(byCategory[1]?.weight).toBeCloseTo(1.75, 12);
    expect(byCategory[1]?.disorder).toBeCloseTo(1.3, 12);
    expect(byCategory[2]).toEqual({ weight: 0.75, disorder: expect.closeTo(0.3, 12) });
  });
});

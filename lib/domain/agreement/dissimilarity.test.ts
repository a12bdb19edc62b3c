import { describe, expect, it } from "vitest";
import { dissimilarityOf, positionalDissimilarity } from "./dissimilarity";

const extent = (start: number, end: number) => ({ start, end });
const unit = (category: number, start: number, end: number) => ({ coder: 0, category, start, end });

describe("the positional dissimilarity", () => {
  it.each([
    [extent(4, 14), extent(4, 14), 0],
    [extent(4, 14), extent(14, 24), 1],
    [extent(4, 14), extent(20, 25), 3.2],
    [extent(4, 14), extent(40, 44), 22.2],
    [extent(20, 30), extent(20, 25), 0.11],
    [extent(20, 25), extent(14, 24), 0.22],
  ])("of %o and %o is %d (Mathet et al. 2015, figure 10)", (a, b, expected) => {
    expect(positionalDissimilarity(a, b)).toBeCloseTo(expected, 1);
    expect(positionalDissimilarity(b, a)).toBe(positionalDissimilarity(a, b));
  });

  it("doesn't change when everything is three times as long (figure 20)", () => {
    expect(positionalDissimilarity(extent(0, 21), extent(0, 30))).toBe(
      positionalDissimilarity(extent(0, 7), extent(0, 10)),
    );
  });
});

describe("the combined dissimilarity", () => {
  const categories = ["Carol", "Bob", "Alice"];

  it("adds what category and position weigh", () => {
    const { between } = dissimilarityOf(categories, { positionWeight: 3, categoryWeight: 2 });
    expect(between(unit(0, 1, 5), unit(0, 2, 6))).toBeCloseTo(3 * 0.0625, 12);
    expect(between(unit(0, 1, 5), unit(1, 1, 5))).toBe(2);
  });

  it("takes distances between categories, named in either direction, and 1 where none is named", () => {
    const { betweenCategories } = dissimilarityOf(categories, { distances: { Carol: { Bob: 0.6 } } });
    expect(betweenCategories(unit(0, 0, 1), unit(1, 0, 1))).toBe(0.6);
    expect(betweenCategories(unit(1, 0, 1), unit(0, 0, 1))).toBe(0.6);
    expect(betweenCategories(unit(1, 0, 1), unit(2, 0, 1))).toBe(1);
    expect(betweenCategories(unit(2, 0, 1), unit(2, 5, 9))).toBe(0);
  });
});

import { describe, expect, it } from "vitest";
import { gammaFamily, relativeError, samplesFor, sumGammaStatistics } from "./gamma-statistics";

const statistics = (
  observed: readonly number[],
  samples: readonly (readonly number[])[],
  variance: number,
) => ({
  documentCount: 1,
  unitCount: 10,
  categoryCounts: [6, 4],
  observed,
  samples,
  variance,
});
const one = statistics(
  [2, 1, 4, 1, 4, 1, 3],
  [
    [8, 2, 4, 2, 4, 2, 4],
    [12, 1, 1, 1, 1, 0, 0],
  ],
  8,
);

describe("γ from its statistics", () => {
  it("is one minus observed over expected disorder", () => {
    const { gamma, gammaCat, byCategory } = gammaFamily(one);
    expect(gamma).toEqual({ state: "value", value: 0.8 });
    // The mean of 2 ⁄ 4 and 1 ⁄ 1, against 1 ⁄ 4; the second category is aligned in one shuffled text only.
    expect(gammaCat).toEqual({ state: "value", value: expect.closeTo(1 - 0.25 / 0.75, 12) });
    expect(byCategory[1]).toEqual({ state: "value", value: expect.closeTo(1 - 1 / 3 / 0.5, 12) });
  });

  it("lies in the interval that the sampling of chance leaves", () => {
    const error = (1.96 * 2) / 10;
    expect(relativeError(one)).toBeCloseTo(error, 12);
    expect(gammaFamily(one).interval).toEqual({
      low: expect.closeTo(1 - 0.2 / (1 - error), 12),
      high: expect.closeTo(1 - 0.2 / (1 + error), 12),
    });
    expect(gammaFamily({ ...one, variance: 800 }).interval).toBe(null);
  });

  it("adds up over texts before it divides", () => {
    const other = statistics(
      [1, 0, 1, 0, 1, 0, 0],
      [
        [2, 0, 0, 0, 0, 0, 0],
        [2, 1, 1, 1, 1, 0, 0],
      ],
      0,
    );
    const none = { ...statistics([], [], 0), unitCount: 0, categoryCounts: [0, 0] };
    const sum = sumGammaStatistics([one, none, other]);
    expect(sum.observed).toEqual([3, 1, 5, 1, 5, 1, 3]);
    expect(sum.samples).toEqual([
      [10, 2, 4, 2, 4, 2, 4],
      [14, 2, 2, 2, 2, 0, 0],
    ]);
    expect(sum).toMatchObject({ documentCount: 3, unitCount: 20, categoryCounts: [12, 8], variance: 8 });
    expect(gammaFamily(sum).gamma).toEqual({ state: "value", value: 0.75 });
  });

  it("asks for as many samples as the paper's rule: (1.96 σ ⁄ e μ)²", () => {
    // σ ⁄ μ = 0.1 and e = 0.02 give 96.04.
    const thirty = statistics([1], new Array<number[]>(30).fill([10]), 1);
    expect(samplesFor(thirty, 0.02)).toBe(97);
    expect(samplesFor(thirty, 0.05)).toBe(16);
    expect(samplesFor({ ...thirty, variance: 0 }, 0.02)).toBe(0);
  });
});

describe("what has no γ", () => {
  it("says why", () => {
    const empty = { ...statistics([], [], 0), unitCount: 0 };
    const reasonOf = (given: typeof empty) => gammaFamily(given).gamma;
    expect(reasonOf({ ...empty, documentCount: 0 })).toEqual({ state: "undefined", reason: "one_coder" });
    expect(reasonOf(empty)).toEqual({ state: "undefined", reason: "no_annotations" });
    const still = statistics([0, 0, 3, 0, 3, 0, 0], [[0, 0, 3, 0, 3, 0, 0]], 0);
    const { gamma, interval, gammaCat, byCategory } = gammaFamily(still);
    for (const outcome of [gamma, gammaCat, byCategory[0]])
      expect(outcome).toEqual({ state: "undefined", reason: "one_category" });
    expect(byCategory[1]).toEqual({ state: "undefined", reason: "no_matches" });
    expect(interval).toBe(null);
    const { byCategory: unused } = gammaFamily({ ...still, categoryCounts: [3, 0] });
    expect(unused[1]).toEqual({ state: "undefined", reason: "no_annotations" });
  });
});

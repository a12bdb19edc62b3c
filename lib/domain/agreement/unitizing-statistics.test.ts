import { describe, expect, it } from "vitest";
import type { CodedDocument, Unit } from "./coding";
import { noUnitizingStatistics, sumUnitizingStatistics, unitizingStatistics } from "./unitizing-statistics";

const unit = (tag: string, ...spans: readonly (readonly [number, number])[]): Unit => ({
  id: `${tag}${spans[0]?.[0]}`,
  tag,
  spans: spans.map(([start, end]) => ({ start, end })),
  attributes: { stance: tag.toLowerCase() },
});
const documentOf = (length: number, ...coders: readonly (readonly Unit[])[]): CodedDocument => ({
  id: "d",
  length,
  tokens: [],
  codings: coders.map((units, at) => ({ coder: `c${at}`, units, links: [] })),
});
const values = ["A", "B"];
const statisticsOf = (document: CodedDocument) => unitizingStatistics(document, { values });

describe("overlapping units of one coder", () => {
  it("give the character to the one that starts first, and count what was contested", () => {
    const { coincidences, selfPairs, contestedLength } = statisticsOf(
      documentOf(20, [unit("A", [2, 8]), unit("B", [5, 12])], []),
    );
    expect(coincidences).toEqual([20, 6, 4, 6, 0, 0, 4, 0, 0]);
    expect(selfPairs).toEqual([30, 36, 16]);
    expect(contestedLength).toBe(3);
  });

  it("leave a wide unit whole around what is marked inside it, whatever order they come in", () => {
    const inside = [unit("B", [4, 6]), unit("A", [0, 10])];
    expect(statisticsOf(documentOf(20, inside, []))).toEqual(
      statisticsOf(documentOf(20, inside.toReversed(), [])),
    );
    expect(statisticsOf(documentOf(20, inside, [])).selfPairs).toEqual([30, 100, 0]);
  });

  it("contest nothing where they have the same value", () => {
    const result = statisticsOf(documentOf(20, [unit("A", [0, 10]), unit("A", [4, 14])], []));
    expect(result.contestedLength).toBe(0);
    expect(result.selfPairs).toEqual([26, 116, 0]);
  });

  it("cut a later broken unit on both sides of what was there", () => {
    const first = unit("A", [0, 2], [6, 8]);
    const later = unit("B", [1, 10]);
    expect(statisticsOf(documentOf(10, [first, later], [])).selfPairs).toEqual([10, 16, 36]);
  });
});

describe("units", () => {
  it("that are broken are one unit, and pair with themselves in none of their parts", () => {
    const { selfPairs } = statisticsOf(documentOf(20, [unit("A", [0, 3], [10, 15])], []));
    expect(selfPairs).toEqual([32, 64, 0]);
  });

  it("of other values, without text, or beyond the end are passed over", () => {
    const odd = [unit("C", [0, 5]), unit("A"), unit("A", [30, 40]), unit("B", [18, 25])];
    const result = statisticsOf(documentOf(20, odd, []));
    expect(result.unitCount).toBe(1);
    expect(result.selfPairs).toEqual([38, 0, 4]);
  });

  it("can take their value from elsewhere than their tag", () => {
    const document = documentOf(10, [unit("A", [0, 4])], [unit("B", [0, 4])]);
    const options = { values: ["a"], categoryOf: (one: Unit) => String(one.attributes.stance) };
    expect(unitizingStatistics(document, options).selfPairs).toEqual([16, 16]);
  });
});

describe("sums", () => {
  it("add what documents contribute, and nothing for a single coder or an empty text", () => {
    const document = documentOf(20, [unit("A", [2, 8])], [unit("B", [2, 9])], [unit("A", [1, 8])]);
    const one = statisticsOf(document);
    const sum = sumUnitizingStatistics(values, [one, one, statisticsOf(documentOf(8, [unit("A", [0, 4])]))]);
    expect(sum.coincidences).toEqual(one.coincidences.map((length) => 2 * length));
    expect(sum.valuedSelfPairs).toEqual(one.valuedSelfPairs.map((length) => 2 * length));
    expect(sum).toMatchObject({ documentCount: 2, unitCount: 6 });
    expect(statisticsOf(documentOf(0, [], []))).toEqual(noUnitizingStatistics(values));
    expect(one.coincidences.reduce((total, length) => total + length, 0)).toBeCloseTo(60, 10);
  });
});

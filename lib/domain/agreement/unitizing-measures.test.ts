import { describe, expect, it } from "vitest";
import { slowPartition } from "@/lib/test/slow-partition";
import type { CodedDocument, Unit } from "./coding";
import { compareDocuments } from "./compare-documents";
import type { MeasureFigures } from "./figures";
import { gamma } from "./gamma";
import { gammaFamily, sumGammaStatistics } from "./gamma-statistics";
import { mathetGamma, mathetGammaCat } from "./mathet-gamma";
import type { Outcome } from "./outcome";
import { planOf } from "./plan";
import { seededRandom } from "./random";
import { resampleWeights } from "./resample";
import { unitizingAlpha } from "./unitizing-alpha";
import { codingAlpha, markedAlpha, unitizingAlphaMeasure } from "./unitizing-measures";
import { sumUnitizingStatistics, unitizingStatistics } from "./unitizing-statistics";

const tags = ["A", "B", "C"];
const LENGTH = 120;

/** Six marks for each; coders move, rename or forget some. The third coder has only every other document. */
function documentOf(number: number): CodedDocument {
  const random = seededRandom(number + 1);
  const unitsOf = (coder: number) =>
    [0, 1, 2, 3, 4, 5].flatMap((at): Unit[] => {
      if (random() < 0.15) return [];
      const start = at * 20 + Math.floor(random() * 6);
      const tag = tags[random() < 0.3 ? Math.floor(random() * 3) : at % 3] ?? "";
      const spans = [{ start, end: start + 8 + Math.floor(random() * 8) }];
      return [{ id: `${number}/${coder}/${at}`, tag, spans, attributes: {} }];
    });
  const coders = number % 2 === 0 ? [0, 1, 2] : [0, 1];
  return {
    id: `d${number}`,
    length: LENGTH,
    tokens: [],
    codings: coders.map((coder) => ({ coder: `c${coder}`, units: unitsOf(coder), links: [] })),
  };
}
const documents = [0, 1, 2, 3].map(documentOf);
const resamples = 40;
const figures = compareDocuments(documents, {
  measures: [unitizingAlphaMeasure, markedAlpha, codingAlpha, mathetGamma, mathetGammaCat],
  periods: [0, 0, 1, 1],
  resamples,
  seed: 7,
  solve: slowPartition,
});
const figureOf = (measure: string): MeasureFigures =>
  figures.measures.find((one) => one.measure === measure) ?? expect.fail(measure);
const numberOf = (one: Outcome | undefined) =>
  one?.state === "value" ? one.value : expect.fail(one?.reason);

/** Those that both coders, or all, have, with their work alone. */
const codedBy = (given: readonly CodedDocument[], chosen: readonly string[]) =>
  given
    .map((document) => ({
      ...document,
      codings: document.codings.filter(({ coder }) => chosen.includes(coder)),
    }))
    .filter(({ codings }) => codings.length > 1);

describe("α for unitizing in a report", () => {
  const alphaOf = (given: readonly CodedDocument[], values: readonly string[] = tags) =>
    unitizingAlpha(
      sumUnitizingStatistics(
        values,
        given.map((document) => unitizingStatistics(document, { values })),
      ),
    );

  it("is that of all documents laid end to end", () => {
    const { alpha, marked, coding, codingCoverage } = alphaOf(documents);
    for (const [measure, outcome] of [
      ["alpha-unitizing", alpha],
      ["alpha-unitizing-marked", marked],
      ["alpha-unitizing-coding", coding],
    ] as const)
      expect(figureOf(measure).overall).toMatchObject({
        state: "value",
        value: expect.closeTo(numberOf(outcome), 10),
        documents: 4,
      });
    expect(figureOf("alpha-unitizing-coding").overall).toMatchObject({
      parts: { coverage: expect.closeTo(codingCoverage, 10) },
    });
  });

  it("is by tag that of the tag alone, and (k)ᵤα", () => {
    const { byValue } = alphaOf(documents);
    for (const [at, tag] of tags.entries()) {
      const alone = figureOf("alpha-unitizing").topics[at];
      expect(alone).toMatchObject({ tag, estimate: { state: "value" } });
      expect(numberOf(alone?.estimate)).toBeCloseTo(numberOf(alphaOf(documents, [tag]).alpha), 10);
      const ofValue = figureOf("alpha-unitizing-coding").topics[at]?.estimate;
      expect(numberOf(ofValue)).toBeCloseTo(numberOf(byValue[at]?.alpha), 10);
      expect(ofValue).toMatchObject({ parts: { coverage: expect.closeTo(byValue[at]?.coverage ?? 0, 10) } });
    }
    expect(figureOf("alpha-unitizing-marked").topics).toEqual([]);
  });

  it("is by pair and by period that of their documents", () => {
    const { pairs, periods } = figureOf("alpha-unitizing");
    expect(pairs.map(({ a, b }) => [a, b])).toEqual([
      ["c0", "c1"],
      ["c0", "c2"],
      ["c1", "c2"],
    ]);
    for (const { a, b, estimate } of pairs)
      expect(numberOf(estimate)).toBeCloseTo(numberOf(alphaOf(codedBy(documents, [a, b])).alpha), 10);
    expect(numberOf(periods[1]?.estimate)).toBeCloseTo(numberOf(alphaOf(documents.slice(2)).alpha), 10);
  });

  it("has one category where only one tag is used, also by tag", () => {
    const same = documents.map((document) => ({
      ...document,
      codings: document.codings.map((coding) => ({
        ...coding,
        units: coding.units.map((unit) => ({ ...unit, tag: "A" })),
      })),
    }));
    const plan = { ...planOf(same), tags };
    const [found] = compareDocuments(same, { plan, measures: [codingAlpha], resamples: 0 }).measures;
    expect(found?.overall).toMatchObject({ state: "undefined", reason: "one_category" });
    expect(found?.topics.map(({ estimate }) => estimate)).toMatchObject([
      { reason: "one_category" },
      { reason: "no_annotations" },
      { reason: "no_annotations" },
    ]);
  });
});

describe("γ in a report", () => {
  const gammaOf = async (given: readonly CodedDocument[]) =>
    (await gamma(given, { categories: tags, solve: slowPartition, random: seededRandom(7) })) ??
    expect.fail("stopped");

  it("is that of the corpus, γk by tag", async () => {
    const result = await gammaOf(documents);
    const { overall, topics } = figureOf("gamma");
    expect(numberOf(overall)).toBeCloseTo(numberOf(result.gamma), 10);
    expect(overall).toMatchObject({ documents: 4, warnings: expect.not.arrayContaining(["approximate"]) });
    expect(topics).toEqual([]);
    const cat = figureOf("gamma-cat");
    expect(numberOf(cat.overall)).toBeCloseTo(numberOf(result.gammaCat), 10);
    for (const [at, outcome] of result.byCategory.entries())
      expect(numberOf(cat.topics[at]?.estimate)).toBeCloseTo(numberOf(outcome), 10);
  });

  it("aligns each two coders for themselves", async () => {
    for (const { a, b, estimate } of figureOf("gamma").pairs)
      expect(numberOf(estimate)).toBeCloseTo(numberOf((await gammaOf(codedBy(documents, [a, b]))).gamma), 10);
  });

  it("lies between the values of resampled sums", async () => {
    const { documents: parts } = await gammaOf(documents);
    const weights = resampleWeights(documents.length, resamples, 7);
    const values = Array.from({ length: resamples }, (_, at) => {
      const drawn = parts.flatMap(({ statistics }, document) =>
        new Array<typeof statistics>(weights[document * (resamples + 1) + at + 1] ?? 0).fill(statistics),
      );
      return numberOf(gammaFamily(sumGammaStatistics(drawn)).gamma);
    });
    const { overall } = figureOf("gamma");
    if (overall.state !== "value" || !overall.interval) throw new Error("no interval");
    expect(overall.interval.low).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
    expect(overall.interval.high).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
    const [sorted, place] = [values.toSorted((x, y) => x - y), 0.025 * (resamples - 1)];
    expect(overall.interval.low).toBeCloseTo(
      (sorted[0] ?? 0) + ((sorted[1] ?? 0) - (sorted[0] ?? 0)) * place,
      10,
    );
  });

  it("says where texts were aligned approximately", () => {
    const [found] = compareDocuments(documents, {
      measures: [mathetGamma],
      resamples: 0,
      solve: () => null,
    }).measures;
    expect(found?.overall).toMatchObject({ warnings: expect.arrayContaining(["approximate"]) });
  });

  it("compares with the gold alone where there is one", () => {
    const plan = { ...planOf(documents), gold: "c2" };
    const [found] = compareDocuments(documents, { plan, measures: [mathetGamma], resamples: 0 }).measures;
    expect(found?.pairs.map(({ a, b, estimate }) => [a, b, estimate.state])).toEqual([
      ["c2", "c0", "value"],
      ["c2", "c1", "value"],
    ]);
    expect(found?.overall.state).toBe("value");
  });
});

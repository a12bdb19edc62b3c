import { describe, expect, it } from "vitest";
import type { CodedDocument } from "./coding";
import { compareDocuments } from "./compare-documents";
import type { AgreementLevel } from "./level";
import { type ComparedAttribute, type Plan, planOf } from "./plan";
import {
  artsteinPoesio2008,
  asAttributes,
  asCounts,
  asTokens,
  cohen1960,
  fleiss1971,
  krippendorffA,
  krippendorffB,
  krippendorffC,
} from "./published.cases";
import { measures } from "./registry";

function overall(documents: readonly CodedDocument[], measure: string, level: AgreementLevel, plan?: Plan) {
  const figures = compareDocuments(documents, { resamples: 0, ...(plan ? { plan } : {}) });
  const found = figures.measures.find((one) => one.measure === measure && one.level === level);
  if (found?.overall.state !== "value") throw new Error(`No value: ${JSON.stringify(found?.overall)}`);
  return found.overall.value;
}

const scaled = (documents: readonly CodedDocument[], scale: ComparedAttribute["scale"]): Plan => {
  const plan = planOf(documents);
  return { ...plan, attributes: plan.attributes.map((attribute) => ({ ...attribute, scale })) };
};

/** Figures as they are printed, to the decimals that are printed. */
describe("published examples", () => {
  it.each([
    ["Cohen 1960, table 2", cohen1960, "cohen-kappa", 0.492],
    ["Artstein & Poesio 2008, table 3", artsteinPoesio2008, "cohen-kappa", 0.348],
    ["Artstein & Poesio 2008, table 3", artsteinPoesio2008, "scott-pi", 0.341],
    ["Fleiss 1971, table 1", fleiss1971, "fleiss-kappa", 0.43],
    ["Krippendorff 2011, A", krippendorffA, "alpha-nominal", 0.095],
    ["Krippendorff 2011, B", krippendorffB, "alpha-nominal", 0.692],
    ["Krippendorff 2011, C", krippendorffC, "alpha-nominal", 0.743],
  ])("%s comes out on tokens and on attributes: %s", (_, ratings, measure, printed) => {
    expect(overall(asTokens(ratings), measure, "token")).toBeCloseTo(printed, 3);
    expect(overall(asTokens(ratings), measure, "document")).toBeCloseTo(printed, 3);
    expect(overall(asAttributes(ratings), measure, "attribute")).toBeCloseTo(printed, 3);
  });

  it.each([
    ["alpha-ordinal", 0.815],
    ["alpha-interval", 0.849],
  ] as const)("Krippendorff 2011, D comes out on counts and on attributes: %s", (measure, printed) => {
    expect(overall(asCounts(krippendorffC), measure, "document")).toBeCloseTo(printed, 3);
    const documents = asAttributes(krippendorffC);
    expect(overall(documents, measure, "attribute", scaled(documents, "interval"))).toBeCloseTo(printed, 3);
  });

  it("Fleiss 1971: the frequencies of table 1 are those of the paper", () => {
    const counts = [0, 1, 2, 3, 4].map(
      (category) => fleiss1971.flat().filter((value) => value === `c${category}`).length,
    );
    expect(counts).toEqual([26, 26, 30, 55, 43]);
  });

  it("Hripcsak & Rothschild 2005: κ approaches F1 as the places grow where nobody marks anything", () => {
    const tokens = Array.from({ length: 200_000 }, (_, at) => ({ start: at, end: at + 1 }));
    const coding = (coder: string, from: number, to: number) => ({
      coder,
      units: [{ id: coder, tag: "MARK", spans: [{ start: from, end: to }], attributes: {} }],
      links: [],
    });
    const documents = [
      { id: "d", length: 200_000, tokens, codings: [coding("a", 0, 30), coding("b", 10, 35)] },
    ];
    const f1 = overall(documents, "token-f1", "token");
    expect(f1).toBeCloseTo((2 * 20) / (30 + 25), 12);
    expect(overall(documents, "cohen-kappa", "token")).toBeCloseTo(f1, 3);
    expect(
      overall(
        documents.map((d) => ({ ...d, tokens: tokens.slice(0, 60) })),
        "cohen-kappa",
        "token",
      ),
    ).not.toBeCloseTo(f1, 1);
  });
});

const ids = measures.map((measure) => [measure.id, measure] as const);

describe.each(ids)("%s", (id, measure) => {
  const marked = (coder: string, shift: (at: number) => number): CodedDocument["codings"][number] => {
    const units = Array.from({ length: 13 }, (_, at) => ({
      id: `${coder}${at}`,
      tag: `T${(at + shift(at)) % 3}`,
      spans: [{ start: at * 5, end: at * 5 + 3 }],
      attributes: { value: String((at + shift(at + 1)) % 4) },
    }));
    return { coder, units, links: [] };
  };
  /** Document n has nothing of tag n; whoever is shifted leaves out something else in the first. */
  const documents = (shifts: readonly ((at: number) => number)[]): CodedDocument[] =>
    [0, 1, 2].map((number) => ({
      id: `d${number}`,
      length: 70,
      tokens: Array.from({ length: 35 }, (_, at) => ({ start: at * 2, end: at * 2 + 2 })),
      codings: shifts.map((shift, at) => {
        const { coder, units } = marked(`c${at}`, shift);
        const omitted = number === 0 && shift(1) !== 0 ? "T1" : `T${number}`;
        const kept = units.filter(({ tag }) => tag !== omitted);
        const links = kept.slice(1).map((unit, place) => ({
          id: `${unit.id}>`,
          tag: `R${(place + shift(place)) % 2}`,
          from: unit.id,
          to: kept[0]?.id ?? "",
        }));
        return { coder, units: kept, links };
      }),
    }));
  const figuresFor = (given: readonly CodedDocument[]) =>
    compareDocuments(given, { measures: [measure], plan: scaled(given, "interval"), resamples: 50 }).measures;

  it("says what it is, to people and to programs", () => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const words of [measure.title, measure.formula, measure.source]) expect(words).not.toBe("");
    expect(measure.meaning).toMatch(/^[A-Zα].*\.$/s);
    expect(measure.source).toMatch(/\d{4}/);
    expect(measure.applications.length).toBeGreaterThan(0);
    expect(new Set(measure.applications.map(({ level }) => level)).size).toBe(measure.applications.length);
  });

  it("is 1 when everyone agrees and there is something to agree about", () => {
    for (const { overall, level } of figuresFor(documents([() => 0, () => 0, () => 0])))
      expect([level, overall]).toMatchObject([level, { state: "value", value: 1 }]);
  });

  it("is below 1 when somebody differs, and within its range", () => {
    for (const { overall, level } of figuresFor(documents([() => 0, () => 0, (at) => at % 2]))) {
      if (overall.state !== "value") throw new Error(level);
      expect(overall.value).toBeLessThan(1);
      expect(overall.value).toBeGreaterThanOrEqual(measure.range.min);
    }
  });

  it("does not care about the order of coders or documents, nor about the names of categories", () => {
    const given = documents([() => 0, (at) => at % 2, (at) => Number(at % 3 === 1)]);
    const renamed = given.toReversed().map((document) => ({
      ...document,
      codings: document.codings.toReversed().map((coding) => ({
        ...coding,
        coder: `z${9 - Number(coding.coder.slice(1))}`,
        units: coding.units
          .toReversed()
          .map((unit) => ({ ...unit, tag: `Z${9 - Number(unit.tag.slice(1))}` })),
        links: coding.links.map((link) => ({ ...link, tag: `Z${9 - Number(link.tag.slice(1))}` })),
      })),
    }));
    const values = (of: readonly CodedDocument[]) =>
      figuresFor(of).map(({ overall }) => (overall.state === "value" ? overall.value : Number.NaN));
    // Slow measures sample chance, and draw other samples where things come in another order.
    const decimals = measure.isSlow ? 1 : 10;
    values(renamed).forEach((value, at) => {
      expect(value).toBeCloseTo(values(given)[at] ?? Number.NaN, decimals);
    });
  });

  it.each([
    ["no documents", []],
    ["one coder", documents([() => 0])],
    [
      "no annotations",
      documents([() => 0, () => 0]).map((d) => ({
        ...d,
        codings: d.codings.map((c) => ({ ...c, units: [], links: [] })),
      })),
    ],
    [
      "documents without words",
      documents([() => 0, () => 0]).map((d) => ({
        ...d,
        length: 0,
        tokens: [],
        codings: d.codings.map((c) => ({ ...c, units: [], links: [] })),
      })),
    ],
  ])("has a reason instead of a value where there are %s", (_, given) => {
    for (const { overall, coders, topics } of figuresFor(given)) {
      expect(overall.state).toBe("undefined");
      for (const { estimate } of [...coders, ...topics]) expect(estimate.state).toBe("undefined");
    }
  });

  it("never gives anything but finite numbers", () => {
    for (const given of [documents([() => 0, () => 1]), documents([() => 0, (at) => at]).slice(0, 1)])
      for (const figures of figuresFor(given))
        for (const { estimate } of [
          ...figures.topics,
          ...figures.pairs,
          ...figures.coders,
          ...figures.periods,
        ])
          if (estimate.state === "value") {
            expect(estimate.value).toBeTypeOf("number");
            const { interval } = estimate;
            for (const one of [
              estimate.value,
              ...Object.values(estimate.parts),
              interval?.low ?? 0,
              interval?.high ?? 0,
            ])
              expect(Number.isFinite(one)).toBe(true);
          }
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CodedDocument, Unit } from "./coding";
import { compareDocuments } from "./compare-documents";
import type { AgreementLevel } from "./level";
import { asTokens, krippendorffC } from "./published.cases";
import { resampleWeights } from "./resample";
import {
  differences,
  sameExtent,
  sharesCharacter,
  slowAlpha,
  slowFleiss,
  slowKappa,
  slowMatching,
  tokenLabelsOf,
} from "./slow-agreement.cases";

const LENGTH = 24;
const tags = ["A", "B", "C"] as const;
const unit = fc
  .record({
    tag: fc.constantFrom(...tags),
    cuts: fc.uniqueArray(fc.nat({ max: LENGTH }), { minLength: 2, maxLength: 4 }),
  })
  .map(({ tag, cuts }) => {
    const [a = 0, b = 1, c, d] = cuts.sort((x, y) => x - y);
    const second = c !== undefined && d !== undefined ? [{ start: c, end: d }] : [];
    return { tag, spans: [{ start: a, end: b }, ...second] };
  });
const works = (coders: number) =>
  fc.array(fc.array(fc.array(unit, { maxLength: 5 }), { minLength: coders, maxLength: coders }), {
    minLength: 1,
    maxLength: 4,
  });

const corpus = (work: readonly (readonly (readonly Pick<Unit, "tag" | "spans">[])[])[]): CodedDocument[] =>
  work.map((codings, number) => ({
    id: `d${number}`,
    length: LENGTH,
    tokens: Array.from({ length: LENGTH / 3 }, (_, at) => ({ start: at * 3, end: at * 3 + 2 })),
    codings: codings.map((units, coder) => ({
      coder: `c${coder}`,
      units: units.map((one, at) => ({ ...one, id: `${number}/${coder}/${at}`, attributes: {} })),
      links: [],
    })),
  }));

const plan = {
  gold: null,
  tags,
  linkTags: [],
  undirected: new Set<string>(),
  attributes: [],
};
const figuresOf = (documents: readonly CodedDocument[], coders: number, resamples = 0) =>
  compareDocuments(documents, {
    plan: { ...plan, coders: Array.from({ length: coders }, (_, at) => `c${at}`) },
    resamples,
  });

function figureOf(
  figures: ReturnType<typeof figuresOf>,
  measure: string,
  level: AgreementLevel,
  tag: string | null,
): number | null {
  const found = figures.measures.find((one) => one.measure === measure && one.level === level);
  const estimate = tag === null ? found?.overall : found?.topics.find((one) => one.tag === tag)?.estimate;
  return estimate?.state === "value" ? estimate.value : null;
}

const close = (value: number | null, oracle: number | null) => {
  if (oracle === null || value === null) expect(value).toBe(oracle);
  else expect(value).toBeCloseTo(oracle, 9);
};

describe("on random work of two, against the slow way,", () => {
  it("words have the same κ and π, together and by tag", () => {
    fc.assert(
      fc.property(works(2), (work) => {
        const documents = corpus(work);
        const figures = figuresOf(documents, 2);
        for (const tag of [null, ...tags]) {
          const [a = [], b = []] = [0, 1].map((coder) =>
            documents.flatMap((one) =>
              one.codings.slice(coder, coder + 1).flatMap((coding) => tokenLabelsOf(one, coding, tag)),
            ),
          );
          close(figureOf(figures, "cohen-kappa", "token", tag), slowKappa(a, b, "own"));
          close(figureOf(figures, "scott-pi", "token", tag), slowKappa(a, b, "common"));
          const [yes, mine, yours] = [
            a.filter((label, at) => label === "true" && b[at] === "true").length,
            a.filter((label) => label === "true").length,
            b.filter((label) => label === "true").length,
          ];
          if (tag !== null)
            close(
              figureOf(figures, "token-f1", "token", tag),
              mine + yours === 0 ? null : (2 * yes) / (mine + yours),
            );
        }
      }),
    );
  });

  it("marks have the same F1, exact and overlapping, also where they are stacked", () => {
    fc.assert(
      fc.property(works(2), (work) => {
        const documents = corpus(work);
        const figures = figuresOf(documents, 2);
        for (const [measure, fits] of [
          ["span-f1-exact", sameExtent],
          ["span-f1-overlap", sharesCharacter],
        ] as const) {
          let both = 0;
          let marks = 0;
          for (const { codings } of documents) {
            const [a = [], b = []] = codings.map(({ units }) => units);
            marks += a.length + b.length;
            both += slowMatching(a.length, b.length, (left, right) => {
              const [one, other] = [a[left], b[right]];
              return one !== undefined && other !== undefined && one.tag === other.tag && fits(one, other);
            });
          }
          close(figureOf(figures, measure, "span", null), marks === 0 ? null : (2 * both) / marks);
        }
      }),
    );
  });

  it("every mark is in the confusion matrix once, and every cell holds what it counts", () => {
    fc.assert(
      fc.property(works(2), (work) => {
        const documents = corpus(work);
        const [confusion] = figuresOf(documents, 2).confusions;
        const cells = confusion?.cells ?? [];
        for (const side of ["a", "b"] as const) {
          const found = cells.flatMap(({ items }) => items.flatMap((item) => item[side] ?? []));
          const made = documents.flatMap(
            ({ codings }) => codings[side === "a" ? 0 : 1]?.units.map(({ id }) => id) ?? [],
          );
          expect(found.toSorted()).toEqual(made.toSorted());
        }
        const known = new Map(
          documents.flatMap(({ codings }) =>
            codings.flatMap(({ units }) => units.map((one) => [one.id, one])),
          ),
        );
        for (const { row, column, count, sameExtent: same, items } of cells) {
          expect(items).toHaveLength(count);
          const pairs = items.map(({ a, b }) => [known.get(a ?? ""), known.get(b ?? "")] as const);
          expect(pairs.every(([a, b]) => (a?.tag ?? null) === row && (b?.tag ?? null) === column)).toBe(true);
          expect(pairs.filter(([a, b]) => a && b && sameExtent(a, b))).toHaveLength(same);
          expect(pairs.every(([a, b]) => !a || !b || sharesCharacter(a, b))).toBe(true);
        }
      }),
    );
  });

  it("whoever agrees with themselves has nothing beside the diagonal, whatever is stacked or overlaps", () => {
    fc.assert(
      fc.property(works(1), (work) => {
        const twice = corpus(work.map(([one = []]) => [one, one.toReversed()]));
        const [confusion] = figuresOf(twice, 2).confusions;
        for (const { row, column, count, sameExtent: same } of confusion?.cells ?? []) {
          expect(row).toBe(column);
          expect(same).toBe(count);
        }
      }),
    );
  });
});

describe("on random work of three, against the slow way,", () => {
  it("words have the same α and Fleiss’ κ, also where somebody left out a document", () => {
    fc.assert(
      fc.property(works(3), fc.array(fc.nat({ max: 3 }), { minLength: 4, maxLength: 4 }), (work, absent) => {
        const complete = corpus(work);
        const documents = complete.map((one, at) => ({
          ...one,
          codings: one.codings.filter((_, coder) => coder !== absent[at]),
        }));
        const figures = figuresOf(documents, 3);
        for (const tag of [null, ...tags]) {
          const labels = ["c0", "c1", "c2"].map((coder) =>
            documents.flatMap((one) => {
              const coding = one.codings.find((each) => each.coder === coder);
              return coding ? tokenLabelsOf(one, coding, tag) : one.tokens.map(() => null);
            }),
          );
          close(figureOf(figures, "alpha-nominal", "token", tag), slowAlpha(labels, differences.nominal));
          const whole = ["c0", "c1", "c2"].map((_, coder) =>
            complete.flatMap((one) =>
              one.codings.slice(coder, coder + 1).flatMap((coding) => tokenLabelsOf(one, coding, tag)),
            ),
          );
          close(figureOf(figuresOf(complete, 3), "fleiss-kappa", "token", tag), slowFleiss(whole));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("counts in documents have the same ordinal and interval α", () => {
    fc.assert(
      fc.property(works(3), (work) => {
        const documents = corpus(work);
        const figures = figuresOf(documents, 3);
        for (const tag of [null, ...tags]) {
          const counts = [0, 1, 2].map((coder) =>
            documents.map(({ codings }) =>
              String(codings[coder]?.units.filter((one) => tag === null || one.tag === tag).length ?? 0),
            ),
          );
          close(figureOf(figures, "alpha-ordinal", "document", tag), slowAlpha(counts, differences.ordinal));
          close(
            figureOf(figures, "alpha-interval", "document", tag),
            slowAlpha(counts, differences.interval),
          );
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("intervals", () => {
  it("are those of corpora put together anew from the drawn documents", () => {
    // The last was coded by one only, and is left out.
    const documents = asTokens(krippendorffC).slice(0, 11);
    const resamples = 60;
    const weights = resampleWeights(11, resamples, 5);
    const drawn = Array.from({ length: resamples }, (_, resample) => {
      const again = documents.flatMap((document, at) =>
        Array.from({ length: weights[at * (resamples + 1) + resample + 1] ?? 0 }, () => document),
      );
      const found = compareDocuments(again, { resamples: 0 }).measures.find(
        (one) => one.measure === "alpha-nominal",
      );
      return found?.overall.state === "value" ? found.overall.value : Number.NaN;
    }).toSorted((a, b) => a - b);
    const figures = compareDocuments(documents, { resamples, seed: 5, confidence: 1 - 1e-12 });
    const alpha = figures.measures.find((one) => one.measure === "alpha-nominal")?.overall;
    if (alpha?.state !== "value") throw new Error("no value");
    expect(alpha.interval?.low).toBeCloseTo(drawn[0] ?? Number.NaN, 9);
    expect(alpha.interval?.high).toBeCloseTo(drawn.at(-1) ?? Number.NaN, 9);
  });

  it("hold the true value about as often as they say", () => {
    let held = 0;
    const runs = 40;
    for (let run = 0; run < runs; run++) {
      const weights = resampleWeights(60, 1, run + 1);
      const ratings = ["x", "y"].map((_, coder) =>
        Array.from({ length: 60 }, (__, at) => ((weights[at * 2 + 1] ?? 0) > coder ? "yes" : "no")),
      );
      const found = compareDocuments(asTokens(ratings), { resamples: 200 }).measures.find(
        (one) => one.measure === "cohen-kappa",
      );
      if (found?.overall.state !== "value" || !found.overall.interval) throw new Error("no interval");
      const { low, high } = found.overall.interval;
      // A document is drawn at least once with 1 − 1/e, and twice with 1 − 2/e: κ is about 0.45.
      if (low <= 0.4508 && 0.4508 <= high) held++;
    }
    expect(held / runs).toBeGreaterThan(0.8);
  });

  it("of periods add up to the whole, and one period is the whole", () => {
    const documents = asTokens(krippendorffC);
    const whole = compareDocuments(documents, { resamples: 100 });
    const split = compareDocuments(documents, { resamples: 100, periods: documents.map((_, at) => at % 3) });
    for (const [at, { overall, periods }] of whole.measures.entries()) {
      expect(split.measures[at]?.overall).toEqual(overall);
      expect(periods.map(({ estimate }) => estimate)).toEqual([overall]);
    }
  });

  it("are not given for one document, and warned of for few", () => {
    const warnings = (count: number) => {
      const found = compareDocuments(asTokens(krippendorffC).slice(0, count), {
        resamples: 100,
      }).measures.find((one) => one.measure === "alpha-nominal");
      return found?.overall.state === "value" ? found.overall : null;
    };
    expect(warnings(4)?.warnings).toEqual(["few_documents", "few_items"]);
    const one = figuresOf(
      corpus([
        [[{ tag: "A", spans: [{ start: 0, end: 9 }] }], [{ tag: "A", spans: [{ start: 3, end: 9 }] }]],
      ]),
      2,
      50,
    );
    expect(one.measures[0]?.overall).toMatchObject({
      state: "value",
      interval: null,
      warnings: ["one_document", "few_items"],
    });
  });
});

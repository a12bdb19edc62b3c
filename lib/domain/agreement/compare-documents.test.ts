import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CodedDocument, Coding, Unit } from "./coding";
import { compareDocuments } from "./compare-documents";
import { undefinedReasons } from "./outcome";
import { planOf } from "./plan";
import { measures } from "./registry";

const LENGTH = 24;
const spanDrawn = fc
  .uniqueArray(fc.nat(LENGTH), { minLength: 2, maxLength: 6 })
  .map((cuts) => cuts.toSorted((a, b) => a - b))
  // Every second stretch between cuts: sorted, and apart from each other.
  .map((cuts) =>
    cuts.flatMap((start, at) =>
      at % 2 || cuts[at + 1] === undefined ? [] : [{ start, end: cuts[at + 1] ?? start }],
    ),
  );
const unitDrawn = fc.record({
  tag: fc.constantFrom("ACTOR", "", "ünïcode 🕊️", "__proto__"),
  spans: fc.oneof({ weight: 6, arbitrary: spanDrawn }, { weight: 1, arbitrary: fc.constant([]) }),
  attributes: fc.constantFrom<Unit["attributes"]>(
    {},
    { value: "1" },
    { value: "" },
    { value: "NaN" },
    { value: "1e309" },
    { value: "-0" },
    { value: true, many: ["a", "b"] },
    { many: [] },
  ),
  /** How often it lies on itself. */
  height: fc.constantFrom(1, 1, 1, 2, 9),
});
const coding = (coder: string) =>
  fc
    .tuple(fc.array(unitDrawn, { maxLength: 4 }), fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 4 }))
    .map(([drawn, ends]): Coding => {
      const units = drawn.flatMap(({ height, ...unit }, at) =>
        Array.from({ length: height }, (_, n) => ({ ...unit, id: `${coder}${at}.${n}` })),
      );
      const links = ends.flatMap(([from, to], at) => {
        const [a, b] = [units[from % units.length], units[to % units.length]];
        return a && b
          ? [{ id: `${coder}r${at}`, tag: at % 2 ? "SOURCE" : "COREF", from: a.id, to: b.id }]
          : [];
      });
      return { coder, units, links };
    });
const document = fc
  .record({
    tokens: fc.constantFrom(0, 1, LENGTH / 3),
    codings: fc.tuple(...["a", "b", "c"].map((coder) => fc.option(coding(coder), { nil: null, freq: 4 }))),
  })
  .map(
    ({ tokens, codings }): CodedDocument => ({
      id: "",
      length: tokens === 0 ? 0 : LENGTH,
      tokens: Array.from({ length: tokens }, (_, n) => ({ start: n * 3, end: n * 3 + 2 })),
      codings: codings.flatMap((one) =>
        one
          ? [
              tokens === 0
                ? { ...one, units: one.units.filter(({ spans }) => spans.length === 0), links: [] }
                : one,
            ]
          : [],
      ),
    }),
  );
const corpus = fc
  .array(document, { maxLength: 4 })
  .map((documents) => documents.map((one, at) => ({ ...one, id: `d${at}` })));

/** Everything that a screen would show of these documents. */
function estimatesOf(
  documents: readonly CodedDocument[],
  chosen: typeof measures,
  scale: "nominal" | "ordinal" | "interval",
) {
  const plan = planOf(documents);
  const attributes = plan.attributes.map((one) => ({
    ...one,
    scale,
    order: scale === "ordinal" ? ["1", ""] : [],
  }));
  const { measures: figures } = compareDocuments(documents, {
    measures: chosen,
    plan: { ...plan, attributes },
    resamples: 20,
  });
  return figures.flatMap(({ measure, overall, topics, pairs, coders, periods }) =>
    [overall, ...[...topics, ...pairs, ...coders, ...periods].map(({ estimate }) => estimate)].map(
      (estimate) => [measure, estimate] as const,
    ),
  );
}

describe("whatever people mark", () => {
  it.each([
    ["quick", measures.filter(({ isSlow }) => !isSlow), 150],
    ["slow", measures.filter(({ isSlow }) => isSlow), 6],
  ] as const)(
    "%s measures answer a number within their range and its interval, or a reason",
    (_, chosen, numRuns) => {
      // Slow measures are those that rest on γ, which has no lower bound.
      const rangeOf = new Map(
        chosen.map(({ id, range, isSlow }) => [
          id,
          { ...range, min: isSlow ? Number.NEGATIVE_INFINITY : range.min },
        ]),
      );
      fc.assert(
        fc.property(corpus, fc.constantFrom("nominal", "ordinal", "interval"), (documents, scale) => {
          for (const [measure, estimate] of estimatesOf(documents, chosen, scale)) {
            if (estimate.state === "undefined") {
              expect(Object.keys(undefinedReasons)).toContain(estimate.reason);
              continue;
            }
            const { value, parts, interval } = estimate;
            const range = rangeOf.get(measure) ?? { min: 0, max: 0 };
            for (const one of [
              value,
              ...Object.values(parts),
              ...(interval ? [interval.low, interval.high] : []),
            ])
              expect([measure, Number.isFinite(one)]).toEqual([measure, true]);
            expect([measure, value >= range.min && value <= range.max]).toEqual([measure, true]);
            if (!interval) continue;
            expect([measure, value >= interval.low && value <= interval.high]).toEqual([measure, true]);
          }
        }),
        { numRuns },
      );
    },
  );
});

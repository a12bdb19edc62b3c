import fc from "fast-check";
import { expect, it } from "vitest";
import { DrawnSums } from "./drawn-sums";
import { drawn, resampleWeights } from "./resample";
import { Sheet } from "./sheet";
import { slotOf } from "./statistic";
import { Tallies } from "./tallies";

const TOPICS = 3;
const SLOTS = 5;
const PERIODS = 2;

/** By slot: sums of these amounts go three, two or one to a number, and those of parts of ones always alone. */
const amounts = [
  fc.nat({ max: 9 }),
  fc.nat({ max: 2 ** 17 }),
  fc.nat({ max: 2 ** 26 }),
  fc.nat({ max: 100 }).map((quarters) => quarters / 4),
];

/** What documents add; slot 4 of every topic holds the same as slot 3. */
const document = fc.record({
  period: fc.nat({ max: PERIODS - 1 }),
  added: fc.array(
    fc.oneof(
      ...amounts.map((amount, slot) =>
        fc.record({ topic: fc.nat({ max: TOPICS - 1 }), slot: fc.constant(slot), amount }),
      ),
    ),
    { maxLength: 12 },
  ),
});
const corpus = fc.array(document, { minLength: 1, maxLength: 20 });
type Corpus = readonly (typeof document extends fc.Arbitrary<infer One> ? One : never)[];

function sheetOf(documents: Corpus): Sheet {
  const sheet = new Sheet();
  for (const [number, { period, added }] of documents.entries()) {
    sheet.begin(number, period);
    for (const { topic, slot, amount } of added) {
      sheet.add(topic, slot, amount);
      if (slot === 3) sheet.add(topic, 4, amount);
    }
  }
  return sheet;
}

/** The sum of a slot over the drawn documents of a period, or of all, one by one. */
const slowSum = (
  documents: Corpus,
  weightOf: (document: number) => number,
  topic: number,
  slot: number,
  period: number | null,
): number =>
  documents.reduce((sum, { period: own, added }, number) => {
    const counted = added.filter((one) => one.topic === topic && one.slot === Math.min(slot, 3));
    const amount = counted.reduce((total, one) => total + one.amount, 0);
    return period === null || own === period ? sum + weightOf(number) * amount : sum;
  }, 0);

it("sums every slot over drawn documents, of all periods and of each, in every resample", () => {
  fc.assert(
    fc.property(corpus, fc.nat({ max: 120 }), fc.nat(), (documents, resamples, at) => {
      const weights = resampleWeights(documents.length, resamples, 3);
      const sealed = sheetOf(documents).seal(TOPICS);
      for (const draws of drawn(documents.length, resamples, 3))
        for (const period of [null, 0, 1]) {
          const sums = new Float64Array(7 + sealed.width * draws.count);
          sealed.sum(sums, 7, period, draws);
          const place = at % draws.count;
          const tallies = new Tallies(new DrawnSums(sealed, sums, 7, draws), place);
          const weightOf = (one: number) => weights[one * (resamples + 1) + draws.from + place] ?? 0;
          for (let slot = 0; slot < SLOTS; slot++) {
            let total = 0;
            for (let topic = 0; topic < TOPICS; topic++) {
              const slow = slowSum(documents, weightOf, topic, slot, period);
              expect(slotOf(tallies.topic(topic), slot)).toBe(slow);
              if (topic > 0) total += slow;
            }
            expect(slotOf(tallies.sum(), slot)).toBe(total);
          }
        }
    }),
  );
});

it("keeps columns that hold the same once, and only those", () => {
  const sheet = new Sheet();
  for (const number of [0, 1]) {
    sheet.begin(number, number);
    sheet.add(0, 0, 5);
    sheet.add(1, 0, 5);
    sheet.add(1, 1, number === 0 ? 4 : 6);
    sheet.add(2, 0, number);
  }
  const { width, places } = sheet.seal(TOPICS);
  expect([width, [...places]]).toEqual([3, [0, 0, 1, 2]]);
});

it("tells columns apart that only look the same at a glance", () => {
  const sheet = new Sheet();
  // Amounts are weighed by the golden ratio's multiples: these two weigh the same.
  sheet.begin(0, 0);
  sheet.add(0, 0, 1 + 0.6180339887498949);
  sheet.begin(1, 0);
  sheet.add(1, 0, 1);
  expect(sheet.seal(TOPICS).width).toBe(2);
});

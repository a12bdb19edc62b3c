import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layOut, runs } from "./runs";

const span = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 20 }))
  .map(([start, size]) => ({ start, end: start + size }));
/** Disjoint, sorted spans, as an annotation's are. */
const spans = fc.array(span, { minLength: 1, maxLength: 3 }).map((list) => {
  const sorted = [...list].sort((a, b) => a.start - b.start);
  return sorted.filter((s, i) => i === 0 || s.start >= Math.max(...sorted.slice(0, i).map((p) => p.end)));
});
const annotations = fc
  .array(spans, { maxLength: 12 })
  .map((list) => list.map((s, i) => ({ id: `a${i}`, spans: s })));
const text = { start: 0, end: 64 };

describe("runs", () => {
  it("covers the text once, in order, without gaps", () => {
    fc.assert(
      fc.property(annotations, (list) => {
        const result = runs(text, list);
        expect(result[0]?.start).toBe(0);
        expect(result.at(-1)?.end).toBe(64);
        for (const [i, run] of result.entries()) {
          expect(run.start).toBeLessThan(run.end);
          if (i > 0) expect(run.start).toBe(result[i - 1]?.end);
        }
      }),
    );
  });

  it("names exactly the annotations that cover each character", () => {
    fc.assert(
      fc.property(annotations, (list) => {
        for (const run of runs(text, list)) {
          for (let at = run.start; at < run.end; at++) {
            const covering = list
              .filter((a) => a.spans.some((s) => s.start <= at && at < s.end))
              .map((a) => a.id);
            expect([...run.ids].sort()).toEqual(covering.sort());
          }
        }
      }),
    );
  });
});

describe("layOut", () => {
  const lanesMax = 3;

  it("cuts the text exactly where runs does", () => {
    fc.assert(
      fc.property(annotations, (list) => {
        const plain = layOut(text, list, lanesMax).map(({ start, end, ids }) => ({ start, end, ids }));
        expect(plain).toEqual(runs(text, list));
      }),
    );
  });

  it("keeps an annotation on one lane over all its runs, and never two on the same", () => {
    fc.assert(
      fc.property(annotations, (list) => {
        const laneOf = new Map<string, number>();
        for (const run of layOut(text, list, lanesMax)) {
          expect(run.lanes.length).toBeLessThanOrEqual(lanesMax);
          for (const [lane, id] of run.lanes.entries()) {
            if (id === null) continue;
            expect(run.ids).toContain(id);
            expect(laneOf.get(id) ?? lane).toBe(lane);
            laneOf.set(id, lane);
          }
          // With lanes to spare nothing goes without a line.
          if (list.length <= lanesMax)
            expect(run.lanes.filter((id) => id !== null).sort()).toEqual([...run.ids].sort());
        }
      }),
    );
  });

  it("says once for each annotation where it begins", () => {
    fc.assert(
      fc.property(annotations, (list) => {
        const begins = layOut(text, list, lanesMax).flatMap((run) => run.begins.map((id) => [id, run.start]));
        const expected = list
          .filter((a) => (a.spans[0]?.start ?? 99) < text.end)
          .map((a) => [a.id, a.spans[0]?.start]);
        expect(begins.sort()).toEqual(expected.sort());
      }),
    );
  });
});

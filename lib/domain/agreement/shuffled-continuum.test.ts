import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Continuum, ContinuumUnit } from "./continuum";
import { seededRandom } from "./random";
import { shuffledContinuum } from "./shuffled-continuum";

const length = 300;
const unit = fc.record({
  coder: fc.nat({ max: 2 }),
  category: fc.nat({ max: 3 }),
  start: fc.nat({ max: 280 }),
  size: fc.integer({ min: 1, max: 20 }),
});
const continuum = fc.array(unit, { minLength: 1, maxLength: 12 }).map(
  (units): Continuum => ({
    length,
    coderCount: 3,
    units: units.map(({ coder, category, start, size }) => ({ coder, category, start, end: start + size })),
  }),
);
const bySize = (units: readonly ContinuumUnit[]) =>
  units.map(({ category, start, end }) => [category, end - start]);

describe("a shuffled continuum", () => {
  it("gives every coder the units of a real one, moved together around the end of the text", () => {
    fc.assert(
      fc.property(continuum, fc.integer(), (real, seed) => {
        const shuffled = shuffledContinuum(real, seededRandom(seed));
        expect(shuffled.units.length).toBeGreaterThan(0);
        for (let coder = 0; coder < real.coderCount; coder++) {
          const moved = shuffled.units.filter((one) => one.coder === coder);
          if (moved.length === 0) continue;
          const donors = [0, 1, 2].filter((donor) => {
            const own = real.units.filter((one) => one.coder === donor);
            const shifts = own.map((one, at) => ((moved[at]?.start ?? 0) - one.start + length) % length);
            return (
              JSON.stringify(bySize(own)) === JSON.stringify(bySize(moved)) && new Set(shifts).size === 1
            );
          });
          expect(donors).not.toEqual([]);
          for (const { start } of moved) expect(start).toBeLessThan(length);
        }
      }),
    );
  });

  it("keeps shifts at least the average length of units apart, on both sides of the end", () => {
    const real: Continuum = {
      length: 100,
      coderCount: 4,
      units: [0, 1, 2, 3].map((coder) => ({ coder, category: 0, start: 0, end: 20 })),
    };
    const random = seededRandom(11);
    const seen = new Set<number>();
    for (let round = 0; round < 400; round++) {
      const starts = shuffledContinuum(real, random).units.map(({ start }) => start);
      // With four shifts of at least 20 in 100 there is sometimes no place left for the last one or two.
      const [first = 0, second = 0] = starts;
      const distance = Math.abs(first - second);
      expect(Math.min(distance, 100 - distance)).toBeGreaterThanOrEqual(20);
      seen.add((second - first + 100) % 100);
    }
    expect(Math.min(...seen)).toBe(20);
    expect(Math.max(...seen)).toBe(80);
    expect(seen.size).toBeGreaterThan(55);
  });

  it("is the same for the same seed", () => {
    fc.assert(
      fc.property(continuum, fc.integer(), (real, seed) => {
        expect(shuffledContinuum(real, seededRandom(seed))).toEqual(
          shuffledContinuum(real, seededRandom(seed)),
        );
      }),
    );
  });
});

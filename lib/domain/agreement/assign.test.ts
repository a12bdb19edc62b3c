import fc from "fast-check";
import { expect, it } from "vitest";
import { assign } from "./assign";
import type { Edge } from "./overlap-edges";

const edges = fc.uniqueArray(
  fc.record({ left: fc.nat({ max: 4 }), right: fc.nat({ max: 4 }), weight: fc.integer({ min: 1, max: 9 }) }),
  {
    selector: ({ left, right }) => left * 5 + right,
    maxLength: 14,
  },
);

/** Every assignment there is: the size and weight of the best. */
function slowly(
  given: readonly Edge[],
  taken: ReadonlySet<string> = new Set(),
): { size: number; weight: number } {
  const [first, ...rest] = given;
  if (!first) return { size: 0, weight: 0 };
  const without = slowly(rest, taken);
  if (taken.has(`l${first.left}`) || taken.has(`r${first.right}`)) return without;
  const more = slowly(rest, new Set([...taken, `l${first.left}`, `r${first.right}`]));
  const used = { size: more.size + 1, weight: more.weight + first.weight };
  const isBetter = used.size > without.size || (used.size === without.size && used.weight > without.weight);
  return isBetter ? used : without;
}

it("assigns as many as can be, and then the heaviest, as trying everything does", () => {
  fc.assert(
    fc.property(edges, (given) => {
      const rightOf = assign(5, 5, given);
      const chosen = [...rightOf].flatMap(
        (right, left) => given.find((edge) => edge.left === left && edge.right === right) ?? [],
      );
      expect(chosen).toHaveLength([...rightOf].filter((right) => right >= 0).length);
      expect(new Set(chosen.map(({ right }) => right)).size).toBe(chosen.length);
      expect({ size: chosen.length, weight: chosen.reduce((sum, { weight }) => sum + weight, 0) }).toEqual(
        slowly(given),
      );
    }),
    { numRuns: 400 },
  );
});

it("still assigns as many as can be where everything overlaps everything", () => {
  const size = 300;
  const dense = Array.from({ length: size * size }, (_, at) => ({
    left: Math.floor(at / size),
    right: at % size,
    weight: 1 + ((at * 7) % 11),
  }));
  expect([...assign(size, size, dense)].filter((right) => right < 0)).toEqual([]);
});

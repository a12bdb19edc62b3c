import { describe, expect, it } from "vitest";
import { slowPartition } from "@/lib/test/slow-partition";
import { approximateAlignment } from "./approximate-alignment";
import { bestAlignment } from "./best-alignment";
import type { Continuum } from "./continuum";
import { dissimilarityOf } from "./dissimilarity";
import { seededRandom } from "./random";
import { disorderOfSet, pairGraph } from "./unitary-alignments";

/** A text as coders see it who leave a unit out, move it or name it otherwise now and then. */
function noisyContinuum(seed: number, noise: number): Continuum {
  const random = seededRandom(seed);
  const units = Array.from({ length: 30 }, (_, at) => at * 12).flatMap((place) =>
    [0, 1, 2].flatMap((coder) => {
      if (random() < noise / 20) return [];
      const start = place + Math.floor((random() * 2 - 1) * noise);
      const size = 6 + Math.floor(random() * noise);
      return [{ coder, category: Math.floor(random() * 3), start, end: start + size }];
    }),
  );
  return { length: 400, coderCount: 3, units };
}

describe("the approximate alignment", () => {
  it("lies within two per cent of the best one on noisy texts", () => {
    let [approximate, best] = [0, 0];
    const dissimilarity = dissimilarityOf(["A", "B", "C"], {});
    for (let seed = 1; seed <= 12; seed++) {
      const continuum = noisyContinuum(seed, 1 + (seed % 4));
      const graph = pairGraph(continuum, dissimilarity);
      const sets = approximateAlignment(graph, [...continuum.units.keys()]);
      approximate += sets.reduce((sum, set) => sum + disorderOfSet(graph, set), 0);
      best += bestAlignment(continuum, dissimilarity, slowPartition).disorder;
    }
    expect(approximate).toBeGreaterThanOrEqual(best - 1e-9);
    expect(approximate / best).toBeLessThan(1.02);
  });

  it("is the best one where coders agree", () => {
    const same = noisyContinuum(4, 0).units.map((unit) => ({ ...unit, category: 0 }));
    const graph = pairGraph({ length: 400, coderCount: 3, units: same }, dissimilarityOf(["A"], {}));
    const sets = approximateAlignment(graph, [...same.keys()]);
    expect(sets).toHaveLength(30);
    expect(sets.every((set) => disorderOfSet(graph, set) === 0)).toBe(true);
  });
});

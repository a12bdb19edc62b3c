import type { Continuum } from "./continuum";
import { type Dissimilarity, positionalDissimilarity } from "./dissimilarity";

/** A sum of weighted dissimilarities and the sum of the weights; their quotient is the disorder. */
export type WeightedSum = { readonly disorder: number; readonly weight: number };

export type CategoryDisorder = {
  readonly all: WeightedSum;
  /** By category: over the pairs of which one or both units have it. */
  readonly byCategory: readonly WeightedSum[];
};

/**
 * How far categories differ within an alignment, putting position aside: the mean of d_cat over all pairs of
 * units in a unitary alignment. A pair in an alignment of v units weighs 1 ⁄ (v − 1), as in Krippendorff's α, times
 * the confidence that the two belong together, max(0, 1 − d_pos). Units without counterpart have no part in it.
 *
 * Mathet (2017), "The Agreement Measure γcat, a Complement to γ Focused on Categorization of a Continuum",
 * Computational Linguistics 43(3), 661–681, sections 4.2.3 to 4.2.5; for a single category section 5.
 */
export function categoryDisorder(
  continuum: Continuum,
  sets: readonly (readonly number[])[],
  dissimilarity: Dissimilarity,
  categoryCount: number,
): CategoryDisorder {
  const all = { disorder: 0, weight: 0 };
  const byCategory = Array.from({ length: categoryCount }, () => ({ disorder: 0, weight: 0 }));
  const add = (sum: { disorder: number; weight: number } | undefined, apart: number, weight: number) => {
    if (!sum) return;
    sum.disorder += weight * apart;
    sum.weight += weight;
  };
  for (const set of sets) {
    for (const [at, left] of set.entries()) {
      for (const right of set.slice(at + 1)) {
        const [a, b] = [continuum.units[left], continuum.units[right]];
        if (!a || !b) continue;
        const weight = Math.max(0, 1 - positionalDissimilarity(a, b)) / (set.length - 1);
        const apart = dissimilarity.betweenCategories(a, b);
        add(all, apart, weight);
        add(byCategory[a.category], apart, weight);
        if (b.category !== a.category) add(byCategory[b.category], apart, weight);
      }
    }
  }
  return { all, byCategory };
}

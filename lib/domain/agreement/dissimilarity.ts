import type { ContinuumUnit } from "./continuum";

/** Distances between two categories, from 0 to 1; what is not named is 1, and a category is 0 from itself. */
export type CategoryDistances = Readonly<Record<string, Readonly<Record<string, number>>>>;

export type DissimilarityOptions = {
  /** α, the weight of position. */
  readonly positionWeight?: number;
  /** β, the weight of category. */
  readonly categoryWeight?: number;
  readonly distances?: CategoryDistances;
};

/** How different two units are. Symmetric, 0 for equal units, in multiples of what a missing unit costs. */
export type Dissimilarity = {
  readonly positionWeight: number;
  readonly between: (a: ContinuumUnit, b: ContinuumUnit) => number;
  /** The part of category alone, unweighted: from 0 to 1. */
  readonly betweenCategories: (a: ContinuumUnit, b: ContinuumUnit) => number;
};

/**
 * The positional sporadic dissimilarity of Mathet, Widlöcher & Métivier (2015), section 4.2:
 *
 *     d_pos(u, v) = ((|start(u) − start(v)| + |end(u) − end(v)|) ⁄ (length(u) + length(v)))² · Δ∅
 *
 * 0 for the same extent, 1 for units that touch and have one length, growing with distance; doubling all
 * positions changes nothing. Δ∅, the cost of a unit without counterpart, is 1 throughout: all dissimilarities of
 * the paper are multiples of it, so that it cancels out of γ.
 */
export function positionalDissimilarity(
  a: { readonly start: number; readonly end: number },
  b: { readonly start: number; readonly end: number },
): number {
  const apart = Math.abs(a.start - b.start) + Math.abs(a.end - b.end);
  if (apart === 0) return 0;
  return (apart / (a.end - a.start + b.end - b.start)) ** 2;
}

/**
 * The combined dissimilarity of the same section: d = α d_pos + β d_cat. Both weights are 1 unless given; the
 * authors' own program uses α = 3.
 */
export function dissimilarityOf(categories: readonly string[], options: DissimilarityOptions): Dissimilarity {
  const { positionWeight = 1, categoryWeight = 1, distances = {} } = options;
  const matrix = categories.map((left) =>
    categories.map((right) =>
      left === right ? 0 : (distances[left]?.[right] ?? distances[right]?.[left] ?? 1),
    ),
  );
  const betweenCategories = (a: ContinuumUnit, b: ContinuumUnit) => matrix[a.category]?.[b.category] ?? 1;
  return {
    positionWeight,
    betweenCategories,
    between: (a, b) =>
      positionWeight * positionalDissimilarity(a, b) + categoryWeight * betweenCategories(a, b),
  };
}

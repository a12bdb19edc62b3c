import { approximateAlignment } from "./approximate-alignment";
import type { Continuum } from "./continuum";
import type { Dissimilarity } from "./dissimilarity";
import { exactAlignment } from "./exact-alignment";
import { connectedGroups, type SetPartitionSolver } from "./set-partition";
import { disorderOfSet, pairGraph } from "./unitary-alignments";

/**
 * How far the exact solution goes. Units that could be aligned with each other, directly or through others, form a
 * cluster; a cluster with more possible unitary alignments than this is aligned approximately. Five coders who put
 * a hundred marks each side by side have some 11,000; ten coders who mark the same hundred places have 100,000.
 */
export const candidatesMax = 60_000;

/** A partition of a continuum's units into unitary alignments. */
export type Alignment = {
  /** Units by their index in the continuum, at most one of each coder. */
  readonly sets: readonly (readonly number[])[];
  /** The sum of the disorders of the unitary alignments: x̄ times the disorder of section 4.3. */
  readonly disorder: number;
  /** Whether this is proven to be the least disorder. */
  readonly isExact: boolean;
};

/**
 * The alignment of the least disorder (Mathet, Widlöcher & Métivier 2015, sections 4.3 and 5.1). Units that can't
 * share a unitary alignment, even through others, are aligned apart from each other, which changes nothing;
 * small clusters are solved here, larger ones by `solve`.
 */
export function bestAlignment(
  continuum: Continuum,
  dissimilarity: Dissimilarity,
  solve: SetPartitionSolver,
  limit = candidatesMax,
): Alignment {
  const graph = pairGraph(continuum, dissimilarity);
  const pairs = graph.neighbours.map((near, unit) => [unit, ...near.keys()]);
  const sets: (readonly number[])[] = [];
  let isExact = true;
  for (const cluster of connectedGroups(graph.units.length, pairs)) {
    const aligned = exactAlignment(graph, cluster, solve, limit);
    if (!aligned) isExact = false;
    sets.push(...(aligned ?? approximateAlignment(graph, cluster)));
  }
  const disorder = sets.reduce((sum, set) => sum + disorderOfSet(graph, set), 0);
  return { sets, disorder, isExact };
}

/** One set that could be part of a partition, and what choosing it costs. */
export type Candidate = { readonly cost: number; readonly members: readonly number[] };

/** Choose candidates so that each of the elements 0 … `elementCount` − 1 is in exactly one of them. */
export type SetPartitionProblem = {
  readonly elementCount: number;
  readonly candidates: readonly Candidate[];
};

/**
 * Finds a partition of the least cost: the indices of the chosen candidates. Null when the solver gave up at a
 * limit of its own; what it returns is proven to be the best. It is passed in, because solvers are packages.
 */
export type SetPartitionSolver = (problem: SetPartitionProblem) => readonly number[] | null;

/** The elements in groups such that no set of `sets` has members in two; each group ascending. */
export function connectedGroups(elementCount: number, sets: Iterable<readonly number[]>): number[][] {
  const parents = Int32Array.from({ length: elementCount }, (_, at) => at);
  const rootOf = (element: number): number => {
    let at = element;
    while (parents[at] !== at) {
      const above = parents[parents[at] ?? at] ?? at;
      parents[at] = above;
      at = above;
    }
    return at;
  };
  for (const members of sets) {
    const root = rootOf(members[0] ?? 0);
    for (const member of members) parents[rootOf(member)] = root;
  }
  const groups = new Map<number, number[]>();
  for (let element = 0; element < elementCount; element++) {
    const root = rootOf(element);
    const group = groups.get(root);
    if (group) group.push(element);
    else groups.set(root, [element]);
  }
  return [...groups.values()];
}

/** Above this many elements `smallPartition` would need too many states. */
export const smallPartitionMax = 16;

/**
 * The same as a solver, by dynamic programming over what is covered so far: always the lowest uncovered element
 * is covered next. Exact; for at most `smallPartitionMax` elements, where it beats the start of any real solver.
 */
export function smallPartition({ elementCount, candidates }: SetPartitionProblem): readonly number[] | null {
  const masks = candidates.map(({ members }) => members.reduce((mask, member) => mask | (1 << member), 0));
  const byLowest: number[][] = Array.from({ length: elementCount }, () => []);
  for (const [at, { members }] of candidates.entries()) byLowest[Math.min(...members)]?.push(at);
  const full = 2 ** elementCount - 1;
  const least = new Float64Array(full + 1).fill(Number.NaN);
  const choices = new Int32Array(full + 1).fill(-1);
  const costOf = (covered: number): number => {
    if (covered === full) return 0;
    const known = least[covered] ?? 0;
    if (!Number.isNaN(known)) return known;
    // The lowest zero bit.
    const lowest = 31 - Math.clz32(~covered & (covered + 1));
    let best = Number.POSITIVE_INFINITY;
    for (const at of byLowest[lowest] ?? []) {
      const mask = masks[at] ?? 0;
      if ((mask & covered) !== 0) continue;
      const cost = (candidates[at]?.cost ?? 0) + costOf(covered | mask);
      if (cost < best) {
        best = cost;
        choices[covered] = at;
      }
    }
    least[covered] = best;
    return best;
  };
  if (!Number.isFinite(costOf(0))) return null;
  const chosen: number[] = [];
  for (let covered = 0; covered !== full; ) {
    const at = choices[covered] ?? -1;
    chosen.push(at);
    covered |= masks[at] ?? full;
  }
  return chosen;
}

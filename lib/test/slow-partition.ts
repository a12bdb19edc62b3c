import type { SetPartitionProblem } from "@/lib/domain/agreement/set-partition";

/**
 * The cheapest partition by trying every candidate for the lowest uncovered element, remembering what is covered.
 * Obviously right, and slow where much hangs together.
 */
export function slowPartition({ elementCount, candidates }: SetPartitionProblem): readonly number[] | null {
  type Way = { readonly cost: number; readonly chosen: readonly number[] };
  const masks = candidates.map(({ members }) =>
    members.reduce((mask, member) => mask | (1n << BigInt(member)), 0n),
  );
  const byLowest = Array.from({ length: elementCount }, (_, element) =>
    [...candidates.keys()].filter((at) => Math.min(...(candidates[at]?.members ?? [])) === element),
  );
  const known = new Map<bigint, Way | null>();
  const bestFrom = (covered: bigint): Way | null => {
    let lowest = 0;
    while (lowest < elementCount && (covered >> BigInt(lowest)) & 1n) lowest++;
    if (lowest === elementCount) return { cost: 0, chosen: [] };
    const before = known.get(covered);
    if (before !== undefined) return before;
    let best: Way | null = null;
    for (const at of byLowest[lowest] ?? []) {
      const mask = masks[at] ?? 0n;
      if ((mask & covered) !== 0n) continue;
      const cost = candidates[at]?.cost ?? 0;
      const rest = bestFrom(covered | mask);
      if (rest && (!best || cost + rest.cost < best.cost))
        best = { cost: cost + rest.cost, chosen: [at, ...rest.chosen] };
    }
    known.set(covered, best);
    return best;
  };
  return bestFrom(0n)?.chosen ?? null;
}

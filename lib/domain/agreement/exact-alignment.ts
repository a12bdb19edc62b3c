import {
  type Candidate,
  connectedGroups,
  type SetPartitionSolver,
  smallPartition,
  smallPartitionMax,
} from "./set-partition";
import { type PairGraph, unitaryAlignments } from "./unitary-alignments";

/**
 * The best alignment of some units among themselves, proven to be so; null where more than `limit` unitary
 * alignments are possible or the solver gives up. Small groups are solved here, larger ones by `solve`.
 */
export function exactAlignment(
  graph: PairGraph,
  cluster: readonly number[],
  solve: SetPartitionSolver,
  limit: number,
): (readonly number[])[] | null {
  if (cluster.length === 1) return [cluster];
  const candidates = unitaryAlignments(graph, cluster, { candidatesMax: limit, stepsMax: 50 * limit });
  if (!candidates) return null;
  const local = new Map(cluster.map((unit, at) => [unit, at]));
  const here = candidates.map(({ cost, members }) => ({
    cost,
    members: members.map((unit) => local.get(unit) ?? 0),
  }));
  const groups = connectedGroups(
    cluster.length,
    here.map(({ members }) => members),
  );
  const groupOf = new Map(groups.flatMap((group, at) => group.map((element) => [element, at] as const)));
  const byGroup: Candidate[][] = groups.map(() => []);
  for (const candidate of here) byGroup[groupOf.get(candidate.members[0] ?? 0) ?? 0]?.push(candidate);
  const sets: (readonly number[])[] = [];
  for (const [at, group] of groups.entries()) {
    const chosen = partition(group, byGroup[at] ?? [], solve);
    if (!chosen) return null;
    for (const set of chosen) sets.push(set.map((element) => cluster[element] ?? 0));
  }
  return sets;
}

/** The cheapest partition of `elements` into candidates and, at a cost of 1 each, single units. */
function partition(
  elements: readonly number[],
  candidates: readonly Candidate[],
  solve: SetPartitionSolver,
): (readonly number[])[] | null {
  if (candidates.length === 0) return elements.map((element) => [element]);
  const local = new Map(elements.map((element, at) => [element, at]));
  const problem = {
    elementCount: elements.length,
    candidates: [
      ...candidates.map(({ cost, members }) => ({
        cost,
        members: members.map((element) => local.get(element) ?? 0),
      })),
      ...elements.map((_, at) => ({ cost: 1, members: [at] })),
    ],
  };
  const chosen = elements.length <= smallPartitionMax ? smallPartition(problem) : solve(problem);
  return (
    chosen?.map((at) => (problem.candidates[at]?.members ?? []).map((element) => elements[element] ?? 0)) ??
    null
  );
}

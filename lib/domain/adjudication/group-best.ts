import type { Pairing } from "./adjudicated-kind";
import { assignBest } from "./assign-best";

/** Above this many of one set in one tangle of overlaps, pairs are made best first instead of best in sum. */
const EXACT_MAX = 150;
/** Rounds of improvement at most; two or three are what it takes. */
const ROUNDS_MAX = 20;

type Weights = ReadonlyMap<number, ReadonlyMap<number, number>>;
type Group = readonly number[];

/**
 * Puts what was numbered 0 to `setOf.length - 1` into groups with at most one of each set, so that the sum of the
 * similarities within groups is as large as can be found. With two sets that is the largest there is. With more it
 * is a problem without a known fast answer (multidimensional assignment); one set after the other is then
 * reassigned as well as it can be until nothing is gained (dimensionwise variation: Bandelt, Maas & Spieksma 2004,
 * Journal of the Operational Research Society 55), from every set as the first, and the best result is taken.
 *
 * The outcome depends on the numbering only where two groupings are worth the same.
 */
export function groupBest(setOf: readonly string[], pairings: Iterable<Pairing>): Group[] {
  const weights = new Map<number, Map<number, number>>();
  for (const { left, right, similarity } of pairings) {
    put(weights, left, right, similarity);
    put(weights, right, left, similarity);
  }
  return tangles(setOf.length, weights).flatMap((tangle) =>
    tangle.length === 1 ? [tangle] : groupTangle(tangle, setOf, weights),
  );
}

function put(weights: Map<number, Map<number, number>>, from: number, to: number, weight: number): void {
  const row = weights.get(from) ?? new Map<number, number>();
  weights.set(from, row.set(to, weight));
}

/** What hangs together by pairs, sorted. */
function tangles(count: number, weights: Weights): number[][] {
  const seen = new Uint8Array(count);
  const result: number[][] = [];
  for (let first = 0; first < count; first++) {
    if (seen[first]) continue;
    seen[first] = 1;
    const members = [first];
    for (const one of members)
      for (const other of weights.get(one)?.keys() ?? [])
        if (!seen[other]) {
          seen[other] = 1;
          members.push(other);
        }
    result.push(members.sort((a, b) => a - b));
  }
  return result;
}

function groupTangle(tangle: readonly number[], setOf: readonly string[], weights: Weights): Group[] {
  const bySet = new Map<string, number[]>();
  for (const one of tangle) {
    const set = setOf[one] ?? "";
    bySet.set(set, [...(bySet.get(set) ?? []), one]);
  }
  const sets = [...bySet.keys()].sort().map((set) => bySet.get(set) ?? []);
  if (sets.some((members) => members.length > EXACT_MAX)) return bestFirst(tangle, setOf, weights);
  let best: { groups: Group[]; worth: number } | null = null;
  // With two sets the first attempt is the best there is.
  for (let first = 0; first < (sets.length > 2 ? sets.length : 1); first++) {
    const groups = vary([...sets.slice(first), ...sets.slice(0, first)], weights);
    const worth = worthOf(groups, weights);
    if (!best || worth > best.worth) best = { groups, worth };
  }
  return best?.groups ?? [];
}

function vary(sets: readonly (readonly number[])[], weights: Weights): Group[] {
  let groups: Group[] = [];
  for (const members of sets) groups = place(members, groups, weights);
  if (sets.length <= 2) return groups;
  let worth = worthOf(groups, weights);
  for (let round = 0; round < ROUNDS_MAX; round++) {
    for (const members of sets) {
      const taken = new Set(members);
      const rest = groups
        .map((group) => group.filter((one) => !taken.has(one)))
        .filter((group) => group.length);
      groups = place(members, rest, weights);
    }
    const next = worthOf(groups, weights);
    if (next <= worth) break;
    worth = next;
  }
  return groups;
}

/** Adds the members of one set to groups of the others, as well as can be; who fits nowhere begins a group. */
function place(members: readonly number[], groups: readonly Group[], weights: Weights): Group[] {
  const worth = members.map((one) => [
    ...groups.map((group) => group.reduce((sum, other) => sum + weightOf(weights, one, other), 0)),
    // As many empty places as members, so that nobody is forced into a group.
    ...members.map(() => 0),
  ]);
  const chosen = assignBest(worth);
  const result = groups.map((group) => [...group]);
  for (const [at, one] of members.entries()) {
    const column = chosen[at] ?? -1;
    const group = (worth[at]?.[column] ?? 0) > 0 ? result[column] : undefined;
    if (group) group.push(one);
    else result.push([one]);
  }
  return result;
}

function bestFirst(tangle: readonly number[], setOf: readonly string[], weights: Weights): Group[] {
  const pairs = tangle
    .flatMap((left) => [...(weights.get(left) ?? [])].map(([right, worth]) => ({ left, right, worth })))
    .filter(({ left, right }) => left < right)
    .sort((a, b) => b.worth - a.worth || a.left - b.left || a.right - b.right);
  const groupOf = new Map(tangle.map((one) => [one, [one]]));
  for (const { left, right } of pairs) {
    const [a, b] = [groupOf.get(left) ?? [], groupOf.get(right) ?? []];
    const sets = new Set(a.map((one) => setOf[one]));
    if (a === b || b.some((one) => sets.has(setOf[one]))) continue;
    a.push(...b);
    for (const one of b) groupOf.set(one, a);
  }
  return [...new Set(groupOf.values())];
}

const weightOf = (weights: Weights, a: number, b: number): number => weights.get(a)?.get(b) ?? 0;

/** The sum of the similarities within groups. */
function worthOf(groups: readonly Group[], weights: Weights): number {
  let sum = 0;
  for (const group of groups)
    for (const [at, one] of group.entries())
      for (const other of group.slice(at + 1)) sum += weightOf(weights, one, other);
  return sum;
}

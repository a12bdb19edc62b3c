import { exactAlignment } from "./exact-alignment";
import { smallPartitionMax } from "./set-partition";
import { disorderOfSet, type PairGraph } from "./unitary-alignments";

/**
 * A good alignment of `members` where the best one would take too long: the nearest pairs are joined first as far
 * as that lowers the disorder, single units move or change places with units of the same coder while that lowers
 * it further, and then every stretch of text with a few units is aligned exactly, until that changes nothing more
 * or was done ten times. The disorder is never below that of the best alignment; on random dense texts it is less
 * than one per cent above.
 */
export function approximateAlignment(graph: PairGraph, members: readonly number[]): number[][] {
  const sets = new Sets(graph, members);
  const wanted = new Set(members);
  const pairs = members.flatMap((left) =>
    [...(graph.neighbours[left] ?? [])].flatMap(([right, apart]) =>
      left < right && wanted.has(right) ? [{ left, right, apart }] : [],
    ),
  );
  pairs.sort((a, b) => a.apart - b.apart || a.left - b.left || a.right - b.right);
  for (const { left, right } of pairs) sets.joinIfBetter(left, right);
  // Every step lowers a disorder that is bounded, so this ends; the bound only guards against rounding.
  for (let round = 0; round < 100; round++) {
    let isBetter = false;
    for (const unit of members) if (sets.moveIfBetter(unit)) isBetter = true;
    if (!isBetter) break;
  }
  let alignment = sets.all();
  for (let round = 0; round < 10; round++) {
    const better = refined(graph, alignment, round % 2 === 0 ? 0 : smallPartitionMax / 2);
    if (!better) break;
    alignment = better;
  }
  return alignment;
}

/** A stretch that could be aligned in more ways than this stays as it is. */
const candidatesMax = 5_000;

/** Aligns one stretch after the other exactly, from left to right; null when none gets better by that. */
function refined(graph: PairGraph, alignment: readonly number[][], firstSize: number): number[][] | null {
  const middleOf = (set: readonly number[]) =>
    set.reduce((sum, unit) => sum + (graph.units[unit]?.start ?? 0) + (graph.units[unit]?.end ?? 0), 0) /
    set.length;
  const sorted = [...alignment].sort((a, b) => middleOf(a) - middleOf(b));
  const costOf = (sets: readonly (readonly number[])[]) =>
    sets.reduce((sum, set) => sum + disorderOfSet(graph, set), 0);
  const result: number[][] = [];
  let isBetter = false;
  let sizeMax = firstSize || smallPartitionMax;
  let stretch: number[][] = [];
  const settle = () => {
    const aligned = exactAlignment(graph, stretch.flat(), () => null, candidatesMax);
    if (aligned && costOf(aligned) < costOf(stretch) - 1e-12) {
      isBetter = true;
      result.push(...aligned.map((set) => [...set]));
    } else result.push(...stretch);
    stretch = [];
    sizeMax = smallPartitionMax;
  };
  for (const set of sorted) {
    if (stretch.length > 0 && stretch.flat().length + set.length > sizeMax) settle();
    stretch.push(set);
  }
  if (stretch.length > 0) settle();
  return isBetter ? result : null;
}

/** A partition under change. Two units that are no neighbours in the graph are infinitely far apart. */
class Sets {
  readonly #sets = new Map<number, number[]>();
  readonly #setOf = new Map<number, number>();
  #next = 0;

  constructor(
    readonly graph: PairGraph,
    members: readonly number[],
  ) {
    for (const unit of members) this.#open(unit);
  }

  all(): number[][] {
    return [...this.#sets.values()].filter((set) => set.length > 0);
  }

  joinIfBetter(left: number, right: number): void {
    const [a, b] = [this.#setOf.get(left) ?? 0, this.#setOf.get(right) ?? 0];
    if (a === b) return;
    const [first, second] = [this.#sets.get(a) ?? [], this.#sets.get(b) ?? []];
    const together = [...first, ...second];
    if (this.#cost(together) >= this.#cost(first) + this.#cost(second)) return;
    this.#sets.set(a, together);
    this.#sets.delete(b);
    for (const unit of second) this.#setOf.set(unit, a);
  }

  /** Puts the unit where it lowers the disorder most: with a neighbour, in its coder's place there, or alone. */
  moveIfBetter(unit: number): boolean {
    const home = this.#setOf.get(unit) ?? 0;
    const set = this.#sets.get(home) ?? [];
    const without = set.filter((one) => one !== unit);
    const before = this.#cost(set);
    let best = { gain: 1e-12, target: -1, displaced: -1 };
    const offer = (gain: number, target: number, displaced: number) => {
      if (gain > best.gain) best = { gain, target, displaced };
    };
    offer(before - this.#cost(without) - 1, -1, -1);
    const targets = new Set<number>();
    for (const near of this.graph.neighbours[unit]?.keys() ?? []) {
      const target = this.#setOf.get(near);
      if (target !== undefined && target !== home) targets.add(target);
    }
    for (const target of targets) {
      const there = this.#sets.get(target) ?? [];
      const coder = this.graph.units[unit]?.coder;
      const displaced = there.find((one) => this.graph.units[one]?.coder === coder) ?? -1;
      const after = [...there.filter((one) => one !== displaced), unit];
      const left = displaced < 0 ? without : [...without, displaced];
      offer(before + this.#cost(there) - this.#cost(after) - this.#cost(left), target, displaced);
    }
    if (best.gain <= 1e-12) return false;
    this.#move(unit, home, best.target, best.displaced);
    return true;
  }

  #move(unit: number, home: number, target: number, displaced: number): void {
    const without = (this.#sets.get(home) ?? []).filter((one) => one !== unit);
    this.#sets.set(home, displaced < 0 ? without : [...without, displaced]);
    if (displaced >= 0) this.#setOf.set(displaced, home);
    if (target < 0) {
      this.#open(unit);
      return;
    }
    const there = (this.#sets.get(target) ?? []).filter((one) => one !== displaced);
    this.#sets.set(target, [...there, unit]);
    this.#setOf.set(unit, target);
  }

  #open(unit: number): void {
    this.#sets.set(this.#next, [unit]);
    this.#setOf.set(unit, this.#next);
    this.#next++;
  }

  #cost(set: readonly number[]): number {
    if (set.length === 0) return 0;
    const coders = new Set(set.map((unit) => this.graph.units[unit]?.coder));
    if (coders.size < set.length) return Number.POSITIVE_INFINITY;
    return disorderOfSet(this.graph, set);
  }
}

import type { Continuum, ContinuumUnit } from "./continuum";
import type { Dissimilarity } from "./dissimilarity";
import type { Candidate } from "./set-partition";

/** Units of different coders that could be aligned, each with how far apart they are. */
export type PairGraph = {
  readonly units: readonly ContinuumUnit[];
  /** n(n − 1) ⁄ 2 for n coders: what a unitary alignment's disorder is an average over. */
  readonly pairCount: number;
  readonly coderCount: number;
  readonly neighbours: readonly ReadonlyMap<number, number>[];
};

/**
 * What a unitary alignment of these units costs: the mean dissimilarity over all pairs of coders, where a pair of
 * which one or both are missing counts as Δ∅ = 1 (Mathet et al. 2015, section 4.3). `apart` is the sum over the
 * pairs of units that are there.
 */
export function disorderOf(size: number, apart: number, pairCount: number): number {
  return (apart + pairCount - (size * (size - 1)) / 2) / pairCount;
}

/** What a unitary alignment costs of which the graph holds all pairs; infinite for any other set of units. */
export function disorderOfSet({ neighbours, pairCount }: PairGraph, set: readonly number[]): number {
  let apart = 0;
  for (const [at, unit] of set.entries())
    for (const other of set.slice(at + 1)) apart += neighbours[unit]?.get(other) ?? Number.POSITIVE_INFINITY;
  return disorderOf(set.length, apart, pairCount);
}

/**
 * Finds the pairs that some best alignment can hold. A unit stays in an alignment of k units only if taking it
 * out is dearer, so the sum of its distances to the others is below n(n − 1) ⁄ 2 + k − 1; no single distance can
 * then reach n(n − 1) ⁄ 2 + n − 1. Units are swept by their middles: distance in position bounds how far two
 * middles can lie apart.
 */
export function pairGraph(continuum: Continuum, dissimilarity: Dissimilarity): PairGraph {
  const { units, coderCount } = continuum;
  const pairCount = (coderCount * (coderCount - 1)) / 2;
  const apartMax = pairCount + coderCount - 1;
  const neighbours = units.map(() => new Map<number, number>());
  const order = units.map((_, at) => at).sort((a, b) => middle(units[a]) - middle(units[b]));
  const longest = units.reduce((most, { start, end }) => Math.max(most, end - start), 0);
  const reach = Math.sqrt(apartMax / dissimilarity.positionWeight);
  for (const [from, left] of order.entries()) {
    const unit = units[left];
    if (!unit) continue;
    const middleMax = middle(unit) + reach * (unit.end - unit.start + longest);
    for (let to = from + 1; to < order.length; to++) {
      const right = order[to] ?? 0;
      const other = units[right];
      if (!other || middle(other) > middleMax) break;
      if (other.coder === unit.coder) continue;
      const apart = dissimilarity.between(unit, other);
      if (apart >= apartMax) continue;
      neighbours[left]?.set(right, apart);
      neighbours[right]?.set(left, apart);
    }
  }
  return { units, pairCount, coderCount, neighbours };
}

/** Twice the middle: start + end. */
const middle = (unit: ContinuumUnit | undefined): number => (unit ? unit.start + unit.end : 0);

/** Enough for any real document; beyond it the time of the exact solution can no longer be foreseen. */
type Limits = { readonly candidatesMax: number; readonly stepsMax: number };

/**
 * All unitary alignments of two or more of the `members` that can be part of a best alignment of these: those that are
 * cheaper than any two alignments they could be split into. This holds all that the bound n · Δ∅ of section 5.1.1
 * keeps and that can matter, and far fewer. Null when there are more than `limits` allows.
 */
export function unitaryAlignments(
  graph: PairGraph,
  members: readonly number[],
  limits: Limits,
): Candidate[] | null {
  const search = new Search(graph, limits);
  const wanted = new Set(members);
  const coderOf = (unit: number) => graph.units[unit]?.coder ?? 0;
  for (const root of members) {
    const near = [...(graph.neighbours[root]?.keys() ?? [])];
    const options = near.filter((unit) => wanted.has(unit) && coderOf(unit) > coderOf(root));
    options.sort((left, right) => coderOf(left) - coderOf(right));
    if (!search.growFrom(root, options)) return null;
  }
  return search.found;
}

/** Goes through sets of units by ascending coder. One set is under way at a time and kept in place. */
class Search {
  readonly found: Candidate[] = [];
  readonly #members: Int32Array;
  /** Distances within the set under way, at place × coders + place. */
  readonly #apart: Float64Array;
  #steps = 0;

  constructor(
    readonly graph: PairGraph,
    readonly limits: Limits,
  ) {
    this.#members = new Int32Array(graph.coderCount);
    this.#apart = new Float64Array(graph.coderCount ** 2);
  }

  /** Finds all sets with this unit first; false when a limit is passed. */
  growFrom(root: number, options: readonly number[]): boolean {
    this.#members[0] = root;
    return this.#grow(1, 0, options);
  }

  /** Adds one unit of a later coder to the set of `size` units in every way; `total` is the sum of its distances. */
  #grow(size: number, total: number, options: readonly number[]): boolean {
    const { pairCount } = this.graph;
    let codersLeft = this.#countCoders(options);
    let coder = -1;
    for (const [at, unit] of options.entries()) {
      if (this.#coderOf(unit) !== coder) codersLeft--;
      coder = this.#coderOf(unit);
      if (++this.#steps > this.limits.stepsMax) return false;
      const sum = total + this.#place(unit, size);
      const sizeMax = size + 1 + codersLeft;
      if (sum >= (sizeMax * pairCount + sizeMax * (sizeMax - 1)) / 2) continue;
      const farthest = this.#farthest(size + 1);
      if (farthest >= pairCount + sizeMax - 1) continue;
      if (farthest < pairCount + size && !this.#canSplit(size + 1)) {
        if (this.found.length >= this.limits.candidatesMax) return false;
        const members = Array.from(this.#members.subarray(0, size + 1));
        this.found.push({ cost: disorderOf(size + 1, sum, pairCount), members });
      }
      if (codersLeft === 0) continue;
      const rest = this.#optionsAfter(options, at, unit);
      if (rest.length > 0 && !this.#grow(size + 1, sum, rest)) return false;
    }
    return true;
  }

  #coderOf(unit: number): number {
    return this.graph.units[unit]?.coder ?? 0;
  }

  /** How many coders the options, sorted by coder, are of. */
  #countCoders(options: readonly number[]): number {
    let count = 0;
    let last = -1;
    for (const unit of options) {
      if (this.#coderOf(unit) !== last) count++;
      last = this.#coderOf(unit);
    }
    return count;
  }

  #optionsAfter(options: readonly number[], at: number, unit: number): number[] {
    const near = this.graph.neighbours[unit];
    const rest: number[] = [];
    for (let next = at + 1; next < options.length; next++) {
      const option = options[next] ?? 0;
      if (this.#coderOf(option) !== this.#coderOf(unit) && near?.has(option)) rest.push(option);
    }
    return rest;
  }

  /** Puts the unit in the place after the first `size` and returns how far it is from them in all. */
  #place(unit: number, size: number): number {
    const width = this.graph.coderCount;
    const near = this.graph.neighbours[unit];
    let sum = 0;
    for (let at = 0; at < size; at++) {
      const apart = near?.get(this.#members[at] ?? 0) ?? Number.POSITIVE_INFINITY;
      this.#apart[size * width + at] = apart;
      this.#apart[at * width + size] = apart;
      sum += apart;
    }
    this.#members[size] = unit;
    return sum;
  }

  /** The sum of distances of the unit that is farthest from the others. */
  #farthest(size: number): number {
    const width = this.graph.coderCount;
    let most = 0;
    for (let at = 0; at < size; at++) {
      let sum = 0;
      for (let other = 0; other < size; other++)
        if (other !== at) sum += this.#apart[at * width + other] ?? 0;
      if (sum > most) most = sum;
    }
    return most;
  }

  /**
   * Whether some split in two is as cheap as leaving the units together: one with distances across of at least
   * n(n − 1) ⁄ 2 + |A| |B|. Splits off one unit are known to be dearer. Beyond ten units none is tried, which
   * keeps more than need be and loses nothing.
   */
  #canSplit(size: number): boolean {
    if (size < 4 || size > 10) return false;
    const width = this.graph.coderCount;
    // The last unit is always on the other side, as each split would come twice.
    for (let part = 3; part < 2 ** (size - 1); part++) {
      let across = 0;
      let inside = 0;
      for (let at = 0; at < size; at++) {
        if (((part >> at) & 1) === 0) continue;
        inside++;
        for (let other = 0; other < size; other++)
          if (((part >> other) & 1) === 0) across += this.#apart[at * width + other] ?? 0;
      }
      if (across >= this.graph.pairCount + inside * (size - inside)) return true;
    }
    return false;
  }
}

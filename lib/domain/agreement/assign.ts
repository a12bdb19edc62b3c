import type { Edge } from "./overlap-edges";

/**
 * Work, in edges times augmenting paths, up to which the heaviest of the largest assignments is found. What is
 * beyond it (thousands of marks that all overlap one another) gets a largest one that starts from the heaviest
 * edges, so that it need not be the heaviest.
 */
export const EXACT_WORK_MAX = 4_000_000;

/**
 * Assigns left to right one to one: as many as possible, and of those assignments one of the greatest weight.
 * Answers for each left its right, or -1. The same whatever the order of edges of different weight; edges of
 * equal weight are preferred in their order.
 */
export function assign(leftCount: number, rightCount: number, edges: readonly Edge[]): Int32Array {
  const rightOf = new Int32Array(leftCount).fill(-1);
  for (const component of componentsOf(leftCount, rightCount, edges)) {
    const [only] = component;
    if (component.length === 1 && only) rightOf[only.left] = only.right;
    else assignComponent(component, rightOf);
  }
  return rightOf;
}

function assignComponent(edges: readonly Edge[], rightOf: Int32Array): void {
  const lefts = positions(edges.map(({ left }) => left));
  const rights = positions(edges.map(({ right }) => right));
  const local = edges.map(({ left, right, weight }) => ({
    left: lefts.get(left) ?? 0,
    right: rights.get(right) ?? 0,
    weight,
  }));
  const paths = Math.min(lefts.size, rights.size);
  const isExact = edges.length * paths * (lefts.size + rights.size) <= EXACT_WORK_MAX;
  const matching = new Matching(lefts.size, rights.size, local);
  if (!isExact) matching.takeHeaviestFirst();
  while (isExact ? matching.augmentBest() : matching.augment());
  const names = [...rights.keys()];
  for (const [left, at] of lefts) rightOf[left] = names[matching.rightOf[at] ?? -1] ?? -1;
}

const positions = (ids: readonly number[]): Map<number, number> => {
  const found = new Map<number, number>();
  for (const id of ids) if (!found.has(id)) found.set(id, found.size);
  return found;
};

/** A growing assignment within one component. */
class Matching {
  readonly rightOf: Int32Array;
  readonly #leftOf: Int32Array;
  readonly #edges: readonly Edge[];
  readonly #byLeft: readonly (readonly Edge[])[];

  constructor(leftCount: number, rightCount: number, edges: readonly Edge[]) {
    this.rightOf = new Int32Array(leftCount).fill(-1);
    this.#leftOf = new Int32Array(rightCount).fill(-1);
    this.#edges = edges;
    const byLeft: Edge[][] = Array.from({ length: leftCount }, () => []);
    for (const edge of edges) byLeft[edge.left]?.push(edge);
    this.#byLeft = byLeft;
  }

  takeHeaviestFirst(): void {
    for (const { left, right } of [...this.#edges].sort((a, b) => b.weight - a.weight))
      if (this.rightOf[left] === -1 && this.#leftOf[right] === -1) this.#pair(left, right);
  }

  #pair(left: number, right: number): void {
    this.rightOf[left] = right;
    this.#leftOf[right] = left;
  }

  /**
   * Takes one pair more, by the alternating path that gains most weight (Bellman-Ford: an assignment that is the
   * heaviest of its size stays so by such a path). False when there is none.
   */
  augmentBest(): boolean {
    const gain = Float64Array.from(this.rightOf, (right) => (right === -1 ? 0 : Number.NEGATIVE_INFINITY));
    const cameFrom = new Int32Array(this.#leftOf.length).fill(-1);
    const reached = new Float64Array(this.#leftOf.length).fill(Number.NEGATIVE_INFINITY);
    for (let isChanged = true; isChanged; ) {
      isChanged = false;
      for (const { left, right, weight } of this.#edges) {
        if (this.rightOf[left] === right) continue;
        const total = (gain[left] ?? 0) + weight;
        if (total <= (reached[right] ?? 0)) continue;
        reached[right] = total;
        cameFrom[right] = left;
        const holder = this.#leftOf[right] ?? -1;
        if (holder !== -1) gain[holder] = total - this.#weightOf(holder, right);
        isChanged = true;
      }
    }
    let best = -1;
    for (let right = 0; right < reached.length; right++) {
      const isFree = this.#leftOf[right] === -1 && (reached[right] ?? 0) > Number.NEGATIVE_INFINITY;
      if (isFree && (best === -1 || (reached[right] ?? 0) > (reached[best] ?? 0))) best = right;
    }
    if (best === -1) return false;
    this.#flip(best, cameFrom);
    return true;
  }

  /** Takes one pair more by any alternating path. False when there is none. */
  augment(): boolean {
    const cameFrom = new Int32Array(this.#leftOf.length).fill(-1);
    const queue = [...this.rightOf.keys()].filter((left) => this.rightOf[left] === -1);
    for (let at = 0; at < queue.length; at++)
      for (const { left, right } of this.#byLeft[queue[at] ?? 0] ?? []) {
        if (cameFrom[right] !== -1) continue;
        cameFrom[right] = left;
        const holder = this.#leftOf[right] ?? -1;
        if (holder === -1) {
          this.#flip(right, cameFrom);
          return true;
        }
        queue.push(holder);
      }
    return false;
  }

  #flip(end: number, cameFrom: Int32Array): void {
    for (let right = end; right !== -1; ) {
      const left = cameFrom[right] ?? -1;
      const next = this.rightOf[left] ?? -1;
      this.#pair(left, right);
      right = next;
    }
  }

  #weightOf(left: number, right: number): number {
    return this.#byLeft[left]?.find((edge) => edge.right === right)?.weight ?? 0;
  }
}

/** Edges by what hangs together: what is assigned in one part doesn't touch another. */
function componentsOf(leftCount: number, rightCount: number, edges: readonly Edge[]): Edge[][] {
  const parent = Int32Array.from({ length: leftCount + rightCount }, (_, at) => at);
  const rootOf = (node: number): number => {
    let root = node;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root] ?? 0] ?? 0;
      root = parent[root] ?? 0;
    }
    return root;
  };
  for (const { left, right } of edges) parent[rootOf(left)] = rootOf(leftCount + right);
  const found = new Map<number, Edge[]>();
  for (const edge of edges) {
    const root = rootOf(edge.left);
    const known = found.get(root);
    if (known) known.push(edge);
    else found.set(root, [edge]);
  }
  return [...found.values()];
}

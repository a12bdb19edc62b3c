/** Pairs of different sets that share a key, each once, with their places in the list. */
export function* pairsWithin<A extends { readonly setId: string }>(
  all: readonly A[],
  keysOf: (one: A) => readonly string[],
): Generator<readonly [number, number, A, A]> {
  const groups = new Map<string, number[]>();
  const seen = new Set<string>();
  for (const [right, b] of all.entries()) {
    for (const key of keysOf(b)) {
      const group = groups.get(key) ?? [];
      groups.set(key, group);
      for (const left of group) {
        const a = all[left];
        if (!a || a.setId === b.setId || seen.has(`${left} ${right}`)) continue;
        seen.add(`${left} ${right}`);
        yield [left, right, a, b];
      }
      group.push(right);
    }
  }
}

type Extended = {
  readonly start: number;
  readonly end: number;
  readonly spans: readonly { readonly start: number; readonly end: number }[];
};

/** Two that share characters: their positions in the lists that were compared, and how many characters. */
export type Edge = { readonly left: number; readonly right: number; readonly weight: number };

/** Code points that both cover. Spans of each are sorted and disjoint. */
export function sharedLength(a: Extended, b: Extended): number {
  const [first] = a.spans;
  const [other] = b.spans;
  if (a.spans.length === 1 && b.spans.length === 1 && first && other)
    return Math.max(0, Math.min(first.end, other.end) - Math.max(first.start, other.start));
  let shared = 0;
  for (let i = 0, j = 0; i < a.spans.length && j < b.spans.length; ) {
    const left = a.spans[i];
    const right = b.spans[j];
    if (!left || !right) break;
    shared += Math.max(0, Math.min(left.end, right.end) - Math.max(left.start, right.start));
    if (left.end < right.end) i++;
    else j++;
  }
  return shared;
}

/** Every two of two lists sorted by start that share characters, by their places in the lists. */
export function overlapEdges(a: readonly Extended[], b: readonly Extended[]): Edge[] {
  const edges: Edge[] = [];
  // Nothing of b before the place where the furthest end so far passes a's start can overlap it.
  const furthest: number[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < b.length; at++) {
    end = Math.max(end, b[at]?.end ?? end);
    furthest.push(end);
  }
  let from = 0;
  for (let left = 0; left < a.length; left++) {
    const one = a[left];
    if (!one) break;
    while (from < b.length && (furthest[from] ?? 0) <= one.start) from++;
    for (let right = from; right < b.length; right++) {
      const other = b[right];
      if (!other || other.start >= one.end) break;
      const weight = other.end > one.start ? sharedLength(one, other) : 0;
      if (weight > 0) edges.push({ left, right, weight });
    }
  }
  return edges;
}

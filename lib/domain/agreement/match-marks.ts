import { assign } from "./assign";
import { compareExtents, type Mark } from "./mark";
import { overlapEdges } from "./overlap-edges";

/** A mark of one coder and what the other has in its place; null where the other has nothing. */
export type Match = {
  readonly a: Mark | null;
  readonly b: Mark | null;
  /** Whether both cover exactly the same characters. */
  readonly isSameExtent: boolean;
};

/**
 * Matches the marks of two coders one to one, so that every mark is in exactly one match. First those with the
 * same extent and tag, then those with the same extent, then overlapping ones with the same tag, then other
 * overlapping ones; among overlapping ones as many as possible, and then those that share the most characters.
 * Marks with the same extent, or the same tag at overlapping places, are marks of their own throughout.
 */
export function matchMarks(a: readonly Mark[], b: readonly Mark[]): Match[] {
  const matches: Match[] = [];
  const pair = (left: Mark, right: Mark, isSameExtent: boolean) =>
    matches.push({ a: left, b: right, isSameExtent });
  const full = pairEqual(a, b, (x, y) => compareExtents(x, y) || x.tag - y.tag, pair);
  const same = pairEqual(full.a, full.b, compareExtents, pair);
  const tagged = pairOverlapping(same.a, same.b, true, pair);
  const rest = pairOverlapping(tagged.a, tagged.b, false, pair);
  for (const left of rest.a) matches.push({ a: left, b: null, isSameExtent: false });
  for (const right of rest.b) matches.push({ a: null, b: right, isSameExtent: false });
  return matches;
}

type Rest = { readonly a: readonly Mark[]; readonly b: readonly Mark[] };
type Pair = (a: Mark, b: Mark, isSameExtent: boolean) => void;

/** Pairs what is equal in two lists sorted by `compare`, one to one, and answers what is left. */
function pairEqual(
  a: readonly Mark[],
  b: readonly Mark[],
  compare: (a: Mark, b: Mark) => number,
  pair: Pair,
): Rest {
  const rest: { a: Mark[]; b: Mark[] } = { a: [], b: [] };
  let i = 0;
  let j = 0;
  for (;;) {
    const left = a[i];
    const right = b[j];
    if (!left || !right) break;
    const order = compare(left, right);
    if (order === 0) {
      pair(left, right, true);
      i++;
      j++;
    } else if (order < 0) {
      rest.a.push(left);
      i++;
    } else {
      rest.b.push(right);
      j++;
    }
  }
  return { a: rest.a.concat(a.slice(i)), b: rest.b.concat(b.slice(j)) };
}

function pairOverlapping(a: readonly Mark[], b: readonly Mark[], isSameTag: boolean, pair: Pair): Rest {
  if (a.length === 0 || b.length === 0) return { a, b };
  const edges = overlapEdges(a, b).filter(({ left, right }) => !isSameTag || a[left]?.tag === b[right]?.tag);
  if (edges.length === 0) return { a, b };
  const rightOf = assign(a.length, b.length, edges);
  const taken = new Set<number>();
  a.forEach((left, at) => {
    const right = b[rightOf[at] ?? -1];
    if (!right) return;
    taken.add(rightOf[at] ?? -1);
    pair(left, right, false);
  });
  return { a: a.filter((_, at) => rightOf[at] === -1), b: b.filter((_, at) => !taken.has(at)) };
}

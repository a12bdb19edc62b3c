import { assign } from "./assign";
import { compareExtents, type Mark } from "./mark";
import type { MarkCounts } from "./mark-counts";
import { type Edge, overlapEdges } from "./overlap-edges";
import { type Counted, type Statistic, slotOf } from "./statistic";

/** Marks of two coders under both ways of matching. */
export type SpanCounts = Counted & { readonly exact: MarkCounts; readonly overlapping: MarkCounts };

/** Marks of the same tag, matched one to one. Slots: matched exactly, matched by overlap, a's, b's. */
export const spanMatches: Statistic<SpanCounts, never> = {
  id: "span-matches",
  subject: "marks",
  start: ({ plan }) => ({
    topics: plan.tags.map((tag) => ({ tag, attribute: null })),
    countPair(document, a, b, sink) {
      const left = document.codings[a]?.marksOf ?? [];
      const right = document.codings[b]?.marksOf ?? [];
      left.forEach((marks, tag) => {
        const others = right[tag] ?? [];
        sink(tag + 1, 0, exactMatches(marks, others));
        sink(tag + 1, 1, overlapMatches(marks, others));
        sink(tag + 1, 2, marks.length);
        sink(tag + 1, 3, others.length);
      });
    },
    readPair(tally) {
      const left = slotOf(tally, 2);
      const right = slotOf(tally, 3);
      const items = left + right;
      return {
        items,
        exact: { items, both: slotOf(tally, 0), left, right },
        overlapping: { items, both: slotOf(tally, 1), left, right },
      };
    },
    group: null,
  }),
};

/** How many cover exactly the same characters, one to one. */
function exactMatches(a: readonly Mark[], b: readonly Mark[]): number {
  let both = 0;
  for (let i = 0, j = 0; ; ) {
    const left = a[i];
    const right = b[j];
    if (!left || !right) return both;
    const order = compareExtents(left, right);
    if (order === 0) both++;
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
}

/** How many share a character, one to one and as many as possible. */
function overlapMatches(a: readonly Mark[], b: readonly Mark[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const edges = overlapEdges(a, b);
  if (isOneToOne(edges)) return edges.length;
  let both = 0;
  for (const right of assign(a.length, b.length, edges)) if (right >= 0) both++;
  return both;
}

/** Edges come by left, so that a left with two shows at once. */
function isOneToOne(edges: readonly Edge[]): boolean {
  const rights = new Set<number>();
  let last = -1;
  for (const { left, right } of edges) {
    if (left === last || rights.has(right)) return false;
    last = left;
    rights.add(right);
  }
  return true;
}

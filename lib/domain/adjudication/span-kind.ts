import { type SpanAnnotation, sameAttributes } from "../annotation/annotation";
import { hull, type Span, sameSpans } from "../span/span";
import {
  type AdjudicatedKind,
  type AlignContext,
  type Pairing,
  saidOf,
  similarity,
} from "./adjudicated-kind";

/**
 * Marks with different tags speak of the same thing only where they cover much the same text: an actor inside a
 * long quote is no rival of the quote. A third lets "strike" meet "the strike" and "strike committee".
 */
const SHARED_MIN = 1 / 3;

export const spanKind: AdjudicatedKind<"span"> = {
  kind: "span",
  statement: (mark, context) =>
    JSON.stringify([mark.spans.map(({ start, end }) => [start, end]), ...sayingsOf(mark, context)]),
  looseStatement: (mark, context) => JSON.stringify(sayingsOf(mark, context)),
  pairings: overlapping,
  differences: (a, b, { entityKey }) => [
    ...(a.tag === b.tag ? [] : (["tag"] as const)),
    ...(sameSpans(a.spans, b.spans) ? [] : (["boundary"] as const)),
    ...(sameEntity(a.entityId, b.entityId, entityKey) ? [] : (["entity"] as const)),
  ],
};

const sayingsOf = (mark: SpanAnnotation, { entityKey }: AlignContext) => [
  mark.tag,
  saidOf(mark.attributes),
  mark.entityId === null ? null : entityKey(mark.entityId),
];

const sameEntity = (a: string | null, b: string | null, key: AlignContext["entityKey"]): boolean =>
  a === b || (a !== null && b !== null && key(a) === key(b));

/** One pass over the text from left to right: each mark meets those that have not ended where it begins. */
function* overlapping(marks: readonly SpanAnnotation[], context: AlignContext): Generator<Pairing> {
  const placed = marks
    .flatMap((mark, at) => {
      const extent = hull(mark.spans);
      return extent ? [{ mark, at, extent }] : [];
    })
    .sort((a, b) => a.extent.start - b.extent.start || a.at - b.at);
  let open: typeof placed = [];
  for (const one of placed) {
    open = open.filter(({ extent }) => extent.end > one.extent.start);
    for (const other of open) {
      if (other.mark.setId === one.mark.setId) continue;
      const worth = likeness(other.mark, one.mark, context);
      if (worth > 0) yield { left: other.at, right: one.at, similarity: worth };
    }
    open.push(one);
  }
}

/** How much two marks speak of the same thing; 0 when they don't. */
function likeness(a: SpanAnnotation, b: SpanAnnotation, { entityKey }: AlignContext): number {
  const shared = sharedPortion(a.spans, b.spans);
  if (shared === 0 || (a.tag !== b.tag && shared < SHARED_MIN)) return 0;
  const sameEnds = sameEntity(a.entityId, b.entityId, entityKey);
  const sameFields = sameAttributes(a.attributes, b.attributes);
  if (a.tag !== b.tag) return similarity("other", shared);
  if (shared < 1) return similarity("sameTag", shared);
  if (sameEnds && sameFields) return similarity("identical", 1);
  return similarity("sameExtent", sameFields ? 1 : sameEnds ? 0.5 : 0);
}

/** Characters that both cover, as a portion of those that either covers (Jaccard's index). */
export function sharedPortion(a: readonly Span[], b: readonly Span[]): number {
  let shared = 0;
  for (const one of a)
    for (const other of b)
      shared += Math.max(0, Math.min(one.end, other.end) - Math.max(one.start, other.start));
  const either = covered(a) + covered(b) - shared;
  return either === 0 ? 0 : shared / either;
}

const covered = (spans: readonly Span[]): number =>
  spans.reduce((sum, { start, end }) => sum + end - start, 0);

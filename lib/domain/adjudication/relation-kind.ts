import { type RelationAnnotation, sameAttributes } from "../annotation/annotation";
import {
  type AdjudicatedKind,
  type AlignContext,
  type Pairing,
  saidOf,
  similarity,
} from "./adjudicated-kind";
import { pairsWithin } from "./pairs-within";

const said = (link: RelationAnnotation, context: AlignContext): string =>
  JSON.stringify([link.tag, ...endsOf(link, context), saidOf(link.attributes)]);

/**
 * Relations are compared through the items that their ends are in, so a mark whose boundary is in dispute doesn't
 * put all that hangs on it in dispute too. Two that share only one end speak of the same thing when they are of
 * one type: who said a quote, with two answers.
 */
export const relationKind: AdjudicatedKind<"relation"> = {
  kind: "relation",
  statement: said,
  looseStatement: said,
  pairings: function* (all, context): Generator<Pairing> {
    const ends = all.map((link) => endsOf(link, context));
    const unordered = all.map((link) => [context.itemOf(link.fromId), context.itemOf(link.toId)].sort());
    const keys = all.map((link, at) => {
      const [from = "", to = ""] = ends[at] ?? [];
      return [`both ${unordered[at]?.join(" ")}`, `from ${link.tag} ${from}`, `to ${link.tag} ${to}`];
    });
    const at = new Map(all.map((link, index) => [link, index]));
    for (const [left, right, a, b] of pairsWithin(all, (link) => keys[at.get(link) ?? -1] ?? [])) {
      const same = ends[left]?.every((end, which) => end === ends[right]?.[which]) ?? false;
      const joinsSame = unordered[left]?.every((end, which) => end === unordered[right]?.[which]) ?? false;
      yield { left, right, similarity: likeness(a, b, same, joinsSame) };
    }
  },
  differences: (a, b, context) => {
    const [from, to] = endsOf(a, context);
    const [otherFrom, otherTo] = endsOf(b, context);
    return [
      ...(a.tag === b.tag ? [] : (["tag"] as const)),
      ...(from === otherFrom && to === otherTo ? [] : (["relation"] as const)),
    ];
  },
};

/** The items it joins; sorted where direction means nothing, so that the same link drawn backwards is the same. */
function endsOf(link: RelationAnnotation, { itemOf, isDirected }: AlignContext): readonly [string, string] {
  const [from, to] = [itemOf(link.fromId), itemOf(link.toId)];
  return isDirected(link.tag) || from <= to ? [from, to] : [to, from];
}

function likeness(a: RelationAnnotation, b: RelationAnnotation, same: boolean, joinsSame: boolean): number {
  if (a.tag !== b.tag) return similarity("other", same ? 1 : 0.5);
  if (!same) return similarity("sameTag", joinsSame ? 1 : 0);
  return sameAttributes(a.attributes, b.attributes)
    ? similarity("identical", 1)
    : similarity("sameExtent", 0);
}

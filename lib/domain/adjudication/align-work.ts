import type { Annotation, AnnotationKind } from "../annotation/annotation";
import { byPosition } from "../span/span";
import type { AdjudicatedKind, AlignContext, OfKind } from "./adjudicated-kind";
import { adjudicatedKinds, alignOrder } from "./adjudicated-kinds";
import { groupBest } from "./group-best";
import { type AlignedItem, type AlignOptions, type Disagreement, differenceKinds, type Work } from "./item";
import { type Ranks, rankStacked } from "./rank-stacked";

/**
 * Puts together what annotations of different sets say of the same thing. Every annotation is in exactly one item,
 * and an item has at most one of each set: marks of one set on the same words stay apart. The order in which sets and
 * annotations are given doesn't matter. Items come in the order of the text, relations after what they join.
 *
 * What sets say alike is paired first. The rest is paired so that the sum of similarities is largest: same tag and
 * extent before same tag on overlapping words before another tag on much the same words.
 */
export function alignWork(work: readonly Work[], options: AlignOptions = {}): AlignedItem[] {
  const sets = work.map(({ set }) => set).sort();
  const all = work.flatMap(({ annotations }) => annotations);
  const itemOf = new Map<string, string>();
  const context: AlignContext = {
    entityKey: options.entityKey ?? ((id) => id),
    isDirected: options.isDirected ?? (() => true),
    itemOf: (id) => itemOf.get(id) ?? id,
  };
  const ranks = rankStacked(all, context);
  const items: AlignedItem[] = [];
  for (const kind of alignOrder) {
    for (const item of alignKind(kind, all, sets, context, ranks)) {
      for (const { id } of item.versions) itemOf.set(id, item.id);
      items.push(item);
    }
  }
  return items;
}

function alignKind<K extends AnnotationKind>(
  name: K,
  all: readonly Annotation[],
  sets: readonly string[],
  context: AlignContext,
  ranks: readonly Ranks[],
): AlignedItem[] {
  const kind: AdjudicatedKind<K> = adjudicatedKinds[name];
  // The filter is on the very field that tells the members of the union apart.
  const annotations = all.filter((one): one is OfKind<K> => one.kind === name);
  const statements = new Map(annotations.map((one) => [one, kind.statement(one, context)]));
  const statementOf = (one: OfKind<K>) => statements.get(one) ?? "";
  annotations.sort((a, b) => compare(a.id, b.id));
  const agreed: OfKind<K>[][] = [];
  let rest: readonly OfKind<K>[] = annotations;
  for (const rank of [...ranks, null]) {
    const taken = takeAgreed(rest, (one) => `${statementOf(one)} ${rank?.get(one.id) ?? ""}`, sets.length);
    agreed.push(...taken.agreed);
    rest = taken.rest;
  }
  const groups = groupBest(
    rest.map(({ setId }) => setId),
    kind.pairings(rest, context),
  ).map((group) => group.flatMap((at) => rest[at] ?? []));
  return [...agreed, ...groups].map((versions) => toItem(kind, versions, sets, context)).sort(byPlace);
}

/** What all sets say alike, as often as all of them say it: the bulk, out of the way of the costly part. */
function takeAgreed<A extends Annotation>(
  ordered: readonly A[],
  statementOf: (one: A) => string,
  setCount: number,
): { agreed: A[][]; rest: A[] } {
  const copies = new Map<string, A[]>();
  const counts = new Map<string, number>();
  for (const one of ordered) {
    const own = JSON.stringify([one.setId, statementOf(one)]);
    const nth = counts.get(own) ?? 0;
    counts.set(own, nth + 1);
    const key = `${nth} ${statementOf(one)}`;
    const group = copies.get(key);
    if (group) group.push(one);
    else copies.set(key, [one]);
  }
  const isAgreed = (group: readonly A[]) => group.length === setCount && setCount > 1;
  const groups = [...copies.values()];
  const rest = new Set(groups.filter((group) => !isAgreed(group)).flat());
  return { agreed: groups.filter(isAgreed), rest: ordered.filter((one) => rest.has(one)) };
}

function toItem<K extends AnnotationKind>(
  kind: AdjudicatedKind<K>,
  members: readonly OfKind<K>[],
  sets: readonly string[],
  context: AlignContext,
): AlignedItem {
  const versions = [...members].sort((a, b) => compare(a.setId, b.setId));
  const present = new Set(versions.map(({ setId }) => setId));
  const missing = sets.filter((set) => !present.has(set));
  const [id = ""] = versions.map((one) => one.id).sort();
  return { id, kind: kind.kind, versions, missing, ...disagreement(kind, versions, missing, context) };
}

function disagreement<K extends AnnotationKind>(
  kind: AdjudicatedKind<K>,
  versions: readonly OfKind<K>[],
  missing: readonly string[],
  context: AlignContext,
): Disagreement {
  const found = new Set<string>(missing.length > 0 ? ["missing"] : []);
  const attributes = new Set<string>();
  const [first, ...others] = versions;
  // Saying the same is transitive: who all say what the first says agree with each other.
  for (const other of first ? others : []) {
    if (!first) break;
    for (const difference of kind.differences(first, other, context)) found.add(difference);
    for (const key of [...Object.keys(first.attributes), ...Object.keys(other.attributes)])
      if (first.attributes[key] !== other.attributes[key]) attributes.add(key);
  }
  if (attributes.size > 0) found.add("attribute");
  return {
    differences: differenceKinds.filter((one) => found.has(one)),
    attributes: [...attributes].sort(),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function byPlace(a: AlignedItem, b: AlignedItem): number {
  return byPosition(placeOf(a), placeOf(b)) || compare(a.id, b.id);
}

const placeOf = ({ id, versions: [first] }: AlignedItem) => ({
  id,
  spans: first?.kind === "span" ? first.spans : [],
});

import type { AnnotationKind } from "../annotation/annotation";
import { relationTypeOf, type Scheme, tagOf } from "../scheme/scheme";
import { hull } from "../span/span";
import type { AlignedItem, DifferenceKind } from "./item";

/** What changes most of what the gold says comes first. */
const rankOf = {
  tag: 0,
  missing: 1,
  relation: 2,
  entity: 3,
  boundary: 4,
  attribute: 5,
} as const satisfies Record<DifferenceKind, number>;
const UNANIMOUS = 6;

/** Relations come last: what they join has to be decided before them. */
const kindRank = { span: 0, document: 1, relation: 2 } as const satisfies Record<AnnotationKind, number>;

/**
 * Items in the order in which a curator should see them: marks before relations, whether there is something and what
 * it is before where it ends, marks that stand for themselves before helpers (a cue serves a quote), what most sets
 * speak of before what few do, then the order of the text.
 */
export function rankItems(items: readonly AlignedItem[], scheme: Scheme): AlignedItem[] {
  const ranked = items.map((item) => ({ item, weight: weigh(item, scheme) }));
  ranked.sort((a, b) => {
    for (const [at, left] of a.weight.entries()) {
      const right = b.weight[at] ?? 0;
      if (left !== right) return left - right;
    }
    return a.item.id < b.item.id ? -1 : a.item.id > b.item.id ? 1 : 0;
  });
  return ranked.map(({ item }) => item);
}

function weigh({ kind, versions, differences }: AlignedItem, scheme: Scheme): readonly number[] {
  const first = versions[0];
  const isHelper = versions.every(({ tag }) =>
    kind === "relation"
      ? relationTypeOf(scheme, tag)?.retired === true
      : tagOf(scheme, tag)?.isHelper === true,
  );
  const extent = first?.kind === "span" ? hull(first.spans) : null;
  return [
    kindRank[kind],
    Math.min(UNANIMOUS, ...differences.map((one) => rankOf[one])),
    isHelper ? 1 : 0,
    -versions.length,
    extent?.start ?? 0,
  ];
}

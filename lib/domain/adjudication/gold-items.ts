import type { Annotation } from "../annotation/annotation";
import { byPosition } from "../span/span";
import { type Decision, orphanDecisions } from "./decision";
import type { AlignedItem } from "./item";

/**
 * How gold came to stand beside the annotators' work: added by a curator where nobody had marked anything, orphaned
 * when all that it was taken from went, kept when a curator has said that it stays all the same.
 */
export type GoldOrigin = "added" | "orphaned" | "kept";

/** A gold annotation that belongs to no item of the annotators' work, shaped like one: it is its only version. */
export type GoldItem<D extends Decision> = AlignedItem & {
  readonly origin: GoldOrigin;
  /** What made it, in force; none where it was written into the gold without a decision. */
  readonly decisions: readonly D[];
};

/** The gold that stands for itself, in the order of the text. `decisions` are those in force. */
export function goldItems<D extends Decision>(
  items: readonly AlignedItem[],
  decisions: readonly D[],
  gold: readonly Annotation[],
): GoldItem<D>[] {
  const present = new Set(items.flatMap(({ versions }) => versions.map(({ id }) => id)));
  const orphans = new Set(orphanDecisions(items, decisions));
  const byGold = new Map<string, D[]>();
  for (const decision of decisions) {
    const { annotationId } = decision;
    if (annotationId !== null) byGold.set(annotationId, [...(byGold.get(annotationId) ?? []), decision]);
  }
  return gold
    .flatMap((one): GoldItem<D>[] => {
      const own = byGold.get(one.id) ?? [];
      const sources = own.flatMap((decision) => decision.sources);
      if (sources.some(({ annotationId }) => present.has(annotationId))) return [];
      const origin = own.some((decision) => orphans.has(decision))
        ? "orphaned"
        : sources.length > 0
          ? "kept"
          : "added";
      return [{ ...shape(one), origin, decisions: own }];
    })
    .sort((a, b) => byPosition(placeOf(a), placeOf(b)));
}

const shape = (one: Annotation): AlignedItem => ({
  id: one.id,
  kind: one.kind,
  versions: [one],
  missing: [],
  differences: [],
  attributes: [],
});

const placeOf = ({ id, versions: [first] }: AlignedItem) => ({
  id,
  spans: first?.kind === "span" ? first.spans : [],
});

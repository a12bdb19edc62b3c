import type { Annotation, AnnotationKind } from "../annotation/annotation";

/** The submitted work of one set on one document. */
export type Work = { readonly set: string; readonly annotations: readonly Annotation[] };

/**
 * How versions of one thing can differ. A note is no assertion about the text, so it is no difference: "not sure
 * here" next to the same mark would make a dispute of what everybody agrees on.
 */
export const differenceKinds = ["missing", "tag", "boundary", "relation", "entity", "attribute"] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** What the versions of one thing differ in. */
export type Disagreement = {
  readonly differences: readonly DifferenceKind[];
  /** Which attributes differ, by key, sorted; empty unless `differences` names "attribute". */
  readonly attributes: readonly string[];
};

/** Annotations of different sets that speak of the same thing: at most one of each set. */
export type AlignedItem = Disagreement & {
  /** The smallest id among the versions: the same however the work is listed. */
  readonly id: string;
  readonly kind: AnnotationKind;
  /** In the order of their sets' ids. */
  readonly versions: readonly Annotation[];
  /** The sets that say nothing of it, sorted; empty unless `differences` names "missing". */
  readonly missing: readonly string[];
};

export type AlignOptions = {
  /** Equal for entities that stand for the same; see `entityKeys`. By default every entity is its own. */
  readonly entityKey?: ((entityId: string) => string) | undefined;
  /** Whether a relation of this type means another thing turned round. By default all do. */
  readonly isDirected?: ((relationType: string) => boolean) | undefined;
};

/** Whether all sets say the same of it. */
export const isUnanimous = (item: Pick<AlignedItem, "differences">): boolean => item.differences.length === 0;

import type { Annotation, AnnotationKind, Attributes } from "../annotation/annotation";
import type { DifferenceKind } from "./item";

export type OfKind<K extends AnnotationKind> = Extract<Annotation, { kind: K }>;

/** What a kind may ask about the rest of the work. */
export type AlignContext = {
  readonly entityKey: (entityId: string) => string;
  readonly isDirected: (relationType: string) => boolean;
  /** The item that a mark has been put in: relations are aligned after what they join. */
  readonly itemOf: (annotationId: string) => string;
};

/** Two annotations, by their places in the list, that may speak of the same thing, and how much so. */
export type Pairing = { readonly left: number; readonly right: number; readonly similarity: number };

/** How annotations of one kind are compared across sets. Adding a kind is one of these and a line in the registry. */
export type AdjudicatedKind<K extends AnnotationKind> = {
  readonly kind: K;
  /** What it says, as text: equal for those that say the same. Notes don't count. */
  readonly statement: (annotation: OfKind<K>, context: AlignContext) => string;
  /** The same without where exactly it lies: equal for those that differ in their boundaries alone. */
  readonly looseStatement: (annotation: OfKind<K>, context: AlignContext) => string;
  /** All pairs of different sets that may be paired and are not worth nothing; similarities as in `similarity`. */
  readonly pairings: (annotations: readonly OfKind<K>[], context: AlignContext) => Iterable<Pairing>;
  /** What two versions differ in, attributes and absence aside: these are the same for all kinds. */
  readonly differences: (a: OfKind<K>, b: OfKind<K>, context: AlignContext) => readonly DifferenceKind[];
};

/**
 * What pairs are worth: integers, so that sums don't depend on the order of adding. A better level outweighs
 * hundreds of pairs of the level below, so the best pairs are made first; within a level, `closeness` (0 to 1)
 * decides, and all stays well below 2^53.
 */
const levels = { other: 0, sameTag: 2 ** 20, sameExtent: 2 ** 29, identical: 2 ** 38 } as const;

/** Attributes as text, in an order of their own. */
export const saidOf = (attributes: Attributes) =>
  Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));

export const similarity = (level: keyof typeof levels, closeness: number): number =>
  levels[level] + 1 + Math.round(closeness * 1000);

import type { StoredAnnotation } from "../annotation/annotation";
import type { QuotedSpan } from "../span/span";
import type { Anchored, UnsureReason } from "./anchoring";

export const displacementReasons = ["ambiguous", "changed", "lost"] as const satisfies readonly (
  | UnsureReason
  | "lost"
)[];
export type DisplacementReason = (typeof displacementReasons)[number];

/** Where an annotation that has lost its place stands: waiting for a person, or decided by one. */
export const displacementStates = ["waiting", "placed", "dropped"] as const;
export type DisplacementState = (typeof displacementStates)[number];

/** An annotation without a sure place in a corrected text. */
export type Displaced = {
  /** The id that it gets there. */
  readonly id: string;
  readonly annotationId: string;
  readonly setId: string;
  readonly reason: DisplacementReason;
  readonly candidate: readonly QuotedSpan[] | null;
  readonly score: number | null;
};

export type Carried = {
  /** As they stand on the corrected text; relations after what they join. */
  readonly annotations: readonly StoredAnnotation[];
  readonly displaced: readonly Displaced[];
  readonly counts: CarryCounts;
};

/** What becomes of annotations: marks by how sure their place is, and relations that wait for an end. */
export type CarryCounts = {
  readonly kept: number;
  readonly moved: number;
  readonly ambiguous: number;
  readonly changed: number;
  readonly lost: number;
  /** About the whole document: they need no place. */
  readonly documents: number;
  readonly relations: number;
  readonly relationsWaiting: number;
};

export type Carrier = {
  /** The corrected text. */
  readonly documentId: string;
  readonly place: (spans: readonly QuotedSpan[]) => Anchored;
  /** The id of an annotation on the corrected text: always the same for the same annotation. */
  readonly idOf: (annotationId: string) => string;
};

/**
 * Copies annotations that are not removed onto a corrected text. What they say stays, with who said it and when;
 * they begin a history of their own. A relation comes along when both of its ends have a sure place.
 */
export function carryAnnotations(annotations: readonly StoredAnnotation[], carrier: Carrier): Carried {
  const carried: StoredAnnotation[] = [];
  const displaced: Displaced[] = [];
  const placed = new Set<string>();
  const counts = { kept: 0, moved: 0, ambiguous: 0, changed: 0, lost: 0 };
  const others = { documents: 0, relations: 0, relationsWaiting: 0 };
  const copyOf = <T extends StoredAnnotation>(annotation: T): T => {
    placed.add(annotation.id);
    return { ...annotation, id: carrier.idOf(annotation.id), documentId: carrier.documentId, revision: 1 };
  };
  for (const annotation of annotations) {
    if (annotation.kind === "document") {
      others.documents++;
      carried.push(copyOf(annotation));
    } else if (annotation.kind === "span") {
      const anchored = carrier.place(annotation.spans);
      if (anchored.kind === "kept" || anchored.kind === "moved") {
        counts[anchored.kind]++;
        carried.push({ ...copyOf(annotation), spans: anchored.spans });
      } else {
        const one = displacedBy(anchored, annotation, carrier);
        counts[one.reason]++;
        displaced.push(one);
      }
    }
  }
  for (const annotation of annotations) {
    if (annotation.kind !== "relation") continue;
    const isWhole = placed.has(annotation.fromId) && placed.has(annotation.toId);
    others[isWhole ? "relations" : "relationsWaiting"]++;
    if (!isWhole) continue;
    const ends = { fromId: carrier.idOf(annotation.fromId), toId: carrier.idOf(annotation.toId) };
    carried.push({ ...copyOf(annotation), ...ends });
  }
  return { annotations: carried, displaced, counts: { ...counts, ...others } };
}

function displacedBy(
  anchored: Exclude<Anchored, { kind: "kept" | "moved" }>,
  { id, setId }: StoredAnnotation,
  { idOf }: Carrier,
): Displaced {
  const common = { id: idOf(id), annotationId: id, setId };
  return anchored.kind === "lost"
    ? { ...common, reason: "lost", candidate: null, score: null }
    : { ...common, reason: anchored.reason, candidate: anchored.spans, score: anchored.score };
}

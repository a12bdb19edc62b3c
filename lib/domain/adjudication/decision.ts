import type { AlignedItem } from "./item";

/**
 * agreed and majority are taken by a rule, the others by a person. kept: the gold stays as it is though what it was
 * taken from has changed or gone.
 */
export const decisionKinds = ["agreed", "majority", "chosen", "edited", "kept", "neither"] as const;
export type DecisionKind = (typeof decisionKinds)[number];

/** Why a curator decided as they did: the list that reports count by. Words of their own go beside it. */
export const decisionReasons = [
  "guideline",
  "boundary",
  "wrong_tag",
  "overlooked",
  "context",
  "duplicate",
  "ambiguous",
  "other",
] as const;
export type DecisionReason = (typeof decisionReasons)[number];

/** What a decision was made on: an annotation as it was then, and whether the gold says what it said. */
export type DecisionSource = {
  readonly annotationId: string;
  readonly revision: number;
  readonly isTaken: boolean;
};

/** One item resolved. Taking two versions makes two decisions on the same sources. */
export type Decision = {
  readonly id: string;
  readonly kind: DecisionKind;
  /** The gold annotation that it became; null when none was right. */
  readonly annotationId: string | null;
  readonly sources: readonly DecisionSource[];
};

/** Where an item stands. */
export type ItemState<D extends Decision = Decision> = {
  readonly decisions: readonly D[];
  /** Whether its sources are no longer what was decided on: changed, removed, or another one has joined them. */
  readonly isChanged: boolean;
};

/**
 * Where each item stands, by its id. A decision belongs to every item that one of its sources is in: when work that
 * was decided on has changed so much that its parts lie in two items, both show it. `decisions` are those in force.
 */
export function itemStates<D extends Decision>(
  items: readonly AlignedItem[],
  decisions: readonly D[],
): ReadonlyMap<string, ItemState<D>> {
  const bySource = new Map<string, D[]>();
  for (const decision of decisions)
    for (const { annotationId } of decision.sources)
      bySource.set(annotationId, [...(bySource.get(annotationId) ?? []), decision]);
  return new Map(
    items.map((item) => {
      const found = new Set(item.versions.flatMap(({ id }) => bySource.get(id) ?? []));
      const own = [...found].sort((a, b) => (a.id < b.id ? -1 : 1));
      return [item.id, { decisions: own, isChanged: own.some((one) => isOutdated(one, item)) }];
    }),
  );
}

function isOutdated({ sources }: Decision, { versions }: AlignedItem): boolean {
  const current = new Map(versions.map(({ id, revision }) => [id, revision]));
  return (
    versions.length !== sources.length ||
    sources.some(({ annotationId, revision }) => current.get(annotationId) !== revision)
  );
}

/**
 * Decisions none of whose sources is there any longer, so that their gold stands on nothing. Aside those that made no
 * gold, those without sources (what nobody had marked), and those that say to keep it all the same.
 */
export function orphanDecisions<D extends Decision>(
  items: readonly AlignedItem[],
  decisions: readonly D[],
): D[] {
  const present = new Set(items.flatMap(({ versions }) => versions.map(({ id }) => id)));
  return decisions.filter(
    ({ kind, annotationId, sources }) =>
      kind !== "kept" &&
      annotationId !== null &&
      sources.length > 0 &&
      !sources.some((source) => present.has(source.annotationId)),
  );
}

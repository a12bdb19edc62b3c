import type { Annotation, AnnotationKind } from "../annotation/annotation";
import { hull } from "../span/span";
import type { AdjudicatedKind, AlignContext, OfKind } from "./adjudicated-kind";
import { adjudicatedKinds } from "./adjudicated-kinds";
import type { AlignedItem, AlignOptions } from "./item";
import { sharedPortion } from "./span-kind";

export const settlePolicies = ["agreed", "majority"] as const;
export const settleMatches = ["exact", "overlap"] as const;

/** What may become gold without anybody looking. */
export type SettleRule = {
  /** agreed: all sets say it. majority: more than half of them do. */
  readonly policy: (typeof settlePolicies)[number];
  /** overlap forgives different boundaries where all else is the same; exact forgives nothing. */
  readonly match: (typeof settleMatches)[number];
};

export type Settlement = {
  readonly item: AlignedItem;
  /** agreed where all sets say it, whichever the policy. */
  readonly kind: (typeof settlePolicies)[number];
  /** The version that becomes gold. */
  readonly from: Annotation;
  /** Those that say so, `from` among them; the others were outvoted. */
  readonly taken: readonly Annotation[];
};

/**
 * What a rule settles, in the order of the items. A rule only ever adds to the gold: what a majority has not marked
 * is left for a person, since what one careful reader found and two overlooked is what adjudication is for.
 */
export function settleItems(
  items: readonly AlignedItem[],
  rule: SettleRule,
  options: AlignOptions = {},
): Settlement[] {
  const itemOf = new Map(items.flatMap(({ id, versions }) => versions.map((one) => [one.id, id] as const)));
  const context: AlignContext = {
    entityKey: options.entityKey ?? ((id) => id),
    isDirected: options.isDirected ?? (() => true),
    itemOf: (id) => itemOf.get(id) ?? id,
  };
  return items.flatMap((item) => settled(item, rule, context) ?? []);
}

function settled(item: AlignedItem, { policy, match }: SettleRule, context: AlignContext): Settlement | null {
  const setCount = item.versions.length + item.missing.length;
  const groups = new Map<string, Annotation[]>();
  for (const version of item.versions) {
    const said = saying(version, match, context);
    groups.set(said, [...(groups.get(said) ?? []), version]);
  }
  for (const taken of groups.values()) {
    const isAgreed = taken.length === setCount;
    if (isAgreed || (policy === "majority" && taken.length * 2 > setCount))
      return { item, kind: isAgreed ? "agreed" : "majority", from: mostCentral(taken), taken };
  }
  return null;
}

function saying(version: Annotation, match: SettleRule["match"], context: AlignContext): string {
  const statementOf = <K extends AnnotationKind>(name: K, one: OfKind<K>): string => {
    const kind: AdjudicatedKind<K> = adjudicatedKinds[name];
    return match === "exact" ? kind.statement(one, context) : kind.looseStatement(one, context);
  };
  if (version.kind === "span") return statementOf("span", version);
  return version.kind === "relation" ? statementOf("relation", version) : statementOf("document", version);
}

/** The version with most in common with the others; of equals the one that begins first, then the shorter one. */
function mostCentral(versions: readonly Annotation[]): Annotation {
  const spansOf = (one: Annotation) => (one.kind === "span" ? one.spans : []);
  const ranked = versions.map((one) => {
    const extent = hull(spansOf(one));
    const common = versions.reduce((sum, other) => sum + sharedPortion(spansOf(one), spansOf(other)), 0);
    // Rounded, so that equal sums made in another order stay equal.
    return { one, common: Math.round(common * 1e6), start: extent?.start ?? 0, end: extent?.end ?? 0 };
  });
  ranked.sort(
    (a, b) => b.common - a.common || a.start - b.start || a.end - b.end || (a.one.id < b.one.id ? -1 : 1),
  );
  const [best] = ranked;
  if (!best) throw new Error("An item without versions");
  return best.one;
}

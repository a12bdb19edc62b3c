import { type AttributeGroup, attributeCategories } from "./attribute-statistic";
import { documentLabels, tokenLabels } from "./label-statistic";
import { type Application, applied } from "./measure";
import { asGroup, type NominalGroup, type NominalPair } from "./nominal-counts";
import { type Outcome, withoutValue } from "./outcome";

/** Where a coefficient of categories for two coders applies: tokens, documents, attributes of matched marks. */
export const pairwise = (ofPair: (counts: NominalPair) => Outcome): Application[] => [
  applied({
    level: "token",
    statistic: tokenLabels,
    whole: "counted",
    ofPair: orNothing(ofPair, "no_annotations"),
  }),
  applied({
    level: "document",
    statistic: documentLabels,
    whole: "counted",
    ofPair: orNothing(ofPair, "no_annotations"),
  }),
  applied({
    level: "attribute",
    statistic: attributeCategories,
    whole: "mean",
    ofPair: orNothing(ofPair, "no_matches"),
  }),
];

/**
 * … and one for any number of coders, of which two are a case. What does not take missing data gets complete
 * items only.
 */
export function groupwise(ofGroup: (counts: NominalGroup) => Outcome, takesMissing: boolean): Application[] {
  const ofPair = (counts: NominalPair) => ofGroup(asGroup(counts));
  const some = orNothing(ofPair, "no_annotations");
  const all = orNothing(ofGroup, "no_annotations");
  const matched = orNothing(ofGroup, "no_matches");
  const itemsOf = (counts: AttributeGroup) => (takesMissing ? counts : counts.complete());
  return [
    applied({ level: "token", statistic: tokenLabels, whole: "counted", ofPair: some, ofGroup: all }),
    applied({ level: "document", statistic: documentLabels, whole: "counted", ofPair: some, ofGroup: all }),
    applied({
      level: "attribute",
      statistic: attributeCategories,
      whole: "mean",
      ofPair: orNothing(ofPair, "no_matches"),
      ofGroup: (counts) => matched(itemsOf(counts)),
      countedOfGroup: itemsOf,
    }),
  ];
}

const orNothing =
  <Counts extends { readonly items: number }>(
    formula: (counts: Counts) => Outcome,
    reason: "no_annotations" | "no_matches",
  ) =>
  (counts: Counts): Outcome =>
    counts.items === 0 ? withoutValue(reason) : formula(counts);

import { attributeValues, type ScaledCounts } from "./attribute-statistic";
import { documentCounts } from "./document-counts";
import { type Application, applied, type Measure } from "./measure";
import { groupwise } from "./nominal-applications";
import type { NominalGroup } from "./nominal-counts";
import { type Outcome, valued, withoutValue } from "./outcome";
import type { Spread, ValueCounts } from "./value-slots";

/** α for any difference of values: observed disagreement over that of values paired without regard to items. */
export function alphaOf({ values, observed, expected }: Spread): Outcome {
  if (expected === 0) return withoutValue("one_category");
  return valued(1 - ((values - 1) * observed) / expected);
}

export const nominalAlphaOf = ({ items, coders, disagreement, counts }: NominalGroup): Outcome =>
  alphaOf({
    items,
    values: coders,
    observed: disagreement,
    expected: counts.reduce((rest, count) => rest - count * count, coders * coders),
  });

type ValueScale = "ordinal" | "interval";

const onDocuments = (scale: ValueScale) => (counts: ValueCounts) =>
  counts.items === 0 ? withoutValue("no_annotations") : alphaOf(counts[scale]());

/** Numbers have an order too, but an order is not yet numbers. */
const onAttributes = (scale: ValueScale) => (counts: ScaledCounts) => {
  if (counts.scale !== scale && counts.scale !== "interval") return withoutValue("other_scale");
  return counts.items === 0 ? withoutValue("no_matches") : alphaOf(counts[scale]());
};

const onValues = (scale: ValueScale): Application[] => [
  applied({
    level: "document",
    statistic: documentCounts,
    whole: "counted",
    ofPair: onDocuments(scale),
    ofGroup: onDocuments(scale),
  }),
  applied({
    level: "attribute",
    statistic: attributeValues,
    whole: "mean",
    ofPair: onAttributes(scale),
    ofGroup: onAttributes(scale),
  }),
];

const common = {
  coders: "any",
  isChanceCorrected: true,
  isSlow: false,
  range: { min: -1, max: 1 },
} as const;
const paper =
  "Krippendorff 2011, Computing Krippendorff’s Alpha-Reliability; Krippendorff 2019, Content Analysis, 4th ed., ch. 12";

export const nominalAlpha: Measure = {
  ...common,
  id: "alpha-nominal",
  title: "Krippendorff’s α, nominal",
  meaning:
    "How far people agree beyond chance, for any number of them, also where not everybody coded everything: 1 is always, 0 is what chance gives. By Krippendorff’s rule of thumb, rely on 0.8 and more, draw tentative conclusions from 0.667, and none below.",
  formula: "α = 1 − Dₒ / Dₑ, with Dₒ, Dₑ from the coincidence matrix and δ² = 1 for different values, else 0",
  source: `${paper} (nominal)`,
  applications: groupwise(nominalAlphaOf, true),
};

export const ordinalAlpha: Measure = {
  ...common,
  id: "alpha-ordinal",
  title: "Krippendorff’s α, ordinal",
  meaning:
    "α for values that have an order: being one step apart counts less than being far apart. On documents it compares how many marks of a tag people found, by rank; on attributes, values that were declared to have an order.",
  formula: "α = 1 − Dₒ / Dₑ, δ²_ck = (Σ_{g=c..k} n_g − (n_c + n_k) / 2)²",
  source: `${paper} (ordinal)`,
  applications: onValues("ordinal"),
};

export const intervalAlpha: Measure = {
  ...common,
  id: "alpha-interval",
  title: "Krippendorff’s α, interval",
  meaning:
    "α for numbers: disagreement grows with the square of their distance. On documents it compares how many marks of a tag people found; on attributes, values that were declared to be numbers.",
  formula: "α = 1 − Dₒ / Dₑ, δ²_ck = (c − k)²",
  source: `${paper} (interval)`,
  applications: onValues("interval"),
};

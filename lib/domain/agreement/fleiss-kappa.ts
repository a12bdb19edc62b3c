import type { Measure } from "./measure";
import { groupwise } from "./nominal-applications";
import type { NominalGroup } from "./nominal-counts";
import { type Outcome, valued, withoutValue } from "./outcome";

/** π for any number of coders, the same number for each item. */
export function fleissKappaOf({ items, coders, squaredCoders, disagreement, counts }: NominalGroup): Outcome {
  // Equal numbers everywhere, by Cauchy and Schwarz: all are integers.
  if (items * squaredCoders !== coders * coders) return withoutValue("uneven_coders");
  const chance = counts.reduce((sum, count) => sum + count * count, 0);
  if (chance === coders * coders) return withoutValue("one_category");
  const expected = chance / (coders * coders);
  return valued((1 - disagreement / coders - expected) / (1 - expected));
}

export const fleissKappa: Measure = {
  id: "fleiss-kappa",
  title: "Fleiss’ κ",
  coders: "any",
  isChanceCorrected: true,
  isSlow: false,
  range: { min: -1, max: 1 },
  meaning:
    "Scott’s π for any number of people: how often two of them who coded the same thing agree, beyond what the categories’ frequencies bring about by chance. Everything must have been coded by equally many people, who need not be the same ones.",
  formula: "κ = (P̄ − P̄ₑ) / (1 − P̄ₑ), P̄ = mean over items of Σ_j n_ij(n_ij − 1) / (n(n − 1)), P̄ₑ = Σ_j p_j²",
  source:
    "Fleiss 1971, Measuring Nominal Scale Agreement Among Many Raters, Psychological Bulletin 76(5), 378–382",
  applications: groupwise(fleissKappaOf, false),
};

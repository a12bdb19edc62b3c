import type { Measure } from "./measure";
import { pairwise } from "./nominal-applications";
import type { NominalPair } from "./nominal-counts";
import { type Outcome, valued, withoutValue } from "./outcome";

/** Chance agreement from each coder's own habits. */
export function cohenKappaOf({ items, agree, left, right }: NominalPair): Outcome {
  let chance = 0;
  for (let at = 0; at < left.length; at++) chance += (left[at] ?? 0) * (right[at] ?? 0);
  if (chance === items * items) return withoutValue("one_category");
  return valued((items * agree - chance) / (items * items - chance));
}

export const cohenKappa: Measure = {
  id: "cohen-kappa",
  title: "Cohen’s κ",
  coders: "two",
  isChanceCorrected: true,
  isSlow: false,
  range: { min: -1, max: 1 },
  meaning:
    "How far two people agree beyond what their own habits would bring about by chance: 1 is always, 0 is what chance gives, below 0 is less than chance. Habits are counted for each of them separately, so two people who prefer different categories are expected to agree less. For several tags at once, a word or document counts as agreed when its whole set of tags is the same.",
  formula: "κ = (P₀ − Pₑ) / (1 − Pₑ), Pₑ = Σ_c p_A(c)·p_B(c)",
  source:
    "Cohen 1960, A Coefficient of Agreement for Nominal Scales, Educational and Psychological Measurement 20(1), 37–46; for more than two coders the mean over pairs (Light 1971)",
  applications: pairwise(cohenKappaOf),
};

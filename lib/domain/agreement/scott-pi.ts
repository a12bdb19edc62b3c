import type { Measure } from "./measure";
import { pairwise } from "./nominal-applications";
import type { NominalPair } from "./nominal-counts";
import { type Outcome, valued, withoutValue } from "./outcome";

/** Chance agreement from the habits of both coders together. */
export function scottPiOf({ items, agree, left, right }: NominalPair): Outcome {
  let chance = 0;
  for (let at = 0; at < left.length; at++) chance += ((left[at] ?? 0) + (right[at] ?? 0)) ** 2;
  const all = 4 * items * items;
  if (chance === all) return withoutValue("one_category");
  return valued((4 * items * agree - chance) / (all - chance));
}

export const scottPi: Measure = {
  id: "scott-pi",
  title: "Scott’s π",
  coders: "two",
  isChanceCorrected: true,
  isSlow: false,
  range: { min: -1, max: 1 },
  meaning:
    "Like Cohen’s κ, but habits are counted over both people together: it treats coders as interchangeable, which is what matters when the question is whether somebody else would code the same. It is never higher than κ.",
  formula: "π = (P₀ − Pₑ) / (1 − Pₑ), Pₑ = Σ_c ((p_A(c) + p_B(c)) / 2)²",
  source:
    "Scott 1955, Reliability of Content Analysis, Public Opinion Quarterly 19(3), 321–325; Artstein & Poesio 2008, Computational Linguistics 34(4), section 2.3",
  applications: pairwise(scottPiOf),
};

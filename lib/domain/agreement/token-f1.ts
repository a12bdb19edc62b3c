import { f1Of } from "./f1";
import { tokenLabels } from "./label-statistic";
import { applied, type Measure } from "./measure";

export const tokenF1: Measure = {
  id: "token-f1",
  title: "Token F1",
  coders: "two",
  isChanceCorrected: false,
  isSlow: false,
  range: { min: 0, max: 1 },
  meaning:
    "Of all words that two people put under a tag, the share that both put under it. Long marks weigh more than short ones, and half a mark in common counts half. It does not see where one mark ends and the next begins.",
  formula: "F1 = 2·|A ∩ B| / (|A| + |B|) over pairs of a token and a tag",
  source: "Hripcsak & Rothschild 2005, JAMIA 12(3), 296–298, on tokens",
  applications: [
    applied({
      level: "token",
      statistic: tokenLabels,
      whole: "sum",
      ofPair: ({ marks }) => f1Of(marks),
      countedOf: ({ marks }) => marks,
    }),
  ],
};

import { f1Of } from "./f1";
import { applied, type Measure } from "./measure";
import { spanMatches } from "./span-statistic";

const common = {
  coders: "two",
  isChanceCorrected: false,
  isSlow: false,
  range: { min: 0, max: 1 },
  formula: "F1 = 2·|A ∩ B| / (|A| + |B|); precision = |A ∩ B| / |B|, recall = |A ∩ B| / |A|",
} as const;

export const exactSpanF1: Measure = {
  ...common,
  id: "span-f1-exact",
  title: "Span F1, exact",
  meaning:
    "Of all marks that two people made, the share that both made: the same tag on exactly the same characters. 1 is every mark, 0 none. Chance plays hardly a part, since there are so many places where nobody marks anything.",
  source:
    "Hripcsak & Rothschild 2005, Agreement, the F-Measure, and Reliability in Information Retrieval, JAMIA 12(3), 296–298",
  applications: [
    applied({ level: "span", statistic: spanMatches, whole: "sum", ofPair: ({ exact }) => f1Of(exact) }),
  ],
};

export const overlapSpanF1: Measure = {
  ...common,
  id: "span-f1-overlap",
  title: "Span F1, overlapping",
  meaning:
    "Like exact span F1, but marks of the same tag already count as the same when they share a character. Each mark counts once. Where this is much higher than exact F1, people agree about what to mark and differ about where it begins and ends.",
  source:
    "Hripcsak & Rothschild 2005, JAMIA 12(3), 296–298, with the lenient matching of MUC-5 (Chinchor & Sundheim 1993) made one-to-one by a largest bipartite matching",
  applications: [
    applied({
      level: "span",
      statistic: spanMatches,
      whole: "sum",
      ofPair: ({ overlapping }) => f1Of(overlapping),
    }),
  ],
};

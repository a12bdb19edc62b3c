import { gammaDisorders } from "./gamma-counts";
import { applied, type Measure } from "./measure";

const common = {
  coders: "any",
  isChanceCorrected: true,
  isSlow: true,
  // It has no lower bound; what lies below −1 is rare and means the same.
  range: { min: -1, max: 1 },
} as const;

/** γ of a group of coders and of each pair of them; tags have no γ of their own, see γcat. */
export const mathetGamma: Measure = {
  ...common,
  id: "gamma",
  title: "Mathet’s γ",
  meaning:
    "How far people agree on where marks are and what they are called, both at once, for any number of people and also where marks overlap. Marks of different people are put together in the best possible way; what still differs, or has no counterpart, is compared with what is left when each person’s marks are shifted at random. 1 is full agreement, 0 is what chance gives, and it may fall below −1. Marks that are near each other agree in part, unlike in F1. Chance is sampled: another seed changes the third decimal or so.",
  formula:
    "γ = 1 − δₒ / δₑ, δ of the alignment with least disorder, d = (|Δstart| + |Δend|)² / (length + length)² + [categories differ], a missing mark counts 1; δₑ over shuffled texts; sums over texts before dividing",
  source:
    "Mathet, Widlöcher & Métivier 2015, The Unified and Holistic Method Gamma (γ) for Inter-Annotator Agreement Measure and Alignment, Computational Linguistics 41(3), 437–479, sections 4 and 5",
  applications: [
    applied({
      level: "span",
      statistic: gammaDisorders,
      whole: "counted",
      ofPair: ({ gamma }) => gamma,
      ofGroup: ({ gamma }) => gamma,
      hasTopics: false,
    }),
  ],
};

export const mathetGammaCat: Measure = {
  ...common,
  id: "gamma-cat",
  title: "Mathet’s γcat",
  meaning:
    "How far people agree on what marks are called, putting aside where they are: marks are first put together as for γ, and then only their tags are compared, beyond chance. Marks that nobody else has don’t count. By tag it is γk: whether others use this tag where one does.",
  formula:
    "γcat = 1 − Dₒ / Dₑ, D = Σ w·[categories differ] / Σ w over pairs within unitary alignments of v marks, w = max(0, 1 − d_pos) / (v − 1); γk over pairs with category k",
  source:
    "Mathet 2017, The Agreement Measure γcat, a Complement to γ Focused on Categorization of a Continuum, Computational Linguistics 43(3), 661–681, sections 4 and 5",
  applications: [
    applied({
      level: "span",
      statistic: gammaDisorders,
      whole: "counted",
      ofPair: ({ gammaCat }) => gammaCat,
      ofGroup: ({ gammaCat }) => gammaCat,
    }),
  ],
};

/** Whether some of these need `gammaShares` of the documents before they are counted. */
export const restsOnGamma = (measures: readonly Measure[]): boolean =>
  measures.some(({ applications }) => applications.some(({ statistic }) => statistic === gammaDisorders.id));

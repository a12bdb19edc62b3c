import { applied, type Measure } from "./measure";
import { unitizingLengths } from "./unitizing-counts";

const common = {
  coders: "any",
  isChanceCorrected: true,
  isSlow: false,
  range: { min: -1, max: 1 },
  source:
    "Krippendorff, Mathet, Bouvry & Widlöcher 2016, On the reliability of unitizing textual continua: Further developments, Quality & Quantity 50(6), 2347–2364; Krippendorff 2019, Content Analysis, 4th ed., section 12.6",
} as const;

export const unitizingAlphaMeasure: Measure = {
  ...common,
  id: "alpha-unitizing",
  title: "Krippendorff’s ᵤα, unitizing",
  meaning:
    "How far people agree beyond chance, character by character, on what is marked and with which tag, for any number of them; unmarked text counts as a category of its own, and long marks weigh more than short ones. 1 is full agreement, 0 is what chance gives. Where marks of one person overlap, a character goes to the mark that begins first, so with nested marks look at the tags one by one: by tag it is worked out from the marks of that tag alone.",
  formula: "ᵤα = 1 − (ℓ.. − Σ_c ℓ_cc) / (ℓ.. − Σ_c ε_cc), ℓ observed and ε expected lengths in common",
  applications: [
    applied({
      level: "span",
      statistic: unitizingLengths,
      whole: "counted",
      ofPair: ({ alpha }) => alpha,
      ofGroup: ({ alpha }) => alpha,
    }),
  ],
};

/** Tags have none of their own: of one tag alone it is the same as ᵤα. */
export const markedAlpha: Measure = {
  ...common,
  id: "alpha-unitizing-marked",
  title: "Krippendorff’s |ᵤα, marked or not",
  meaning:
    "Whether people mark the same text at all, beyond chance and whatever the tag. Where it is much higher than ᵤα, people agree about what is worth marking and differ about what it is.",
  formula: "|ᵤα = 1 − (ℓ_φ. − ℓ_φφ) / (ε_φ. − ε_φφ), φ what is unmarked",
  applications: [
    applied({
      level: "span",
      statistic: unitizingLengths,
      whole: "counted",
      ofPair: ({ marked }) => marked,
      ofGroup: ({ marked }) => marked,
      hasTopics: false,
    }),
  ],
};

export const codingAlpha: Measure = {
  ...common,
  id: "alpha-unitizing-coding",
  title: "Krippendorff’s cᵤα, coding of what is marked",
  meaning:
    "Where two people both marked something, whether they gave it the same tag, beyond chance. It speaks about that part of the text only; its coverage says how large it is. By tag it is (k)ᵤα: this tag against all others, with the share of the tag’s text that others marked too as coverage.",
  formula:
    "cᵤα = 1 − (ℓ*.. − Σ_c ℓ*_cc) / (ℓ*.. − Σ_c ε*_cc), * where both marked; (k)ᵤα = 1 − (ε*.k / ℓ*.k)·(ℓ*.k − ℓ*_kk) / (ε*.k − ε*_kk)",
  applications: [
    applied({
      level: "span",
      statistic: unitizingLengths,
      whole: "counted",
      ofPair: ({ coding }) => coding,
      ofGroup: ({ coding }) => coding,
    }),
  ],
};

import { f1Of } from "./f1";
import { linkMatches } from "./link-statistic";
import { applied, type Measure } from "./measure";

const common = {
  coders: "two",
  isChanceCorrected: false,
  isSlow: false,
  range: { min: 0, max: 1 },
  formula: "F1 = 2·|A ∩ B| / (|A| + |B|) over relations (type, from, to), after marks are matched one to one",
} as const;

export const labelledRelationF1: Measure = {
  ...common,
  id: "relation-f1-labelled",
  title: "Relation F1, labelled",
  meaning:
    "Of all relations that two people drew, the share that both drew: the same type, between marks that were matched with each other, in the same direction. A relation that hangs on a mark which the other person does not have can't be found again, so disagreement about marks counts here too.",
  source:
    "Hripcsak & Rothschild 2005, JAMIA 12(3), 296–298, on relations; labelled and unlabelled as in dependency evaluation (Buchholz & Marsi 2006, CoNLL-X, section 5.1)",
  applications: [applied({ level: "relation", statistic: linkMatches, whole: "sum", ofPair: f1Of })],
};

export const unlabelledRelationF1: Measure = {
  ...common,
  id: "relation-f1-unlabelled",
  title: "Relation F1, unlabelled",
  meaning:
    "Like labelled relation F1, without looking at the types: whether two people connected the same marks. Where it is much higher, people agree about what belongs together and differ about how.",
  source: labelledRelationF1.source,
  applications: [
    applied({ level: "relation", statistic: linkMatches, whole: "counted", ofPair: f1Of, hasTopics: false }),
  ],
};

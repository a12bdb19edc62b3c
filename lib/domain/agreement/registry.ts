import { cohenKappa } from "./cohen-kappa";
import { fleissKappa } from "./fleiss-kappa";
import { intervalAlpha, nominalAlpha, ordinalAlpha } from "./krippendorff-alpha";
import { mathetGamma, mathetGammaCat } from "./mathet-gamma";
import type { Measure } from "./measure";
import { labelledRelationF1, unlabelledRelationF1 } from "./relation-f1";
import { scottPi } from "./scott-pi";
import { exactSpanF1, overlapSpanF1 } from "./span-f1";
import { tokenF1 } from "./token-f1";
import { codingAlpha, markedAlpha, unitizingAlphaMeasure } from "./unitizing-measures";

/** Every measure of agreement, in the order in which they are shown. */
export const measures: readonly Measure[] = [
  exactSpanF1,
  overlapSpanF1,
  tokenF1,
  cohenKappa,
  scottPi,
  fleissKappa,
  nominalAlpha,
  ordinalAlpha,
  intervalAlpha,
  unitizingAlphaMeasure,
  markedAlpha,
  codingAlpha,
  mathetGamma,
  mathetGammaCat,
  labelledRelationF1,
  unlabelledRelationF1,
];

import type { MarkCounts } from "./mark-counts";
import { type Outcome, valued, withoutValue } from "./outcome";

/**
 * Precision, recall and their harmonic mean, with the first coder of the pair as the reference. The F1 of two
 * coders doesn't depend on which of them that is.
 */
export function f1Of({ both, left, right }: MarkCounts): Outcome {
  if (left + right === 0) return withoutValue("no_annotations");
  return valued((2 * both) / (left + right), {
    precision: right === 0 ? 0 : both / right,
    recall: left === 0 ? 0 : both / left,
  });
}

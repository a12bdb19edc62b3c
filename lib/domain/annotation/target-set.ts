import type { StoredAnnotation } from "./annotation";
import type { Step } from "./apply-steps";

/**
 * The set that steps write to: `mySetId`, unless every one of them changes, removes or restores an annotation of
 * one other set. Whether its annotations may be changed is for the caller to ask. What belongs to several sets at
 * once is left to `applySteps`, which refuses all rows that are not of `mySetId`.
 */
export function targetSet(
  rows: ReadonlyMap<string, StoredAnnotation>,
  steps: readonly Step[],
  mySetId: string,
): string {
  const sets = new Set(
    steps.map((step) => (step.op === "create" ? mySetId : (rows.get(step.id)?.setId ?? mySetId))),
  );
  const [only] = sets;
  return sets.size === 1 && only !== undefined ? only : mySetId;
}

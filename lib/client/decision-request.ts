import { uuidv7 } from "uuidv7";
import type { NewDecision } from "@/lib/contracts/adjudication";
import type { DecisionReason } from "@/lib/domain/adjudication/decision";
import type { AlignedItem } from "@/lib/domain/adjudication/item";

/** Why: what goes with the next decision. */
export type Grounds = {
  readonly reason: DecisionReason | "";
  readonly text: string;
  readonly ruleId: string;
};

export const noGrounds: Grounds = { reason: "", text: "", ruleId: "" };

/** A decision for each outcome, all of them on the versions as they were read. */
export function decisionsOn(
  { versions }: AlignedItem,
  outcomes: readonly NewDecision["outcome"][],
  { reason, text, ruleId }: Grounds,
): NewDecision[] {
  const sources = versions.map(({ id, revision }) => ({ annotationId: id, revision }));
  return outcomes.map((outcome) => ({
    id: uuidv7(),
    sources,
    outcome,
    ...(reason ? { reason } : {}),
    ...(text ? { text } : {}),
    ...(ruleId ? { rule: { id: ruleId } } : {}),
  }));
}

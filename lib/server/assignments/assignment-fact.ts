import "server-only";
import type { AssignmentResource } from "@/lib/contracts/documents";
import { type AssignmentState, assignmentStates } from "@/lib/domain/workflow/assignment-state";

/** What the log keeps of an assignment, and callers are answered. */
export const assignmentSelect = {
  documentId: true,
  setId: true,
  state: true,
  submittedAt: true,
  roundId: true,
  claimedAt: true,
  revision: true,
} as const;

export type AssignmentRow = {
  readonly documentId: string;
  readonly setId: string;
  readonly state: string;
  readonly submittedAt: Date | null;
  readonly roundId: string | null;
  readonly claimedAt: Date | null;
  readonly revision: number;
};

/** The state that a row names. Only this server writes the column, so another word in it is a bug. */
export function stateOf(row: Pick<AssignmentRow, "state">): AssignmentState {
  const state = assignmentStates.find((known) => known === row.state);
  if (!state) throw new Error(`“${row.state}” is no state of an assignment`);
  return state;
}

export const assignmentFact = (row: AssignmentRow): AssignmentResource => ({
  documentId: row.documentId,
  setId: row.setId,
  state: stateOf(row),
  submittedAt: row.submittedAt?.toISOString() ?? null,
  roundId: row.roundId,
  claimedAt: row.claimedAt?.toISOString() ?? null,
  revision: row.revision,
});

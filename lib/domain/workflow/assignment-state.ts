/** Where one annotator's work on one document stands. */
export const assignmentStates = ["open", "submitted", "reopened"] as const;
export type AssignmentState = (typeof assignmentStates)[number];

export const assignmentMoves = {
  submit: { from: ["open", "reopened"], to: "submitted" },
  reopen: { from: ["submitted"], to: "reopened" },
} as const satisfies Record<
  string,
  { readonly from: readonly AssignmentState[]; readonly to: AssignmentState }
>;
export type AssignmentMove = keyof typeof assignmentMoves;

/** The state after `move`, or null where the state machine has no such edge. */
export function afterMove(state: AssignmentState, move: AssignmentMove): AssignmentState | null {
  const edge = assignmentMoves[move];
  return (edge.from as readonly AssignmentState[]).includes(state) ? edge.to : null;
}

/** Whether its annotator may still change the work. */
export const isEditable = (state: AssignmentState): boolean => state !== "submitted";

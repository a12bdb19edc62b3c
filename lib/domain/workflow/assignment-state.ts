/** Where one annotator's work on one document stands. */
export const assignmentStates = ["open", "submitted", "reopened", "adjudicated", "returned"] as const;
export type AssignmentState = (typeof assignmentStates)[number];

export const assignmentMoves = {
  submit: { from: ["open", "reopened"], to: "submitted" },
  /** Work that became gold is opened again by leads alone: the gold cites it. */
  reopen: { from: ["submitted", "adjudicated"], to: "reopened" },
  adjudicate: { from: ["submitted"], to: "adjudicated" },
  /** Adjudication that is taken up again leaves the work as its annotator submitted it. */
  unsettle: { from: ["adjudicated"], to: "submitted" },
  /** Given back, by whoever claimed it or by a lead: somebody else may take the place. What was made stays. */
  giveBack: { from: ["open", "reopened"], to: "returned" },
  takeUp: { from: ["returned"], to: "open" },
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
export const isEditable = (state: AssignmentState): boolean => state === "open" || state === "reopened";

/** Whether the work is done: what teammates wait for before they see each other's. */
export const isDone = (state: AssignmentState | "none"): boolean =>
  state === "submitted" || state === "adjudicated";

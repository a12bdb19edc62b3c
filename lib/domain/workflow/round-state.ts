/** Where a round stands. Work is done in open rounds alone. */
export const roundStates = ["planned", "open", "closed"] as const;
export type RoundState = (typeof roundStates)[number];

export const roundModes = ["assigned", "claimed"] as const;
export type RoundMode = (typeof roundModes)[number];

export const roundMoves = {
  /** A closed round is taken up again as it was left: what was not finished goes on. */
  open: { from: ["planned", "closed"], to: "open" },
  /** A planned round that is not wanted any more is closed too, so that its documents are free again. */
  close: { from: ["planned", "open"], to: "closed" },
} as const satisfies Record<string, { readonly from: readonly RoundState[]; readonly to: RoundState }>;
export type RoundMove = keyof typeof roundMoves;

/** The state after `move`, or null where the state machine has no such edge. */
export function afterRoundMove(state: RoundState, move: RoundMove): RoundState | null {
  const edge = roundMoves[move];
  return (edge.from as readonly RoundState[]).includes(state) ? edge.to : null;
}

/** What can still be said anew of a round. What decides who sees what, or who gets what, is settled when it opens. */
export const roundSettings = {
  name: ["planned", "open", "closed"],
  dueAt: ["planned", "open", "closed"],
  remindDays: ["planned", "open", "closed"],
  cap: ["planned", "open"],
  claimHours: ["planned", "open"],
  members: ["planned", "open"],
  documents: ["planned", "open"],
  mode: ["planned"],
  copies: ["planned"],
  sharedPortion: ["planned"],
  isBlind: ["planned"],
} as const satisfies Record<string, readonly RoundState[]>;
export type RoundSetting = keyof typeof roundSettings;

export const isSettable = (setting: RoundSetting, state: RoundState): boolean =>
  (roundSettings[setting] as readonly RoundState[]).includes(state);

/**
 * Whether a person may change their work on a document, as far as rounds have a say. Free: none has. Assigned: it is
 * theirs in an open round. Not assigned: it is in an open round, and others'. Closed: its round is.
 */
export const places = ["free", "assigned", "notAssigned", "closed"] as const;
export type Place = (typeof places)[number];

export const mayWorkAt = (place: Place): boolean => place === "free" || place === "assigned";

/** Who may work on a document that is in this round, or in none (null). `holds`: their work there is not given back. */
export function placeIn(round: RoundState | null, holds: boolean): Place {
  switch (round) {
    case null:
    case "planned":
      return "free";
    case "open":
      return holds ? "assigned" : "notAssigned";
    case "closed":
      return "closed";
  }
}

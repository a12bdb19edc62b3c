import "server-only";
import type { AssignmentState } from "@/lib/domain/workflow/assignment-state";
import {
  type Place,
  placeIn,
  type RoundMode,
  roundModes,
  roundStates,
} from "@/lib/domain/workflow/round-state";
import { AppError } from "../app-error";
import type { Transaction } from "../database";

/** A round that a document is in. */
export type DocumentRound = {
  readonly id: string;
  readonly name: string;
  readonly state: (typeof roundStates)[number];
  readonly mode: RoundMode;
  readonly dueAt: Date | null;
  readonly closedAt: Date | null;
};

/** The round that has a say about a document, or will have: one that was given up before it opened never had. */
export async function roundOfDocument(
  tx: Pick<Transaction, "roundDocument">,
  projectId: string,
  documentId: string,
): Promise<DocumentRound | null> {
  const row = await tx.roundDocument.findFirst({
    where: {
      ...{ projectId, documentId, leftAt: null },
      round: { NOT: { state: "closed", openedAt: null } },
    },
    select: {
      round: { select: { id: true, name: true, state: true, mode: true, dueAt: true, closedAt: true } },
    },
  });
  const state = roundStates.find((known) => known === row?.round.state);
  const mode = roundModes.find((known) => known === row?.round.mode);
  return row && state && mode ? { ...row.round, state, mode } : null;
}

/** Where somebody whose work stands like this may work on a document of this round. */
export const placeOf = (round: DocumentRound | null, state: AssignmentState | "none"): Place =>
  placeIn(round?.state ?? null, state !== "none" && state !== "returned");

/** Says what a lead can do about a closed round; each of these is done on its page. */
export const closedRound = (name: string): AppError =>
  new AppError(
    "wrong_state",
    `The round “${name}” is closed. A lead can open it again, or take the document out of it or to another round.`,
  );

/**
 * Refuses work on a document that is not its caller's to do: in an open round it belongs to those who were given
 * it, leads not excepted, and in a closed one to nobody. Answers the round that it is done in, if any.
 */
export async function requirePlace(
  tx: Transaction,
  projectId: string,
  documentId: string,
  state: AssignmentState | "none",
): Promise<DocumentRound | null> {
  const round = await roundOfDocument(tx, projectId, documentId);
  const place = placeOf(round, state);
  if (place === "closed") throw closedRound(round?.name ?? "");
  if (place === "notAssigned")
    throw new AppError(
      "not_assigned",
      round?.mode === "claimed"
        ? `This document is in the round “${round.name}” and not yours. Take your next one under your rounds.`
        : `This document is in the round “${round?.name}” and was given to others. A lead can give it to you.`,
    );
  return round?.state === "planned" ? null : round;
}

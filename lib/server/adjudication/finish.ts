import "server-only";
import { uuidv7 } from "uuidv7";
import { type AssignmentMove, afterMove, assignmentStates } from "@/lib/domain/workflow/assignment-state";
import { AppError } from "../app-error";
import { lockProject, type NewChange, recordChanges } from "../changes/write";
import { type Transaction, transact } from "../database";
import type { Decider } from "./apply-decisions";
import { ensureGoldSet, openGold, requireDecidable } from "./gold-set";
import { compareDocuments } from "./read";

type Place = { readonly projectId: string; readonly documentId: string };

/** Says that all is decided: the gold is submitted, the annotators' work adjudicated. Sent again it changes nothing. */
export async function finishAdjudication(scope: Decider, documentId: string): Promise<{ state: "finished" }> {
  const { projectId } = scope;
  return transact(async (tx) => {
    await lockProject(tx, projectId);
    await requireDecidable(tx, { projectId, documentId });
    const [found] = await compareDocuments(tx, projectId, [documentId]);
    if (found?.goldState === "submitted") return { state: "finished" };
    const left = found?.items.filter(({ id }) => !found.states.get(id)?.decisions.length).length ?? 0;
    if (left > 0)
      throw new AppError(
        "wrong_state",
        `${left} ${left === 1 ? "item is" : "items are"} undecided. Decide on all of them, or take none of a version.`,
      );
    const setId = await ensureGoldSet(tx, projectId);
    const opened = await openGold(tx, { projectId, documentId }, setId);
    const moved = [
      ...(await move(tx, { projectId, documentId }, [setId], "submit", "assignment.submitted")),
      ...(await move(
        tx,
        { projectId, documentId },
        found?.sets.map(({ id }) => id) ?? [],
        "adjudicate",
        "assignment.adjudicated",
      )),
    ];
    await recordChanges(tx, scope, uuidv7(), [...opened, ...moved]);
    return { state: "finished" };
  });
}

/** Takes up an adjudication that was finished. Annotators' work is as they submitted it again. */
export async function resumeAdjudication(scope: Decider, documentId: string): Promise<{ state: "ongoing" }> {
  const { projectId } = scope;
  return transact(async (tx) => {
    await lockProject(tx, projectId);
    await requireDecidable(tx, { projectId, documentId });
    const [found] = await compareDocuments(tx, projectId, [documentId]);
    if (!found || found.goldSetId === null || found.goldState === null)
      throw new AppError("wrong_state", "The adjudication of this document has not begun.");
    if (found.goldState !== "submitted") return { state: "ongoing" };
    const moved = [
      ...(await move(tx, { projectId, documentId }, [found.goldSetId], "reopen", "assignment.reopened")),
      ...(await move(
        tx,
        { projectId, documentId },
        found.sets.map(({ id }) => id),
        "unsettle",
        "assignment.unsettled",
      )),
    ];
    await recordChanges(tx, scope, uuidv7(), moved);
    return { state: "ongoing" };
  });
}

const shown = { documentId: true, setId: true, state: true, submittedAt: true, revision: true } as const;

/** Moves those assignments that stand where the move begins. */
async function move(
  tx: Transaction,
  { projectId, documentId }: Place,
  setIds: readonly string[],
  name: AssignmentMove,
  kind: string,
): Promise<NewChange[]> {
  const changes: NewChange[] = [];
  for (const setId of setIds) {
    const where = { projectId_documentId_setId: { projectId, documentId, setId } };
    const before = await tx.assignment.findUnique({ where, select: shown });
    const from = assignmentStates.find((known) => known === before?.state);
    const state = from ? afterMove(from, name) : null;
    if (!before || !state) continue;
    const submittedAt = name === "submit" ? new Date() : name === "reopen" ? null : before.submittedAt;
    const after = await tx.assignment.update({
      where,
      data: { state, submittedAt, revision: { increment: 1 } },
      select: shown,
    });
    changes.push({ kind, subjectId: documentId, documentId, setId, before, after });
  }
  return changes;
}

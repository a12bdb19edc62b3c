import "server-only";
import { uuidv7 } from "uuidv7";
import { assignmentStates, isEditable } from "@/lib/domain/workflow/assignment-state";
import type { Principal } from "@/lib/policy/policy";
import { AppError } from "../app-error";
import { assignmentFact, assignmentSelect } from "../assignments/assignment-fact";
import type { NewChange } from "../changes/write";
import type { Transaction } from "../database";
import { requirePlace } from "../rounds/place";

type Writer = {
  readonly projectId: string;
  readonly principal: Principal;
};

/**
 * The caller's own set in the project; made at their first write. Concurrent firsts meet at the unique
 * (project, kind, user), inside the project lock.
 */
export async function ensureMySet(tx: Transaction, { projectId, principal }: Writer): Promise<string> {
  const sets = await ensureSetsOf(tx, projectId, [{ id: principal.userId, name: principal.name }]);
  const id = sets.get(principal.userId);
  if (id === undefined) throw new Error("A set that was just made is gone");
  return id;
}

/** The sets of these people by person, made where there are none: what is given to somebody lies in their set. */
export async function ensureSetsOf(
  tx: Transaction,
  projectId: string,
  people: readonly { readonly id: string; readonly name: string }[],
): Promise<ReadonlyMap<string, string>> {
  const known = await tx.annotationSet.findMany({
    where: { projectId, kind: "annotator", userId: { in: people.map(({ id }) => id) } },
    select: { id: true, userId: true },
  });
  const sets = new Map(known.flatMap(({ id, userId }) => (userId === null ? [] : [[userId, id] as const])));
  const made = people
    .filter(({ id }) => !sets.has(id))
    .map(({ id: userId, name }) => ({ projectId, id: uuidv7(), kind: "annotator", name, userId }));
  if (made.length > 0) await tx.annotationSet.createMany({ data: made });
  for (const { id, userId } of made) sets.set(userId, id);
  return sets;
}

/**
 * The caller's assignment to a document, made at their first write there, with the change that says so. Refuses
 * when the work has been submitted, since what others may be reading doesn't change under them, and when the
 * document's round does not give it to the caller.
 */
export async function ensureOpenAssignment(
  tx: Transaction,
  { projectId }: Writer,
  setId: string,
  documentId: string,
): Promise<readonly NewChange[]> {
  const where = { projectId_documentId_setId: { projectId, documentId, setId } };
  const known = await tx.assignment.findUnique({ where, select: assignmentSelect });
  const state = assignmentStates.find((one) => one === known?.state) ?? "none";
  await requirePlace(tx, projectId, documentId, state);
  if (state !== "none" && isEditable(state)) return [];
  if (state === "submitted" || state === "adjudicated")
    throw new AppError("submitted", "You have submitted this document. Reopen it to change your work.");
  const row = await tx.assignment.upsert({
    where,
    create: { projectId, documentId, setId, state: "open" },
    // It was given back in a round that the document has left: without a round whoever wants it works on it.
    update: { state: "open", roundId: null, claimedAt: null, revision: { increment: 1 } },
    select: assignmentSelect,
  });
  return [
    {
      kind: "assignment.opened",
      subjectId: documentId,
      documentId,
      setId,
      before: known && assignmentFact(known),
      after: assignmentFact(row),
    },
  ];
}

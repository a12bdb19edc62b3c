import "server-only";
import { uuidv7 } from "uuidv7";
import { assignmentStates, isEditable } from "@/lib/domain/workflow/assignment-state";
import type { Principal } from "@/lib/policy/policy";
import { AppError } from "../app-error";
import type { NewChange } from "../changes/write";
import type { Transaction } from "../database";

type Writer = {
  readonly projectId: string;
  readonly principal: Principal;
};

/**
 * The caller's own set in the project; made at their first write. Concurrent firsts meet at the unique
 * (project, kind, user), inside the project lock.
 */
export async function ensureMySet(tx: Transaction, { projectId, principal }: Writer): Promise<string> {
  const where = { projectId_kind_userId: { projectId, kind: "annotator", userId: principal.userId } };
  const known = await tx.annotationSet.findUnique({ where, select: { id: true } });
  if (known) return known.id;
  const made = await tx.annotationSet.create({
    data: {
      projectId,
      id: uuidv7(),
      kind: "annotator",
      name: principal.name,
      userId: principal.userId,
    },
    select: { id: true },
  });
  return made.id;
}

/**
 * The caller's assignment to a document, made at their first write there, with the change that says so.
 * Refuses when the work has been submitted: what others may be reading doesn't change under them.
 */
export async function ensureOpenAssignment(
  tx: Transaction,
  { projectId }: Writer,
  setId: string,
  documentId: string,
): Promise<readonly NewChange[]> {
  const key = { projectId, documentId, setId };
  const known = await tx.assignment.findUnique({
    where: { projectId_documentId_setId: key },
    select: { state: true },
  });
  const state = assignmentStates.find((one) => one === known?.state);
  if (state) {
    if (!isEditable(state))
      throw new AppError("submitted", "You have submitted this document. Reopen it to change your work.");
    return [];
  }
  await tx.assignment.create({ data: { ...key, state: "open" } });
  return [
    {
      kind: "assignment.opened",
      subjectId: documentId,
      documentId,
      setId,
      before: null,
      after: { documentId, setId, state: "open", submittedAt: null, revision: 1 },
    },
  ];
}

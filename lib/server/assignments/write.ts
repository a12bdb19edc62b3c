import "server-only";
import { uuidv7 } from "uuidv7";
import type { AssignmentResource } from "@/lib/contracts/documents";
import { type AssignmentState, afterMove } from "@/lib/domain/workflow/assignment-state";
import { AppError, missing } from "../app-error";
import type { Scope } from "../authorize";
import { lockProject, recordChanges } from "../changes/write";
import { Prisma, type Transaction, transact } from "../database";
import { requireNoneWaiting } from "../displacements/read";
import { requireLive } from "../documents/newest";
import { notify } from "../notifications/write";
import { chainTo } from "../revisions/read";
import { closedRound, type DocumentRound, requirePlace, roundOfDocument } from "../rounds/place";
import { ensureMySet } from "../sets/write";
import { hasBeenOpenTo, isOpenTo, mySets } from "../visibility";
import { assignmentFact, assignmentSelect } from "./assignment-fact";

type Key = { readonly projectId: string; readonly documentId: string; readonly setId: string };

/**
 * Says that the caller's work on a document is done, with or without annotations: that there is nothing to
 * mark is a result too. Sent again, it changes nothing.
 */
export async function submitDocument(
  scope: Scope<"assignment.submit">,
  documentId: string,
): Promise<AssignmentResource> {
  const { projectId } = scope;
  return transact(async (tx) => {
    await lockProject(tx, projectId);
    await requireLive(tx, projectId, documentId);
    const key = { projectId, documentId, setId: await ensureMySet(tx, scope) };
    const before = await read(tx, key);
    if (before?.state === "submitted") return before;
    await requirePlace(tx, projectId, documentId, before?.state ?? "none");
    await requireNoneWaiting(tx, key);
    const state = afterMove(before?.state ?? "open", "submit");
    if (!state) throw new AppError("wrong_state", "This work can't be submitted now.");
    return move(tx, scope, key, before, state);
  });
}

/**
 * Takes a submission back: the caller's own, or for leads anybody's. Who has seen teammates' work through their
 * own submission can't take it back themselves, since it would no longer be independent.
 */
export async function reopenDocument(
  scope: Scope<"assignment.reopen">,
  documentId: string,
  setId?: string,
): Promise<AssignmentResource> {
  const { projectId } = scope;
  return transact(async (tx) => {
    await lockProject(tx, projectId);
    await requireLive(tx, projectId, documentId);
    const set = await setOf(tx, scope, setId);
    const key = { projectId, documentId, setId: set.id };
    const before = await read(tx, key);
    if (!before) throw missing("submission");
    if (before.state === "reopened") return before;
    const round = await requireRunning(tx, projectId, documentId);
    const state = afterMove(before.state, "reopen");
    if (!state) throw new AppError("wrong_state", "This work has not been submitted.");
    if (before.state === "adjudicated" && !scope.may("adjudication.decide", null))
      throw new AppError("forbidden", "The gold rests on this work. A lead can reopen it.");
    if (scope.sees === "self" && (await hasSeenOthers(tx, scope, documentId, { before, round })))
      throw new AppError(
        "forbidden",
        "You can see or have seen what others did on this document. A lead can reopen your work.",
      );
    const about = { documentId, subjectId: documentId, setId: set.id };
    if (set.userId) await notify(tx, scope, [{ userId: set.userId, kind: "reopened", ...about }]);
    return move(tx, scope, key, before, state);
  });
}

async function setOf(
  tx: Transaction,
  scope: Scope<"assignment.reopen">,
  setId: string | undefined,
): Promise<{ id: string; userId: string | null }> {
  const mine = { kind: "annotator", userId: scope.principal.userId };
  const set = await tx.annotationSet.findFirst({
    where: { projectId: scope.projectId, ...(setId === undefined ? mine : { id: setId }) },
    select: { id: true, userId: true },
  });
  if (!set || !scope.may("assignment.reopen", set.userId)) throw missing("submission");
  return set;
}

/** What is to be changed again must be changeable: work in a closed round waits until the round goes on. */
async function requireRunning(tx: Transaction, projectId: string, documentId: string) {
  const round = await roundOfDocument(tx, projectId, documentId);
  if (round?.state === "closed") throw closedRound(round.name);
  return round;
}

/**
 * Whether the caller sees others' work on this document, or has: before another's submission was reopened, say. Who
 * had submitted when a round was closed saw what the others had done until then, and goes on to know it when the round
 * is opened again.
 */
async function hasSeenOthers(
  tx: Transaction,
  scope: Scope<"assignment.reopen">,
  documentId: string,
  { before, round }: { before: AssignmentResource; round: DocumentRound | null },
): Promise<boolean> {
  const closedAt = round?.closedAt?.toISOString();
  const sawAtClosing = closedAt !== undefined && before.submittedAt !== null && before.submittedAt < closedAt;
  return sawAtClosing || showsOthers(tx, scope, documentId);
}

/** Whether the document is or, with this text or an earlier one, has been open to the caller with anybody else's work on it. */
async function showsOthers(
  tx: Transaction,
  scope: Scope<"assignment.reopen">,
  documentId: string,
): Promise<boolean> {
  const { projectId } = scope;
  const document = Prisma.sql`${documentId}::uuid`;
  // Who saw it on an earlier text saw what has come along to this one.
  const wasOpen = (await chainTo(tx, projectId, documentId)).map((id) =>
    hasBeenOpenTo(scope, Prisma.sql`${id}::uuid`),
  );
  const [row] = await tx.$queryRaw<{ isOpen: boolean; wasOpen: boolean; hasOthers: boolean }[]>(Prisma.sql`
    SELECT ${isOpenTo(scope, document)} AS "isOpen", (${Prisma.join(wasOpen, " OR ")}) AS "wasOpen",
      EXISTS (
        SELECT 1 FROM "Assignment" w WHERE w."projectId" = ${projectId}::uuid
          AND w."documentId" = ${documentId}::uuid AND w."setId" NOT IN ${mySets(scope)}) OR
      EXISTS (
        SELECT 1 FROM "Annotation" a WHERE a."projectId" = ${projectId}::uuid AND a."deletedAt" IS NULL
          AND a."documentId" = ${documentId}::uuid AND a."setId" NOT IN ${mySets(scope)}) AS "hasOthers"`);
  return Boolean(row && (row.wasOpen || (row.isOpen && row.hasOthers)));
}

async function read(tx: Transaction, key: Key): Promise<AssignmentResource | null> {
  const where = { projectId_documentId_setId: key };
  const row = await tx.assignment.findUnique({ where, select: assignmentSelect });
  return row && assignmentFact(row);
}

async function move(
  tx: Transaction,
  scope: Scope<"assignment.submit"> | Scope<"assignment.reopen">,
  key: Key,
  before: AssignmentResource | null,
  state: AssignmentState,
): Promise<AssignmentResource> {
  const submittedAt = state === "submitted" ? new Date() : null;
  const row = await tx.assignment.upsert({
    where: { projectId_documentId_setId: key },
    create: { ...key, state, submittedAt },
    update: { state, submittedAt, revision: { increment: 1 } },
    select: assignmentSelect,
  });
  const after = assignmentFact(row);
  await recordChanges(tx, scope, uuidv7(), [
    {
      kind: `assignment.${state}`,
      subjectId: key.documentId,
      documentId: key.documentId,
      setId: key.setId,
      before,
      after,
    },
  ]);
  return after;
}

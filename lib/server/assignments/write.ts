import "server-only";
import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { AssignmentResource as Shape } from "@/lib/contracts/documents";
import { type AssignmentState, afterMove, assignmentStates } from "@/lib/domain/workflow/assignment-state";
import { AppError, missing } from "../app-error";
import type { Scope } from "../authorize";
import { lockProject, recordChanges } from "../changes/write";
import { Prisma, type Transaction, transact } from "../database";
import { requireNoneWaiting } from "../displacements/read";
import { requireLive } from "../documents/newest";
import { ensureMySet } from "../sets/write";
import { isOpenTo, mySets } from "../visibility";

type AssignmentResource = z.output<typeof Shape>;
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
    const state = afterMove(before.state, "reopen");
    if (!state) throw new AppError("wrong_state", "This work has not been submitted.");
    if (scope.sees === "self" && (await showsOthers(tx, scope, documentId)))
      throw new AppError(
        "forbidden",
        "Everybody has submitted and you can see each other's work. A lead can reopen yours.",
      );
    return move(tx, scope, key, before, state);
  });
}

async function setOf(
  tx: Transaction,
  scope: Scope<"assignment.reopen">,
  setId: string | undefined,
): Promise<{ id: string }> {
  const mine = { kind: "annotator", userId: scope.principal.userId };
  const set = await tx.annotationSet.findFirst({
    where: { projectId: scope.projectId, ...(setId === undefined ? mine : { id: setId }) },
    select: { id: true, userId: true },
  });
  if (!set || !scope.may("assignment.reopen", set.userId)) throw missing("submission");
  return set;
}

/** Whether the document has opened to the caller and there is anybody else's work on it. */
async function showsOthers(
  tx: Transaction,
  scope: Scope<"assignment.reopen">,
  documentId: string,
): Promise<boolean> {
  const { projectId } = scope;
  const [row] = await tx.$queryRaw<{ isOpen: boolean; hasOthers: boolean }[]>(Prisma.sql`
    SELECT ${isOpenTo(scope, Prisma.sql`${documentId}::uuid`)} AS "isOpen",
      EXISTS (
        SELECT 1 FROM "Assignment" w WHERE w."projectId" = ${projectId}::uuid
          AND w."documentId" = ${documentId}::uuid AND w."setId" NOT IN ${mySets(scope)}) OR
      EXISTS (
        SELECT 1 FROM "Annotation" a WHERE a."projectId" = ${projectId}::uuid AND a."deletedAt" IS NULL
          AND a."documentId" = ${documentId}::uuid AND a."setId" NOT IN ${mySets(scope)}) AS "hasOthers"`);
  return Boolean(row?.isOpen && row.hasOthers);
}

async function read(tx: Transaction, key: Key): Promise<AssignmentResource | null> {
  const row = await tx.assignment.findUnique({
    where: { projectId_documentId_setId: key },
    select: { documentId: true, setId: true, state: true, submittedAt: true, revision: true },
  });
  const state = assignmentStates.find((known) => known === row?.state);
  if (!row || !state) return null;
  return { ...row, state, submittedAt: row.submittedAt?.toISOString() ?? null };
}

async function move(
  tx: Transaction,
  scope: Scope<"assignment.submit"> | Scope<"assignment.reopen">,
  key: Key,
  before: AssignmentResource | null,
  state: AssignmentState,
): Promise<AssignmentResource> {
  const submittedAt = state === "submitted" ? new Date() : null;
  await tx.assignment.upsert({
    where: { projectId_documentId_setId: key },
    create: { ...key, state, submittedAt },
    update: { state, submittedAt, revision: { increment: 1 } },
  });
  const after = await read(tx, key);
  if (!after) throw new Error("An assignment that was just written is gone");
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

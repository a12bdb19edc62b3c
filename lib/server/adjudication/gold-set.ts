import "server-only";
import { uuidv7 } from "uuidv7";
import { type AssignmentState, assignmentStates, isDone } from "@/lib/domain/workflow/assignment-state";
import { AppError, missing } from "../app-error";
import type { NewChange } from "../changes/write";
import { Prisma, type Transaction } from "../database";
import { requireLive } from "../documents/newest";
import { isReadyToAdjudicate } from "../visibility";

type Place = { readonly projectId: string; readonly documentId: string };

/** The project's gold set; made at the first decision. The caller holds the project. */
export async function ensureGoldSet(tx: Transaction, projectId: string): Promise<string> {
  const known = await goldSetOf(tx, projectId);
  if (known) return known;
  const made = await tx.annotationSet.create({
    data: { projectId, id: uuidv7(), kind: "gold", name: "Gold" },
    select: { id: true },
  });
  return made.id;
}

export async function goldSetOf(tx: Transaction, projectId: string): Promise<string | null> {
  const set = await tx.annotationSet.findFirst({
    where: { projectId, kind: "gold" },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return set?.id ?? null;
}

/** Refuses where a document can't be adjudicated now: removed, or somebody has yet to submit. */
export async function requireReady(tx: Transaction, { projectId, documentId }: Place): Promise<void> {
  const [row] = await tx.$queryRaw<{ isRemoved: boolean; isReady: boolean }[]>(Prisma.sql`
    SELECT d."deletedAt" IS NOT NULL AS "isRemoved", ${isReadyToAdjudicate({ projectId }, Prisma.sql`d."id"`)} AS "isReady"
    FROM "Document" d WHERE d."projectId" = ${projectId}::uuid AND d."id" = ${documentId}::uuid`);
  if (!row) throw missing("document");
  if (row.isRemoved)
    throw new AppError("wrong_state", "This document has been removed. A lead can restore it.");
  if (!row.isReady)
    throw new AppError(
      "wrong_state",
      "A document is adjudicated once its annotators, two at least, have all submitted.",
    );
}

/** The same for those who are about to decide: nothing is decided on a text that has been corrected since. */
export async function requireDecidable(tx: Transaction, place: Place): Promise<void> {
  await requireLive(tx, place.projectId, place.documentId);
  await requireReady(tx, place);
}

/** Whether there is any gold of a document, removed or not, or its adjudication has begun. */
export async function hasGold(tx: Transaction, place: Place, setId: string): Promise<boolean> {
  const { projectId, documentId } = place;
  const where = { projectId, documentId, setId };
  const annotation = await tx.annotation.findFirst({ where, select: { id: true } });
  return annotation !== null || (await goldStateOf(tx, place, setId)) !== null;
}

/**
 * Refuses to finish where annotators have yet to submit. Gold on which nobody works, as it comes with a file, is
 * finished by whoever keeps it.
 */
export async function requireFinishable(tx: Transaction, place: Place, setId: string | null): Promise<void> {
  const { projectId, documentId } = place;
  const work = await tx.assignment.findFirst({
    where: { projectId, documentId, state: { not: "returned" }, set: { kind: "annotator" } },
    select: { setId: true },
  });
  if (work !== null || setId === null || !(await hasGold(tx, place, setId))) await requireReady(tx, place);
}

/** The gold's own assignment, opened at the first decision. Refuses once the adjudication is finished. */
export async function openGold(
  tx: Transaction,
  { projectId, documentId }: Place,
  setId: string,
): Promise<readonly NewChange[]> {
  const state = await goldStateOf(tx, { projectId, documentId }, setId);
  if (state !== null && isDone(state))
    throw new AppError(
      "submitted",
      "The adjudication of this document is finished. Resume it to change the gold.",
    );
  if (state !== null) return [];
  await tx.assignment.create({
    data: { projectId, documentId, setId, state: "open" },
    select: { state: true },
  });
  const after = { documentId, setId, state: "open", submittedAt: null, revision: 1 };
  return [{ kind: "assignment.opened", subjectId: documentId, documentId, setId, before: null, after }];
}

export async function goldStateOf(
  tx: Transaction,
  { projectId, documentId }: Place,
  setId: string | null,
): Promise<AssignmentState | null> {
  if (setId === null) return null;
  const row = await tx.assignment.findUnique({
    where: { projectId_documentId_setId: { projectId, documentId, setId } },
    select: { state: true },
  });
  return assignmentStates.find((known) => known === row?.state) ?? null;
}

/** How the adjudication of a document stands, as its gold's assignment says. */
export const adjudicationState = (state: AssignmentState | null): "ready" | "ongoing" | "finished" =>
  state === null ? "ready" : isDone(state) ? "finished" : "ongoing";

import "server-only";
import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { DocumentSummary } from "@/lib/contracts/documents";
import type {
  CarryPreview,
  correctDocument as declared,
  previewRevision as declaredPreview,
} from "@/lib/contracts/revisions";
import type { Anchoring } from "@/lib/domain/anchor/anchoring";
import type { Displaced } from "@/lib/domain/anchor/carry-annotations";
import { storeAnnotations } from "../annotations/write";
import { AppError, invalid } from "../app-error";
import { assignmentFact } from "../assignments/assignment-fact";
import type { Scope } from "../authorize";
import { lockProject, type NewChange, recordChanges } from "../changes/write";
import { db, type Transaction, transact } from "../database";
import { displacementChange, displacementFact } from "../displacements/read";
import { documentChange } from "../documents/document-fact";
import { requireLive } from "../documents/newest";
import { readSummary } from "../documents/read";
import { checkText, factOf } from "../documents/write";
import { type NewNotification, notify } from "../notifications/write";
import { holdRoundDocuments } from "../rounds/round-documents";
import { readText } from "../texts/read";
import { withoutUndefined } from "../without-undefined";
import { carriedId } from "./carried-id";
import { carryCases } from "./carry-cases";
import { carryDecisions } from "./carry-decisions";
import { carryThreads } from "./carry-threads";
import { carryVerdicts } from "./carry-verdicts";
import { handOverRound } from "./hand-over";
import { anchoringOf, type CarryPlan, planCarry } from "./plan-carry";
import { chainTo } from "./read";

type Corrector = Scope<"document.edit">;
type Body<O extends { readonly body?: z.ZodType }> = z.output<NonNullable<O["body"]>>;

const CHUNK = 2_000;
/** Tens of thousands of annotations with their changes. */
const TIMEOUT_MS = 120_000;

/** What a corrected text would do to everybody's work. */
export async function previewRevision(
  scope: Corrector,
  documentId: string,
  { text }: Body<typeof declaredPreview>,
): Promise<CarryPreview> {
  const { projectId } = scope;
  await requireLive(db(), projectId, documentId);
  const after = checkText(text);
  const before = await readText(scope, documentId);
  requireCorrection(before.text, after.text);
  const anchoring = anchoringOf(before.text, after.text);
  const { counts, displaced, assignments } = await planCarry(db(), projectId, documentId, {
    documentId: uuidv7(),
    anchoring,
  });
  const carriedWaiting = displaced.length - counts.ambiguous - counts.changed - counts.lost;
  const reopened = assignments.filter(isReopened).length;
  return { ...counts, lost: counts.lost + carriedWaiting, reopened };
}

/**
 * Adds a corrected text as a new document that supersedes this one, with everybody's work on it: all in one
 * transaction. `isNew` is false when its id was there already, as the same correction.
 */
export async function correctDocument(
  scope: Corrector,
  documentId: string,
  { id = uuidv7(), text: raw, note = "", ...metadata }: Body<typeof declared>,
): Promise<{ document: DocumentSummary; isNew: boolean }> {
  const { projectId, principal } = scope;
  const text = checkText(raw);
  const before = await readText(scope, documentId);
  if (await isSentBefore(scope, documentId, id, text.textSha256))
    return { document: await readSummary(scope, id), isNew: false };
  requireCorrection(before.text, text.text);
  const anchoring = anchoringOf(before.text, text.text);
  const isNew = await transact(async (tx) => {
    await holdRoundDocuments(tx, projectId, [documentId]);
    await lockProject(tx, projectId);
    if (await isSentBefore(scope, documentId, id, text.textSha256, tx)) return false;
    await requireLive(tx, projectId, documentId);
    const old = await factOf(tx, projectId, documentId);
    const { textSha256: _1, length: _2, deletedAt: _3, revision: _4, supersedesId: _5, ...kept } = old;
    const { count } = await tx.document.createMany({
      data: [
        {
          ...kept,
          ...withoutUndefined(metadata),
          ...text,
          projectId,
          id,
          supersedesId: documentId,
          correctionNote: note.trim(),
          createdBy: principal.userId,
        },
      ],
      skipDuplicates: true,
    });
    if (count === 0) throw new AppError("conflict", "There is another document with this id; make a new one");
    await supersede(tx, scope, documentId, id);
    const plan = await planCarry(tx, projectId, documentId, { documentId: id, anchoring });
    await writeCarried(tx, scope, id, plan);
    await carryTalk(tx, scope, { from: documentId, to: id, anchoring }, plan);
    await tellReopened(tx, scope, id, plan);
    return true;
  }, TIMEOUT_MS);
  return { document: await readSummary(scope, id), isNew };
}

function requireCorrection(before: string, after: string): void {
  if (before === after)
    throw invalid("text", "This is the text that the document has; nothing would be corrected");
}

/** Whether this very correction has been made. */
async function isSentBefore(
  { projectId }: Corrector,
  documentId: string,
  id: string,
  textSha256: string,
  tx: Transaction = db(),
): Promise<boolean> {
  const known = await tx.document.findUnique({
    where: { projectId_id: { projectId, id } },
    select: { supersedesId: true, textSha256: true, deletedAt: true },
  });
  return known?.supersedesId === documentId && known.textSha256 === textSha256 && known.deletedAt === null;
}

/** Logs that a text came and that it took the place of another, whose readers are told by it. */
async function supersede(tx: Transaction, scope: Corrector, documentId: string, id: string): Promise<void> {
  const { projectId } = scope;
  const before = await factOf(tx, projectId, documentId);
  await tx.document.update({
    where: { projectId_id: { projectId, id: documentId } },
    data: { revision: { increment: 1 }, updatedAt: new Date() },
    select: { id: true },
  });
  const after = await factOf(tx, projectId, documentId);
  // The corrected text takes the place of the other in its round.
  const handedOver = await handOverRound(tx, projectId, { from: documentId, to: id });
  await recordChanges(tx, scope, uuidv7(), [
    documentChange("document.created", id, null, await factOf(tx, projectId, id)),
    documentChange("document.superseded", documentId, before, after),
    ...handedOver,
  ]);
}

async function writeCarried(
  tx: Transaction,
  scope: Corrector,
  documentId: string,
  plan: CarryPlan,
): Promise<void> {
  const { projectId } = scope;
  await tx.assignment.createMany({
    data: plan.assignments.map(({ isAnnotators: _1, userId: _2, before: _3, ...row }) => ({
      ...row,
      projectId,
      documentId,
    })),
  });
  await recordChanges(
    tx,
    scope,
    uuidv7(),
    plan.assignments.map((row) => assignmentChange(documentId, row)),
  );
  for (let at = 0; at < plan.annotations.length; at += CHUNK) {
    const chunk = plan.annotations.slice(at, at + CHUNK);
    const changes = chunk.map((after) => ({ kind: "annotation.carried" as const, before: null, after }));
    await storeAnnotations(tx, projectId, changes);
    const logged = changes.map(({ kind, after }): NewChange => {
      return { kind, subjectId: after.id, documentId, setId: after.setId, before: null, after };
    });
    await recordChanges(tx, scope, uuidv7(), logged);
  }
  for (let at = 0; at < plan.displaced.length; at += CHUNK)
    await writeDisplaced(tx, scope, documentId, plan.displaced.slice(at, at + CHUNK));
}

/** What was said and decided of the work follows it: conversations, verdicts, and how the gold came about. */
async function carryTalk(
  tx: Transaction,
  scope: Corrector,
  texts: { readonly from: string; readonly to: string; readonly anchoring: Anchoring },
  plan: CarryPlan,
): Promise<void> {
  const { projectId } = scope;
  const carried = new Set(plan.annotations.map(({ id }) => id));
  const idHere = (_: string, id: string) => carriedId(texts.to, id);
  const chain = await chainTo(tx, projectId, texts.to);
  const changes = [
    ...(await carryThreads(tx, scope, { ...texts, carried })),
    ...(await carryVerdicts(tx, scope, plan.copied, idHere)),
    ...(await carryDecisions(tx, scope, chain)),
    ...(await carryCases(tx, scope, chain)),
  ];
  for (let at = 0; at < changes.length; at += CHUNK)
    await recordChanges(tx, scope, uuidv7(), changes.slice(at, at + CHUNK));
}

const isReopened = ({ isAnnotators, state, before }: CarryPlan["assignments"][number]): boolean =>
  isAnnotators && state === "reopened" && before !== state;

/** Tells those whose submitted work is open again because something of it waits for them. */
async function tellReopened(
  tx: Transaction,
  scope: Corrector,
  documentId: string,
  { assignments, displaced }: CarryPlan,
): Promise<void> {
  const news = assignments.filter(isReopened).flatMap(({ userId, setId }): NewNotification[] => {
    if (userId === null) return [];
    const count = displaced.filter((one) => one.setId === setId).length;
    return [
      {
        userId,
        kind: "reopened",
        documentId,
        subjectId: documentId,
        setId,
        details: { isCorrected: true, count },
      },
    ];
  });
  await notify(tx, scope, news);
}

const assignmentChange = (documentId: string, row: CarryPlan["assignments"][number]): NewChange => ({
  kind: `assignment.${row.state === "open" ? "opened" : row.state}`,
  subjectId: documentId,
  documentId,
  setId: row.setId,
  before: null,
  after: assignmentFact({ ...row, documentId, revision: 1 }),
});

async function writeDisplaced(
  tx: Transaction,
  scope: Corrector,
  documentId: string,
  displaced: readonly Displaced[],
): Promise<void> {
  const { projectId } = scope;
  await tx.$executeRaw`
    INSERT INTO "Displacement" ("projectId", "id", "documentId", "setId", "annotationId", "reason", "candidate", "score")
    SELECT ${projectId}::uuid, r."id", ${documentId}::uuid, r."setId", r."annotationId", r."reason",
      nullif(r."candidate", 'null'::jsonb), r."score"
    FROM jsonb_to_recordset(${JSON.stringify(displaced)}::jsonb) AS r("id" uuid, "setId" uuid, "annotationId" uuid,
      "reason" text, "candidate" jsonb, "score" double precision)`;
  const rows = await tx.displacement.findMany({
    where: { projectId, id: { in: displaced.map(({ id }) => id) } },
    select: displacementFact,
  });
  const changes = rows.map((row) => displacementChange("displacement.created", null, row));
  await recordChanges(tx, scope, uuidv7(), changes);
}

import "server-only";
import type { DecisionResource } from "@/lib/contracts/adjudication";
import { type DecisionKind, decisionKinds, decisionReasons } from "@/lib/domain/adjudication/decision";
import type { NewChange } from "../changes/write";
import type { Prisma, Transaction } from "../database";

const shown = {
  id: true,
  documentId: true,
  kind: true,
  annotationId: true,
  reason: true,
  text: true,
  createdBy: true,
  createdAt: true,
  deletedAt: true,
  revision: true,
  sources: {
    select: { annotationId: true, revision: true, isTaken: true },
    orderBy: { annotationId: "asc" },
  },
} as const satisfies Prisma.DecisionSelect;

/** Decisions as the API and the log tell them, oldest first. */
export async function readDecisions(
  tx: Transaction,
  where: Prisma.DecisionWhereInput & { readonly projectId: string },
): Promise<DecisionResource[]> {
  const rows = await tx.decision.findMany({ where, select: shown, orderBy: { id: "asc" } });
  return rows.map(({ kind, reason, createdAt, deletedAt, ...row }) => ({
    ...row,
    kind: decisionKinds.find((known) => known === kind) ?? "chosen",
    reason: decisionReasons.find((known) => known === reason) ?? "",
    createdAt: createdAt.toISOString(),
    deletedAt: deletedAt?.toISOString() ?? null,
  }));
}

/** The decisions in force that cite any of these annotations. */
export const decisionsOn = (
  tx: Transaction,
  projectId: string,
  annotationIds: readonly string[],
): Promise<DecisionResource[]> =>
  readDecisions(tx, {
    projectId,
    deletedAt: null,
    sources: { some: { annotationId: { in: [...annotationIds] } } },
  });

export type DecisionRow = {
  readonly id: string;
  readonly kind: DecisionKind;
  readonly annotationId: string | null;
  readonly reason: string;
  readonly text: string;
  readonly sources: DecisionResource["sources"];
};

/** Writes new decisions with their sources, in two statements however many there are. */
export async function storeDecisions(
  tx: Transaction,
  place: { readonly projectId: string; readonly documentId: string; readonly userId: string },
  rows: readonly DecisionRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const { projectId, documentId, userId } = place;
  await tx.$executeRaw`
    INSERT INTO "Decision" ("projectId", "id", "documentId", "kind", "annotationId", "reason", "text", "createdBy")
    SELECT ${projectId}::uuid, r."id", ${documentId}::uuid, r."kind", r."annotationId", r."reason", r."text", ${userId}::uuid
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(
      "id" uuid, "kind" text, "annotationId" uuid, "reason" text, "text" text)`;
  const sources = rows.flatMap(({ id, sources: own }) =>
    own.map((source) => ({ decisionId: id, ...source })),
  );
  await tx.$executeRaw`
    INSERT INTO "DecisionSource" ("projectId", "decisionId", "annotationId", "revision", "isTaken")
    SELECT ${projectId}::uuid, r."decisionId", r."annotationId", r."revision", r."isTaken"
    FROM jsonb_to_recordset(${JSON.stringify(sources)}::jsonb) AS r(
      "decisionId" uuid, "annotationId" uuid, "revision" int, "isTaken" boolean)`;
}

/** A decision as it has become, with what to log. */
export type MovedDecision = { readonly after: DecisionResource; readonly change: NewChange };

/** Takes decisions out of force, or puts them back. Answers the changes to log. */
export async function moveDecisions(
  tx: Transaction,
  setId: string,
  move: "retracted" | "restored",
  before: readonly DecisionResource[],
  projectId: string,
): Promise<MovedDecision[]> {
  if (before.length === 0) return [];
  const ids = before.map(({ id }) => id);
  const now = new Date();
  await tx.decision.updateMany({
    where: { projectId, id: { in: ids } },
    data: {
      deletedAt: move === "retracted" ? now : null,
      updatedAt: now,
      revision: { increment: 1 },
    },
  });
  const after = new Map(
    (await readDecisions(tx, { projectId, id: { in: ids } })).map((one) => [one.id, one]),
  );
  return before.map((one) => {
    const moved = after.get(one.id) ?? one;
    return { after: moved, change: loggedDecision(`decision.${move}`, setId, one, moved) };
  });
}

/** Changes what decisions are, one more revision each, leaving their words. Answers the changes to log. */
export async function amendDecisions(
  tx: Transaction,
  { projectId, setId }: { readonly projectId: string; readonly setId: string },
  wanted: readonly DecisionResource[],
): Promise<MovedDecision[]> {
  if (wanted.length === 0) return [];
  const where = { projectId, id: { in: wanted.map(({ id }) => id) } };
  const before = new Map((await readDecisions(tx, where)).map((one) => [one.id, one]));
  await tx.$executeRaw`
    UPDATE "Decision" d SET "kind" = r."kind", "revision" = d."revision" + 1, "updatedAt" = now()
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS r("id" uuid, "kind" text)
    WHERE d."projectId" = ${projectId}::uuid AND d."id" = r."id"`;
  const sources = wanted.flatMap(({ id, sources: own }) =>
    own.map(({ annotationId, isTaken }) => ({ decisionId: id, annotationId, isTaken })),
  );
  await tx.$executeRaw`
    UPDATE "DecisionSource" s SET "isTaken" = r."isTaken"
    FROM jsonb_to_recordset(${JSON.stringify(sources)}::jsonb) AS r(
      "decisionId" uuid, "annotationId" uuid, "isTaken" boolean)
    WHERE s."projectId" = ${projectId}::uuid AND s."decisionId" = r."decisionId" AND s."annotationId" = r."annotationId"`;
  return (await readDecisions(tx, where)).map((after) => ({
    after,
    change: loggedDecision("decision.edited", setId, before.get(after.id) ?? null, after),
  }));
}

/** Decisions belong to the gold: who may see that may see why. */
export const loggedDecision = (
  kind: string,
  setId: string,
  before: DecisionResource | null,
  after: DecisionResource,
): NewChange => ({ kind, subjectId: after.id, documentId: after.documentId, setId, before, after });

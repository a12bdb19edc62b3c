import "server-only";
import type { z } from "zod";
import type { readDocumentSets as declaredSets } from "@/lib/contracts/documents";
import { alignWork } from "@/lib/domain/adjudication/align-work";
import type { AlignedItem } from "@/lib/domain/adjudication/item";
import { entityKeys } from "@/lib/domain/adjudication/same-entities";
import { entityKinds } from "@/lib/domain/scheme/scheme";
import { assignmentStates } from "@/lib/domain/workflow/assignment-state";
import { type AnnotationRow, annotationColumns, storedAnnotation } from "../annotations/read";
import { missing } from "../app-error";
import type { Scope } from "../authorize";
import { db, Prisma } from "../database";
import { readScheme } from "../schemes/read";
import { isCoders } from "../sets/coder-kinds";
import { isBlindTo, visible } from "../visibility";

type Reader = Scope<"annotation.read"> | Scope<"review.write">;

type SetRow = {
  id: string;
  kind: string;
  name: string;
  userId: string | null;
  state: string | null;
  annotations: number;
};

/**
 * Whose work on a document the caller may see: with annotations, or with none and submitted. Whether there is more
 * that stays hidden is not said, only that what there is would be.
 */
export async function readDocumentSets(
  scope: Scope<"annotation.read">,
  documentId: string,
): Promise<z.output<(typeof declaredSets)["returns"]>> {
  const { projectId, principal } = scope;
  const [document] = await db().$queryRaw<{ isBlind: boolean }[]>`
    SELECT ${isBlindTo(scope, Prisma.sql`d."id"`)} AS "isBlind" FROM "Document" d
    WHERE d."projectId" = ${projectId}::uuid AND d."id" = ${documentId}::uuid`;
  if (!document) throw missing("document");
  const rows = await db().$queryRaw<SetRow[]>`
    WITH said AS (
      SELECT a."setId", count(*)::int AS "annotations" FROM "Annotation" a
      WHERE a."projectId" = ${projectId}::uuid AND a."documentId" = ${documentId}::uuid AND a."deletedAt" IS NULL
        AND ${visible(scope, "a")} GROUP BY a."setId"
    ), work AS (
      SELECT a."setId", a."state" FROM "Assignment" a
      WHERE a."projectId" = ${projectId}::uuid AND a."documentId" = ${documentId}::uuid AND ${visible(scope, "a")}
    )
    SELECT s."id", s."kind", s."name", s."userId", work."state", coalesce(said."annotations", 0) AS "annotations"
    FROM "AnnotationSet" s LEFT JOIN said ON said."setId" = s."id" LEFT JOIN work ON work."setId" = s."id"
    WHERE s."projectId" = ${projectId}::uuid
      AND (said."setId" IS NOT NULL OR work."state" IN ('submitted', 'adjudicated'))
    ORDER BY array_position(ARRAY['annotator', 'gold', 'imported', 'suggestions'], s."kind"), s."name", s."id"`;
  return {
    isBlind: document.isBlind,
    sets: rows.map(({ userId, state, ...set }) => ({
      ...set,
      isMine: set.kind === "annotator" && userId === principal.userId,
      state: assignmentStates.find((known) => known === state) ?? "none",
    })),
  };
}

/** Which sets of a document are compared: these, or those of annotators whose work on it is done. */
const chosen = ({ projectId }: Reader, compared: readonly string[] | undefined): Prisma.Sql =>
  compared
    ? Prisma.sql`a."setId" = ANY(${[...compared]}::uuid[])`
    : Prisma.sql`EXISTS (
        SELECT 1 FROM "Assignment" w JOIN "AnnotationSet" s ON s."projectId" = w."projectId" AND s."id" = w."setId"
        WHERE w."projectId" = ${projectId}::uuid AND w."documentId" = a."documentId" AND w."setId" = a."setId"
          AND w."state" IN ('submitted', 'adjudicated') AND ${isCoders(Prisma.sql`s."kind"`)})`;

/**
 * What sets say of the same things in each of these documents, as far as the caller may see. A set that has said
 * nothing of a document, though its work there is done, counts as missing everything.
 */
export async function alignedDocuments(
  scope: Reader,
  documentIds: readonly string[],
  compared: readonly string[] | undefined,
): Promise<ReadonlyMap<string, readonly AlignedItem[]>> {
  const { projectId } = scope;
  const isDirected = await directedTypes(scope);
  const rows = await db().$queryRaw<AnnotationRow[]>`
    SELECT ${annotationColumns} FROM "Annotation" a
    WHERE a."projectId" = ${projectId}::uuid AND a."documentId" = ANY(${[...documentIds]}::uuid[])
      AND a."deletedAt" IS NULL AND ${visible(scope, "a")} AND ${chosen(scope, compared)}`;
  const silent = await db().$queryRaw<{ documentId: string; setId: string }[]>`
    SELECT a."documentId", a."setId" FROM "Assignment" a
    WHERE a."projectId" = ${projectId}::uuid AND a."documentId" = ANY(${[...documentIds]}::uuid[])
      AND a."state" IN ('submitted', 'adjudicated') AND ${visible(scope, "a")} AND ${chosen(scope, compared)}`;
  const entityKey = await sameEntities(projectId, rows);
  return new Map(
    documentIds.map((documentId) => {
      const own = rows.filter((row) => row.documentId === documentId).map(storedAnnotation);
      const said = silent.filter((row) => row.documentId === documentId).map(({ setId }) => setId);
      const sets = [...new Set([...own.map(({ setId }) => setId), ...said])];
      const work = sets.map((set) => ({ set, annotations: own.filter(({ setId }) => setId === set) }));
      return [documentId, alignWork(work, { entityKey, isDirected })];
    }),
  );
}

async function directedTypes({ projectId }: Reader): Promise<(type: string) => boolean> {
  const project = await db().project.findUniqueOrThrow({
    where: { id: projectId },
    select: { schemeVersion: true },
  });
  const scheme = await readScheme({ projectId }, project.schemeVersion);
  const undirected = new Set(
    scheme.relationTypes.filter(({ isDirected }) => !isDirected).map(({ key }) => key),
  );
  return (type) => !undirected.has(type);
}

/** People who work blind make entities of their own; those that are the same to any reader have one key. */
async function sameEntities(
  projectId: string,
  rows: readonly Pick<AnnotationRow, "entityId">[],
): Promise<(id: string) => string> {
  const keys = await entityKeysOf(
    projectId,
    rows.flatMap(({ entityId }) => entityId ?? []),
  );
  return (id) => keys.get(id) ?? id;
}

/**
 * Which of the entities that a document's annotations stand for are the same under another id, as far as the caller
 * may see those annotations: the key of each that has another than its own.
 */
export async function documentEntityKeys(
  scope: Scope<"annotation.read">,
  documentId: string,
): Promise<Readonly<Record<string, string>>> {
  const rows = await db().$queryRaw<{ entityId: string }[]>`
    SELECT DISTINCT a."entityId" FROM "Annotation" a
    WHERE a."projectId" = ${scope.projectId}::uuid AND a."documentId" = ${documentId}::uuid
      AND a."entityId" IS NOT NULL AND a."deletedAt" IS NULL AND ${visible(scope, "a")}`;
  const keys = await entityKeysOf(
    scope.projectId,
    rows.map(({ entityId }) => entityId),
  );
  return Object.fromEntries([...keys].filter(([id, key]) => id !== key));
}

/** A key for each of these entities, equal for those that stand for the same. */
async function entityKeysOf(projectId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db().entity.findMany({
    where: { projectId, id: { in: [...new Set(ids)] } },
    select: { id: true, kind: true, name: true, aliases: true, identifiers: true },
  });
  return entityKeys(
    rows.flatMap(({ kind, identifiers, ...row }) => {
      const known = entityKinds.find((one) => one === kind);
      // Identifiers passed the contract when they were written: a flat record of texts.
      return known ? [{ ...row, kind: known, identifiers: identifiers as Record<string, string> }] : [];
    }),
  );
}

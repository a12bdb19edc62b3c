import "server-only";
import type { z } from "zod";
import type { DisplacementResource, listDisplacements as declared } from "@/lib/contracts/revisions";
import { AppError, invalid, missing } from "../app-error";
import type { Scope } from "../authorize";
import type { NewChange } from "../changes/write";
import { db, Prisma, type Transaction } from "../database";
import { visible } from "../visibility";

type Reader = Scope<"annotation.read"> | Scope<"displacement.resolve">;
type Row = Omit<DisplacementResource, "resolvedAt"> & { resolvedAt: Date | null };

/** As much of the earlier text as is shown on each side of a mark, in code points. */
const CONTEXT = 60;

/** What the log keeps of a displacement. */
export const displacementFact = {
  id: true,
  documentId: true,
  setId: true,
  annotationId: true,
  reason: true,
  candidate: true,
  score: true,
  state: true,
  revision: true,
} as const satisfies Prisma.DisplacementSelect;

export type DisplacementFact = Prisma.DisplacementGetPayload<{ select: typeof displacementFact }>;

/** A displacement is somebody's assertion that waits: who may see their set may see it. */
export const displacementChange = (
  kind: `displacement.${"created" | "placed" | "dropped" | "returned"}`,
  before: DisplacementFact | null,
  after: DisplacementFact,
): NewChange => ({
  kind,
  subjectId: after.id,
  documentId: after.documentId,
  setId: after.setId,
  before,
  after,
});

/** A page of what a correction displaced and the caller may see, in the order of the earlier text. */
export async function listDisplacements(
  scope: Scope<"annotation.read">,
  documentId: string,
  query: z.output<NonNullable<(typeof declared)["query"]>>,
): Promise<{ items: DisplacementResource[]; nextCursor: string | null }> {
  const { projectId } = scope;
  const document = await db().document.findUnique({
    where: { projectId_id: { projectId, id: documentId } },
    select: { id: true },
  });
  if (!document) throw missing("document");
  const state = query.state === undefined ? Prisma.sql`TRUE` : Prisma.sql`x."state" = ${query.state}`;
  const after = query.cursor === undefined ? null : cursorOf(query.cursor);
  const further = after
    ? Prisma.sql`(a."start", x."id") > (${after.place}, ${after.id}::uuid)`
    : Prisma.sql`TRUE`;
  const rows = await select(
    db(),
    scope,
    documentId,
    Prisma.sql`${state} AND ${further} ORDER BY a."start", x."id" LIMIT ${query.limit + 1}`,
  );
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return {
    items: shown,
    nextCursor: last ? `${Math.min(...last.spans.map(({ start }) => start))}.${last.id}` : null,
  };
}

/** Those of these ids that the caller may see, in the order of the ids. */
export async function displacementsOf(
  tx: Transaction,
  scope: Reader,
  documentId: string,
  ids: readonly string[],
): Promise<DisplacementResource[]> {
  const rows = await select(tx, scope, documentId, Prisma.sql`x."id" = ANY(${[...ids]}::uuid[])`);
  const known = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => known.get(id) ?? []);
}

async function select(
  tx: Transaction,
  scope: Reader,
  documentId: string,
  further: Prisma.Sql,
): Promise<DisplacementResource[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT x."id", x."documentId", x."setId", s."name" AS "setName", x."annotationId", a."tag", a."note", a."spans",
      substr(d."text", greatest(a."start" - ${CONTEXT}::int, 0) + 1,
        least(a."end" - a."start", 400) + 2 * ${CONTEXT}::int) AS "context",
      x."reason", x."candidate", x."score", x."state", x."resolvedAt", x."resolvedBy", x."revision"
    FROM "Displacement" x
    JOIN "AnnotationSet" s ON s."projectId" = x."projectId" AND s."id" = x."setId"
    JOIN "Annotation" a ON a."projectId" = x."projectId" AND a."id" = x."annotationId"
    JOIN "Document" d ON d."projectId" = a."projectId" AND d."id" = a."documentId"
    WHERE x."projectId" = ${scope.projectId}::uuid AND x."documentId" = ${documentId}::uuid AND ${visible(scope, "x")}
      AND ${further}`;
  return rows.map((row) => ({ ...row, resolvedAt: row.resolvedAt?.toISOString() ?? null }));
}

function cursorOf(cursor: string): { place: number; id: string } {
  const [, place, id] = /^(\d{1,9})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor) ?? [];
  if (place === undefined || id === undefined) throw invalid("cursor", "Not a cursor of this list");
  return { place: Number(place), id };
}

/** Refuses to submit work of which something still waits for a place: it would be placed under others' eyes. */
export async function requireNoneWaiting(
  tx: Transaction,
  where: { readonly projectId: string; readonly documentId: string; readonly setId: string },
): Promise<void> {
  const count = await tx.displacement.count({ where: { ...where, state: "waiting" } });
  if (count === 0) return;
  const words = count === 1 ? "One annotation of yours waits" : `${count} annotations of yours wait`;
  throw new AppError(
    "wrong_state",
    `${words} for a place in the corrected text. Place or drop what waits first.`,
  );
}

import "server-only";
import type { z } from "zod";
import {
  type listImportItems as declaredItems,
  type ImportItemResource,
  type ImportOptions,
  type ImportResource,
  importStates,
} from "@/lib/contracts/imports";
import { invalid, missing } from "../app-error";
import type { Scope } from "../authorize";
import { db, Prisma } from "../database";
import { storedBrought } from "./brought";

type Reader = Scope<"document.import">;
type Page<Item> = { items: Item[]; nextCursor: string | null };

type ImportRow = Omit<ImportResource, "createdAt" | "finishedAt" | "state"> & {
  state: string;
  createdAt: Date;
  finishedAt: Date | null;
};

const columns = Prisma.sql`
  i."id", i."state", i."done", i."total", i."problem", i."options", i."columns", i."brings", i."createdAt", i."finishedAt", i."revision",
  (SELECT count(*)::int FROM "ImportFile" f WHERE f."projectId" = i."projectId" AND f."importId" = i."id") AS "files",
  (SELECT jsonb_build_object('new', count(*) FILTER (WHERE t."state" = 'new'),
      'duplicate', count(*) FILTER (WHERE t."state" = 'duplicate'), 'problem', count(*) FILTER (WHERE t."state" = 'problem'))
    FROM "ImportItem" t WHERE t."projectId" = i."projectId" AND t."importId" = i."id") AS "counts"`;

function resource(row: ImportRow): ImportResource {
  const state = importStates.find((known) => known === row.state);
  if (!state) throw new Error("An import is in a state that nobody knows");
  return {
    ...row,
    state,
    // Written by ./write only, which takes parsed options.
    options: row.options as ImportOptions,
    columns: row.columns ?? [],
    brings: storedBrought(row.brings),
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

/** How an import stands. */
export async function readImport(scope: Reader, id: string): Promise<ImportResource> {
  const [row] = await db().$queryRaw<ImportRow[]>`
    SELECT ${columns} FROM "Import" i WHERE i."projectId" = ${scope.projectId}::uuid AND i."id" = ${id}::uuid`;
  if (!row) throw missing("import");
  return resource(row);
}

/** The imports of a project, newest first. */
export async function listImports(
  scope: Reader,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<ImportResource>> {
  const before = cursor === undefined ? null : readCursor(cursor);
  const rows = await db().$queryRaw<ImportRow[]>`
    SELECT ${columns} FROM "Import" i WHERE i."projectId" = ${scope.projectId}::uuid
      AND ${before ? Prisma.sql`(i."createdAt", i."id") < (${before.createdAt}::timestamptz, ${before.id}::uuid)` : Prisma.sql`TRUE`}
    ORDER BY i."createdAt" DESC, i."id" DESC LIMIT ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(resource),
    nextCursor: last ? `${last.createdAt.toISOString()}.${last.id}` : null,
  };
}

function readCursor(cursor: string): { createdAt: string; id: string } {
  const shape = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
  const [, createdAt, id] = shape.exec(cursor) ?? [];
  if (createdAt === undefined || id === undefined || Number.isNaN(Date.parse(createdAt)))
    throw invalid("cursor", "Not a cursor of this list");
  return { createdAt, id };
}

const PREVIEW_MAX = 300;

/** What was found in the files of an import, in their order. */
export async function listImportItems(
  scope: Reader,
  id: string,
  { cursor, limit, state }: z.output<NonNullable<(typeof declaredItems)["query"]>>,
): Promise<Page<z.output<typeof ImportItemResource>>> {
  const { projectId } = scope;
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) throw invalid("cursor", "Not a cursor of this list");
  const [known, rows] = await Promise.all([
    db().import.findUnique({ where: { projectId_id: { projectId, id } }, select: { id: true } }),
    db().$queryRaw<z.output<typeof ImportItemResource>[]>`
      SELECT t."number", t."path", t."line", t."state", t."reason", t."title", t."length",
        left(t."text", ${PREVIEW_MAX}) AS "preview",
        (SELECT d."id" FROM "Document" d WHERE d."projectId" = t."projectId" AND d."id" = t."documentId") AS "documentId"
      FROM "ImportItem" t WHERE t."projectId" = ${projectId}::uuid AND t."importId" = ${id}::uuid
        AND t."number" > ${Number(cursor ?? 0)} AND ${state ? Prisma.sql`t."state" = ${state}` : Prisma.sql`TRUE`}
      ORDER BY t."number" LIMIT ${limit + 1}`,
  ]);
  if (!known) throw missing("import");
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? String(last.number) : null };
}

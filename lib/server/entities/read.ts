import "server-only";
import type { z } from "zod";
import type { listEntities as declared, EntityResource } from "@/lib/contracts/entities";
import { invalid, missing } from "../app-error";
import type { Scope } from "../authorize";
import { db, Prisma } from "../database";
import { mySets, visible } from "../visibility";

type Reader = Scope<"entity.read"> | Scope<"entity.edit"> | Scope<"corpus.export">;

type EntityRow = Omit<EntityResource, "createdAt" | "updatedAt" | "deletedAt"> & {
  createdAt: Date;
  updatedAt: Date;
  deletedAt: Date | null;
};

/**
 * Which entities `e` a caller sees: their own and the gold ones, and what an annotation stands for that they
 * may see. Who sees everyone sees all.
 */
export function visibleEntity(scope: Reader): Prisma.Sql {
  if (scope.sees === "everyone") return Prisma.sql`TRUE`;
  return Prisma.sql`(
    e."setId" IN ${mySets(scope)}
    OR e."setId" IN (SELECT g."id" FROM "AnnotationSet" g WHERE g."projectId" = ${scope.projectId}::uuid AND g."kind" = 'gold')
    OR EXISTS (
      SELECT 1 FROM "Annotation" a WHERE a."projectId" = ${scope.projectId}::uuid AND a."entityId" = e."id"
        AND a."deletedAt" IS NULL AND ${visible(scope, "a")}))`;
}

const columnsOf = (scope: Reader): Prisma.Sql => Prisma.sql`
  e."id", e."setId", e."kind", e."name", e."aliases", e."identifiers", e."note", e."createdBy", e."createdAt",
  e."updatedAt", e."deletedAt", e."revision", (
    SELECT count(*)::int FROM "Annotation" a WHERE a."projectId" = ${scope.projectId}::uuid AND a."entityId" = e."id"
      AND a."deletedAt" IS NULL AND ${visible(scope, "a")} AND NOT EXISTS (
        SELECT 1 FROM "Document" newer WHERE newer."projectId" = a."projectId"
          AND newer."supersedesId" = a."documentId" AND newer."deletedAt" IS NULL)) AS "mentions"`;

const resource = (row: EntityRow): EntityResource => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  deletedAt: row.deletedAt?.toISOString() ?? null,
});

/** What of an entity travels with a page on which marks can be made to stand for it. */
export const knownEntity = ({ id, setId, kind, name, aliases, identifiers }: EntityResource) => ({
  id,
  setId,
  kind,
  name,
  aliases,
  identifiers,
});

/** A page of the entities the caller may see, by name. */
export async function listEntities(
  scope: Scope<"entity.read">,
  query: z.output<NonNullable<(typeof declared)["query"]>>,
): Promise<{ items: EntityResource[]; nextCursor: string | null }> {
  const after = query.cursor === undefined ? null : readCursor(query.cursor);
  const words = query.search?.trim().replace(/[\\%_]/g, "\\$&");
  const rows = await db().$queryRaw<(EntityRow & { key: string })[]>`
    SELECT ${columnsOf(scope)}, lower(e."name") AS "key" FROM "Entity" e
    WHERE e."projectId" = ${scope.projectId}::uuid AND e."deletedAt" IS NULL AND ${visibleEntity(scope)}
      AND ${query.kind === undefined ? Prisma.sql`TRUE` : Prisma.sql`e."kind" = ${query.kind}`}
      AND ${words ? Prisma.sql`(e."name" ILIKE ${`%${words}%`} OR EXISTS (SELECT 1 FROM unnest(e."aliases") alias WHERE alias ILIKE ${`%${words}%`}))` : Prisma.sql`TRUE`}
      AND ${after ? Prisma.sql`((lower(e."name") COLLATE "C"), e."id") > (${after.key}::text COLLATE "C", ${after.id}::uuid)` : Prisma.sql`TRUE`}
    ORDER BY lower(e."name") COLLATE "C", e."id" LIMIT ${query.limit + 1}`;
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(({ key: _, ...row }) => resource(row)),
    nextCursor: last ? Buffer.from(`${last.id}${last.key}`).toString("base64url") : null,
  };
}

/** An id, which has a fixed length, and the name in lower case. */
function readCursor(cursor: string): { id: string; key: string } {
  const text = Buffer.from(cursor, "base64url").toString();
  const [, id, key] = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})([^\0]*)$/su.exec(text) ?? [];
  if (id === undefined || key === undefined) throw invalid("cursor", "Not a cursor of this list");
  return { id, key };
}

/** One entity the caller may see, removed ones too. */
export async function readEntity(scope: Reader, id: string): Promise<EntityResource> {
  const [row] = await db().$queryRaw<EntityRow[]>`
    SELECT ${columnsOf(scope)} FROM "Entity" e
    WHERE e."projectId" = ${scope.projectId}::uuid AND e."id" = ${id}::uuid AND ${visibleEntity(scope)}`;
  if (!row) throw missing("entity");
  return resource(row);
}

import "server-only";
import type { z } from "zod";
import type { listRevisions as declared, RevisionSummary } from "@/lib/contracts/revisions";
import { invalid, missing } from "../app-error";
import type { Scope } from "../authorize";
import { db, Prisma, type Transaction } from "../database";

/** The texts that led to a document, the first one first; it is the last. */
export async function chainTo(tx: Transaction, projectId: string, documentId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE chain AS (${backFrom(projectId, documentId)})
    SELECT "id" FROM chain ORDER BY "step" DESC`;
  return rows.map(({ id }) => id);
}

const backFrom = (projectId: string, documentId: string): Prisma.Sql => Prisma.sql`
  SELECT d."id", d."supersedesId", 0 AS "step" FROM "Document" d
  WHERE d."projectId" = ${projectId}::uuid AND d."id" = ${documentId}::uuid
  UNION ALL
  SELECT d."id", d."supersedesId", chain."step" + 1 FROM chain
  JOIN "Document" d ON d."projectId" = ${projectId}::uuid AND d."id" = chain."supersedesId"`;

type Row = Omit<RevisionSummary, "createdAt" | "isNewest"> & { createdAt: Date };

/** All revisions of a text, newest first. Removed ones are there for those who can bring them back. */
export async function listRevisions(
  scope: Scope<"document.read">,
  documentId: string,
  { cursor, limit }: z.output<NonNullable<(typeof declared)["query"]>>,
): Promise<{ items: RevisionSummary[]; nextCursor: string | null }> {
  const { projectId } = scope;
  const shown = scope.may("document.delete", null) ? Prisma.sql`TRUE` : Prisma.sql`d."deletedAt" IS NULL`;
  const rows = await db().$queryRaw<(Row & { isRemoved: boolean })[]>`
    WITH RECURSIVE chain AS (${backFrom(projectId, documentId)}), tree AS (
      (SELECT "id", 0 AS "depth" FROM chain ORDER BY "step" DESC LIMIT 1)
      UNION ALL
      SELECT d."id", tree."depth" + 1 FROM tree
      JOIN "Document" d ON d."projectId" = ${projectId}::uuid AND d."supersedesId" = tree."id"
    )
    SELECT d."id", d."title", d."textSha256", d."length", d."createdAt", d."createdBy", u."name" AS "createdByName",
      d."supersedesId", d."correctionNote" AS "note", d."deletedAt" IS NOT NULL AS "isRemoved"
    FROM tree JOIN "Document" d ON d."projectId" = ${projectId}::uuid AND d."id" = tree."id"
    LEFT JOIN "User" u ON u."id" = d."createdBy"
    WHERE ${shown} ORDER BY tree."depth" DESC, d."createdAt" DESC, d."id"`;
  if (!rows.some(({ id }) => id === documentId)) throw missing("document");
  const superseded = new Set(rows.flatMap((row) => (row.isRemoved ? [] : [row.supersedesId])));
  const revisions = rows
    .filter(({ isRemoved, id }) => !isRemoved || id === documentId)
    .map(({ isRemoved, createdAt, ...row }) => ({
      ...row,
      createdAt: createdAt.toISOString(),
      isNewest: !isRemoved && !superseded.has(row.id),
    }));
  // A chain is as long as a text has been corrected often: a page of it is cut from the whole.
  const from = cursor === undefined ? 0 : revisions.findIndex(({ id }) => id === cursor) + 1;
  if (cursor !== undefined && from === 0) throw invalid("cursor", "Not a cursor of this list");
  const items = revisions.slice(from, from + limit);
  return { items, nextCursor: from + limit < revisions.length ? (items.at(-1)?.id ?? null) : null };
}

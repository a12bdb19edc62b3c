import "server-only";
import type { z } from "zod";
import type { ChangeResource, listChanges as declared } from "@/lib/contracts/entities";
import type { Scope } from "../authorize";
import { db, Prisma } from "../database";
import { visibleChange, visibleChangeOn } from "../visibility";

type Query = z.output<NonNullable<(typeof declared)["query"]>>;
type Row = Omit<ChangeResource, "seq" | "at"> & { seq: bigint; at: Date };

/** A page of what happened in a project and the caller may see, oldest first unless the query says newest. */
export async function listChanges(
  scope: Scope<"change.read">,
  query: Query,
): Promise<{ items: ChangeResource[]; nextCursor: string | null }> {
  const rows = await db().$queryRaw<Row[]>`
    ${shownChanges} WHERE c."projectId" = ${scope.projectId}::uuid AND ${Prisma.join(asked(query), " AND ")}
      AND ${visibleChange(scope)}
    ORDER BY c."seq" ${query.order === "newest" ? Prisma.sql`DESC` : Prisma.sql`ASC`} LIMIT ${query.limit + 1}`;
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(resource),
    nextCursor: last ? String(last.seq) : null,
  };
}

const shownChanges = Prisma.sql`
  SELECT c."seq", c."kind", c."subjectId", c."documentId", d."title" AS "documentTitle", c."setId",
    c."principal", u."name" AS "principalName", c."opId", c."at", c."before", c."after"
  FROM "Change" c
  LEFT JOIN "User" u ON u."id" = c."principal"
  LEFT JOIN "Document" d ON d."projectId" = c."projectId" AND d."id" = c."documentId"`;

const resource = (row: Row): ChangeResource => ({ ...row, seq: String(row.seq), at: row.at.toISOString() });

/** The newest changes of several things that the caller may see, newest first. */
export async function changesOf(
  scope: Scope<"adjudication.read">,
  subjectIds: readonly string[],
  limit: number,
): Promise<ChangeResource[]> {
  const rows = await db().$queryRaw<Row[]>`
    ${shownChanges}
    WHERE c."projectId" = ${scope.projectId}::uuid AND c."subjectId" = ANY(${[...subjectIds]}::uuid[])
      AND ${visibleChange(scope)}
    ORDER BY c."seq" DESC LIMIT ${limit}`;
  return rows.map(resource);
}

/** What the query narrows down to. The first condition keeps the range that the primary key is read over. */
function asked(query: Query): Prisma.Sql[] {
  const conditions = [Prisma.sql`c."seq" > ${BigInt(query.since ?? "0")}`];
  if (query.before !== undefined) conditions.push(Prisma.sql`c."seq" < ${BigInt(query.before)}`);
  if (query.document !== undefined) conditions.push(Prisma.sql`c."documentId" = ${query.document}::uuid`);
  if (query.subject !== undefined) conditions.push(Prisma.sql`c."subjectId" = ${query.subject}::uuid`);
  if (query.principal !== undefined) conditions.push(Prisma.sql`c."principal" = ${query.principal}::uuid`);
  if (query.noun !== undefined) conditions.push(Prisma.sql`c."kind" LIKE ${`${query.noun}.%`}`);
  return conditions;
}

/**
 * The number of the newest change of a project, or of one document, that the caller may see: where a feed that starts
 * now goes on from. Never that of one they may not: it would tell that, and when, somebody else has worked.
 */
export async function newestSeq(
  scope:
    | Scope<"change.read">
    | Scope<"annotation.read">
    | Scope<"adjudication.read">
    | Scope<"adjudication.decide">,
  documentId?: string,
): Promise<string> {
  const which = documentId === undefined ? visibleChange(scope) : visibleChangeOn(scope, documentId);
  const [newest] = await db().$queryRaw<{ seq: bigint }[]>`
    SELECT c."seq" FROM "Change" c WHERE c."projectId" = ${scope.projectId}::uuid AND ${which}
    ORDER BY c."seq" DESC LIMIT 1`;
  return String(newest?.seq ?? 0n);
}

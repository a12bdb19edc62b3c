import "server-only";
import type { z } from "zod";
import type {
  AdjudicationResource,
  AwaitedDocument,
  listAwaitedAdjudication as declaredAwaited,
  listAdjudication as declaredList,
} from "@/lib/contracts/adjudication";
import type { Scope } from "../authorize";
import { db, Prisma } from "../database";
import { isNewest } from "../documents/newest";
import { idPage, startOf } from "../id-page";
import { awaitedOn, isReadyToAdjudicate } from "../visibility";
import { adjudicationState } from "./gold-set";
import { nothingCounted, type Summary, summariesOf } from "./summaries";

type Query = z.input<NonNullable<(typeof declaredList)["query"]>> & { readonly limit: number };
type AwaitedQuery = z.input<NonNullable<(typeof declaredAwaited)["query"]>> & { readonly limit: number };
type Row = { readonly id: string; readonly title: string };
type Page<Item> = { items: Item[]; nextCursor: string | null };

/** So many documents are put side by side at once where all of a project are. */
const COMPARED_MAX = 50;

/**
 * A page of the documents that can be adjudicated. Any order goes on after the document that a cursor names, where
 * that is now. What differs is counted for all of them to find those with the most, once for each state of theirs.
 */
export async function listAdjudication(
  { projectId }: Scope<"adjudication.read">,
  query: Query,
): Promise<Page<AdjudicationResource>> {
  const start = startOf(query);
  const rows =
    query.sort === "differing"
      ? await byDifferences(projectId, query, start)
      : await inOrder(projectId, query, start);
  const shown = rows.slice(0, query.limit).map(({ id }) => id);
  const summaries = await summariesOf(db(), projectId, shown);
  return idPage(rows, query, ({ id, title }) => {
    const { goldState, setIds, counts } = summaries.get(id) ?? nothingCounted;
    return {
      documentId: id,
      title,
      state: adjudicationState(goldState),
      annotators: setIds.length,
      ...counts,
    };
  });
}

/** A page of the documents that two at least are to annotate and not all have submitted, as they came. */
export async function listAwaitedAdjudication(
  { projectId }: Scope<"adjudication.read">,
  query: AwaitedQuery,
): Promise<Page<AwaitedDocument>> {
  const start = startOf(query);
  const rows = await db().$queryRaw<(Row & Omit<AwaitedDocument, "documentId">)[]>(Prisma.sql`
    SELECT d."id", d."title", a."submitted", a."working", a."missing" FROM "Document" d
    CROSS JOIN LATERAL ${awaitedOn({ projectId }, Prisma.sql`d."id"`)} a
    WHERE ${isListed(projectId, query)}
      AND ${start === null ? Prisma.sql`TRUE` : Prisma.sql`d."id" > ${start}::uuid`}
      AND a."submitted" + a."working" > 0 AND a."working" + a."missing" > 0
      AND a."submitted" + a."working" + a."missing" >= 2
    ORDER BY d."id" LIMIT ${query.limit + 1}`);
  return idPage(rows, query, ({ id, ...row }) => ({ documentId: id, ...row }));
}

/** Whether a document `d` is there for work, and in the round that is asked for. */
const isListed = (projectId: string, { round }: Pick<Query, "round">): Prisma.Sql => Prisma.sql`(
  d."projectId" = ${projectId}::uuid AND d."deletedAt" IS NULL AND ${isNewest} AND ${
    round === undefined
      ? Prisma.sql`TRUE`
      : Prisma.sql`EXISTS (
          SELECT 1 FROM "RoundDocument" rd WHERE rd."projectId" = d."projectId" AND rd."documentId" = d."id"
            AND rd."roundId" = ${round}::uuid AND (rd."leftAt" IS NULL OR EXISTS (
              SELECT 1 FROM "Assignment" given WHERE given."projectId" = d."projectId"
                AND given."documentId" = d."id" AND given."roundId" = rd."roundId" AND given."state" <> 'returned')))`
  })`;

/** Whether the adjudication of a document `d` is finished, as its gold's assignment says, or is not. */
const isFinished = (isIt: boolean): Prisma.Sql => Prisma.sql`(${isIt} = EXISTS (
  SELECT 1 FROM "Assignment" w
  JOIN "AnnotationSet" g ON g."projectId" = w."projectId" AND g."id" = w."setId" AND g."kind" = 'gold'
  WHERE w."projectId" = d."projectId" AND w."documentId" = d."id"
    AND w."state" IN ('submitted', 'adjudicated')))`;

const isAdjudicable = (projectId: string, query: Query): Prisma.Sql => Prisma.sql`(
  ${isListed(projectId, query)}
  AND ${query.state ? isFinished(query.state === "finished") : Prisma.sql`TRUE`}
  AND ${isReadyToAdjudicate({ projectId }, Prisma.sql`d."id"`)})`;

const titleOrder = Prisma.sql`lower(d."title") COLLATE "C"`;

/** The rows after the one that a cursor names, one more than fit the page. */
function inOrder(projectId: string, query: Query, start: string | null): Promise<Row[]> {
  const isByTitle = query.sort === "title";
  const after = isByTitle
    ? Prisma.sql`(${titleOrder}, d."id") > (
        SELECT lower(past."title") COLLATE "C", past."id" FROM "Document" past
        WHERE past."projectId" = ${projectId}::uuid AND past."id" = ${start}::uuid)`
    : Prisma.sql`d."id" > ${start}::uuid`;
  return db().$queryRaw<Row[]>(Prisma.sql`
    SELECT d."id", d."title" FROM "Document" d
    WHERE ${start === null ? Prisma.sql`TRUE` : after} AND ${isAdjudicable(projectId, query)}
    ORDER BY ${isByTitle ? Prisma.sql`${titleOrder}, d."id"` : Prisma.sql`d."id"`} LIMIT ${query.limit + 1}`);
}

async function byDifferences(projectId: string, query: Query, start: string | null): Promise<Row[]> {
  const rows = await db().$queryRaw<Row[]>(Prisma.sql`
    SELECT d."id", d."title" FROM "Document" d WHERE ${isAdjudicable(projectId, query)} ORDER BY d."id"`);
  const ids = rows.map(({ id }) => id);
  // The document that the last page ended with may have left the list since.
  if (start !== null && !ids.includes(start)) ids.push(start);
  const summaries = new Map<string, Summary>();
  for (let at = 0; at < ids.length; at += COMPARED_MAX)
    for (const [id, summary] of await summariesOf(db(), projectId, ids.slice(at, at + COMPARED_MAX)))
      summaries.set(id, summary);
  const differing = (id: string) => summaries.get(id)?.counts.differing ?? 0;
  const compare = (a: string, b: string) => differing(b) - differing(a) || (a < b ? -1 : a > b ? 1 : 0);
  return rows
    .toSorted((a, b) => compare(a.id, b.id))
    .filter(({ id }) => start === null || compare(start, id) < 0)
    .slice(0, query.limit + 1);
}

import "server-only";
import type { z } from "zod";
import type {
  DocumentResource,
  DocumentSummary,
  listDocuments as declared,
  documentFacets as declaredFacets,
} from "@/lib/contracts/documents";
import { missing } from "../app-error";
import type { Scope } from "../authorize";
import { db, Prisma } from "../database";
import { visible } from "../visibility";
import { afterCursor, cursorAfter, joinMyWork, matches, orderOf, sortKey } from "./document-filter";
import { isNewest } from "./newest";

type Reader =
  | Scope<"document.read">
  | Scope<"document.import">
  | Scope<"document.edit">
  | Scope<"document.delete">;

type SummaryRow = Omit<DocumentSummary, "createdAt" | "updatedAt" | "deletedAt"> & {
  createdAt: Date;
  updatedAt: Date;
  deletedAt: Date | null;
};

/** A document but its text, with what the caller has done on it and how many annotations they may see. */
const summaryOf = (scope: Reader): Prisma.Sql => Prisma.sql`
  d."id", d."title", d."outlet", d."publisherCountry", d."byline", d."credit", d."url", d."publishedAt", d."language",
  d."genre", d."licenceNote", d."split", d."length", d."textSha256", d."createdAt", d."updatedAt", d."deletedAt",
  d."revision", d."supersedesId", (
    SELECT newer."id" FROM "Document" newer WHERE newer."projectId" = d."projectId" AND newer."supersedesId" = d."id"
      AND newer."deletedAt" IS NULL) AS "supersededById", (
    SELECT count(*)::int FROM "Displacement" x
    WHERE x."projectId" = ${scope.projectId}::uuid AND x."documentId" = d."id" AND x."state" = 'waiting'
      AND ${visible(scope, "x")}) AS "waiting", coalesce(mine."state", 'none') AS "myState", (
    SELECT count(*)::int FROM "Annotation" a
    WHERE a."projectId" = ${scope.projectId}::uuid AND a."documentId" = d."id" AND a."deletedAt" IS NULL
      AND ${visible(scope, "a")}) AS "annotations"`;

const resource = <Row extends SummaryRow>(row: Row) => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  deletedAt: row.deletedAt?.toISOString() ?? null,
});

/** Removed documents are there only for those who can bring them back. */
const isShown = (scope: Reader): Prisma.Sql =>
  scope.may("document.delete", null) ? Prisma.sql`TRUE` : Prisma.sql`d."deletedAt" IS NULL`;

/** A page of the documents of a project, and how many match over all pages. */
export async function listDocuments(
  scope: Scope<"document.read">,
  query: z.output<NonNullable<(typeof declared)["query"]>>,
): Promise<{ items: DocumentSummary[]; nextCursor: string | null; total: number }> {
  const matching = matches(scope, query);
  const [rows, [counted]] = await Promise.all([
    db().$queryRaw<(SummaryRow & { key: string })[]>`
      SELECT ${summaryOf(scope)}, ${sortKey(query)}::text AS "key"
      FROM "Document" d ${joinMyWork(scope)}
      WHERE ${matching} AND ${afterCursor(query, query.cursor)}
      ORDER BY ${orderOf(query)} LIMIT ${query.limit + 1}`,
    db().$queryRaw<{ total: number }[]>`
      SELECT count(*)::int AS "total" FROM "Document" d ${joinMyWork(scope)} WHERE ${matching}`,
  ]);
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(({ key: _, ...row }) => resource(row)),
    nextCursor: last ? cursorAfter(query, last) : null,
    total: counted?.total ?? 0,
  };
}

/** One document with its text. */
export async function readDocument(scope: Reader, id: string): Promise<DocumentResource> {
  const [row] = await db().$queryRaw<(SummaryRow & { text: string })[]>`
    SELECT ${summaryOf(scope)}, d."text" FROM "Document" d ${joinMyWork(scope)}
    WHERE d."projectId" = ${scope.projectId}::uuid AND d."id" = ${id}::uuid AND ${isShown(scope)}`;
  if (!row) throw missing("document");
  return resource(row);
}

/** One document without its text, for pages that only name it. */
export async function readSummary(scope: Reader, id: string): Promise<DocumentSummary> {
  const [row] = await db().$queryRaw<SummaryRow[]>`
    SELECT ${summaryOf(scope)} FROM "Document" d ${joinMyWork(scope)}
    WHERE d."projectId" = ${scope.projectId}::uuid AND d."id" = ${id}::uuid AND ${isShown(scope)}`;
  if (!row) throw missing("document");
  return resource(row);
}

type Facets = Required<z.output<(typeof declaredFacets)["returns"]>>;

/** Past this many, choosing from a list is worse than searching. */
const FACET_VALUES_MAX = 200;

/** The outlets, languages, genres and splits in use, the most frequent first. Unknown ones are left out. */
export async function documentFacets(scope: Scope<"document.read">): Promise<Facets> {
  const rows = await db().$queryRaw<{ facet: keyof Facets; value: string; count: number }[]>`
    SELECT "facet", "value", "count" FROM (
      SELECT *, row_number() OVER (PARTITION BY "facet" ORDER BY "count" DESC, "value" COLLATE "C") AS "rank" FROM (
        SELECT CASE grouping(d."outlet", d."language", d."genre", d."split")
            WHEN 7 THEN 'outlet' WHEN 11 THEN 'language' WHEN 13 THEN 'genre' ELSE 'split' END AS "facet",
          coalesce(d."outlet", d."language", d."genre", d."split", '') AS "value", count(*)::int AS "count"
        FROM "Document" d WHERE d."projectId" = ${scope.projectId}::uuid AND d."deletedAt" IS NULL AND ${isNewest}
        GROUP BY GROUPING SETS ((d."outlet"), (d."language"), (d."genre"), (d."split"))
      ) counted WHERE "value" <> ''
    ) ranked WHERE "rank" <= ${FACET_VALUES_MAX} ORDER BY "facet", "rank"`;
  const facets: Facets = { outlet: [], language: [], genre: [], split: [] };
  for (const { facet, value, count } of rows) facets[facet].push({ value, count });
  return facets;
}

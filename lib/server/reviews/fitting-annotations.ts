import "server-only";
import { DOCUMENTS_COMPARED_MAX, REVIEWS_AT_ONCE_MAX, type ReviewFilter } from "@/lib/contracts/reviews";
import { invalid } from "../app-error";
import type { Scope } from "../authorize";
import { alignedDocuments } from "../comparison/read";
import { db, Prisma, type Transaction } from "../database";
import { isNewest } from "../documents/newest";
import { visible } from "../visibility";
import type { Reviewed } from "./write";

type Reviewer = Scope<"review.write">;

/** An annotation that a filter lets through, with what a preview shows of it. */
export type Fitting = Reviewed & {
  readonly documentTitle: string;
  readonly setName: string;
  readonly tag: string;
  readonly quote: string;
};

/** Documents whose work is aligned at once: what is in memory at a time. */
const ALIGNED_AT_ONCE = 20;

/**
 * Teammates' annotations that a filter lets through and the caller may see, in the order of documents and text;
 * one more than go at once tells that there are more.
 */
export async function fittingAnnotations(scope: Reviewer, filter: ReviewFilter): Promise<Fitting[]> {
  if (!filter.differences) return fitting(db(), scope, filter, REVIEWS_AT_ONCE_MAX + 1);
  const documents = await comparedDocuments(scope, filter);
  const found: Fitting[] = [];
  for (let at = 0; at < documents.length && found.length <= REVIEWS_AT_ONCE_MAX; at += ALIGNED_AT_ONCE) {
    const some = documents.slice(at, at + ALIGNED_AT_ONCE);
    const ids = await differing(scope, some, filter);
    found.push(...(await fitting(db(), scope, { ...filter, documents: some }, REVIEWS_AT_ONCE_MAX + 1, ids)));
  }
  return found.slice(0, REVIEWS_AT_ONCE_MAX + 1);
}

/** The same annotations as they are inside the transaction that reviews them. */
export const fittingNow = (
  tx: Transaction,
  scope: Reviewer,
  filter: ReviewFilter,
  ids: readonly string[],
): Promise<Fitting[]> => fitting(tx, scope, filter, REVIEWS_AT_ONCE_MAX + 1, ids);

async function comparedDocuments(scope: Reviewer, { documents }: ReviewFilter): Promise<string[]> {
  const named = documents ? Prisma.sql`d."id" = ANY(${documents}::uuid[])` : Prisma.sql`TRUE`;
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT d."id" FROM "Document" d
    WHERE d."projectId" = ${scope.projectId}::uuid AND d."deletedAt" IS NULL AND ${isNewest} AND ${named}
    ORDER BY d."createdAt", d."id" LIMIT ${DOCUMENTS_COMPARED_MAX + 1}`;
  if (rows.length > DOCUMENTS_COMPARED_MAX)
    throw invalid(
      "filter.documents",
      `Work is compared in ${DOCUMENTS_COMPARED_MAX} documents at once at most. Choose documents.`,
    );
  return rows.map(({ id }) => id);
}

/** The annotations of items that differ in one of the wanted ways, or in none where that is wanted. */
async function differing(
  scope: Reviewer,
  documents: readonly string[],
  { differences = [], compared }: ReviewFilter,
): Promise<string[]> {
  const wanted = new Set<string>(differences);
  const aligned = await alignedDocuments(scope, documents, compared);
  return [...aligned.values()]
    .flat()
    .filter((item) =>
      // What only one set was asked about is no agreement.
      item.differences.length === 0
        ? wanted.has("none") && item.versions.length > 1
        : item.differences.some((one) => wanted.has(one)),
    )
    .flatMap(({ versions }) => versions.map(({ id }) => id));
}

function fitting(
  tx: Transaction,
  scope: Reviewer,
  filter: ReviewFilter,
  limit: number,
  ids?: readonly string[],
): Promise<Fitting[]> {
  return tx.$queryRaw<Fitting[]>(Prisma.sql`
    SELECT a."id", a."documentId", a."setId", a."revision", s."userId" AS "authorId", FALSE AS "isRemoved",
      d."title" AS "documentTitle", s."name" AS "setName", a."tag",
      left(coalesce((SELECT string_agg(p->>'quote', ' … ') FROM jsonb_array_elements(a."spans") p), ''), 200) AS "quote"
    FROM "Annotation" a
    JOIN "AnnotationSet" s ON s."projectId" = a."projectId" AND s."id" = a."setId"
    JOIN "Document" d ON d."projectId" = a."projectId" AND d."id" = a."documentId"
    WHERE a."projectId" = ${scope.projectId}::uuid AND ${Prisma.join(conditions(scope, filter, ids), " AND ")}
    ORDER BY d."createdAt", d."id", a."start" NULLS LAST, a."id" LIMIT ${limit}::int`);
}

function conditions(scope: Reviewer, filter: ReviewFilter, ids: readonly string[] | undefined): Prisma.Sql[] {
  const { userId } = scope.principal;
  const result = [
    Prisma.sql`a."deletedAt" IS NULL AND d."deletedAt" IS NULL AND ${isNewest}`,
    Prisma.sql`s."userId" IS DISTINCT FROM ${userId}::uuid`,
    visible(scope, "a"),
  ];
  const { documents, sets, tags } = filter;
  if (ids) result.push(Prisma.sql`a."id" = ANY(${[...ids]}::uuid[])`);
  if (documents) result.push(Prisma.sql`a."documentId" = ANY(${documents}::uuid[])`);
  if (sets) result.push(Prisma.sql`a."setId" = ANY(${sets}::uuid[])`);
  if (tags) result.push(Prisma.sql`a."tag" = ANY(${tags}::text[])`);
  if (filter.unreviewed)
    result.push(Prisma.sql`NOT EXISTS (
      SELECT 1 FROM "Review" r WHERE r."projectId" = a."projectId" AND r."annotationId" = a."id"
        AND r."reviewerId" = ${userId}::uuid AND r."deletedAt" IS NULL AND r."annotationRevision" = a."revision")`);
  return result;
}

import "server-only";
import { DOCUMENTS_AT_ONCE_MAX, type ReviewFilter } from "@/lib/contracts/reviews";
import type { Scope } from "../authorize";
import { alignedDocuments } from "../comparison/read";
import { db, Prisma, type Transaction } from "../database";
import { isNewest } from "../documents/newest";
import { visible } from "../visibility";
import type { Reviewed } from "./write";

type Reviewer = Scope<"review.write">;

/** Documents whose work is aligned at once: what is in memory at a time. */
const ALIGNED_AT_ONCE = 20;

/**
 * A page of the documents a filter is over, after one of them, in the order of their ids: one more than are looked
 * at in one request tells that there are more. And how many the filter is over in all.
 */
export async function chosenDocuments(
  { projectId }: Reviewer,
  { documents }: ReviewFilter,
  after: string | null,
): Promise<{ ids: string[]; total: number }> {
  const chosen = Prisma.sql`d."projectId" = ${projectId}::uuid AND d."deletedAt" IS NULL AND ${isNewest}
    AND ${documents ? Prisma.sql`d."id" = ANY(${documents}::uuid[])` : Prisma.sql`TRUE`}`;
  const [rows, [counted]] = await Promise.all([
    db().$queryRaw<{ id: string }[]>`
      SELECT d."id" FROM "Document" d
      WHERE ${chosen} AND ${after === null ? Prisma.sql`TRUE` : Prisma.sql`d."id" > ${after}::uuid`}
      ORDER BY d."id" LIMIT ${DOCUMENTS_AT_ONCE_MAX + 1}`,
    db().$queryRaw<{ total: number }[]>`SELECT count(*)::int AS "total" FROM "Document" d WHERE ${chosen}`,
  ]);
  return { ids: rows.map(({ id }) => id), total: counted?.total ?? 0 };
}

/**
 * Teammates' annotations in these documents that a filter lets through and the caller may see, in the order of
 * documents and text. It stops before the end once it has found `enough`; `looked` is how many documents it is about.
 */
export async function fittingAnnotations(
  scope: Reviewer,
  filter: ReviewFilter,
  documents: readonly string[],
  enough = Number.POSITIVE_INFINITY,
): Promise<{ found: Reviewed[]; looked: number }> {
  let found: Reviewed[] = [];
  let looked = 0;
  while (looked < documents.length && found.length < enough) {
    const some = documents.slice(looked, looked + ALIGNED_AT_ONCE);
    const ids = filter.differences && (await differing(scope, some, filter));
    found = found.concat(await fitting(db(), scope, filter, { documents: some, ids }));
    looked += some.length;
  }
  return { found, looked };
}

/** The same annotations as they are inside the transaction that reviews them. */
export const fittingNow = (
  tx: Transaction,
  scope: Reviewer,
  filter: ReviewFilter,
  ids: readonly string[],
): Promise<Reviewed[]> => fitting(tx, scope, filter, { ids });

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

type Among = { readonly documents?: readonly string[]; readonly ids?: readonly string[] | undefined };

function fitting(tx: Transaction, scope: Reviewer, filter: ReviewFilter, among: Among): Promise<Reviewed[]> {
  return tx.$queryRaw<Reviewed[]>(Prisma.sql`
    SELECT a."id", a."documentId", a."setId", a."revision", s."userId" AS "authorId", FALSE AS "isRemoved"
    FROM "Annotation" a
    JOIN "AnnotationSet" s ON s."projectId" = a."projectId" AND s."id" = a."setId"
    JOIN "Document" d ON d."projectId" = a."projectId" AND d."id" = a."documentId"
    WHERE a."projectId" = ${scope.projectId}::uuid AND ${Prisma.join(conditions(scope, filter, among), " AND ")}
    ORDER BY d."id", a."start" NULLS LAST, a."id"`);
}

function conditions(scope: Reviewer, filter: ReviewFilter, among: Among): Prisma.Sql[] {
  const { userId } = scope.principal;
  const result = [
    Prisma.sql`a."deletedAt" IS NULL AND d."deletedAt" IS NULL AND ${isNewest}`,
    Prisma.sql`s."userId" IS DISTINCT FROM ${userId}::uuid`,
    visible(scope, "a"),
  ];
  const { documents, sets, kinds, tags } = filter;
  if (among.ids) result.push(Prisma.sql`a."id" = ANY(${[...among.ids]}::uuid[])`);
  if (among.documents) result.push(Prisma.sql`a."documentId" = ANY(${[...among.documents]}::uuid[])`);
  if (documents) result.push(Prisma.sql`a."documentId" = ANY(${documents}::uuid[])`);
  if (sets) result.push(Prisma.sql`a."setId" = ANY(${sets}::uuid[])`);
  if (kinds) result.push(Prisma.sql`a."kind" = ANY(${kinds}::text[])`);
  if (tags) result.push(Prisma.sql`a."tag" = ANY(${tags}::text[])`);
  if (filter.unreviewed)
    result.push(Prisma.sql`NOT EXISTS (
      SELECT 1 FROM "Review" r WHERE r."projectId" = a."projectId" AND r."annotationId" = a."id"
        AND r."reviewerId" = ${userId}::uuid AND r."deletedAt" IS NULL AND r."annotationRevision" = a."revision")`);
  return result;
}

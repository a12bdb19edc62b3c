import "server-only";
import type { z } from "zod";
import type { listReviews as declared, ReviewResource } from "@/lib/contracts/reviews";
import { reviewReasons, verdicts } from "@/lib/domain/review/verdict";
import type { Scope } from "../authorize";
import { nameOf } from "../contributors/read";
import { db, Prisma, type Transaction } from "../database";
import { isNewest } from "../documents/newest";
import { idPage, startOf } from "../id-page";
import { visible } from "../visibility";

type Reader = Scope<"review.read"> | Scope<"review.write"> | Scope<"annotation.read">;

/** A review as SQL answers it, with what it is about. */
export type ReviewRow = Omit<
  ReviewResource,
  "verdict" | "reason" | "isOutdated" | "createdAt" | "updatedAt" | "deletedAt"
> & {
  verdict: string;
  reason: string;
  nowRevision: number;
  createdAt: Date;
  updatedAt: Date;
  deletedAt: Date | null;
};

/** Reviews `r` with their annotations `a`. A review is as visible as what it is about. */
export const reviewRows = (projectId: string): Prisma.Sql => Prisma.sql`
  SELECT r."id", r."annotationId", a."documentId", a."setId", r."reviewerId",
    ${nameOf(Prisma.sql`r."projectId"`, Prisma.sql`r."reviewerId"`)} AS "reviewerName", r."verdict",
    r."reason", r."text", r."annotationRevision", a."revision" AS "nowRevision", r."createdAt", r."updatedAt",
    r."deletedAt", r."revision"
  FROM "Review" r
  JOIN "Annotation" a ON a."projectId" = r."projectId" AND a."id" = r."annotationId"
  WHERE r."projectId" = ${projectId}::uuid`;

/** A row as the API answers it. What the database holds of verdict and reason passed the contract's lists. */
export function reviewResource({ nowRevision, ...row }: ReviewRow): ReviewResource {
  const verdict = verdicts.find((known) => known === row.verdict);
  if (!verdict) throw new Error(`A review with the verdict “${row.verdict}”`);
  return {
    ...row,
    verdict,
    reason: reviewReasons.find((known) => known === row.reason) ?? null,
    isOutdated: nowRevision !== row.annotationRevision,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
  };
}

/** A page of the verdicts on annotations that the caller may see and that are there. */
export async function listReviews(
  scope: Scope<"review.read">,
  query: z.output<NonNullable<(typeof declared)["query"]>>,
): Promise<{ items: ReviewResource[]; nextCursor: string | null }> {
  const after = startOf(query);
  const conditions = [
    Prisma.sql`r."deletedAt" IS NULL AND a."deletedAt" IS NULL`,
    visible(scope, "a"),
    ...asked(query),
    ...(after === null ? [] : [Prisma.sql`r."id" > ${after}::uuid`]),
  ];
  const rows = await db().$queryRaw<ReviewRow[]>`
    ${reviewRows(scope.projectId)} AND ${Prisma.join(conditions, " AND ")} ORDER BY r."id" LIMIT ${query.limit + 1}`;
  return idPage(rows, query, reviewResource);
}

const isOnNewest = Prisma.sql`EXISTS (
  SELECT 1 FROM "Document" d WHERE d."projectId" = a."projectId" AND d."id" = a."documentId" AND ${isNewest})`;

function asked(query: z.output<NonNullable<(typeof declared)["query"]>>): Prisma.Sql[] {
  const conditions: Prisma.Sql[] = [];
  // What was said of an earlier text is answered to those who ask for it; its copy is with the newest one.
  if (query.document === undefined && query.annotation === undefined) conditions.push(isOnNewest);
  if (query.document !== undefined) conditions.push(Prisma.sql`a."documentId" = ${query.document}::uuid`);
  if (query.annotation !== undefined)
    conditions.push(Prisma.sql`r."annotationId" = ${query.annotation}::uuid`);
  if (query.set !== undefined) conditions.push(Prisma.sql`a."setId" = ${query.set}::uuid`);
  if (query.reviewer !== undefined) conditions.push(Prisma.sql`r."reviewerId" = ${query.reviewer}::uuid`);
  if (query.verdict !== undefined) conditions.push(Prisma.sql`r."verdict" = ${query.verdict}`);
  if (query.outdated !== undefined)
    conditions.push(Prisma.sql`(r."annotationRevision" <> a."revision") = ${query.outdated}`);
  return conditions;
}

/**
 * The verdicts on a document's annotations that the caller may see. With `before`, a code point, only those on
 * marks that begin before it.
 */
export async function reviewsOf(
  scope: Reader,
  documentId: string,
  before?: number,
): Promise<ReviewResource[]> {
  const rows = await db().$queryRaw<ReviewRow[]>`
    ${reviewRows(scope.projectId)} AND a."documentId" = ${documentId}::uuid AND r."deletedAt" IS NULL
      AND a."deletedAt" IS NULL AND ${visible(scope, "a")}
      AND ${before === undefined ? Prisma.sql`TRUE` : Prisma.sql`a."start" < ${before}`}
    ORDER BY r."id"`;
  return rows.map(reviewResource);
}

/** The verdicts on annotations that the caller has been shown, by annotation. */
export async function reviewsOn(
  { projectId }: Pick<Reader, "projectId">,
  annotationIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ReviewResource[]>> {
  if (annotationIds.length === 0) return new Map();
  const rows = await db().$queryRaw<ReviewRow[]>`
    ${reviewRows(projectId)} AND r."annotationId" = ANY(${[...annotationIds]}::uuid[]) AND r."deletedAt" IS NULL
    ORDER BY r."id"`;
  const byAnnotation = new Map<string, ReviewResource[]>();
  for (const row of rows)
    byAnnotation.set(row.annotationId, [...(byAnnotation.get(row.annotationId) ?? []), reviewResource(row)]);
  return byAnnotation;
}

/** The caller's own verdicts on these annotations, removed ones too, by annotation. */
export async function ownReviews(
  tx: Transaction,
  { projectId, principal }: Scope<"review.write">,
  annotationIds: readonly string[],
): Promise<ReadonlyMap<string, ReviewResource>> {
  const rows = await tx.$queryRaw<ReviewRow[]>(Prisma.sql`
    ${reviewRows(projectId)} AND r."annotationId" = ANY(${[...annotationIds]}::uuid[])
      AND r."reviewerId" = ${principal.userId}::uuid`);
  return new Map(rows.map((row) => [row.annotationId, reviewResource(row)]));
}

import "server-only";
import type { AgreementOptions } from "@/lib/contracts/agreement";
import { Prisma } from "../database";
import { isNewest } from "../documents/newest";
import { isCoders } from "../sets/coder-kinds";

type Filters = Pick<
  AgreementOptions,
  "documents" | "split" | "people" | "round" | "submittedFrom" | "submittedTo" | "against"
>;

/**
 * The codings that a report compares, as a query of (documentId, setId, kind, submittedAt): what annotators have
 * submitted, here or where a file came from, and where the report is against the gold, the gold of the same documents. Work that is still open
 * belongs to its annotator alone.
 */
export function codedWork(projectId: string, filters: Filters): Prisma.Sql {
  const add = <V>(value: V | undefined, condition: (value: V) => Prisma.Sql): Prisma.Sql =>
    value === undefined ? Prisma.sql`TRUE` : condition(value);
  const submitted = Prisma.sql`
    SELECT a."documentId", a."setId", s."kind", a."submittedAt"
    FROM "Assignment" a
    JOIN "AnnotationSet" s ON s."projectId" = a."projectId" AND s."id" = a."setId" 
      AND ${isCoders(Prisma.sql`s."kind"`)}
    JOIN "Document" d ON d."projectId" = a."projectId" AND d."id" = a."documentId" AND d."deletedAt" IS NULL
      AND ${isNewest}
    WHERE a."projectId" = ${projectId}::uuid AND a."state" IN ('submitted', 'adjudicated')
      AND ${add(filters.documents, (ids) => Prisma.sql`a."documentId" = ANY(${ids}::uuid[])`)}
      AND ${add(filters.split, (split) => Prisma.sql`d."split" = ${split}`)}
      AND ${add(filters.people, (ids) => Prisma.sql`s."userId" = ANY(${ids}::uuid[])`)}
      AND ${add(filters.round, (id) => Prisma.sql`a."roundId" = ${id}::uuid`)}`;
  const inTime = Prisma.sql`
    SELECT w."documentId" FROM submitted w GROUP BY w."documentId" HAVING
      ${add(filters.submittedFrom, (day) => Prisma.sql`max(w."submittedAt") >= ${day}::date::timestamp AT TIME ZONE 'UTC'`)}
      AND ${add(filters.submittedTo, (day) => Prisma.sql`max(w."submittedAt") < (${day}::date + 1)::timestamp AT TIME ZONE 'UTC'`)}`;
  const gold = Prisma.sql`
    SELECT k."documentId", s."id", s."kind", NULL::timestamptz FROM kept k
    JOIN "AnnotationSet" s ON s."projectId" = ${projectId}::uuid AND s."kind" = 'gold'
    WHERE EXISTS (SELECT 1 FROM "Assignment" g WHERE g."projectId" = s."projectId"
        AND g."documentId" = k."documentId" AND g."setId" = s."id")
      OR EXISTS (SELECT 1 FROM "Annotation" g WHERE g."projectId" = s."projectId"
        AND g."documentId" = k."documentId" AND g."setId" = s."id" AND g."deletedAt" IS NULL)`;
  return Prisma.sql`(
    WITH submitted AS (${submitted}), kept AS (${inTime})
    SELECT w."documentId", w."setId", w."kind", w."submittedAt" FROM submitted w
    JOIN kept k ON k."documentId" = w."documentId"
    ${filters.against === "gold" ? Prisma.sql`UNION ALL ${gold}` : Prisma.empty})`;
}

/** The annotations `n` of a report's codings, of the tags that it is about. */
export const codedAnnotations = (
  projectId: string,
  { tags }: Pick<AgreementOptions, "tags">,
): Prisma.Sql => Prisma.sql`
  n."projectId" = ${projectId}::uuid AND n."deletedAt" IS NULL
  AND ${tags === undefined ? Prisma.sql`TRUE` : Prisma.sql`n."tag" = ANY(${tags}::text[])`}`;

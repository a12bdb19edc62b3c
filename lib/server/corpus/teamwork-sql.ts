import "server-only";
import type { Scope } from "../authorize";
import { Prisma } from "../database";
import type { SelectionSql } from "./corpus-selection";

type Exporter = Scope<"corpus.export">;

/** The gold set as whose work a document's decisions are seen and chosen. */
const goldOf = Prisma.sql`(
  SELECT o."id" AS "setId", c."documentId" FROM "AnnotationSet" o
  WHERE o."projectId" = c."projectId" AND o."kind" = 'gold')`;

/** Whether a decision, `c`, is in force and comes with a selection. */
export const decidedIn = ({ projectId }: Exporter, sql: SelectionSql): Prisma.Sql => Prisma.sql`(
  c."projectId" = ${projectId}::uuid AND c."deletedAt" IS NULL
  AND EXISTS (SELECT FROM ${goldOf} a WHERE ${sql.work}))`;

/** The conversations that come with a selection: who may not see a set's work may not see what is said of it. */
export const threadsOf = ({ projectId }: Exporter, sql: SelectionSql): Prisma.Sql => Prisma.sql`
  SELECT a.* FROM "Thread" a
  WHERE a."projectId" = ${projectId}::uuid AND ${sql.reads.threads ? sql.work : Prisma.sql`FALSE`}`;

/** The cases whose decision or conversation comes with a selection, each with the document that it is on. */
export const casesOf = (scope: Exporter, sql: SelectionSql): Prisma.Sql =>
  sql.reads.guidelines
    ? Prisma.sql`
      SELECT k.*, t."documentId" FROM "GuidelineCase" k
      JOIN (${threadsOf(scope, sql)}) t ON t."projectId" = k."projectId" AND t."id" = k."threadId"
      WHERE k."deletedAt" IS NULL
      UNION ALL
      SELECT k.*, c."documentId" FROM "GuidelineCase" k
      JOIN "Decision" c ON c."projectId" = k."projectId" AND c."id" = k."decisionId"
      WHERE k."deletedAt" IS NULL AND ${decidedIn(scope, sql)}`
    : Prisma.sql`SELECT k.*, NULL::uuid AS "documentId" FROM "GuidelineCase" k WHERE FALSE`;

/** Places of documents in rounds tell how many code which document and who is to, which annotators are not told. */
export const placesOf = ({ projectId }: Exporter, sql: SelectionSql): Prisma.Sql => Prisma.sql`
  SELECT p.* FROM "RoundDocument" p
  WHERE p."projectId" = ${projectId}::uuid AND ${sql.reads.rounds && sql.reads.progress ? Prisma.sql`TRUE` : Prisma.sql`FALSE`}`;

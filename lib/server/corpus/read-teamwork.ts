import "server-only";
import { GuidelineShape } from "@/lib/contracts/guidelines";
import type { CorpusGuideline, CorpusPerson, CorpusRound } from "@/lib/formats/corpus";
import type { Scope } from "../authorize";
import { Prisma } from "../database";
import { isStanding, type SelectionSql } from "./corpus-selection";
import { isoTime } from "./iso-time";
import type { Snapshot } from "./snapshot";
import { casesOf, decidedIn, threadsOf } from "./teamwork-sql";

type Exporter = Scope<"corpus.export">;

/** All versions of the guidelines, oldest first. They are every member's, whatever is selected. */
export async function readGuidelines(
  snapshot: Snapshot,
  { projectId }: Exporter,
  { reads }: SelectionSql,
): Promise<CorpusGuideline[]> {
  if (!reads.guidelines) return [];
  const rows = await snapshot.rows<{
    number: number;
    value: unknown;
    createdBy: string | null;
    createdAt: string;
  }>(Prisma.sql`
    SELECT g."number", g."value", g."createdBy", ${isoTime("g", "createdAt")} AS "createdAt"
    FROM "GuidelineVersion" g WHERE g."projectId" = ${projectId}::uuid ORDER BY g."number"`);
  return rows.map(({ value, ...row }) => ({ ...row, ...GuidelineShape.parse(value) }));
}

/** The rounds with their settings. They are every member's, whatever is selected. */
export async function readRounds(
  snapshot: Snapshot,
  { projectId }: Exporter,
  { reads }: SelectionSql,
): Promise<CorpusRound[]> {
  if (!reads.rounds) return [];
  return snapshot.rows<CorpusRound>(Prisma.sql`
    SELECT n."id", n."name", n."state", n."mode", n."copies", n."sharedPortion", n."cap", n."claimHours",
      ${isoTime("n", "dueAt")} AS "dueAt", n."remindDays", n."isBlind", n."schemeVersion", n."guidelineVersion",
      CASE WHEN ${reads.progress} THEN n."plan" END AS "plan", n."createdBy",
      ${isoTime("n", "createdAt")} AS "createdAt", ${isoTime("n", "openedAt")} AS "openedAt",
      ${isoTime("n", "closedAt")} AS "closedAt", n."revision",
      ARRAY(SELECT rm."userId"::text FROM "RoundMember" rm
        WHERE rm."projectId" = n."projectId" AND rm."roundId" = n."id" ORDER BY 1) AS "memberIds"
    FROM "Round" n WHERE n."projectId" = ${projectId}::uuid ORDER BY n."id"`);
}

/** Who is named beside the sets: by what comes with the selection, and by nothing else. */
export function readPeople(snapshot: Snapshot, scope: Exporter, sql: SelectionSql): Promise<CorpusPerson[]> {
  const { projectId } = scope;
  const only = (isRead: boolean): Prisma.Sql => (isRead ? Prisma.sql`TRUE` : Prisma.sql`FALSE`);
  return snapshot.rows<CorpusPerson>(Prisma.sql`
    WITH wanted AS (SELECT d."id" FROM "Document" d WHERE ${sql.documents}),
    said AS (SELECT t.* FROM (${threadsOf(scope, sql)}) t WHERE t."documentId" IN (SELECT "id" FROM wanted)),
    named AS (
      SELECT g."createdBy" AS "id" FROM "GuidelineVersion" g
      WHERE g."projectId" = ${projectId}::uuid AND ${only(sql.reads.guidelines)}
      UNION SELECT k."createdBy" FROM (${casesOf(scope, sql)}) k WHERE k."documentId" IN (SELECT "id" FROM wanted)
      UNION SELECT n."createdBy" FROM "Round" n WHERE n."projectId" = ${projectId}::uuid AND ${only(sql.reads.rounds)}
      UNION SELECT n."userId" FROM "RoundMember" n WHERE n."projectId" = ${projectId}::uuid AND ${only(sql.reads.rounds)}
      UNION SELECT unnest(ARRAY[t."createdBy", t."resolvedBy"]) FROM said t
      UNION SELECT unnest(CASE WHEN m."deletedAt" IS NULL THEN m."createdBy" || m."mentions" ELSE ARRAY[m."createdBy"] END)
      FROM "Comment" m JOIN said t ON t."projectId" = m."projectId" AND t."id" = m."threadId"
      UNION SELECT c."createdBy" FROM "Decision" c
      WHERE ${decidedIn(scope, sql)} AND c."documentId" IN (SELECT "id" FROM wanted)
      UNION SELECT r."reviewerId" FROM "Review" r
      JOIN "Annotation" a ON a."projectId" = r."projectId" AND a."id" = r."annotationId"
      WHERE r."projectId" = ${projectId}::uuid AND r."deletedAt" IS NULL
        AND ${isStanding(sql, Prisma.sql`a."deletedAt"`)} AND a."documentId" IN (SELECT "id" FROM wanted) AND ${sql.work})
    SELECT named."id", coalesce(u."name", b."name") AS "name" FROM named
    LEFT JOIN "User" u ON u."id" = named."id"
    LEFT JOIN "Contributor" b ON b."projectId" = ${projectId}::uuid AND b."id" = named."id"
    WHERE coalesce(u."name", b."name") IS NOT NULL ORDER BY named."id"`);
}

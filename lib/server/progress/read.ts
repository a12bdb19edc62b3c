import "server-only";
import type { ProgressFigure, ProgressResource } from "@/lib/contracts/progress";
import { missing } from "../app-error";
import type { Scope } from "../authorize";
import { db, Prisma } from "../database";
import { isNewest } from "../documents/newest";
import { mySets } from "../visibility";

type Reader = Scope<"progress.read">;

/** As many documents and waits as a page shows; files hold them all. */
const PAGE_ROWS_MAX = 1_000;
const FILE_ROWS_MAX = 100_000;
const DAYS_MAX = 366;

type Figures = Omit<ProgressResource, "hasMore">;

/** Whose work is counted: leads see everybody's, all others only their own, in blind and open rounds alike. */
const counted = (scope: Reader): Prisma.Sql =>
  scope.may("progress.readAll", null) ? Prisma.sql`TRUE` : Prisma.sql`w."setId" IN ${mySets(scope)}`;

/** Work that counts, as `w`, with its annotator and document: nothing given back, nobody's gold. */
const work = (scope: Reader, round: string | undefined): Prisma.Sql => Prisma.sql`
  SELECT w."documentId", w."setId", w."state", w."submittedAt", w."activeMs", w."roundId", s."userId", u."name",
    d."title", d."createdAt", (SELECT count(*) FROM "Annotation" a WHERE a."projectId" = w."projectId"
      AND a."documentId" = w."documentId" AND a."setId" = w."setId" AND a."deletedAt" IS NULL) AS "annotations"
  FROM "Assignment" w
  JOIN "AnnotationSet" s ON s."projectId" = w."projectId" AND s."id" = w."setId" AND s."kind" = 'annotator'
  JOIN "User" u ON u."id" = s."userId"
  JOIN "Document" d ON d."projectId" = w."projectId" AND d."id" = w."documentId" AND d."deletedAt" IS NULL
    AND ${isNewest}
  WHERE w."projectId" = ${scope.projectId}::uuid AND w."state" <> 'returned' AND ${counted(scope)}
    AND ${round === undefined ? Prisma.sql`TRUE` : Prisma.sql`w."roundId" = ${round}::uuid`}`;

const isDone = Prisma.sql`w."state" IN ('submitted', 'adjudicated')`;

const tally = Prisma.sql`count(*)::int AS "assigned", count(*) FILTER (WHERE ${isDone})::int AS "submitted",
  coalesce(sum(w."annotations"), 0)::int AS "annotations", coalesce(sum(w."activeMs"), 0)::float8 AS "activeMs"`;

/** The SQL of each figure; at most `limit` rows. */
const queries = {
  people: (scope, round) => Prisma.sql`
    SELECT w."userId", w."name", ${tally}, count(*) FILTER (WHERE w."activeMs" > 0)::int AS "timed",
      count(*) FILTER (WHERE NOT ${isDone} AND (w."activeMs" > 0 OR w."annotations" > 0))::int AS "begun"
    FROM (${work(scope, round)}) w GROUP BY w."userId", w."name" ORDER BY lower(w."name") COLLATE "C", w."userId"`,
  documents: (scope, round) => Prisma.sql`
    SELECT w."documentId", w."title", ${tally}, greatest(count(*), coalesce((
      SELECT rd."copies" FROM "RoundDocument" rd WHERE rd."projectId" = ${scope.projectId}::uuid
        AND rd."documentId" = w."documentId" AND rd."leftAt" IS NULL AND ${isLead(scope)}), 0))::int AS "wanted"
    FROM (${work(scope, round)}) w
    GROUP BY w."documentId", w."title", w."createdAt" ORDER BY w."createdAt", w."documentId"`,
  tags: (scope, round) => Prisma.sql`
    SELECT a."tag", count(*)::int AS "annotations", count(DISTINCT a."documentId")::int AS "documents"
    FROM "Annotation" a JOIN (${work(scope, round)}) w ON w."documentId" = a."documentId" AND w."setId" = a."setId"
    WHERE a."projectId" = ${scope.projectId}::uuid AND a."deletedAt" IS NULL
    GROUP BY a."tag" ORDER BY "annotations" DESC, a."tag" COLLATE "C"`,
  days: (scope, round) => Prisma.sql`
    SELECT "day", sum("submitted")::int AS "submitted", sum("annotations")::int AS "annotations" FROM (
      SELECT to_char(w."submittedAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "day", 1 AS "submitted", 0 AS "annotations"
      FROM (${work(scope, round)}) w WHERE ${isDone} AND w."submittedAt" IS NOT NULL
      UNION ALL
      SELECT to_char(a."createdAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD'), 0, 1
      FROM "Annotation" a JOIN (${work(scope, round)}) w ON w."documentId" = a."documentId" AND w."setId" = a."setId"
      WHERE a."projectId" = ${scope.projectId}::uuid AND a."deletedAt" IS NULL
    ) happened GROUP BY "day" ORDER BY "day" DESC`,
  waits: (scope, round) => Prisma.sql`
    SELECT w."documentId", w."title", w."userId", w."name", w."state", w."since", r."dueAt" FROM (
      SELECT w."documentId", w."title", w."userId", w."name", w."state", w."createdAt", (
        SELECT min(other."submittedAt") FROM "Assignment" other WHERE other."projectId" = ${scope.projectId}::uuid
          AND other."documentId" = w."documentId" AND other."setId" <> w."setId"
          AND other."state" IN ('submitted', 'adjudicated') AND ${isLead(scope)}) AS "since"
      FROM (${work(scope, round)}) w WHERE w."state" IN ('open', 'reopened')
      UNION ALL ${emptyPlaces(scope, round)}
    ) w
    LEFT JOIN "RoundDocument" rd ON rd."projectId" = ${scope.projectId}::uuid AND rd."documentId" = w."documentId" AND rd."leftAt" IS NULL
    LEFT JOIN "Round" r ON r."projectId" = rd."projectId" AND r."id" = rd."roundId"
    WHERE w."since" IS NOT NULL OR r."state" = 'open'
    ORDER BY w."since" NULLS LAST, w."createdAt", w."documentId", w."userId" NULLS LAST`,
} as const satisfies Record<ProgressFigure, (scope: Reader, round: string | undefined) => Prisma.Sql>;

/** What says that teammates have submitted is for leads: to a coder it would tell that somebody else is done. */
const isLead = (scope: Reader): Prisma.Sql =>
  scope.may("progress.readAll", null) ? Prisma.sql`TRUE` : Prisma.sql`FALSE`;

/** A row for each document of an open round that has places nobody holds. */
const emptyPlaces = (scope: Reader, round: string | undefined): Prisma.Sql => Prisma.sql`
  SELECT d."id", d."title", NULL::uuid, NULL::text, 'none', d."createdAt", filled."since" FROM "RoundDocument" rd
  JOIN "Round" r ON r."projectId" = rd."projectId" AND r."id" = rd."roundId" AND r."state" = 'open'
  JOIN "Document" d ON d."projectId" = rd."projectId" AND d."id" = rd."documentId" AND d."deletedAt" IS NULL
  CROSS JOIN LATERAL (
    SELECT count(*) AS "count", min(x."submittedAt") AS "since" FROM "Assignment" x
    WHERE x."projectId" = rd."projectId" AND x."documentId" = rd."documentId" AND x."roundId" = rd."roundId"
      AND x."state" <> 'returned') filled
  WHERE rd."projectId" = ${scope.projectId}::uuid AND rd."leftAt" IS NULL AND filled."count" < rd."copies"
    AND ${isLead(scope)} AND ${round === undefined ? Prisma.sql`TRUE` : Prisma.sql`rd."roundId" = ${round}::uuid`}`;

async function rowsOf<Figure extends ProgressFigure>(
  scope: Reader,
  figure: Figure,
  round: string | undefined,
  limit: number,
): Promise<Figures[Figure]> {
  const rows = await db().$queryRaw<Record<string, unknown>[]>(
    Prisma.sql`${queries[figure](scope, round)} LIMIT ${limit}`,
  );
  const plain = rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [key, value instanceof Date ? value.toISOString() : value]),
    ),
  );
  // The query of a figure selects exactly the fields of its declaration, by which the answer is parsed again.
  return plain as unknown as Figures[Figure];
}

async function requireRound({ projectId }: Reader, round: string | undefined): Promise<void> {
  if (round === undefined) return;
  const known = await db().round.count({ where: { projectId, id: round } });
  if (known === 0) throw missing("round");
}

/** How far the work is, as far as the caller may see. */
export async function readProgress(scope: Reader, round: string | undefined): Promise<ProgressResource> {
  await requireRound(scope, round);
  const [people, documents, tags, days, waits] = await Promise.all([
    rowsOf(scope, "people", round, PAGE_ROWS_MAX),
    rowsOf(scope, "documents", round, PAGE_ROWS_MAX + 1),
    rowsOf(scope, "tags", round, PAGE_ROWS_MAX),
    rowsOf(scope, "days", round, DAYS_MAX),
    rowsOf(scope, "waits", round, PAGE_ROWS_MAX + 1),
  ]);
  return {
    people,
    documents: documents.slice(0, PAGE_ROWS_MAX),
    tags,
    days: days.toReversed(),
    waits: waits.slice(0, PAGE_ROWS_MAX),
    hasMore: documents.length > PAGE_ROWS_MAX || waits.length > PAGE_ROWS_MAX,
  };
}

/** All rows of one figure, for a file. */
export async function readFigure<Figure extends ProgressFigure>(
  scope: Reader,
  figure: Figure,
  round: string | undefined,
): Promise<Figures[Figure]> {
  await requireRound(scope, round);
  return rowsOf(scope, figure, round, FILE_ROWS_MAX);
}

import "server-only";
import type { ProgressFigure } from "@/lib/contracts/progress";
import type { Scope } from "../authorize";
import { Prisma } from "../database";
import { isNewest } from "../documents/newest";
import { mySets } from "../visibility";

type Reader = Scope<"progress.read">;

/** Whose work is counted: leads see everybody's, all others only their own, in blind and open rounds alike. */
const counted = (scope: Reader): Prisma.Sql =>
  scope.may("progress.readAll", null) ? Prisma.sql`TRUE` : Prisma.sql`w."setId" IN ${mySets(scope)}`;

/** Work that counts, as `w`, with its annotator and document: nothing given back, nobody's gold. */
const work = (scope: Reader, round: string | undefined): Prisma.Sql => Prisma.sql`
  SELECT w."documentId", w."setId", w."state", w."submittedAt", w."activeMs", w."roundId", w."createdAt" AS "givenAt", s."userId", u."name",
    d."title", d."createdAt", d."length", (SELECT count(*) FROM "Annotation" a WHERE a."projectId" = w."projectId"
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

const quantile = (share: number, of = Prisma.sql`w."activeMs"`): Prisma.Sql =>
  Prisma.sql`(percentile_cont(${share}::float8) WITHIN GROUP (ORDER BY ${of}) FILTER (WHERE w."activeMs" > 0))::float8`;

/** How long work took that is submitted; what goes on is no measurement yet, nor is what no time was counted on. */
const times = Prisma.sql`count(*)::int AS "submitted", count(*) FILTER (WHERE w."activeMs" > 0)::int AS "timed",
  ${quantile(0)} AS "leastMs", ${quantile(0.25)} AS "lowerMs", ${quantile(0.5)} AS "medianMs",
  ${quantile(0.75)} AS "upperMs", ${quantile(1)} AS "mostMs",
  ${quantile(0.5, Prisma.sql`w."activeMs" * 1000.0 / greatest(1, w."length")`)} AS "medianMsPer1000"`;

/**
 * How many pieces of work there are to be: for leads, those that are, and the places of open rounds that nobody has;
 * for all others those that they have.
 */
const wanted = (scope: Reader, round: string | undefined): Prisma.Sql => Prisma.sql`
  SELECT (SELECT count(*) FROM (${work(scope, round)}) w)::int + coalesce(sum(e."missing"), 0)::int
  FROM (${emptyPlaces(scope, round)}) e`;

/** The SQL of each figure; at most `limit` rows. */
export const figureQueries = {
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
    SELECT a."tag", a."kind", count(*)::int AS "annotations", count(DISTINCT a."documentId")::int AS "documents"
    FROM "Annotation" a JOIN (${work(scope, round)}) w ON w."documentId" = a."documentId" AND w."setId" = a."setId"
    WHERE a."projectId" = ${scope.projectId}::uuid AND a."deletedAt" IS NULL
    GROUP BY a."tag", a."kind" ORDER BY "annotations" DESC, a."tag" COLLATE "C", a."kind"`,
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
    SELECT w."documentId", w."title", w."userId", w."name", w."state", w."since", r."dueAt", w."givenAt",
      greatest(0, floor(extract(epoch FROM now() - coalesce(w."since", w."givenAt", r."openedAt", now())) / 86400))::int AS "days",
      coalesce(r."state" = 'open' AND r."dueAt" < now(), FALSE) AS "isOverdue"
    FROM (
      SELECT w."documentId", w."title", w."userId", w."name", w."state", w."givenAt", w."createdAt", (
        SELECT min(other."submittedAt") FROM "Assignment" other WHERE other."projectId" = ${scope.projectId}::uuid
          AND other."documentId" = w."documentId" AND other."setId" <> w."setId"
          AND other."state" IN ('submitted', 'adjudicated') AND ${isLead(scope)}) AS "since", NULL::bigint AS "missing"
      FROM (${work(scope, round)}) w WHERE w."state" IN ('open', 'reopened')
      UNION ALL ${emptyPlaces(scope, round)}
    ) w
    LEFT JOIN "RoundDocument" rd ON rd."projectId" = ${scope.projectId}::uuid AND rd."documentId" = w."documentId" AND rd."leftAt" IS NULL
    LEFT JOIN "Round" r ON r."projectId" = rd."projectId" AND r."id" = rd."roundId"
    WHERE w."since" IS NOT NULL OR r."state" = 'open'
    ORDER BY coalesce(w."since", w."givenAt", r."openedAt"), w."createdAt", w."documentId", w."userId" NULLS LAST`,
  burnup: (scope, round) => Prisma.sql`
    WITH work AS MATERIALIZED (${work(scope, round)}), happened AS (
      SELECT (w."givenAt" AT TIME ZONE 'UTC')::date AS "day", 1 AS "given", 0 AS "submitted" FROM work w
      UNION ALL
      SELECT (w."submittedAt" AT TIME ZONE 'UTC')::date, 0, 1 FROM work w
      WHERE ${isDone} AND w."submittedAt" IS NOT NULL
    ), bounds AS (SELECT min("day") AS "first", (now() AT TIME ZONE 'UTC')::date AS "last" FROM happened)
    SELECT to_char(s."day", 'YYYY-MM-DD') AS "day", (${wanted(scope, round)}) AS "wanted",
      (SELECT coalesce(sum(h."given"), 0)::int FROM happened h WHERE h."day" <= s."day") AS "given",
      (SELECT coalesce(sum(h."submitted"), 0)::int FROM happened h WHERE h."day" <= s."day") AS "submitted"
    FROM bounds, generate_series(bounds."first", bounds."last", interval '1 day') s("day") ORDER BY s."day" DESC`,
  personTimes: (scope, round) => Prisma.sql`
    SELECT w."userId", w."name", ${times} FROM (${work(scope, round)}) w WHERE ${isDone}
    GROUP BY w."userId", w."name" HAVING count(*) FILTER (WHERE w."activeMs" > 0) > 0
    ORDER BY "medianMs" DESC, lower(w."name") COLLATE "C", w."userId"`,
  documentTimes: (scope, round) => Prisma.sql`
    SELECT w."documentId", w."title", ${times} FROM (${work(scope, round)}) w WHERE ${isDone}
    GROUP BY w."documentId", w."title" HAVING count(*) FILTER (WHERE w."activeMs" > 0) > 0
    ORDER BY "medianMs" DESC, w."documentId"`,
} as const satisfies Record<ProgressFigure, (scope: Reader, round: string | undefined) => Prisma.Sql>;

/** What says that teammates have submitted is for leads: to a coder it would tell that somebody else is done. */
const isLead = (scope: Reader): Prisma.Sql =>
  scope.may("progress.readAll", null) ? Prisma.sql`TRUE` : Prisma.sql`FALSE`;

/** A row for each document of an open round that has places nobody holds. */
const emptyPlaces = (scope: Reader, round: string | undefined): Prisma.Sql => Prisma.sql`
  SELECT d."id", d."title", NULL::uuid, NULL::text, 'none', NULL::timestamptz, d."createdAt", filled."since",
    rd."copies" - filled."count" AS "missing"
  FROM "RoundDocument" rd
  JOIN "Round" r ON r."projectId" = rd."projectId" AND r."id" = rd."roundId" AND r."state" = 'open'
  JOIN "Document" d ON d."projectId" = rd."projectId" AND d."id" = rd."documentId" AND d."deletedAt" IS NULL
  CROSS JOIN LATERAL (
    SELECT count(*) AS "count", min(x."submittedAt") AS "since" FROM "Assignment" x
    WHERE x."projectId" = rd."projectId" AND x."documentId" = rd."documentId" AND x."roundId" = rd."roundId"
      AND x."state" <> 'returned') filled
  WHERE rd."projectId" = ${scope.projectId}::uuid AND rd."leftAt" IS NULL AND filled."count" < rd."copies"
    AND ${isLead(scope)} AND ${round === undefined ? Prisma.sql`TRUE` : Prisma.sql`rd."roundId" = ${round}::uuid`}`;

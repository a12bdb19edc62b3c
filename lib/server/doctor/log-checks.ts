import "server-only";
import { Prisma } from "../database";
import type { Check } from "./check";

/** The last change of each row whose changes have kinds like this. */
const lastOf = (kinds: string): Prisma.Sql => Prisma.sql`
  SELECT DISTINCT ON (c."projectId", c."subjectId") c."projectId", c."subjectId", c."after"
  FROM "Change" c WHERE c."kind" LIKE ${kinds}
  ORDER BY c."projectId", c."subjectId", c."seq" DESC`;

/** The assignment of a document to a set has no id of its own. */
const lastAssignments = Prisma.sql`
  SELECT DISTINCT ON (c."projectId", c."subjectId", c."setId") c."projectId", c."subjectId", c."setId", c."after"
  FROM "Change" c WHERE c."kind" LIKE 'assignment.%'
  ORDER BY c."projectId", c."subjectId", c."setId", c."seq" DESC`;

const isRemoved = (after: Prisma.Sql): Prisma.Sql => Prisma.sql`(${after}->>'deletedAt' IS NOT NULL)`;

/** What must be true of the log, and of every row as its replay: a row is what its last change says. */
export const logChecks: readonly Check[] = [
  {
    name: "An annotation is what its last change says",
    violations: Prisma.sql`
      SELECT a."projectId", a."id", CASE WHEN l."after" IS NULL THEN 'no change made it' ELSE 'differs' END AS "detail"
      FROM "Annotation" a
      LEFT JOIN (${lastOf("annotation.%")}) l ON l."projectId" = a."projectId" AND l."subjectId" = a."id"
      WHERE l."after" IS NULL
        OR (a."documentId"::text, a."setId"::text, a."kind", a."tag", a."note", a."revision"::text)
          IS DISTINCT FROM (l."after"->>'documentId', l."after"->>'setId', l."after"->>'kind', l."after"->>'tag',
            l."after"->>'note', l."after"->>'revision')
        OR (a."entityId"::text, a."fromId"::text, a."toId"::text)
          IS DISTINCT FROM (l."after"->>'entityId', l."after"->>'fromId', l."after"->>'toId')
        OR a."spans" <> coalesce(l."after"->'spans', '[]') OR a."attributes" <> coalesce(l."after"->'attributes', '{}')
        OR (a."deletedAt" IS NOT NULL) <> ${isRemoved(Prisma.sql`l."after"`)}`,
  },
  {
    name: "An entity is what its last change says",
    violations: Prisma.sql`
      SELECT e."projectId", e."id", CASE WHEN l."after" IS NULL THEN 'no change made it' ELSE 'differs' END AS "detail"
      FROM "Entity" e
      LEFT JOIN (${lastOf("entity.%")}) l ON l."projectId" = e."projectId" AND l."subjectId" = e."id"
      WHERE l."after" IS NULL
        OR (e."setId"::text, e."kind", e."name", e."note", e."revision"::text)
          IS DISTINCT FROM (l."after"->>'setId', l."after"->>'kind', l."after"->>'name', l."after"->>'note',
            coalesce(l."after"->>'revision', '1'))
        OR to_jsonb(e."aliases") <> coalesce(l."after"->'aliases', '[]')
        OR e."identifiers" <> coalesce(l."after"->'identifiers', '{}')
        OR (e."deletedAt" IS NOT NULL) <> ${isRemoved(Prisma.sql`l."after"`)}`,
  },
  {
    name: "A review is what its last change says",
    violations: Prisma.sql`
      SELECT r."projectId", r."id", CASE WHEN l."after" IS NULL THEN 'no change made it' ELSE 'differs' END AS "detail"
      FROM "Review" r
      LEFT JOIN (${lastOf("review.%")}) l ON l."projectId" = r."projectId" AND l."subjectId" = r."id"
      WHERE l."after" IS NULL
        OR (r."annotationId"::text, r."reviewerId"::text, r."verdict", r."reason", r."text",
            r."annotationRevision"::text, r."revision"::text)
          IS DISTINCT FROM (l."after"->>'annotationId', l."after"->>'reviewerId', l."after"->>'verdict',
            coalesce(l."after"->>'reason', ''), l."after"->>'text', l."after"->>'annotationRevision',
            l."after"->>'revision')
        OR (r."deletedAt" IS NOT NULL) <> ${isRemoved(Prisma.sql`l."after"`)}`,
  },
  {
    name: "A decision is what its last change says",
    violations: Prisma.sql`
      SELECT x."projectId", x."id", CASE WHEN l."after" IS NULL THEN 'no change made it' ELSE 'differs' END AS "detail"
      FROM "Decision" x
      LEFT JOIN (${lastOf("decision.%")}) l ON l."projectId" = x."projectId" AND l."subjectId" = x."id"
      WHERE l."after" IS NULL
        OR (x."documentId"::text, x."kind", x."annotationId"::text, x."reason", x."text", x."revision"::text)
          IS DISTINCT FROM (l."after"->>'documentId', l."after"->>'kind', l."after"->>'annotationId',
            l."after"->>'reason', l."after"->>'text', l."after"->>'revision')
        OR (x."deletedAt" IS NOT NULL) <> ${isRemoved(Prisma.sql`l."after"`)}
        OR jsonb_array_length(l."after"->'sources') <> (
          SELECT count(*) FROM "DecisionSource" s
          WHERE s."projectId" = x."projectId" AND s."decisionId" = x."id"
            AND l."after"->'sources' @> jsonb_build_array(jsonb_build_object('annotationId', s."annotationId",
              'revision', s."revision", 'isTaken', s."isTaken")))`,
  },
  {
    name: "A document is what its last change says",
    violations: Prisma.sql`
      SELECT d."projectId", d."id", CASE WHEN l."after" IS NULL THEN 'no change made it' ELSE 'differs' END AS "detail"
      FROM "Document" d
      LEFT JOIN (${lastOf("document.%")}) l ON l."projectId" = d."projectId" AND l."subjectId" = d."id"
      WHERE l."after" IS NULL
        OR jsonb_build_object('title', d."title", 'outlet', d."outlet", 'publisherCountry', d."publisherCountry",
            'byline', d."byline", 'credit', d."credit", 'url', d."url", 'publishedAt', d."publishedAt",
            'language', d."language", 'genre', d."genre", 'licenceNote', d."licenceNote", 'split', d."split",
            'textSha256', d."textSha256", 'length', d."length", 'supersedesId', d."supersedesId",
            'correctionNote', d."correctionNote", 'revision', d."revision")
          <> '{"supersedesId": null, "correctionNote": ""}' || (l."after" - 'deletedAt')
        OR (d."deletedAt" IS NOT NULL) <> ${isRemoved(Prisma.sql`l."after"`)}`,
  },
  {
    name: "Where work stands is what its last change says",
    violations: Prisma.sql`
      SELECT w."projectId", concat(w."documentId", ' ', w."setId") AS "id",
        CASE WHEN l."after" IS NULL THEN 'no change made it' ELSE 'differs' END AS "detail"
      FROM "Assignment" w
      LEFT JOIN (${lastAssignments}) l
        ON l."projectId" = w."projectId" AND l."subjectId" = w."documentId" AND l."setId" = w."setId"
      WHERE l."after" IS NULL
        OR (w."state", w."revision"::text, w."submittedAt" IS NULL)
          IS DISTINCT FROM (l."after"->>'state', l."after"->>'revision', l."after"->>'submittedAt' IS NULL)`,
  },
  {
    name: "A comment is what its last change says",
    violations: Prisma.sql`
      SELECT m."projectId", m."id", CASE WHEN l."after" IS NULL THEN 'no change made it' ELSE 'differs' END AS "detail"
      FROM "Comment" m
      LEFT JOIN (${lastOf("comment.%")}) l ON l."projectId" = m."projectId" AND l."subjectId" = m."id"
      WHERE l."after" IS NULL OR m."revision"::text <> l."after"->>'revision'
        OR (m."deletedAt" IS NULL AND m."text" <> l."after"->>'text')
        OR (m."deletedAt" IS NOT NULL) <> ${isRemoved(Prisma.sql`l."after"`)}`,
  },
  {
    name: "Where a conversation stands is what its last change says",
    violations: Prisma.sql`
      SELECT t."projectId", t."id", CASE WHEN l."after" IS NULL THEN 'no change made it' ELSE 'differs' END AS "detail"
      FROM "Thread" t
      LEFT JOIN (${lastOf("thread.%")}) l ON l."projectId" = t."projectId" AND l."subjectId" = t."id"
      WHERE l."after" IS NULL OR (t."state", t."revision"::text)
        IS DISTINCT FROM (l."after"->>'state', l."after"->>'revision')`,
  },
  {
    name: "A displacement is what its last change says",
    violations: Prisma.sql`
      SELECT x."projectId", x."id", CASE WHEN l."after" IS NULL THEN 'no change made it' ELSE 'differs' END AS "detail"
      FROM "Displacement" x
      LEFT JOIN (${lastOf("displacement.%")}) l ON l."projectId" = x."projectId" AND l."subjectId" = x."id"
      WHERE l."after" IS NULL
        OR (x."documentId"::text, x."setId"::text, x."annotationId"::text, x."reason", x."state", x."revision"::text)
          IS DISTINCT FROM (l."after"->>'documentId', l."after"->>'setId', l."after"->>'annotationId', l."after"->>'reason',
            l."after"->>'state', l."after"->>'revision')
        OR coalesce(x."candidate", 'null') <> coalesce(l."after"->'candidate', 'null')`,
  },
  {
    name: "A project is what its last change says",
    violations: Prisma.sql`
      SELECT p."id" AS "projectId", p."id", 'differs' AS "detail" FROM "Project" p
      JOIN (
        SELECT DISTINCT ON (c."projectId") c."projectId", c."after" FROM "Change" c
        WHERE c."kind" IN ('project.created', 'project.updated') ORDER BY c."projectId", c."seq" DESC
      ) l ON l."projectId" = p."id"
      WHERE (p."name", p."blind"::text) IS DISTINCT FROM (l."after"->>'name', l."after"->>'blind')`,
  },
  {
    name: "A member is what their last change says",
    violations: Prisma.sql`
      SELECT l."projectId", l."subjectId" AS "id",
        format('is %s, was made %s', coalesce(m."role", 'no member'), coalesce(l."after"->>'role', 'no member')) AS "detail"
      FROM (${lastOf("member.%")}) l
      LEFT JOIN "Member" m ON m."projectId" = l."projectId" AND m."id" = l."subjectId"
      WHERE m."role" IS DISTINCT FROM l."after"->>'role'`,
  },
  {
    name: "The scheme in force is the one that the last change put there",
    violations: Prisma.sql`
      SELECT p."id" AS "projectId", p."id",
        format('version %s, last was %s', p."schemeVersion", coalesce(l."after"->>'version', l."after"->>'number')) AS "detail"
      FROM "Project" p JOIN (${lastOf("scheme.%")}) l ON l."projectId" = p."id"
      WHERE p."schemeVersion"::text <> coalesce(l."after"->>'version', l."after"->>'number')`,
  },
  {
    name: "Each change goes on from the one before",
    violations: Prisma.sql`
      SELECT s."projectId", s."seq"::text AS "id", format('%s goes on from revision %s', s."kind", s."before") AS "detail"
      FROM (
        SELECT c."projectId", c."seq", c."kind", c."before"->>'revision' AS "before",
          (c."after"->>'revision')::int AS "revision", lag((c."after"->>'revision')::int) OVER history AS "last"
        FROM "Change" c
        WHERE c."kind" LIKE ANY (ARRAY['annotation.%', 'entity.%', 'document.%', 'assignment.%', 'review.%', 'decision.%',
          'displacement.%'])
        WINDOW history AS (
          PARTITION BY c."projectId", split_part(c."kind", '.', 1), c."subjectId",
            CASE WHEN c."kind" LIKE 'assignment.%' THEN c."setId" END
          ORDER BY c."seq")
      ) s
      WHERE s."before" IS DISTINCT FROM s."last"::text OR (s."last" IS NOT NULL AND s."revision" <> s."last" + 1)`,
  },
  {
    name: "A change is about something that there is",
    violations: Prisma.sql`
      SELECT c."projectId", c."subjectId" AS "id", format('%s, change %s', c."kind", c."seq") AS "detail"
      FROM "Change" c
      WHERE CASE split_part(c."kind", '.', 1)
        WHEN 'annotation' THEN NOT EXISTS (
          SELECT FROM "Annotation" a WHERE a."projectId" = c."projectId" AND a."id" = c."subjectId")
        WHEN 'displacement' THEN NOT EXISTS (
          SELECT FROM "Displacement" x WHERE x."projectId" = c."projectId" AND x."id" = c."subjectId")
        WHEN 'entity' THEN NOT EXISTS (
          SELECT FROM "Entity" e WHERE e."projectId" = c."projectId" AND e."id" = c."subjectId")
        WHEN 'review' THEN NOT EXISTS (
          SELECT FROM "Review" r WHERE r."projectId" = c."projectId" AND r."id" = c."subjectId")
        WHEN 'decision' THEN NOT EXISTS (
          SELECT FROM "Decision" x WHERE x."projectId" = c."projectId" AND x."id" = c."subjectId")
        WHEN 'document' THEN NOT EXISTS (
          SELECT FROM "Document" d WHERE d."projectId" = c."projectId" AND d."id" = c."subjectId")
        WHEN 'thread' THEN NOT EXISTS (
          SELECT FROM "Thread" t WHERE t."projectId" = c."projectId" AND t."id" = c."subjectId")
        WHEN 'comment' THEN NOT EXISTS (
          SELECT FROM "Comment" m WHERE m."projectId" = c."projectId" AND m."id" = c."subjectId")
        WHEN 'assignment' THEN NOT EXISTS (
          SELECT FROM "Assignment" w WHERE w."projectId" = c."projectId" AND w."documentId" = c."subjectId"
            AND w."setId" = c."setId")
        ELSE FALSE END`,
  },
];

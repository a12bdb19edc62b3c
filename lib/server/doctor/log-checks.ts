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

/** The tables whose rows have an id of their own and are made, changed and removed by changes of their noun. */
const tables = {
  annotation: Prisma.sql`"Annotation"`,
  entity: Prisma.sql`"Entity"`,
  review: Prisma.sql`"Review"`,
  decision: Prisma.sql`"Decision"`,
  document: Prisma.sql`"Document"`,
  comment: Prisma.sql`"Comment"`,
  thread: Prisma.sql`"Thread"`,
  displacement: Prisma.sql`"Displacement"`,
} as const;

/** That each row `x` of a table has a last change `l`, and that nothing `differs` from what that says. */
const replayed = (name: string, noun: keyof typeof tables, differs: Prisma.Sql): Check => ({
  name,
  violations: Prisma.sql`
    SELECT x."projectId", x."id", CASE WHEN l."after" IS NULL THEN 'no change made it' ELSE 'differs' END AS "detail"
    FROM ${tables[noun]} x
    LEFT JOIN (${lastOf(`${noun}.%`)}) l ON l."projectId" = x."projectId" AND l."subjectId" = x."id"
    WHERE l."after" IS NULL OR ${differs}`,
});

const differsInRemoval = Prisma.sql`(x."deletedAt" IS NOT NULL) <> (l."after"->>'deletedAt' IS NOT NULL)`;

/** What must be true of the log, and of every row as its replay: a row is what its last change says. */
export const logChecks: readonly Check[] = [
  replayed(
    "An annotation is what its last change says",
    "annotation",
    Prisma.sql`(x."documentId"::text, x."setId"::text, x."kind", x."tag", x."note", x."revision"::text)
        IS DISTINCT FROM (l."after"->>'documentId', l."after"->>'setId', l."after"->>'kind', l."after"->>'tag',
          l."after"->>'note', l."after"->>'revision')
      OR (x."entityId"::text, x."fromId"::text, x."toId"::text)
        IS DISTINCT FROM (l."after"->>'entityId', l."after"->>'fromId', l."after"->>'toId')
      OR x."spans" <> coalesce(l."after"->'spans', '[]') OR x."attributes" <> coalesce(l."after"->'attributes', '{}')
      OR ${differsInRemoval}`,
  ),
  replayed(
    "An entity is what its last change says",
    "entity",
    Prisma.sql`(x."setId"::text, x."kind", x."name", x."note", x."revision"::text)
        IS DISTINCT FROM (l."after"->>'setId', l."after"->>'kind', l."after"->>'name', l."after"->>'note',
          coalesce(l."after"->>'revision', '1'))
      OR to_jsonb(x."aliases") <> coalesce(l."after"->'aliases', '[]')
      OR x."identifiers" <> coalesce(l."after"->'identifiers', '{}')
      OR ${differsInRemoval}`,
  ),
  replayed(
    "A review is what its last change says",
    "review",
    Prisma.sql`(x."annotationId"::text, x."reviewerId"::text, x."verdict", x."reason", x."text",
          x."annotationRevision"::text, x."revision"::text)
        IS DISTINCT FROM (l."after"->>'annotationId', l."after"->>'reviewerId', l."after"->>'verdict',
          coalesce(l."after"->>'reason', ''), l."after"->>'text', l."after"->>'annotationRevision',
          l."after"->>'revision')
      OR ${differsInRemoval}`,
  ),
  replayed(
    "A decision is what its last change says",
    "decision",
    Prisma.sql`(x."documentId"::text, x."kind", x."annotationId"::text, x."reason", x."text", x."revision"::text)
        IS DISTINCT FROM (l."after"->>'documentId', l."after"->>'kind', l."after"->>'annotationId',
          l."after"->>'reason', l."after"->>'text', l."after"->>'revision')
      OR ${differsInRemoval}
      OR jsonb_array_length(l."after"->'sources') <> (
        SELECT count(*) FROM "DecisionSource" s
        WHERE s."projectId" = x."projectId" AND s."decisionId" = x."id"
          AND l."after"->'sources' @> jsonb_build_array(jsonb_build_object('annotationId', s."annotationId",
            'revision', s."revision", 'isTaken', s."isTaken")))`,
  ),
  replayed(
    "A document is what its last change says",
    "document",
    Prisma.sql`jsonb_build_object('title', x."title", 'outlet', x."outlet", 'publisherCountry', x."publisherCountry",
          'byline', x."byline", 'credit', x."credit", 'url', x."url", 'publishedAt', x."publishedAt",
          'language', x."language", 'genre', x."genre", 'licenceNote', x."licenceNote", 'split', x."split",
          'textSha256', x."textSha256", 'length', x."length", 'supersedesId', x."supersedesId",
          'correctionNote', x."correctionNote", 'revision', x."revision")
        <> '{"supersedesId": null, "correctionNote": ""}' || (l."after" - 'deletedAt')
      OR ${differsInRemoval}`,
  ),
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
  replayed(
    "A comment is what its last change says",
    "comment",
    Prisma.sql`x."revision"::text <> l."after"->>'revision'
      OR (x."deletedAt" IS NULL AND x."text" <> l."after"->>'text')
      OR ${differsInRemoval}`,
  ),
  replayed(
    "Where a conversation stands is what its last change says",
    "thread",
    Prisma.sql`(x."state", x."revision"::text)
      IS DISTINCT FROM (l."after"->>'state', l."after"->>'revision')`,
  ),
  replayed(
    "A displacement is what its last change says",
    "displacement",
    Prisma.sql`(x."documentId"::text, x."setId"::text, x."annotationId"::text, x."reason", x."state", x."revision"::text)
        IS DISTINCT FROM (l."after"->>'documentId', l."after"->>'setId', l."after"->>'annotationId', l."after"->>'reason',
          l."after"->>'state', l."after"->>'revision')
      OR coalesce(x."candidate", 'null') <> coalesce(l."after"->'candidate', 'null')`,
  ),
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
        ${Prisma.join(
          Object.entries(tables).map(
            ([noun, table]) => Prisma.sql`WHEN ${noun} THEN NOT EXISTS (
              SELECT FROM ${table} x WHERE x."projectId" = c."projectId" AND x."id" = c."subjectId")`,
          ),
          " ",
        )}
        WHEN 'assignment' THEN NOT EXISTS (
          SELECT FROM "Assignment" w WHERE w."projectId" = c."projectId" AND w."documentId" = c."subjectId"
            AND w."setId" = c."setId")
        ELSE FALSE END`,
  },
];

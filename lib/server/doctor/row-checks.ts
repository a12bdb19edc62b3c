import "server-only";
import { Prisma } from "../database";
import { isNewest } from "../documents/newest";
import type { Check } from "./check";

/** What must be true of rows and of rows together, whatever their history. */
export const rowChecks: readonly Check[] = [
  {
    name: "A document's hash is that of its text",
    violations: Prisma.sql`
      SELECT "projectId", "id", 'SHA-256 of the text differs' AS "detail" FROM "Document"
      WHERE "textSha256" <> encode(sha256(convert_to("text", 'UTF8')), 'hex')`,
  },
  {
    name: "A document's length is that of its text",
    violations: Prisma.sql`
      SELECT "projectId", "id", format('says %s, has %s', "length", char_length("text")) AS "detail" FROM "Document"
      WHERE "length" <> char_length("text")`,
  },
  {
    name: "A text has something in it, and no carriage returns",
    violations: Prisma.sql`
      SELECT "projectId", "id", 'empty, or with a carriage return' AS "detail" FROM "Document"
      WHERE "text" = '' OR strpos("text", chr(13)) > 0`,
  },
  {
    name: "An annotation has what its kind has, and nothing else",
    violations: Prisma.sql`
      SELECT "projectId", "id", "kind" AS "detail" FROM "Annotation"
      WHERE CASE "kind"
        WHEN 'span' THEN "spans" = '[]' OR "start" IS NULL OR "end" IS NULL OR "fromId" IS NOT NULL OR "toId" IS NOT NULL
        WHEN 'relation' THEN "spans" <> '[]' OR "start" IS NOT NULL OR "entityId" IS NOT NULL
          OR "fromId" IS NULL OR "toId" IS NULL
        WHEN 'document' THEN "spans" <> '[]' OR "start" IS NOT NULL OR "entityId" IS NOT NULL
          OR "fromId" IS NOT NULL OR "toId" IS NOT NULL
        ELSE TRUE END`,
  },
  {
    name: "Spans lie inside their text, in order and apart",
    violations: Prisma.sql`
      SELECT DISTINCT s."projectId", s."id", format('[%s, %s) of %s', s."from", s."to", s."length") AS "detail"
      FROM (
        SELECT a."projectId", a."id", d."length", (p.value->>'start')::int AS "from", (p.value->>'end')::int AS "to",
          lag((p.value->>'end')::int) OVER (PARTITION BY a."projectId", a."id" ORDER BY p.ordinality) AS "before"
        FROM "Annotation" a
        JOIN "Document" d ON d."projectId" = a."projectId" AND d."id" = a."documentId"
        CROSS JOIN LATERAL jsonb_array_elements(a."spans") WITH ORDINALITY p
      ) s
      WHERE s."from" < 0 OR s."from" >= s."to" OR s."to" > s."length" OR s."from" <= s."before"`,
  },
  {
    name: "An annotation is looked up where its spans are",
    violations: Prisma.sql`
      SELECT a."projectId", a."id", format('[%s, %s)', a."start", a."end") AS "detail"
      FROM "Annotation" a CROSS JOIN LATERAL (
        SELECT min((p->>'start')::int) AS "start", max((p->>'end')::int) AS "end" FROM jsonb_array_elements(a."spans") p
      ) hull
      WHERE a."kind" = 'span' AND (a."start" IS DISTINCT FROM hull."start" OR a."end" IS DISTINCT FROM hull."end")`,
  },
  {
    name: "A relation joins two annotations of its own set and document",
    violations: Prisma.sql`
      SELECT r."projectId", r."id", 'leads to another set or document' AS "detail"
      FROM "Annotation" r
      JOIN "Annotation" e ON e."projectId" = r."projectId" AND e."id" IN (r."fromId", r."toId")
      WHERE e."setId" <> r."setId" OR e."documentId" <> r."documentId" OR e."kind" = 'relation'
      GROUP BY r."projectId", r."id"`,
  },
  {
    name: "A relation that is not removed has ends that are not removed",
    violations: Prisma.sql`
      SELECT r."projectId", r."id", 'an end is removed' AS "detail"
      FROM "Annotation" r
      JOIN "Annotation" e ON e."projectId" = r."projectId" AND e."id" IN (r."fromId", r."toId")
      WHERE r."deletedAt" IS NULL AND e."deletedAt" IS NOT NULL
      GROUP BY r."projectId", r."id"`,
  },
  {
    name: "An annotation stands for an entity that is not removed, but for those of texts that have been corrected",
    violations: Prisma.sql`
      SELECT a."projectId", a."id", format('entity %s is removed', e."id") AS "detail"
      FROM "Annotation" a JOIN "Entity" e ON e."projectId" = a."projectId" AND e."id" = a."entityId"
      JOIN "Document" d ON d."projectId" = a."projectId" AND d."id" = a."documentId"
      WHERE a."deletedAt" IS NULL AND e."deletedAt" IS NOT NULL AND ${isNewest}`,
  },
  {
    name: "A text has one correction at a time, and corrects none of its own",
    violations: Prisma.sql`
      SELECT d."projectId", d."supersedesId" AS "id", format('%s corrections', count(*)) AS "detail"
      FROM "Document" d WHERE d."supersedesId" IS NOT NULL AND d."deletedAt" IS NULL
      GROUP BY d."projectId", d."supersedesId" HAVING count(*) > 1 OR bool_or(d."supersedesId" = d."id")`,
  },
  {
    name: "What was displaced is on the new text only where it was placed",
    violations: Prisma.sql`
      SELECT x."projectId", x."id", x."state" AS "detail" FROM "Displacement" x
      LEFT JOIN "Annotation" a ON a."projectId" = x."projectId" AND a."id" = x."id"
      WHERE x."state" NOT IN ('waiting', 'placed', 'dropped')
        OR CASE WHEN x."state" = 'placed' THEN a."id" IS NULL OR a."documentId" <> x."documentId" OR a."setId" <> x."setId"
          ELSE a."deletedAt" IS NULL AND a."id" IS NOT NULL END`,
  },
  {
    name: "Submitted work says when it was submitted",
    violations: Prisma.sql`
      SELECT "projectId", concat("documentId", ' ', "setId") AS "id", "state" AS "detail" FROM "Assignment"
      WHERE "state" NOT IN ('open', 'submitted', 'reopened', 'adjudicated', 'returned')
        OR ("state" IN ('submitted', 'adjudicated') AND "submittedAt" IS NULL)`,
  },
  {
    name: "A person has one set in a project, and a project one gold set",
    violations: Prisma.sql`
      SELECT "projectId", min("id"::text) AS "id", format('%s of kind %s', count(*), "kind") AS "detail"
      FROM "AnnotationSet" WHERE "kind" IN ('annotator', 'gold')
      GROUP BY "projectId", "kind", "userId" HAVING count(*) > 1 OR ("kind" = 'annotator' AND "userId" IS NULL)`,
  },
  {
    name: "A conversation is about an annotation of its set and document, or about a stretch of its text",
    violations: Prisma.sql`
      SELECT t."projectId", t."id", 'leads elsewhere' AS "detail" FROM "Thread" t
      JOIN "Document" d ON d."projectId" = t."projectId" AND d."id" = t."documentId"
      LEFT JOIN "Annotation" a ON a."projectId" = t."projectId" AND a."id" = t."annotationId"
      WHERE t."setId" IS NULL OR a."setId" <> t."setId" OR a."documentId" <> t."documentId"
        OR (t."start" IS NULL) <> (t."end" IS NULL) OR t."start" < 0 OR t."start" >= t."end" OR t."end" > d."length"
        OR (t."start" IS NOT NULL AND substr(d."text", t."start" + 1, t."end" - t."start") <> t."quote")`,
  },
  {
    name: "A project has an owner who is not disabled",
    violations: Prisma.sql`
      SELECT p."id" AS "projectId", p."id", 'nobody owns it' AS "detail" FROM "Project" p
      WHERE NOT EXISTS (
        SELECT FROM "Member" m JOIN "User" u ON u."id" = m."id"
        WHERE m."projectId" = p."id" AND m."role" = 'owner' AND u."disabledAt" IS NULL)`,
  },
  {
    name: "A member has a role that there is",
    violations: Prisma.sql`
      SELECT "projectId", "id", "role" AS "detail" FROM "Member"
      WHERE "role" NOT IN ('owner', 'curator', 'annotator', 'viewer')`,
  },
  {
    name: "The scheme that is in force exists",
    violations: Prisma.sql`
      SELECT p."id" AS "projectId", p."id", format('version %s', p."schemeVersion") AS "detail" FROM "Project" p
      WHERE NOT EXISTS (
        SELECT FROM "SchemeVersion" s WHERE s."projectId" = p."id" AND s."number" = p."schemeVersion")`,
  },
];

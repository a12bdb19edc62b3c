import "server-only";
import type { Permission } from "@/lib/policy/policy";
import type { Scope } from "./authorize";
import { Prisma } from "./database";
import { isCoders } from "./sets/coder-kinds";

type Viewer = Pick<
  Scope<Extract<Permission, "annotation.read">>,
  "principal" | "projectId" | "sees" | "isBlindByDefault"
>;

/** Tables with projectId, setId and documentId, by the alias that queries give them. */
const rows = {
  a: { set: Prisma.sql`a."setId"`, document: Prisma.sql`a."documentId"` },
  c: { set: Prisma.sql`c."setId"`, document: Prisma.sql`c."documentId"` },
  x: { set: Prisma.sql`x."setId"`, document: Prisma.sql`x."documentId"` },
  t: { set: Prisma.sql`t."setId"`, document: Prisma.sql`t."documentId"` },
} as const;

/**
 * The one visibility rule as SQL, behind pages, lists, counts, feeds and exports alike.
 *
 * Who sees everyone sees all rows. Others see rows of their own set, all rows of a document that nobody works on
 * blind, and all rows of a document that has opened: they and everybody else who works on it have submitted.
 */
export function visible(scope: Viewer, alias: keyof typeof rows): Prisma.Sql {
  const { set, document } = rows[alias];
  return seen(scope, set, document);
}

const seen = (scope: Viewer, set: Prisma.Sql, document: Prisma.Sql): Prisma.Sql =>
  scope.sees === "everyone"
    ? Prisma.sql`TRUE`
    : Prisma.sql`(${set} IN ${mySets(scope)} OR NOT ${isBlind(scope, document)} OR ${isOpenTo(scope, document)})`;

/** Which changes `c` of one document a caller sees. Whether it is open is asked once, and not of every change. */
export const visibleChangeOn = (scope: Viewer, documentId: string): Prisma.Sql => Prisma.sql`(
  c."documentId" = ${documentId}::uuid
  AND (c."setId" IS NULL OR ${seen(scope, rows.c.set, Prisma.sql`${documentId}::uuid`)}))`;

/**
 * Who sees all work on a document besides whoever made it, and leads: 0 nobody, 1 those who have submitted theirs, 2
 * every member.
 */
export const audienceOf = (
  scope: Pick<Viewer, "projectId" | "isBlindByDefault">,
  document: Prisma.Sql,
): Prisma.Sql => Prisma.sql`(
  CASE WHEN NOT ${isBlind(scope, document)} THEN 2
    WHEN ${allSubmitted(scope, document, Prisma.sql`TRUE`)} THEN 1 ELSE 0 END)`;

/** The rounds that make documents blind, or did: with one of them not everybody may see everything in a project. */
export const blindRounds = {
  isBlind: true,
  openedAt: { not: null },
} as const satisfies Prisma.RoundWhereInput;

/**
 * Whether a document is worked on blind: as the last opened round says that has or had it, else as the project does.
 * What was not finished is not thrown open by closing the round, nor by planning another one, correcting the text or
 * taking the document out; and a round that was not opened while it had the document has no say.
 */
const isBlind = (scope: Pick<Viewer, "projectId" | "isBlindByDefault">, document: Prisma.Sql) =>
  Prisma.sql`coalesce((
    SELECT r."isBlind" FROM "RoundDocument" rd
    JOIN "Round" r ON r."projectId" = rd."projectId" AND r."id" = rd."roundId"
    WHERE rd."projectId" = ${scope.projectId}::uuid AND rd."documentId" = ${document} AND r."openedAt" IS NOT NULL
      AND (rd."leftAt" IS NULL OR rd."leftAt" > r."openedAt")
    ORDER BY rd."leftAt" DESC NULLS FIRST LIMIT 1), ${scope.isBlindByDefault})`;

/** The caller's own sets, as a subquery. */
export const mySets = (scope: Pick<Viewer, "principal" | "projectId">): Prisma.Sql => Prisma.sql`(
  SELECT mine."id" FROM "AnnotationSet" mine
  WHERE mine."projectId" = ${scope.projectId}::uuid AND mine."userId" = ${scope.principal.userId}::uuid
)`;

/**
 * The round that a document is in and that has been opened; at most one row. A text that was corrected has left its
 * round to its correction, and goes on to be as blind as it was there.
 */
const roundOf = ({ projectId }: Pick<Viewer, "projectId">, document: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT rd."roundId", rd."copies", r."state" FROM "RoundDocument" rd
  JOIN "Round" r ON r."projectId" = rd."projectId" AND r."id" = rd."roundId"
  WHERE rd."projectId" = ${projectId}::uuid AND rd."documentId" = ${document} AND r."openedAt" IS NOT NULL
    AND (rd."leftAt" IS NULL OR EXISTS (
      SELECT 1 FROM "Document" newer
      JOIN "RoundDocument" taken ON taken."projectId" = newer."projectId" AND taken."documentId" = newer."id"
      WHERE newer."projectId" = rd."projectId" AND newer."supersedesId" = rd."documentId"
        AND newer."deletedAt" IS NULL AND taken."roundId" = rd."roundId"))
  ORDER BY rd."leftAt" DESC NULLS FIRST LIMIT 1`;

/**
 * Whether the caller and everybody else who works on a document have submitted, and as many as its round asks
 * for. Asked per document: gathering the open ones of a whole project first takes a hundred times as long. Who has
 * left the project or given the document back and never submitted is not waited for, nor in a closed round who
 * did not finish: they see nothing, and those who have submitted can't change what they did.
 */
export const isOpenTo = (scope: Pick<Viewer, "principal" | "projectId">, document: Prisma.Sql): Prisma.Sql =>
  allSubmitted(scope, document, Prisma.sql`bool_or(work."setId" IN ${mySets(scope)})`);

/** Whether a document can be adjudicated: everybody who works on it has submitted, and they are two at least. */
export const isReadyToAdjudicate = (scope: Pick<Viewer, "projectId">, document: Prisma.Sql): Prisma.Sql =>
  allSubmitted(scope, document, Prisma.sql`count(*) >= 2`);

const allSubmitted = (
  scope: Pick<Viewer, "projectId">,
  document: Prisma.Sql,
  condition: Prisma.Sql,
): Prisma.Sql => Prisma.sql`(
  SELECT coalesce(bool_and(work."state" IN ('submitted', 'adjudicated')) AND ${condition}
    AND (coalesce(max(here."state"), 'closed') = 'closed' OR
      count(*) FILTER (WHERE work."roundId" = here."roundId") >= max(here."copies")), FALSE)
  ${workOn(scope, document)})`;

/**
 * What a document waits for before it can be adjudicated, as one row: who has submitted, who works on it still, and
 * how many it takes besides. It is ready exactly where nobody works on it, none is missing, and two have submitted.
 */
export const awaitedOn = (scope: Pick<Viewer, "projectId">, document: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  SELECT count(*) FILTER (WHERE work."state" IN ('submitted', 'adjudicated'))::int AS "submitted",
    count(*) FILTER (WHERE work."state" NOT IN ('submitted', 'adjudicated'))::int AS "working",
    greatest(CASE WHEN coalesce(max(here."state"), 'closed') = 'closed'
      THEN least(coalesce(max(here."copies"), 2), 2) - count(*)
      ELSE max(here."copies") - count(*) FILTER (WHERE work."roundId" = here."roundId") END, 0)::int AS "missing"
  ${workOn(scope, document)})`;

/**
 * The work on a document that is waited for or has been submitted, as `work`, with its round as `here`. What people
 * who are no members submitted elsewhere and a file brought counts like a member's.
 */
const workOn = (scope: Pick<Viewer, "projectId">, document: Prisma.Sql): Prisma.Sql => Prisma.sql`
  FROM "Assignment" work
  LEFT JOIN (${roundOf(scope, document)}) here ON TRUE
  WHERE work."projectId" = ${scope.projectId}::uuid AND work."documentId" = ${document}
    AND work."state" <> 'returned'
    AND NOT EXISTS (
      SELECT 1 FROM "AnnotationSet" gold
      WHERE gold."projectId" = work."projectId" AND gold."id" = work."setId" AND NOT ${isCoders(Prisma.sql`gold."kind"`)})
    AND (work."state" IN ('submitted', 'adjudicated') OR here."state" IS DISTINCT FROM 'closed' AND EXISTS (
      SELECT 1 FROM "AnnotationSet" worker
      JOIN "Member" present ON present."projectId" = worker."projectId" AND present."id" = worker."userId"
      WHERE worker."projectId" = work."projectId" AND worker."id" = work."setId"))`;

/**
 * Whether a document with others' submissions has ever been open to the caller, whatever it is now: as the log of its
 * assignments tells, at some moment they and all others who were at work had submitted. Who has left since without
 * submitting counts as not waited for then either.
 */
export const hasBeenOpenTo = (
  scope: Pick<Viewer, "principal" | "projectId">,
  document: Prisma.Sql,
): Prisma.Sql => Prisma.sql`EXISTS (
  WITH moves AS (
    SELECT c."seq", c."setId", s."userId", c."after"->>'roundId' AS "roundId",
      c."after"->>'state' IN ('submitted', 'adjudicated') AS "isDone",
      c."after"->>'state' = 'returned' OR NOT EXISTS (
        SELECT 1 FROM "Member" m WHERE m."projectId" = s."projectId" AND m."id" = s."userId") AS "isNoMatter"
    FROM "Change" c
    JOIN "AnnotationSet" s ON s."projectId" = c."projectId" AND s."id" = c."setId" AND ${isCoders(Prisma.sql`s."kind"`)}
    WHERE c."projectId" = ${scope.projectId}::uuid AND c."documentId" = ${document} AND c."kind" LIKE 'assignment.%'
  )
  SELECT 1 FROM moves moment
  CROSS JOIN LATERAL (
    SELECT bool_and(work."isDone" OR work."isNoMatter") AS "isDone",
      bool_or(work."userId" = ${scope.principal.userId}::uuid AND work."isDone") AS "isMine",
      bool_or(work."userId" IS DISTINCT FROM ${scope.principal.userId}::uuid AND work."isDone") AS "isOthers",
      coalesce(max(here."state"), 'closed') = 'closed' OR
        count(*) FILTER (WHERE work."isDone" AND work."roundId" = here."roundId"::text) >= max(here."copies") AS "isFull"
    FROM (
      SELECT DISTINCT ON (past."setId") past.* FROM moves past WHERE past."seq" <= moment."seq"
      ORDER BY past."setId", past."seq" DESC) work
    LEFT JOIN (${roundOf(scope, document)}) here ON TRUE) past
  WHERE past."isDone" AND past."isMine" AND past."isOthers" AND past."isFull")`;

/** Whether teammates' work on a document is hidden from the caller as things stand. */
export const isBlindTo = (scope: Viewer, document: Prisma.Sql): Prisma.Sql =>
  scope.sees === "everyone"
    ? Prisma.sql`FALSE`
    : Prisma.sql`(${isBlind(scope, document)} AND NOT ${isOpenTo(scope, document)})`;

/**
 * Which changes `c` a caller sees. Those that are nobody's assertion (a document came, a member joined) are
 * everybody's to see. What somebody asserts outside any document, an entity, is seen as the entity is: one's own,
 * the gold, and what a mention stands for that one may see. Its document can't be asked: there is none. That many
 * annotations were given a verdict, and how many, is for who did it: the verdicts themselves are seen one by one.
 */
export const visibleChange = (scope: Viewer): Prisma.Sql =>
  scope.sees === "everyone"
    ? Prisma.sql`TRUE`
    : Prisma.sql`(c."kind" NOT LIKE 'reviewRun.%' OR c."principal" = ${scope.principal.userId}::uuid)
      AND (c."setId" IS NULL OR CASE WHEN c."documentId" IS NOT NULL THEN ${visible(scope, "c")} ELSE
      c."setId" IN ${mySets(scope)}
      OR c."setId" IN (
        SELECT g."id" FROM "AnnotationSet" g WHERE g."projectId" = ${scope.projectId}::uuid AND g."kind" = 'gold')
      OR EXISTS (
        SELECT 1 FROM "Annotation" a WHERE a."projectId" = ${scope.projectId}::uuid AND a."entityId" = c."subjectId"
          AND a."deletedAt" IS NULL AND ${visible(scope, "a")}) END)`;

import "server-only";
import type { CorpusDocument } from "@/lib/formats/corpus";
import type { Scope } from "../authorize";
import { Prisma } from "../database";
import { mySets } from "../visibility";
import { isStanding, type SelectionSql } from "./corpus-selection";
import { type Asserted, fetchAnnotations } from "./fetch-annotations";
import { isoTime } from "./iso-time";
import type { Snapshot } from "./snapshot";
import { casesOf, decidedIn, placesOf, threadsOf } from "./teamwork-sql";

type Exporter = Scope<"corpus.export">;
type Ids = readonly string[];
type Part = Exclude<keyof CorpusDocument, "document" | "annotations" | "removed">;
type DocumentRow = Omit<CorpusDocument["document"], "supersedesId" | "correctionNote"> & {
  readonly supersedesId: string | null;
  readonly correctionNote: string;
};

/**
 * Fetches some documents with all that comes with them, in the order in which they were added. Each kind of row is
 * fetched for all of them at once: annotations, of which there are most, as columns, the rest as JSON. What is asked is
 * put together once, for all batches of an export.
 */
export function documentFetcher(
  snapshot: Snapshot,
  scope: Exporter,
  sql: SelectionSql,
): (ids: Ids) => Promise<Iterable<CorpusDocument>> {
  const parts = Prisma.join(
    Object.entries(partsSql(scope, sql)).map(
      ([name, part]) => Prisma.sql`
        SELECT x."documentId", ${name}::text AS "part", x."value", x."order"::text AS "order" FROM (${part}) x`,
    ),
    " UNION ALL ",
  );
  return async (ids) => {
    // First, since the database is at work on it while the documents before are being written.
    const assertedIn = await fetchAnnotations(snapshot, scope.projectId, sql, ids);
    const documents = await documentRows(snapshot, scope, sql, ids);
    const partsOfAll = await partsOf(snapshot, parts, ids);
    return assemble(documents, assertedIn, partsOfAll);
  };
}

/** The documents one by one: the annotations of each are made when it is its turn to be written. */
function* assemble(
  documents: readonly DocumentRow[],
  assertedIn: (documentId: string) => Asserted,
  parts: ReadonlyMap<string, Parts>,
): Generator<CorpusDocument> {
  for (const { supersedesId, correctionNote, ...document } of documents)
    yield {
      document:
        supersedesId === null
          ? document
          : { ...document, supersedesId, ...(correctionNote === "" ? {} : { correctionNote }) },
      ...assertedIn(document.id),
      ...(parts.get(document.id) ?? noParts()),
    };
}

const documentRows = (
  snapshot: Snapshot,
  { projectId }: Exporter,
  sql: SelectionSql,
  ids: Ids,
): Promise<DocumentRow[]> =>
  snapshot.rows<DocumentRow>(Prisma.sql`
    SELECT d."id", d."title", d."outlet", d."publisherCountry", d."byline", d."credit", d."url", d."publishedAt",
      d."language", d."genre", d."licenceNote", d."split",
      CASE WHEN ${sql.namesSuperseded} THEN d."supersedesId" END AS "supersedesId", d."correctionNote", d."createdBy",
      ${isoTime("d", "createdAt")} AS "createdAt", ${isoTime("d", "updatedAt")} AS "updatedAt", d."length",
      d."textSha256", d."text"
    FROM "Document" d WHERE d."projectId" = ${projectId}::uuid AND d."id" = ANY(${[...ids]}::uuid[])
    ORDER BY d."createdAt", d."id"`);

/** For each part of a document a query of "documentId", "value" and an "order" in which they come. */
const partsSql = (scope: Exporter, sql: SelectionSql): { readonly [Name in Part]: Prisma.Sql } => ({
  assignments: Prisma.sql`
    SELECT a."documentId", a."setId" AS "order", json_build_object('setId', a."setId", 'state', a."state",
      'submittedAt', ${isoTime("a", "submittedAt")}, 'assignedAt', ${isoTime("a", "createdAt")},
      'roundId', ${sql.reads.rounds ? Prisma.sql`a."roundId"` : Prisma.sql`NULL`},
      'claimedAt', ${isoTime("a", "claimedAt")}, 'activeMs', CASE
        WHEN ${sql.reads.progress} OR a."setId" IN ${mySets(scope)} THEN a."activeMs" END) AS "value"
    FROM "Assignment" a WHERE a."projectId" = ${scope.projectId}::uuid AND ${sql.work}`,
  reviews: Prisma.sql`
    SELECT a."documentId", concat(r."annotationId", r."reviewerId") AS "order", json_build_object('id', r."id",
      'annotationId', r."annotationId", 'reviewerId', r."reviewerId", 'verdict', r."verdict",
      'reason', nullif(r."reason", ''), 'text', r."text", 'annotationRevision', r."annotationRevision",
      'revision', r."revision", 'createdAt', ${isoTime("r", "createdAt")},
      'updatedAt', ${isoTime("r", "updatedAt")}) AS "value"
    FROM "Review" r JOIN "Annotation" a ON a."projectId" = r."projectId" AND a."id" = r."annotationId"
    WHERE r."projectId" = ${scope.projectId}::uuid AND r."deletedAt" IS NULL
      AND ${isStanding(sql, Prisma.sql`a."deletedAt"`)} AND ${sql.work}`,
  decisions: Prisma.sql`
    SELECT c."documentId", c."id" AS "order", json_build_object('id', c."id", 'kind', c."kind",
      'annotationId', c."annotationId",
      'sources', (SELECT coalesce(json_agg(json_build_object('annotationId', s."annotationId",
          'revision', s."revision", 'isTaken', s."isTaken") ORDER BY s."annotationId"), '[]')
        FROM "DecisionSource" s WHERE s."projectId" = c."projectId" AND s."decisionId" = c."id"),
      'reason', nullif(c."reason", ''), 'text', c."text", 'revision', c."revision", 'createdBy', c."createdBy",
      'createdAt', ${isoTime("c", "createdAt")}, 'updatedAt', ${isoTime("c", "updatedAt")}) AS "value"
    FROM "Decision" c WHERE ${decidedIn(scope, sql)}`,
  threads: Prisma.sql`
    SELECT t."documentId", t."id" AS "order", json_build_object('id', t."id", 'setId', t."setId",
      'annotationId', t."annotationId",
      'span', CASE WHEN t."start" IS NOT NULL THEN
        json_build_object('start', t."start", 'end', t."end", 'quote', t."quote") END,
      'quote', CASE WHEN t."start" IS NULL AND t."annotationId" IS NULL THEN t."quote" ELSE '' END,
      'state', t."state", 'revision', t."revision", 'createdBy', t."createdBy",
      'createdAt', ${isoTime("t", "createdAt")}, 'resolvedBy', t."resolvedBy",
      'resolvedAt', ${isoTime("t", "resolvedAt")},
      'comments', (SELECT coalesce(json_agg(json_build_object('id', m."id",
          'text', CASE WHEN m."deletedAt" IS NULL THEN m."text" ELSE '' END,
          'mentions', CASE WHEN m."deletedAt" IS NULL THEN to_json(m."mentions") ELSE '[]' END,
          'revision', m."revision", 'createdBy', m."createdBy", 'createdAt', ${isoTime("m", "createdAt")},
          'editedAt', ${isoTime("m", "editedAt")}, 'deletedAt', ${isoTime("m", "deletedAt")})
          ORDER BY m."createdAt", m."id"), '[]')
        FROM "Comment" m WHERE m."projectId" = t."projectId" AND m."threadId" = t."id")) AS "value"
    FROM (${threadsOf(scope, sql)}) t`,
  cases: Prisma.sql`
    SELECT k."documentId", k."id" AS "order", json_build_object('id', k."id", 'ruleId', k."ruleId",
      'version', k."version", 'threadId', k."threadId", 'decisionId', k."decisionId", 'note', k."note",
      'revision', k."revision", 'createdBy', k."createdBy", 'createdAt', ${isoTime("k", "createdAt")}) AS "value"
    FROM (${casesOf(scope, sql)}) k`,
  places: Prisma.sql`
    SELECT p."documentId", p."roundId" AS "order", json_build_object('roundId', p."roundId", 'copies', p."copies",
      'leftAt', ${isoTime("p", "leftAt")},
      'planned', (SELECT coalesce(json_agg(json_build_object('plan', g."plan", 'userId', g."userId")
          ORDER BY g."plan", g."userId"), '[]')
        FROM "RoundPlace" g WHERE g."projectId" = p."projectId" AND g."roundId" = p."roundId"
          AND g."documentId" = p."documentId")) AS "value"
    FROM (${placesOf(scope, sql)}) p`,
});

type Parts = { [Name in Part]: CorpusDocument[Name][number][] };
type PartRow = {
  readonly [Name in Part]: {
    readonly documentId: string;
    readonly part: Name;
    readonly value: CorpusDocument[Name][number];
  };
}[Part];

const noParts = (): Parts => ({
  ...{ assignments: [], reviews: [], decisions: [], threads: [], cases: [], places: [] },
});

/** All parts of some documents besides their annotations, in one query: most documents have few of them. */
async function partsOf(snapshot: Snapshot, parts: Prisma.Sql, ids: Ids): Promise<ReadonlyMap<string, Parts>> {
  const rows = await snapshot.rows<PartRow>(Prisma.sql`
    SELECT p."documentId", p."part", p."value" FROM (${parts}) p WHERE p."documentId" = ANY(${[...ids]}::uuid[])
    ORDER BY p."documentId", p."part", p."order" COLLATE "C"`);
  const found = new Map<string, Parts>();
  for (const { documentId, part, value } of rows) {
    const known = found.get(documentId) ?? noParts();
    found.set(documentId, known);
    // The list of a part takes what its query answers, which the type of the row says for each name.
    (known[part] as (typeof value)[]).push(value);
  }
  return found;
}

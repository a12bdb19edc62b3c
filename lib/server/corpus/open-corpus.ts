import "server-only";
import { SchemeShape } from "@/lib/contracts/scheme";
import type { SetKind } from "@/lib/domain/annotation/set-kind";
import type { Codec } from "@/lib/formats/codec";
import type {
  Corpus,
  CorpusAnnotation,
  CorpusDocument,
  CorpusEntity,
  CorpusHeader,
  CorpusSet,
} from "@/lib/formats/corpus";
import type { Scope } from "../authorize";
import { connect, Prisma } from "../database";
import { visibleEntity } from "../entities/read";
import { type CorpusSelection, isStanding, type SelectionSql, selectionSql } from "./corpus-selection";
import { documentBatches } from "./document-batches";
import { isoTime } from "./iso-time";
import { readGuidelines, readPeople, readRounds } from "./read-teamwork";
import { Snapshot } from "./snapshot";
import { threadsOf } from "./teamwork-sql";

type Exporter = Scope<"corpus.export">;

export type OpenCorpus = {
  readonly corpus: Corpus;
  /** Ends the transaction and the connection; also safe while documents are being read. */
  close(): Promise<void>;
};

type Counted = {
  readonly kind: CorpusAnnotation["kind"];
  readonly tag: string;
  readonly id: string;
  readonly setKind: SetKind;
  readonly name: string;
  readonly count: number;
};

/** What an export holds, counted in the same snapshot. A relation type may have the key of a tag. */
export type CorpusCounts = {
  readonly documents: number;
  readonly byTag: readonly Pick<Counted, "kind" | "tag" | "count">[];
  readonly bySet: readonly Pick<Counted, "id" | "setKind" | "name" | "count">[];
};

/**
 * A selection of a project as a codec reads it: one snapshot on a connection of its own, documents one after
 * the other, so that memory does not grow with the corpus and annotators are not held up. The order is fixed,
 * so equal corpora give equal files. Only what the caller may see is in it, removed things by the same rule as others.
 */
export async function openCorpus(
  scope: Exporter,
  selection: CorpusSelection,
  { carriesRemoved = false }: Pick<Codec, "carriesRemoved">,
): Promise<OpenCorpus> {
  const sql = await selectionSql(scope, selection, carriesRemoved);
  const snapshot = await Snapshot.open(() => connect("replica"));
  try {
    const header = await readHeader(snapshot, scope, selection, sql);
    const entities = await readEntities(snapshot, scope, sql);
    const guidelines = await readGuidelines(snapshot, scope, sql);
    const rounds = await readRounds(snapshot, scope, sql);
    const documents = documentsOnce(snapshot, scope, sql);
    return { corpus: { header, guidelines, rounds, entities, documents }, close: () => snapshot.close() };
  } catch (error) {
    await snapshot.close();
    throw error;
  }
}

/** The counts of a selection, without reading a text. */
export async function countCorpus(scope: Exporter, selection: CorpusSelection): Promise<CorpusCounts> {
  const sql = await selectionSql(scope, selection, false);
  const snapshot = await Snapshot.open(() => connect("replica"));
  try {
    const counts = await snapshot.rows<Counted>(Prisma.sql`
      SELECT a."kind", a."tag", s."id", s."kind" AS "setKind", s."name", count(*)::int AS "count"
      FROM "Annotation" a
      JOIN "Document" d ON d."projectId" = a."projectId" AND d."id" = a."documentId"
      JOIN "AnnotationSet" s ON s."projectId" = a."projectId" AND s."id" = a."setId"
      WHERE a."projectId" = ${scope.projectId}::uuid AND a."deletedAt" IS NULL AND ${sql.work} AND ${sql.documents}
      GROUP BY a."kind", a."tag", s."id", s."kind", s."name" ORDER BY a."tag" COLLATE "C", a."kind", s."id"`);
    const [documents] = await snapshot.rows<{ count: number }>(Prisma.sql`
      SELECT count(*)::int AS "count" FROM "Document" d WHERE ${sql.documents}`);
    return {
      documents: documents?.count ?? 0,
      byTag: added(counts, ({ kind, tag }) => `${kind} ${tag}`),
      bySet: added(counts, ({ id }) => id),
    };
  } finally {
    await snapshot.close();
  }
}

function added(rows: readonly Counted[], keyOf: (row: Counted) => string): Counted[] {
  const sums = new Map<string, Counted>();
  for (const row of rows) {
    const known = sums.get(keyOf(row));
    sums.set(keyOf(row), known ? { ...known, count: known.count + row.count } : row);
  }
  return [...sums.values()];
}

async function readHeader(
  snapshot: Snapshot,
  scope: Exporter,
  { set, status, split, revisions }: CorpusSelection,
  sql: SelectionSql,
): Promise<CorpusHeader> {
  const { projectId } = scope;
  const [project] = await snapshot.rows<{
    name: string;
    blind: boolean;
    version: number;
    scheme: unknown;
  }>(Prisma.sql`
    SELECT p."name", p."blind", p."schemeVersion" AS "version", v."value" AS "scheme" FROM "Project" p
    JOIN "SchemeVersion" v ON v."projectId" = p."id" AND v."number" = p."schemeVersion"
    WHERE p."id" = ${projectId}::uuid`);
  if (!project) throw new Error("A project without a scheme");
  const { name, blind, version, scheme } = project;
  return {
    project: { id: projectId, name, blind },
    schemeVersion: version,
    scheme: SchemeShape.parse(scheme),
    sets: await readSets(snapshot, scope, sql),
    people: await readPeople(snapshot, scope, sql),
    selection: { set, status, split, ...(revisions === "all" ? { revisions } : {}) },
  };
}

/** Every set that something of the corpus cites. */
const readSets = (snapshot: Snapshot, scope: Exporter, sql: SelectionSql): Promise<CorpusSet[]> => {
  const { projectId } = scope;
  return snapshot.rows<CorpusSet>(Prisma.sql`
    WITH wanted AS (SELECT d."id" FROM "Document" d WHERE ${sql.documents}), cited AS (
      SELECT a."setId" FROM "Annotation" a WHERE a."projectId" = ${projectId}::uuid
        AND ${isStanding(sql, Prisma.sql`a."deletedAt"`)} AND a."documentId" IN (SELECT "id" FROM wanted) AND ${sql.work}
      UNION
      SELECT a."setId" FROM "Assignment" a WHERE a."projectId" = ${projectId}::uuid
        AND a."documentId" IN (SELECT "id" FROM wanted) AND ${sql.work}
      UNION
      SELECT t."setId" FROM (${threadsOf(scope, sql)}) t WHERE t."documentId" IN (SELECT "id" FROM wanted)
      UNION
      SELECT e."setId" FROM "Entity" e WHERE e."projectId" = ${projectId}::uuid AND e."id" IN (${citedEntities(projectId, sql)})
      UNION
      SELECT e."setId" FROM "Entity" e JOIN "AnnotationSet" s ON s."projectId" = e."projectId" AND s."id" = e."setId"
      WHERE e."projectId" = ${projectId}::uuid AND ${isStanding(sql, Prisma.sql`e."deletedAt"`)}
        AND ${sql.sets} AND ${visibleEntity(scope)})
    SELECT s."id", s."kind", s."name", s."userId" FROM "AnnotationSet" s
    WHERE s."projectId" = ${projectId}::uuid AND s."id" IN (SELECT "setId" FROM cited) ORDER BY s."id"`);
};

/** What the annotations of the corpus stand for. */
const citedEntities = (projectId: string, sql: SelectionSql): Prisma.Sql => Prisma.sql`
  SELECT a."entityId" FROM "Annotation" a WHERE a."projectId" = ${projectId}::uuid
    AND ${isStanding(sql, Prisma.sql`a."deletedAt"`)} AND a."entityId" IS NOT NULL AND ${sql.work}
    AND a."documentId" IN (SELECT d."id" FROM "Document" d WHERE ${sql.documents})`;

/** The cited entities, and those of the chosen sets that nothing cites. */
const readEntities = (snapshot: Snapshot, scope: Exporter, sql: SelectionSql): Promise<CorpusEntity[]> =>
  snapshot.rows<CorpusEntity>(Prisma.sql`
    SELECT e."id", e."setId", e."kind", e."name", e."aliases", e."identifiers", e."note", e."revision", e."createdBy",
      ${isoTime("e", "createdAt")} AS "createdAt", ${isoTime("e", "updatedAt")} AS "updatedAt",
      ${isoTime("e", "deletedAt")} AS "deletedAt"
    FROM "Entity" e JOIN "AnnotationSet" s ON s."projectId" = e."projectId" AND s."id" = e."setId"
    WHERE e."projectId" = ${scope.projectId}::uuid AND (
      e."id" IN (${citedEntities(scope.projectId, sql)})
      OR (${isStanding(sql, Prisma.sql`e."deletedAt"`)} AND ${sql.sets} AND ${visibleEntity(scope)}))
    ORDER BY e."id"`);

/** One pass over the documents; a second would need a second cursor, and nobody makes one. */
function documentsOnce(
  snapshot: Snapshot,
  scope: Exporter,
  sql: SelectionSql,
): AsyncIterable<CorpusDocument> {
  let isTaken = false;
  return {
    [Symbol.asyncIterator]() {
      if (isTaken) throw new Error("The documents of an open corpus can be read once");
      isTaken = true;
      return documentBatches(snapshot, scope, sql);
    },
  };
}

import "server-only";
import type { CorpusAnnotation, CorpusDocument } from "@/lib/formats/corpus";
import { Prisma } from "../database";
import type { SelectionSql } from "./corpus-selection";
import { isoTime } from "./iso-time";
import type { Snapshot } from "./snapshot";

const PLACES = 2_000;
const BATCH_DOCUMENTS_MAX = 200;
/** Characters of text plus what an annotation takes as JSON: two batches are in memory at a time. */
const BATCH_SIZE_MAX = 4_000_000;
const ANNOTATION_SIZE = 400;

type Place = { readonly id: string; readonly createdAt: string; readonly size: number };

type Row = {
  document: Omit<CorpusDocument["document"], "supersedesId" | "correctionNote"> & {
    readonly supersedesId: string | null;
    readonly correctionNote: string;
  };
  assignments: CorpusDocument["assignments"] | null;
  annotations: RawAnnotation[] | null;
  reviews: CorpusDocument["reviews"] | null;
  decisions: CorpusDocument["decisions"] | null;
};
type RawAnnotation = Record<"kind" | "entityId" | "fromId" | "toId" | "spans", unknown>;

/**
 * The documents of a selection in the order in which they came, each with its work. Batches are cut by size, so
 * that one of many long texts takes no more memory than one of short ones; the next is fetched while the
 * one before is being written.
 */
export async function* documentBatches(
  snapshot: Snapshot,
  projectId: string,
  sql: SelectionSql,
): AsyncGenerator<CorpusDocument> {
  let coming: Promise<CorpusDocument[]> | null = null;
  try {
    for await (const ids of batchesOf(places(snapshot, projectId, sql))) {
      const ready = await coming;
      coming = fetchBatch(snapshot, projectId, sql, ids);
      if (ready) yield* ready;
    }
    if (coming) yield* await coming;
  } finally {
    // A reader that leaves early doesn't wait for the batch, and its failure is nobody's business then.
    coming?.catch(() => undefined);
  }
}

async function* batchesOf(all: AsyncIterable<Place>): AsyncGenerator<string[]> {
  let ids: string[] = [];
  let size = 0;
  for await (const place of all) {
    if (ids.length > 0 && (ids.length >= BATCH_DOCUMENTS_MAX || size + place.size > BATCH_SIZE_MAX)) {
      yield ids;
      ids = [];
      size = 0;
    }
    ids.push(place.id);
    size += place.size;
  }
  if (ids.length > 0) yield ids;
}

/** Which documents come and how large they are, page by page. */
async function* places(snapshot: Snapshot, projectId: string, sql: SelectionSql): AsyncGenerator<Place> {
  for (let last: Place | null = null; ; ) {
    const after: Prisma.Sql = last
      ? Prisma.sql`(d."createdAt", d."id") > (${last.createdAt}::timestamptz, ${last.id}::uuid)`
      : Prisma.sql`TRUE`;
    const page: Place[] = await snapshot.rows<Place>(Prisma.sql`
      SELECT d."id", ${isoTime("d", "createdAt")} AS "createdAt", d."length" + ${ANNOTATION_SIZE}::int * (
        SELECT count(*)::int FROM "Annotation" a WHERE a."projectId" = ${projectId}::uuid AND a."documentId" = d."id") AS "size"
      FROM "Document" d WHERE ${sql.documents} AND ${after} ORDER BY d."createdAt", d."id" LIMIT ${PLACES}::int`);
    yield* page;
    last = page.at(-1) ?? null;
    if (page.length < PLACES) return;
  }
}

/** Annotations by set, then place in the text, then id; relations after the marks, document-level ones last. */
async function fetchBatch(
  snapshot: Snapshot,
  projectId: string,
  sql: SelectionSql,
  ids: readonly string[],
): Promise<CorpusDocument[]> {
  const rows = await snapshot.rows<Row>(Prisma.sql`
    SELECT json_build_object('id', d."id", 'title', d."title", 'outlet', d."outlet", 'publisherCountry', d."publisherCountry",
        'byline', d."byline", 'credit', d."credit", 'url', d."url", 'publishedAt', d."publishedAt", 'language', d."language",
        'genre', d."genre", 'licenceNote', d."licenceNote", 'split', d."split",
        'supersedesId', CASE WHEN ${sql.namesSuperseded} THEN d."supersedesId" END,
        'correctionNote', d."correctionNote", 'createdBy', d."createdBy",
        'createdAt', ${isoTime("d", "createdAt")}, 'updatedAt', ${isoTime("d", "updatedAt")}, 'length', d."length",
        'textSha256', d."textSha256", 'text', d."text") AS "document",
      (SELECT json_agg(json_build_object('setId', a."setId", 'state', a."state",
          'submittedAt', ${isoTime("a", "submittedAt")}) ORDER BY a."setId")
        FROM "Assignment" a WHERE a."projectId" = ${projectId}::uuid AND a."documentId" = d."id" AND ${sql.work}
      ) AS "assignments",
      (SELECT json_agg(json_build_object('kind', a."kind", 'id', a."id", 'documentId', a."documentId", 'setId', a."setId",
          'tag', a."tag", 'spans', a."spans", 'entityId', a."entityId", 'fromId', a."fromId", 'toId', a."toId",
          'attributes', a."attributes", 'note', a."note", 'revision', a."revision", 'createdBy', a."createdBy",
          'createdAt', ${isoTime("a", "createdAt")}, 'updatedAt', ${isoTime("a", "updatedAt")})
          ORDER BY a."setId", array_position(ARRAY['span', 'document', 'relation'], a."kind"), a."start", a."end" DESC, a."id")
        FROM "Annotation" a WHERE a."projectId" = ${projectId}::uuid AND a."documentId" = d."id"
          AND a."deletedAt" IS NULL AND ${sql.work}
      ) AS "annotations",
      (SELECT json_agg(json_build_object('id', r."id", 'annotationId', r."annotationId", 'reviewerId', r."reviewerId",
          'verdict', r."verdict", 'reason', nullif(r."reason", ''), 'text', r."text",
          'annotationRevision', r."annotationRevision", 'revision', r."revision",
          'createdAt', ${isoTime("r", "createdAt")}, 'updatedAt', ${isoTime("r", "updatedAt")})
          ORDER BY r."annotationId", r."reviewerId")
        FROM "Review" r JOIN "Annotation" a ON a."projectId" = r."projectId" AND a."id" = r."annotationId"
        WHERE r."projectId" = ${projectId}::uuid AND a."documentId" = d."id" AND r."deletedAt" IS NULL
          AND a."deletedAt" IS NULL AND ${sql.work}
      ) AS "reviews",
      (SELECT json_agg(json_build_object('id', c."id", 'kind', c."kind",
          'annotationId', (SELECT g."id" FROM "Annotation" g
            WHERE g."projectId" = c."projectId" AND g."id" = c."annotationId" AND g."deletedAt" IS NULL),
          'sources', (SELECT coalesce(json_agg(json_build_object('annotationId', s."annotationId",
              'revision', s."revision", 'isTaken', s."isTaken") ORDER BY s."annotationId"), '[]')
            FROM "DecisionSource" s WHERE s."projectId" = c."projectId" AND s."decisionId" = c."id"),
          'reason', nullif(c."reason", ''), 'text', c."text", 'revision', c."revision", 'createdBy', c."createdBy",
          'createdAt', ${isoTime("c", "createdAt")}, 'updatedAt', ${isoTime("c", "updatedAt")}) ORDER BY c."id")
        FROM "Decision" c
        CROSS JOIN LATERAL (
          SELECT o."id" AS "setId", c."documentId" FROM "AnnotationSet" o
          WHERE o."projectId" = c."projectId" AND o."kind" = 'gold'
        ) a
        WHERE c."projectId" = ${projectId}::uuid AND c."documentId" = d."id" AND c."deletedAt" IS NULL AND ${sql.work}
      ) AS "decisions"
    FROM "Document" d WHERE d."projectId" = ${projectId}::uuid AND d."id" = ANY(${[...ids]}::uuid[])
    ORDER BY d."createdAt", d."id"`);
  return rows.map(
    ({
      document: { supersedesId, correctionNote, ...document },
      assignments,
      annotations,
      reviews,
      decisions,
    }) => ({
      document:
        supersedesId === null
          ? document
          : { ...document, supersedesId, ...(correctionNote === "" ? {} : { correctionNote }) },
      assignments: assignments ?? [],
      annotations: (annotations ?? []).map(ofItsKind),
      reviews: reviews ?? [],
      decisions: decisions ?? [],
    }),
  );
}

/** Leaves out the columns that an annotation of this kind has not. */
function ofItsKind({ spans, entityId, fromId, toId, ...common }: RawAnnotation): CorpusAnnotation {
  const own = { span: { spans, entityId }, relation: { fromId, toId }, document: {} };
  // The columns of each kind are the fields of its type: what the database holds passed the domain's checks.
  return { ...common, ...own[common.kind as keyof typeof own] } as CorpusAnnotation;
}

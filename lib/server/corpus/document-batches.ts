import "server-only";
import { setImmediate } from "node:timers/promises";
import type { CorpusDocument } from "@/lib/formats/corpus";
import type { Scope } from "../authorize";
import { Prisma } from "../database";
import type { SelectionSql } from "./corpus-selection";
import { documentFetcher } from "./fetch-documents";
import { isoTime } from "./iso-time";
import type { Snapshot } from "./snapshot";

const PLACES = 2_000;
const BATCH_DOCUMENTS_MAX = 200;
/** Characters of text plus what an annotation takes as JSON: two batches are in memory at a time. */
const BATCH_SIZE_MAX = 4_000_000;
const ANNOTATION_SIZE = 400;

type Exporter = Scope<"corpus.export">;
type Place = { readonly id: string; readonly createdAt: string; readonly size: number };

/**
 * The documents of a selection in the order in which they came, each with its work. Batches are cut by size, so
 * that one of many long texts takes no more memory than one of short ones; the next is fetched while the
 * one before is being written.
 */
export async function* documentBatches(
  snapshot: Snapshot,
  scope: Exporter,
  sql: SelectionSql,
): AsyncGenerator<CorpusDocument> {
  const fetchDocuments = documentFetcher(snapshot, scope, sql);
  let coming: Promise<Iterable<CorpusDocument>> | null = null;
  try {
    for await (const ids of batchesOf(places(snapshot, scope.projectId, sql))) {
      const ready = await coming;
      coming = fetchDocuments(ids);
      if (ready) yield* unhurried(ready);
    }
    if (coming) yield* unhurried(await coming);
  } finally {
    // A reader that leaves early doesn't wait for the batch, and its failure is nobody's business then.
    coming?.catch(() => undefined);
  }
}

/**
 * Lets others in after each document: the answer of the database that is on its way is read, and whoever else asks
 * something of this process meanwhile does not wait for a whole batch.
 */
async function* unhurried(items: Iterable<CorpusDocument>): AsyncGenerator<CorpusDocument> {
  for (const item of items) {
    yield item;
    await setImmediate();
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

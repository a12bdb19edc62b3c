import "server-only";
import { uuidv7 } from "uuidv7";
import type { Brought } from "@/lib/contracts/imports";
import { lockProject, recordChanges } from "../changes/write";
import { Prisma, type Transaction, transact } from "../database";
import { documentChange, documentFact } from "../documents/document-fact";
import { type Importer, Progress } from "./import-progress";
import { type Checkpoint, discardContent, type ImportTarget, readTarget, Superseded } from "./import-target";
import { markDuplicates } from "./stage-items";
import { writeNativeDocuments, writeNativeWork } from "./write-native";

const CHUNK = 500;
const CHANGES_CHUNK = 1_000;
/** A hundred thousand documents are indexed for search on the way in. */
const TIMEOUT_MS = 60 * 60_000;

/**
 * Adds what the dry run found: all of it in one transaction, so that there is never half an import, however the
 * process ends. The project is locked only for the last part, so annotators go on working meanwhile.
 */
export async function writeDocumentsOf(target: ImportTarget, checkpoint: Checkpoint): Promise<void> {
  const row = await readTarget(target, "writing");
  if (!row) return;
  const { projectId, importId } = target;
  const importer: Importer = { projectId, principal: { userId: row.createdBy, via: { kind: "job" } } };
  const keep = row.options.keepDuplicates ?? false;
  await transact(async (tx) => {
    // Days may lie between the dry run and this.
    if (!keep) await markDuplicates(tx, target, { keep });
    const progress = new Progress(target, checkpoint);
    await writeStagedDocuments(tx, importer, importId, progress);
    await writeNativeDocuments(tx, importer, importId, progress);
    await checkpoint("before the lock");
    await lockProject(tx, projectId);
    if (!keep) await dropLateDuplicates(tx, target);
    await recordDocuments(tx, importer, importId);
    const brought = await writeNativeWork(tx, importer, importId);
    await checkpoint("before the end");
    await finish(tx, target, brought);
    await checkpoint("before the commit");
  }, TIMEOUT_MS);
}

async function writeStagedDocuments(
  tx: Transaction,
  { projectId, principal }: Importer,
  importId: string,
  progress: Progress,
): Promise<void> {
  for (let last = 0; ; ) {
    const [chunk] = await tx.$queryRaw<{ last: number | null; count: number }[]>`
      WITH chunk AS (
        SELECT i.* FROM "ImportItem" i
        JOIN "ImportFile" f ON f."projectId" = i."projectId" AND f."importId" = i."importId" AND f."number" = i."fileNumber"
        WHERE i."projectId" = ${projectId}::uuid AND i."importId" = ${importId}::uuid AND i."state" = 'new'
          AND i."number" > ${last}::int AND NOT f."isNative"
        ORDER BY i."number" LIMIT ${CHUNK}
      ), written AS (
        INSERT INTO "Document" ("projectId", "id", "title", "text", "textSha256", "length", "createdBy", "importId",
          "outlet", "publisherCountry", "byline", "credit", "url", "publishedAt", "language", "genre", "licenceNote", "split")
        SELECT c."projectId", c."documentId", c."title", c."text", c."textSha256", c."length", ${principal.userId}::uuid,
          c."importId", coalesce(m."outlet", ''), coalesce(m."publisherCountry", ''), coalesce(m."byline", ''),
          coalesce(m."credit", ''), coalesce(m."url", ''), m."publishedAt", coalesce(m."language", ''), m."genre",
          coalesce(m."licenceNote", ''), coalesce(m."split", 'none')
        FROM chunk c CROSS JOIN LATERAL jsonb_to_record(c."metadata") AS m("outlet" text, "publisherCountry" text,
          "byline" text, "credit" text, "url" text, "publishedAt" text, "language" text, "genre" text,
          "licenceNote" text, "split" text)
        ORDER BY c."number"
      )
      SELECT max("number")::int AS "last", count(*)::int AS "count" FROM chunk`;
    if (!chunk?.last) return;
    last = chunk.last;
    await progress.add(chunk.count);
  }
}

/** Another import may have brought the same texts while this one was written; whoever locks last gives way. */
async function dropLateDuplicates(tx: Transaction, { projectId, importId }: ImportTarget): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    WITH late AS (
      SELECT DISTINCT ON (i."number") i."number", i."documentId", o."id" AS "otherId"
      FROM "ImportItem" i
      JOIN "ImportFile" f ON f."projectId" = i."projectId" AND f."importId" = i."importId" AND f."number" = i."fileNumber"
      JOIN "Document" o ON o."projectId" = i."projectId" AND o."textSha256" = i."textSha256" AND o."deletedAt" IS NULL
        AND o."importId" IS DISTINCT FROM i."importId"
      WHERE i."projectId" = ${projectId}::uuid AND i."importId" = ${importId}::uuid AND i."state" = 'new' AND NOT f."isNative"
    ), dropped AS (
      DELETE FROM "Document" d USING late WHERE d."projectId" = ${projectId}::uuid AND d."id" = late."documentId"
    )
    UPDATE "ImportItem" i SET "state" = 'duplicate', "documentId" = late."otherId",
      "reason" = 'Another import brought this text in the meantime.'
    FROM late WHERE i."projectId" = ${projectId}::uuid AND i."importId" = ${importId}::uuid AND i."number" = late."number"`);
}

async function recordDocuments(tx: Transaction, importer: Importer, importId: string): Promise<void> {
  const { projectId } = importer;
  for (let last: string | null = null; ; ) {
    const facts: ({ id: string } & Prisma.DocumentGetPayload<{ select: typeof documentFact }>)[] =
      await tx.document.findMany({
        where: { projectId, importId, ...(last === null ? {} : { id: { gt: last } }) },
        select: { id: true, ...documentFact },
        orderBy: { id: "asc" },
        take: CHANGES_CHUNK,
      });
    const changes = facts.map(({ id, ...after }) => documentChange("document.created", id, null, after));
    await recordChanges(tx, importer, uuidv7(), changes);
    last = facts.at(-1)?.id ?? null;
    if (last === null || facts.length < CHANGES_CHUNK) return;
  }
}

async function finish(tx: Transaction, target: ImportTarget, brings: Brought): Promise<void> {
  const { projectId, importId, revision } = target;
  const total = await tx.importItem.count({ where: { projectId, importId, state: "new" } });
  const { count } = await tx.import.updateMany({
    where: { projectId, id: importId, revision, state: "writing" },
    data: {
      state: "finished",
      done: total,
      total,
      brings,
      finishedAt: new Date(),
      revision: { increment: 1 },
    },
  });
  if (count === 0) throw new Superseded();
  await discardContent(tx, target);
}

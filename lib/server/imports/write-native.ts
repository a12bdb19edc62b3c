import "server-only";
import type { Brought } from "@/lib/contracts/imports";
import { CORRECTION_NOTE_LENGTH_MAX } from "@/lib/contracts/revisions";
import type { Corpus, CorpusDocument } from "@/lib/formats/corpus";
import { openJsonl } from "@/lib/formats/read-jsonl";
import { nodeSha256 } from "../corpus/node-sha256";
import type { Transaction } from "../database";
import { bothBrought, noneBrought } from "./brought";
import { fileBytes } from "./file-bytes";
import type { Importer, Progress } from "./import-progress";
import { ImportFailure } from "./import-target";
import { metadataOf } from "./native-items";
import { NativeWork } from "./native-work";

const BATCH_ITEMS_MAX = 200;
const BATCH_UNITS_MAX = 4_000_000;

type NativeFile = { readonly corpus: Corpus; readonly documentIds: readonly (string | null)[] };

/** The corpora among an import's files, one at a time; with the id that each of their documents gets, or null. */
async function* nativeFiles(
  tx: Transaction,
  { projectId }: Importer,
  importId: string,
): AsyncGenerator<NativeFile> {
  const files = await tx.importFile.findMany({
    where: { projectId, importId, isNative: true },
    select: { number: true, path: true },
    orderBy: { number: "asc" },
  });
  for (const { number, path } of files) {
    const items = await tx.importItem.findMany({
      where: { projectId, importId, fileNumber: number },
      select: { state: true, documentId: true },
      orderBy: { number: "asc" },
    });
    // A corpus without documents may bring guidelines and rounds.
    if (items.length > 0 && !items.some(({ state }) => state === "new")) continue;
    // The dry run has read it to its end; read again, it is checked on the way.
    const read = await openJsonl(() => fileBytes(tx, { projectId, importId, number }), nodeSha256);
    if (!read.ok) throw new ImportFailure(`${path}, line ${read.line}: ${read.reason}`);
    const documentIds = items.map(({ state, documentId }) => (state === "new" ? documentId : null));
    yield { corpus: read.corpus, documentIds };
  }
}

/** The documents of a corpus that come, each with its id in this project. */
async function* comingDocuments({ corpus, documentIds }: NativeFile): AsyncGenerator<{
  readonly id: string;
  readonly item: CorpusDocument;
}> {
  let at = 0;
  for await (const item of corpus.documents) {
    const id = documentIds[at++];
    if (id) yield { id, item };
  }
}

/** Adds the documents of corpora, with their own times and authors. */
export async function writeNativeDocuments(
  tx: Transaction,
  importer: Importer,
  importId: string,
  progress: Progress,
): Promise<void> {
  for await (const file of nativeFiles(tx, importer, importId)) {
    let batch: object[] = [];
    let units = 0;
    const corrections = new Corrections();
    const flush = async () => {
      await insertDocuments(tx, importer.projectId, importId, batch);
      const { length } = batch;
      batch = [];
      units = 0;
      await progress.add(length);
    };
    for await (const { id, item } of comingDocuments(file)) {
      const { text, textSha256, length, createdBy, createdAt, updatedAt } = item.document;
      corrections.add(id, item);
      batch.push({ ...metadataOf(item), id, text, textSha256, length, createdBy, createdAt, updatedAt });
      units += text.length;
      if (batch.length >= BATCH_ITEMS_MAX || units >= BATCH_UNITS_MAX) await flush();
    }
    await flush();
    await corrections.write(tx, importer.projectId);
  }
}

/**
 * Which documents of a file correct which: those that come before them in it and come here too. Each text gets one
 * correction, and none its own, whatever the file says. A document that was here before is superseded by no file,
 * which would leave the work on it behind.
 */
class Corrections {
  readonly #ids = new Map<string, string>();
  readonly #corrected = new Map<string, { readonly id: string; readonly note: string }>();

  add(id: string, { document }: CorpusDocument): void {
    const corrected = document.supersedesId === undefined ? undefined : this.#ids.get(document.supersedesId);
    // Cut between characters: half of one can't be stored.
    const note = [...(document.correctionNote ?? "")].slice(0, CORRECTION_NOTE_LENGTH_MAX).join("");
    if (corrected !== undefined && !this.#corrected.has(corrected))
      this.#corrected.set(corrected, { id, note });
    this.#ids.set(document.id, id);
  }

  async write(tx: Transaction, projectId: string): Promise<void> {
    const rows = [...this.#corrected].map(([supersedesId, correction]) => ({ ...correction, supersedesId }));
    if (rows.length === 0) return;
    await tx.$executeRaw`
      UPDATE "Document" d SET "supersedesId" = r."supersedesId", "correctionNote" = r."note"
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid, "supersedesId" uuid, "note" text)
      WHERE d."projectId" = ${projectId}::uuid AND d."id" = r."id"`;
  }
}

async function insertDocuments(
  tx: Transaction,
  projectId: string,
  importId: string,
  rows: readonly object[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "Document" ("projectId", "importId", "id", "title", "outlet", "publisherCountry", "byline", "credit",
      "url", "publishedAt", "language", "genre", "licenceNote", "split", "text", "textSha256", "length", "createdBy",
      "createdAt", "updatedAt")
    SELECT ${projectId}::uuid, ${importId}::uuid, r.*
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid, "title" text, "outlet" text,
      "publisherCountry" text, "byline" text, "credit" text, "url" text, "publishedAt" text, "language" text,
      "genre" text, "licenceNote" text, "split" text, "text" text, "textSha256" text, "length" int, "createdBy" uuid,
      "createdAt" timestamptz, "updatedAt" timestamptz)`;
}

/**
 * Adds what annotators did on those documents. The project is held: the scheme and the sets can't change. Answers
 * what has come besides documents.
 */
export async function writeNativeWork(
  tx: Transaction,
  importer: Importer,
  importId: string,
): Promise<Brought> {
  let brought = noneBrought;
  for await (const file of nativeFiles(tx, importer, importId)) {
    const work = await NativeWork.open(tx, importer, file.corpus);
    for await (const { id, item } of comingDocuments(file)) await work.add(id, item);
    await work.flush();
    brought = bothBrought(brought, work.brought);
  }
  return brought;
}

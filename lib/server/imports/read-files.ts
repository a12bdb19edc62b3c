import "server-only";
import type { ImportOptions } from "@/lib/contracts/imports";
import type { Corpus } from "@/lib/formats/corpus";
import { openJsonl } from "@/lib/formats/read-jsonl";
import { nodeSha256 } from "../corpus/node-sha256";
import { db, type Transaction, transact } from "../database";
import type { ExtractOptions } from "../extract/extract";
import { extractInWorker } from "../extract/extract-in-worker";
import { bothBrought, broughtBy, storedBrought } from "./brought";
import { fileBytes } from "./file-bytes";
import { type Checkpoint, type ImportTarget, readTarget, Superseded } from "./import-target";
import { isNativeFile } from "./native-front";
import { nativeItems } from "./native-items";
import { ItemStage, markDuplicates } from "./stage-items";
import { type StagedItem, stagedItem, stagedProblem } from "./staged-item";
import { tableColumns } from "./table-columns";

/** What the document list is built for. */
const ITEMS_MAX = 100_000;

/**
 * The dry run: finds out what the files hold and writes it down as items. Goes on with the first file that has
 * not been read to its end, so a crash costs at most one file's work.
 */
export async function readFilesOf(target: ImportTarget, checkpoint: Checkpoint): Promise<void> {
  const row = await readTarget(target, "reading");
  if (!row) return;
  const { projectId, importId, revision } = target;
  const files = await db().importFile.findMany({
    where: { projectId, importId, isRead: false },
    select: { number: true },
    orderBy: { number: "asc" },
  });
  for (const { number } of files) {
    await checkpoint(`before file ${number}`);
    await readFile(target, row.options, number, checkpoint);
  }
  await checkpoint("before the end");
  await db().import.updateMany({
    where: { projectId, id: importId, revision, state: "reading" },
    data: { state: "read", revision: { increment: 1 } },
  });
}

async function readFile(
  target: ImportTarget,
  options: ImportOptions,
  number: number,
  checkpoint: Checkpoint,
): Promise<void> {
  const { projectId, importId, revision } = target;
  const key = { projectId_importId_number: { projectId, importId, number } };
  const file = await db().importFile.findUnique({ where: key, select: { path: true, bytes: true } });
  if (!file) throw new Superseded();
  const isNative = isNativeFile(file.bytes);
  const stage = await ItemStage.open(target, number);
  const open = () => fileBytes(db(), { projectId, importId, number });
  const items = isNative
    ? nativeItems(target, number, { path: file.path, open })
    : ordinaryItems(file, options);
  for await (const item of items) {
    await stage.add(item);
    if (stage.count >= ITEMS_MAX) {
      const words = `An import brings at most ${ITEMS_MAX} documents; what follows was not read. Split it.`;
      await stage.add(stagedProblem(file.path, null, words));
      break;
    }
    await checkpoint(`in file ${number}`);
  }
  await stage.end();
  const columns = isNative ? null : await tableColumns(file);
  const front = isNative ? await openJsonl(open, nodeSha256) : null;
  await transact(async (tx) => {
    const { count } = await tx.import.updateMany({
      where: { projectId, id: importId, revision, state: "reading" },
      data: { done: { increment: 1 }, ...(columns ? { columns } : {}) },
    });
    if (count === 0) throw new Superseded();
    await tx.importFile.update({ where: key, data: { isRead: true, isNative }, select: { number: true } });
    await markDuplicates(tx, target, { file: number, keep: options.keepDuplicates ?? false });
    if (front?.ok) await addBrought(tx, target, number, front.corpus);
  }, DUPLICATES_TIMEOUT_MS);
}

/** What a corpus brings besides documents comes with them; or alone, where it has none. */
async function addBrought(
  tx: Transaction,
  { projectId, importId }: ImportTarget,
  file: number,
  corpus: Corpus,
): Promise<void> {
  const where = { projectId, importId, fileNumber: file };
  const found = await tx.importItem.count({ where });
  if (found > 0 && (await tx.importItem.count({ where: { ...where, state: "new" } })) === 0) return;
  const key = { projectId_id: { projectId, id: importId } };
  const before = await tx.import.findUniqueOrThrow({ where: key, select: { brings: true } });
  const brings = bothBrought(storedBrought(before.brings), await broughtBy(tx, projectId, corpus));
  await tx.import.update({ where: key, data: { brings }, select: { id: true } });
}

/** A hundred thousand look-ups by hash. */
const DUPLICATES_TIMEOUT_MS = 120_000;

async function* ordinaryItems(
  file: { readonly path: string; readonly bytes: Uint8Array },
  options: ImportOptions,
): AsyncGenerator<StagedItem> {
  for await (const item of extractInWorker(file, extractOptions(options))) yield stagedItem(item, options);
}

function extractOptions({ columnMap }: ImportOptions): ExtractOptions {
  if (columnMap?.text === undefined) return {};
  const given = Object.entries(columnMap).filter(([, column]) => column !== undefined);
  return { columnMap: { ...Object.fromEntries(given), text: columnMap.text } };
}

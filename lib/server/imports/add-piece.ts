import "server-only";
import {
  CORPUS_BYTES_MAX,
  IMPORT_BYTES_MAX,
  IMPORT_FILES_MAX,
  UPLOAD_BYTES_MAX,
} from "@/lib/contracts/imports";
import { AppError, invalid, missing } from "../app-error";
import type { Scope } from "../authorize";
import { type Transaction, transact } from "../database";
import { isNativeFile } from "./native-front";
import { lockImport, requireState, setState } from "./write";

type Writer = Scope<"document.import">;
type Added = { readonly number: number; readonly path: string; readonly size: number };
type Piece = { readonly path: string; readonly at: number };

const TIMEOUT_MS = 120_000;
const EMPTY = Buffer.alloc(0);

/** Takes one file; its path only names it. The same path again replaces what came before under it. */
export const addImportFile = (
  scope: Writer,
  importId: string,
  path: string,
  bytes: Uint8Array,
): Promise<Added> => addImportPiece(scope, importId, { path, at: 0 }, bytes);

/**
 * Takes the bytes of a file from `at` on. From 0 on a file begins anew. A later piece goes on where the file ends so
 * far; one that is here already changes nothing, so that who did not hear the answer sends it again.
 */
export async function addImportPiece(
  scope: Writer,
  importId: string,
  piece: Piece,
  bytes: Uint8Array,
): Promise<Added> {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those are refused
  if (!piece.path.isWellFormed() || /[\u0000-\u001f\u007f]/.test(piece.path))
    throw invalid("path", "A path holds no control characters");
  return transact(async (tx) => {
    const { state } = await lockImport(tx, scope, importId);
    requireState(state, ["uploading", "read", "failed"], "Files can be sent before an import is started.");
    const size = await (piece.at === 0 ? begin : goOn)(tx, scope, importId, piece, bytes);
    await setState(tx, scope, importId, "uploading", {});
    return { ...size, path: piece.path };
  }, TIMEOUT_MS);
}

const keyOf = ({ projectId }: Writer, importId: string, path: string) => ({
  projectId_importId_path: { projectId, importId, path },
});

async function begin(
  tx: Transaction,
  scope: Writer,
  importId: string,
  { path }: Piece,
  bytes: Uint8Array,
): Promise<Omit<Added, "path">> {
  const { projectId } = scope;
  const key = keyOf(scope, importId, path);
  const known = await tx.importFile.findUnique({ where: key, select: { number: true } });
  const number = known?.number ?? (await nextNumber(tx, scope, importId));
  if (known) {
    await tx.importPiece.deleteMany({ where: { projectId, importId, number } });
    await tx.importFile.update({ where: key, data: { size: 0, bytes: EMPTY }, select: { number: true } });
  }
  await requireRoom(tx, scope, importId, bytes.length);
  const data = {
    ...{ bytes: Buffer.from(bytes), size: bytes.length },
    ...{ isRead: false, isNative: isNativeFile(bytes) },
  };
  const create = { projectId, importId, number, path, ...data };
  await tx.importFile.upsert({ where: key, create, update: data, select: { number: true } });
  return { number, size: bytes.length };
}

async function goOn(
  tx: Transaction,
  scope: Writer,
  importId: string,
  { path, at }: Piece,
  bytes: Uint8Array,
): Promise<Omit<Added, "path">> {
  const key = keyOf(scope, importId, path);
  const known = await tx.importFile.findUnique({
    where: key,
    select: { number: true, size: true, isNative: true },
  });
  if (!known) throw missing("file");
  const { number, size, isNative } = known;
  if (!isNative)
    throw new AppError(
      "too_large",
      `Only a corpus that Concord exported may be longer than ${UPLOAD_BYTES_MAX / 1_000_000} MB.`,
    );
  if (at + bytes.length <= size) return { number, size };
  if (at !== size)
    throw new AppError("conflict", `Of this file ${size} bytes are here. The next piece begins there.`);
  if (size + bytes.length > CORPUS_BYTES_MAX)
    throw new AppError("too_large", `A corpus has at most ${CORPUS_BYTES_MAX / 1_000_000} MB.`);
  await requireRoom(tx, scope, importId, bytes.length);
  await tx.importPiece.create({
    data: { projectId: scope.projectId, importId, number, at, bytes: Buffer.from(bytes) },
    select: { at: true },
  });
  const data = { size: size + bytes.length, isRead: false };
  await tx.importFile.update({ where: key, data, select: { number: true } });
  return { number, size: size + bytes.length };
}

async function nextNumber(tx: Transaction, { projectId }: Writer, importId: string): Promise<number> {
  const { _count, _max } = await tx.importFile.aggregate({
    where: { projectId, importId },
    _count: true,
    _max: { number: true },
  });
  if (_count >= IMPORT_FILES_MAX)
    throw new AppError(
      "too_large",
      `An import takes ${IMPORT_FILES_MAX} files. Send the others in another one.`,
    );
  return (_max.number ?? 0) + 1;
}

async function requireRoom(
  tx: Transaction,
  { projectId }: Writer,
  importId: string,
  more: number,
): Promise<void> {
  const { _sum } = await tx.importFile.aggregate({ where: { projectId, importId }, _sum: { size: true } });
  if ((_sum.size ?? 0) + more > IMPORT_BYTES_MAX)
    throw new AppError(
      "too_large",
      `An import takes ${IMPORT_BYTES_MAX / 1_000_000} MB. Send the other files in another one.`,
    );
}

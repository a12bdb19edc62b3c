import "server-only";
import type { Transaction } from "../database";

type Store = Pick<Transaction, "importFile" | "importPiece">;
type File = { readonly projectId: string; readonly importId: string; readonly number: number };

/** The bytes of an uploaded file, piece by piece: at most one is in memory at a time, however long the file is. */
export async function* fileBytes(store: Store, file: File): AsyncGenerator<Uint8Array> {
  const { bytes } = await store.importFile.findUniqueOrThrow({
    where: { projectId_importId_number: file },
    select: { bytes: true },
  });
  yield bytes;
  for (let last = 0; ; ) {
    const piece = await store.importPiece.findFirst({
      where: { ...file, at: { gt: last } },
      orderBy: { at: "asc" },
      select: { at: true, bytes: true },
    });
    if (!piece) return;
    yield piece.bytes;
    last = piece.at;
  }
}

import "server-only";
import { uuidv7 } from "uuidv7";
import type { Corpus } from "@/lib/formats/corpus";
import { type NewChange, recordChanges } from "../changes/write";
import type { Transaction } from "../database";
import { restoreCited } from "../entities/restore-cited";
import type { Importer } from "./import-progress";
import type { placeSets } from "./native-ids";

const BATCH_MAX = 2_000;

/**
 * Adds entities that are not there yet, removed ones as removed. The same entity in the same set is the one from an
 * earlier import, and stays as it is here.
 */
export async function writeEntities(
  tx: Transaction,
  importer: Importer,
  { entities }: Corpus,
  sets: Awaited<ReturnType<typeof placeSets>>,
): Promise<{ ids: ReadonlyMap<string, string>; count: number }> {
  const { projectId } = importer;
  const known = await tx.entity.findMany({
    where: { projectId, id: { in: entities.map(({ id }) => id) } },
    select: { id: true, setId: true },
  });
  const setOfKnown = new Map(known.map(({ id, setId }) => [id, setId]));
  const ids = new Map<string, string>();
  const rows = entities.flatMap((entity) => {
    const setId = sets.get(entity.setId)?.id ?? entity.setId;
    if (setOfKnown.get(entity.id) === setId) return [];
    const id = setOfKnown.has(entity.id) ? uuidv7() : entity.id;
    ids.set(entity.id, id);
    return [{ ...entity, aliases: [...entity.aliases], identifiers: { ...entity.identifiers }, id, setId }];
  });
  for (let at = 0; at < rows.length; at += BATCH_MAX) {
    const chunk = rows.slice(at, at + BATCH_MAX);
    await tx.entity.createMany({ data: chunk.map((row) => ({ ...row, projectId })) });
    const changes = chunk.map((after) => ({
      kind: "entity.imported",
      subjectId: after.id,
      documentId: null,
      setId: after.setId,
      before: null,
      after,
    }));
    await recordChanges(tx, importer, uuidv7(), changes);
  }
  return { ids, count: rows.length };
}

/**
 * Brings back entities that are removed, here or in the file, while marks that have just come stand for them. Those
 * of texts whose correction came along leave them as they are.
 */
export async function restoreEntities(
  tx: Transaction,
  projectId: string,
  documentIds: readonly string[],
): Promise<readonly NewChange[]> {
  const newest = await tx.document.findMany({
    where: { projectId, id: { in: [...documentIds] }, corrections: { none: { deletedAt: null } } },
    select: { id: true },
  });
  return restoreCited(tx, projectId, ...newest.map(({ id }) => id));
}

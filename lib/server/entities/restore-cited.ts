import "server-only";
import type { NewChange } from "../changes/write";
import type { Transaction } from "../database";
import { entityFact } from "./entity-fact";

/**
 * Brings back entities that annotations of documents stand for: they could be removed while only a superseded text
 * named them, or nothing, and are needed again when that text is the newest once more, something of it finds its
 * place, a mark is restored, or a file brings one. The caller holds the project. Answers what is to be logged.
 */
export async function restoreCited(
  tx: Transaction,
  projectId: string,
  ...documentIds: readonly string[]
): Promise<readonly NewChange[]> {
  const removed = await tx.entity.findMany({
    where: {
      projectId,
      deletedAt: { not: null },
      annotations: { some: { documentId: { in: [...documentIds] }, deletedAt: null } },
    },
    select: entityFact,
    orderBy: { id: "asc" },
  });
  if (removed.length === 0) return [];
  await tx.entity.updateMany({
    where: { projectId, id: { in: removed.map(({ id }) => id) } },
    data: { deletedAt: null, updatedAt: new Date(), revision: { increment: 1 } },
  });
  return removed.map((before) => ({
    ...{ kind: "entity.restored", subjectId: before.id, documentId: null, setId: before.setId },
    ...{ before, after: { ...before, deletedAt: null, revision: before.revision + 1 } },
  }));
}

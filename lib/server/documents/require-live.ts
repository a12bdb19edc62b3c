import "server-only";
import { AppError, missing } from "../app-error";
import type { Transaction } from "../database";

/** Refuses work on a document that is not there or has been taken off the list. */
export async function requireLive(tx: Transaction, projectId: string, documentId: string): Promise<void> {
  const document = await tx.document.findUnique({
    where: { projectId_id: { projectId, id: documentId } },
    select: { deletedAt: true },
  });
  if (!document) throw missing("document");
  if (document.deletedAt)
    throw new AppError("wrong_state", "This document has been removed. A lead can restore it.");
}

import "server-only";
import { AppError, missing } from "../app-error";
import { Prisma, type Transaction } from "../database";

/** Whether no correction supersedes document `d`. Lists, counts and exports hold the newest revisions. */
export const isNewest = Prisma.sql`NOT EXISTS (
  SELECT 1 FROM "Document" newer WHERE newer."projectId" = d."projectId" AND newer."supersedesId" = d."id"
    AND newer."deletedAt" IS NULL)`;

/** Refuses to write to a document that was removed or superseded. The caller holds the project. */
export async function requireLive(tx: Transaction, projectId: string, documentId: string): Promise<void> {
  const document = await tx.document.findUnique({
    where: { projectId_id: { projectId, id: documentId } },
    select: { deletedAt: true },
  });
  if (!document) throw missing("document");
  if (document.deletedAt)
    throw new AppError("wrong_state", "This document has been removed. A lead can restore it.");
  const newest = await newestRevision(tx, projectId, documentId);
  if (newest !== documentId)
    throw new AppError(
      "superseded",
      "The text has been corrected. Work goes on in the newest revision, which has your annotations.",
      { current: { id: newest } },
    );
}

/** The end of the chain of corrections that a document is in; itself when nothing supersedes it. */
export async function newestRevision(
  tx: Transaction,
  projectId: string,
  documentId: string,
): Promise<string> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE chain AS (
      SELECT ${documentId}::uuid AS "id", 0 AS "step"
      UNION ALL
      SELECT newer."id", chain."step" + 1 FROM chain JOIN "Document" newer
        ON newer."projectId" = ${projectId}::uuid AND newer."supersedesId" = chain."id" AND newer."deletedAt" IS NULL
    )
    SELECT "id" FROM chain ORDER BY "step" DESC LIMIT 1`;
  return row?.id ?? documentId;
}

import "server-only";
import type { NewChange } from "../changes/write";
import type { Transaction } from "../database";

type Between = { readonly from: string; readonly to: string };

/**
 * Puts one revision of a text into the place of another in its round, with its copies and its blindness: when it is
 * corrected, and back again when the correction is removed. The caller holds the project, and held the places of
 * both before it (`holdRoundDocuments`). Answers what is to be logged.
 */
export async function handOverRound(
  tx: Transaction,
  projectId: string,
  { from, to }: Between,
): Promise<readonly NewChange[]> {
  const rows = await tx.$queryRaw<{ roundId: string; copies: number }[]>`
    WITH left_now AS (
      UPDATE "RoundDocument" SET "leftAt" = now()
      WHERE "projectId" = ${projectId}::uuid AND "documentId" = ${from}::uuid AND "leftAt" IS NULL
      RETURNING "roundId", "copies"
    )
    INSERT INTO "RoundDocument" ("projectId", "roundId", "documentId", "copies")
    SELECT ${projectId}::uuid, "roundId", ${to}::uuid, "copies" FROM left_now
    ON CONFLICT ("projectId", "roundId", "documentId") DO UPDATE SET "leftAt" = NULL, "copies" = excluded."copies"
    RETURNING "roundId", "copies"`;
  return rows.map((row) => ({
    kind: "round.handedOver",
    subjectId: row.roundId,
    documentId: to,
    setId: null,
    before: { ...row, documentId: from },
    after: { ...row, documentId: to },
  }));
}

import "server-only";
import type { NewChange } from "../changes/write";
import { Prisma, type Transaction } from "../database";

type Between = { readonly from: string; readonly to: string };

/**
 * Puts one revision of a text into the place of another in its round, with its copies, its blindness and what a plan
 * gives of it: when it is corrected, and back again when the correction is removed. The caller holds the project, and
 * held the places of both before it (`holdRoundDocuments`). Answers what is to be logged.
 */
export async function handOverRound(
  tx: Transaction,
  projectId: string,
  { from, to }: Between,
): Promise<readonly NewChange[]> {
  const rows = await tx.$queryRaw<{ roundId: string }[]>`
    WITH left_now AS (
      UPDATE "RoundDocument" SET "leftAt" = now()
      WHERE "projectId" = ${projectId}::uuid AND "documentId" = ${from}::uuid AND "leftAt" IS NULL
      RETURNING "roundId", "copies"
    )
    INSERT INTO "RoundDocument" ("projectId", "roundId", "documentId", "copies")
    SELECT ${projectId}::uuid, "roundId", ${to}::uuid, "copies" FROM left_now
    ON CONFLICT ("projectId", "roundId", "documentId") DO UPDATE SET "leftAt" = NULL, "copies" = excluded."copies"
    RETURNING "roundId"`;
  await keepLeftRounds(tx, projectId, { from, to });
  await handOverPlans(tx, projectId, { from, to });
  return rows.map(({ roundId }) => ({
    kind: "round.handedOver",
    subjectId: roundId,
    documentId: to,
    setId: null,
    before: { roundId, documentId: from },
    after: { roundId, documentId: to },
  }));
}

/** Rounds that a text has left say whether it is blind as long as no other one does: they say so of its correction too. */
const keepLeftRounds = (tx: Transaction, projectId: string, { from, to }: Between) => tx.$executeRaw`
  INSERT INTO "RoundDocument" ("projectId", "roundId", "documentId", "copies", "leftAt")
  SELECT "projectId", "roundId", ${to}::uuid, "copies", "leftAt" FROM "RoundDocument" rd
  WHERE rd."projectId" = ${projectId}::uuid AND rd."documentId" = ${from}::uuid AND rd."leftAt" IS NOT NULL
  ON CONFLICT DO NOTHING`;

/** The plans of the rounds that have the text now give it to whom they gave the other. */
async function handOverPlans(tx: Transaction, projectId: string, { from, to }: Between): Promise<void> {
  const rounds = Prisma.sql`(
    SELECT rd."roundId" FROM "RoundDocument" rd
    WHERE rd."projectId" = ${projectId}::uuid AND rd."documentId" = ${to}::uuid AND rd."leftAt" IS NULL)`;
  await tx.$executeRaw`
    DELETE FROM "RoundPlace"
    WHERE "projectId" = ${projectId}::uuid AND "documentId" = ${to}::uuid AND "roundId" IN ${rounds}`;
  await tx.$executeRaw`
    INSERT INTO "RoundPlace" ("projectId", "roundId", "plan", "documentId", "userId")
    SELECT "projectId", "roundId", "plan", ${to}::uuid, "userId" FROM "RoundPlace"
    WHERE "projectId" = ${projectId}::uuid AND "documentId" = ${from}::uuid AND "roundId" IN ${rounds}`;
}

import "server-only";
import { db, transact } from "../database";
import { JOB_ATTEMPTS_MAX } from "../jobs/enqueue";
import { discardContent } from "./import-target";

/** What nobody started in this time is given up: uploads take room. */
const PATIENCE_DAYS = 7;

/** The name under which the job of an import is known. */
export const jobKeyOf = (importId: string): string => `import:${importId}`;

/** Ends imports that nothing will end: those whose job died too often, and those that were forgotten. */
export async function sweepImports(): Promise<void> {
  await db().$executeRaw`
    UPDATE "Import" i SET "state" = 'failed', "finishedAt" = now(), "revision" = i."revision" + 1,
      "problem" = ${`The server broke down ${JOB_ATTEMPTS_MAX} times while doing this. Look for the file that is to blame and leave it out.`}
    WHERE i."state" IN ('reading', 'writing') AND NOT EXISTS (
      SELECT 1 FROM graphile_worker.jobs j WHERE j."key" = 'import:' || i."id"::text
        AND (j."attempts" < j."max_attempts" OR j."locked_at" IS NOT NULL))`;
  const forgotten = await db().$queryRaw<{ projectId: string; importId: string }[]>`
    SELECT i."projectId", i."id" AS "importId" FROM "Import" i
    WHERE (i."state" IN ('uploading', 'read') AND i."createdAt" < now() - make_interval(days => ${PATIENCE_DAYS}))
      OR ((i."state" = 'failed' AND i."finishedAt" < now() - make_interval(days => ${PATIENCE_DAYS})
          OR i."state" = 'cancelled' AND i."finishedAt" < now() - interval '1 minute')
        AND EXISTS (SELECT 1 FROM "ImportFile" f WHERE f."projectId" = i."projectId"
          AND f."importId" = i."id" AND length(f."bytes") > 0))
    LIMIT 20`;
  for (const one of forgotten) await giveUp(one);
}

async function giveUp(one: { readonly projectId: string; readonly importId: string }): Promise<void> {
  await transact(async (tx) => {
    await tx.import.updateMany({
      where: { projectId: one.projectId, id: one.importId, state: { in: ["uploading", "read"] } },
      data: { state: "cancelled", finishedAt: new Date(), revision: { increment: 1 } },
    });
    await discardContent(tx, one);
  });
}

import "server-only";
import { db } from "../database";
import { JOB_ATTEMPTS_MAX } from "../jobs/enqueue";

/** Ends reports that nothing will end: those whose job died too often. */
export async function sweepReports(): Promise<void> {
  await db().$executeRaw`
    UPDATE "AgreementReport" r SET "state" = 'failed', "finishedAt" = now(), "revision" = r."revision" + 1,
      "problem" = ${`The server broke down ${JOB_ATTEMPTS_MAX} times while working on this.`}
    WHERE r."state" IN ('waiting', 'running') AND NOT EXISTS (
      SELECT 1 FROM graphile_worker.jobs j WHERE j."key" = 'agreement:' || r."id"::text
        AND (j."attempts" < j."max_attempts" OR j."locked_at" IS NOT NULL))`;
}

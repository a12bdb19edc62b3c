import "server-only";
import { db } from "../database";

/** A worker that has not been heard of for this long is dead, and what it held is given to others. */
export const HEARTBEAT_PATIENCE_SECONDS = 30;
const HEARTBEATS_KEPT_HOURS = 24;

/** Says that these workers live. */
export async function beat(workerIds: readonly string[]): Promise<void> {
  await db().$executeRaw`
    INSERT INTO "WorkerHeartbeat" ("id", "beatAt") SELECT unnest(${workerIds}::text[]), now()
    ON CONFLICT ("id") DO UPDATE SET "beatAt" = now()`;
}

/** Says that these workers have ended. */
export async function endBeat(workerIds: readonly string[]): Promise<void> {
  await db().workerHeartbeat.deleteMany({ where: { id: { in: [...workerIds] } } });
}

/** Whether any process runs jobs: for readiness and for the banner that says otherwise. */
export async function isWorkerAlive(): Promise<boolean> {
  const [row] = await db().$queryRaw<{ alive: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM "WorkerHeartbeat" h
      WHERE h."beatAt" > now() - make_interval(secs => ${HEARTBEAT_PATIENCE_SECONDS})) AS alive`;
  return row?.alive ?? false;
}

/**
 * Frees the jobs of workers that died. The queue itself would wait four hours, since it can't tell a dead
 * worker from a slow one; we can, by its heartbeat.
 */
export async function rescueJobs(): Promise<void> {
  await db().$executeRaw`
    SELECT graphile_worker.force_unlock_workers(array_agg(DISTINCT j."locked_by"))
    FROM graphile_worker.jobs j
    WHERE j."locked_by" IS NOT NULL AND j."locked_at" < now() - make_interval(secs => ${HEARTBEAT_PATIENCE_SECONDS})
      AND NOT EXISTS (SELECT 1 FROM "WorkerHeartbeat" h WHERE h."id" = j."locked_by"
        AND h."beatAt" > now() - make_interval(secs => ${HEARTBEAT_PATIENCE_SECONDS}))
    HAVING count(*) > 0`;
  await db().$executeRaw`
    DELETE FROM "WorkerHeartbeat" WHERE "beatAt" < now() - make_interval(hours => ${HEARTBEATS_KEPT_HOURS})`;
}

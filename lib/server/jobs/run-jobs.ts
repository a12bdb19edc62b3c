import "server-only";
import { EventEmitter } from "node:events";
import { Logger, makeWorkerUtils, run, type TaskList, type WorkerEvents } from "graphile-worker";
import pg from "pg";
import { runAgreementJob } from "../agreement/run-agreement-job";
import { sweepReports } from "../agreement/sweep-reports";
import { env } from "../env";
import { runImportJob } from "../imports/run-import-job";
import { sweepImports } from "../imports/sweep-imports";
import { log } from "../log";
import { mailNotification } from "../notifications/mail";
import { sweepClaims } from "../rounds/sweep-claims";
import { sweepReminders } from "../rounds/sweep-reminders";
import type { JobName } from "./job-table";
import { beat, endBeat, rescueJobs } from "./rescue-jobs";

const BEAT_MS = 5_000;
const RESCUE_MS = 15_000;
const CLAIMS_MS = 60_000;
const REMINDERS_MS = 300_000;
const POOL_SIZE = 4;

/** Nothing of a payload or an error's own words is passed on below warnings: both may name people's files. */
const logger = new Logger((scope) => (level, message) => {
  const to = log();
  const write = level === "error" ? to.error : level === "warning" ? to.warn : to.debug;
  write.call(to, { jobId: scope.jobId, task: scope.taskIdentifier }, message);
});

/** A pool that can LISTEN, which a transaction pooler in between can't carry. */
function createPool(): pg.Pool {
  const connectionString = env().DATABASE_DIRECT_URL ?? env().DATABASE_URL;
  const pool = new pg.Pool({ connectionString, max: POOL_SIZE });
  const onError = (error: Error) => log().warn({ err: error.message }, "job connection lost");
  // Idle connections tell the pool, those in use only themselves; unheard, either would end the process.
  pool.on("error", onError).on("connect", (client) => client.on("error", onError));
  return pool;
}

/** Brings the tables of the job queue up to date. They lie in a schema of their own, which the library migrates. */
export async function ensureJobSchema(): Promise<void> {
  const pgPool = createPool();
  try {
    const utils = await makeWorkerUtils({ pgPool, logger });
    await utils.migrate();
    // Not the names of tasks: workers that run know them by number, and would no longer see what is added.
    await utils.cleanup({ tasks: ["GC_JOB_QUEUES"] });
    await utils.release();
  } finally {
    await pgPool.end();
  }
}

const tasks = {
  "import.read": (payload, { job, abortSignal }) => runImportJob("read", payload, job, abortSignal),
  "import.write": (payload, { job, abortSignal }) => runImportJob("write", payload, job, abortSignal),
  "notification.mail": (payload) => mailNotification(payload),
  "agreement.run": (payload, { job, abortSignal }) => runAgreementJob(payload, job, abortSignal),
} satisfies Record<JobName, TaskList[string]>;

export type RunningJobs = {
  /** Waits a few seconds for jobs that run; those that don't end are begun again at the next start. */
  stop(): Promise<void>;
  /** Settles when jobs no longer run; rejects when that was not asked for. */
  readonly done: Promise<void>;
};

/** Runs background jobs in this process until stopped. Any number of processes may do so on one database. */
export async function runJobs({ concurrency = 1 }: { concurrency?: number } = {}): Promise<RunningJobs> {
  const pgPool = createPool();
  const workerIds: string[] = [];
  // The library's type of emitter is Node's with typed names.
  const events = new EventEmitter() as WorkerEvents;
  events.on("worker:create", ({ worker }) => void workerIds.push(worker.workerId));
  const rescue = async () => {
    await rescueJobs();
    await sweepImports();
    await sweepReports();
  };
  await rescue();
  const runner = await run({ pgPool, concurrency, logger, events, taskList: tasks, noHandleSignals: true });
  await beat(workerIds);
  const timers = [
    every(BEAT_MS, () => beat(workerIds)),
    every(RESCUE_MS, rescue),
    every(CLAIMS_MS, sweepClaims),
    every(REMINDERS_MS, sweepReminders),
  ];
  const done = runner.promise.finally(async () => {
    for (const timer of timers) clearInterval(timer);
    await endBeat(workerIds).catch((error: unknown) => log().warn({ err: error }, "last heartbeat failed"));
    await pgPool.end();
  });
  return {
    done,
    async stop() {
      await runner.stop("The process is stopping");
      await done;
    },
  };
}

/** Housekeeping that may fail now and then: the database may be restarting, and the next turn comes soon. */
function every(ms: number, work: () => Promise<void>): NodeJS.Timeout {
  let isBusy = false;
  const turn = async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      await work();
    } catch (error) {
      log().warn({ err: error }, "job housekeeping failed");
    } finally {
      isBusy = false;
    }
  };
  return setInterval(() => void turn(), ms).unref();
}

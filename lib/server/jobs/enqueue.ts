import "server-only";
import type { Transaction } from "../database";
import type { JobName } from "./job-table";

/** A crash costs an attempt too; a file that takes the process down must not do so for ever. */
export const JOB_ATTEMPTS_MAX = 10;

export type Place = {
  /** Names the work: enqueued again before it begins, it is done once, with the newest payload. */
  readonly key: string;
  /** Jobs of one queue follow each other. */
  readonly queue: string;
};

/** Adds a job in the caller's transaction: it exists if and only if the rows it is about do. */
export async function enqueue(
  tx: Transaction,
  job: JobName,
  payload: Readonly<Record<string, string | number>>,
  { key, queue }: Place,
): Promise<void> {
  await tx.$executeRaw`
    SELECT 1 FROM graphile_worker.add_job(${job}, ${JSON.stringify(payload)}::json, queue_name := ${queue},
      max_attempts := ${JOB_ATTEMPTS_MAX}::int, job_key := ${key})`;
}

/** Takes a job back that has not begun; one that runs is not tried again. */
export async function dequeue(tx: Transaction, key: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM graphile_worker.remove_job(${key})`;
}

import "server-only";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { db } from "../database";
import { isWorkerAlive } from "../jobs/rescue-jobs";

/** In which order they are asked: each needs the one before it. */
export const readinessChecks = ["database", "migrations", "worker"] as const;
export type ReadinessCheck = (typeof readinessChecks)[number];

export type Readiness = {
  readonly status: "ready" | "not_ready";
  readonly checks: Readonly<Record<ReadinessCheck, "ok" | "failing">>;
};

const PATIENCE_MS = 3_000;
/** Whoever asks more often gets the last answer: anybody may ask, and asking costs the database something. */
const KEPT_MS = 1_000;

type Kept = { readonly at: number; readonly readiness: Promise<Readiness> };
let kept: Kept | undefined;
/** A database that had all migrations of this version goes on having them. */
let isMigrated = false;

/** Whether this server can do its work: its database answers, is of this version, and jobs are run. */
export function readReadiness(): Promise<Readiness> {
  if (!kept || Date.now() - kept.at > KEPT_MS) kept = { at: Date.now(), readiness: ask() };
  return kept.readiness;
}

const questions: Readonly<Record<ReadinessCheck, () => Promise<boolean>>> = {
  database: async () => (await db().$queryRaw<unknown[]>`SELECT 1`).length === 1,
  migrations: async () => {
    isMigrated ||= await hasAllMigrations();
    return isMigrated;
  },
  worker: isWorkerAlive,
};

async function ask(): Promise<Readiness> {
  const checks: Record<ReadinessCheck, "ok" | "failing"> = {
    database: "failing",
    migrations: "failing",
    worker: "failing",
  };
  for (const check of readinessChecks) {
    if (!(await holds(questions[check]))) break;
    checks[check] = "ok";
  }
  const isReady = readinessChecks.every((check) => checks[check] === "ok");
  return { status: isReady ? "ready" : "not_ready", checks };
}

/** Why a check fails is for the log of the part that fails, not for whoever asks from outside. */
async function holds(question: () => Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  try {
    return await Promise.race([question(), tooLate]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

async function hasAllMigrations(): Promise<boolean> {
  const folder = path.join(/* turbopackIgnore: true */ process.cwd(), "prisma/migrations");
  const entries = await readdir(folder, { withFileTypes: true });
  const wanted = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const applied = await db().$queryRaw<{ name: string }[]>`
    SELECT migration_name AS "name" FROM _prisma_migrations
    WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;
  const known = new Set(applied.map(({ name }) => name));
  return wanted.every((name) => known.has(name));
}

import "server-only";
import fs from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { adminRole, appDatabase, appRole, openAccess, readAccess, urlOf } from "./access";
import { type Binaries, prepareBinaries } from "./binaries";
import { createCluster } from "./cluster";
import { type DataDir, openDataDir } from "./data-dir";
import {
  type Holder,
  type InstanceLock,
  isHolding,
  isVisible,
  type Purpose,
  readHolder,
  takeInstanceLock,
} from "./instance-lock";
import { readPostmaster, type Started, startServer, stopOrphan, stopServer } from "./postmaster";
import { prepareDatabase } from "./prepare-database";
import { StartupProblem } from "./startup-problem";

/** A Postgres that accepts connections until `stop`. */
export interface RunningPostgres {
  /** For the application: its own role, no superuser. Good for LISTEN and migrations too. */
  readonly url: string;
  /** For the administrator: creates databases in tests and restores backups. */
  readonly adminUrl: string;
  /** True when another process of Concord runs this Postgres and this one only visits. */
  readonly isVisitor: boolean;
  /** Settles when Postgres is gone for good and could not be brought back; never while all is well. */
  readonly lost: Promise<Error>;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  readonly dataDir: string;
  /** Takes lines of progress for the person who waits. */
  say(line: string): void;
  /** A "command" joins the Postgres of a running server; a "server" refuses to share. Default: "server". */
  readonly purpose?: Purpose;
}

const patienceMs = 60_000;
/** A process that was just killed may take a moment to be gone. */
const secondLookMs = 1_500;
const visitor = "concord visitor";

/**
 * Starts the embedded Postgres of a data folder, creating it first where there is none, and supervises it: it is
 * restarted on the same port when it dies. Throws StartupProblem with words for the person who started us.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const purpose = options.purpose ?? "server";
  const dir = openDataDir(options.dataDir, options.say);
  const lock = await lockOrJoin(dir, purpose, options.say);
  if ("url" in lock) return lock;
  try {
    return await supervise(dir, lock, purpose, options.say);
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
}

async function lockOrJoin(dir: DataDir, purpose: Purpose, say: (line: string) => void) {
  const began = Date.now();
  let told = false;
  for (;;) {
    const lock = takeInstanceLock(dir.lock, purpose);
    if ("release" in lock) return lock;
    if (purpose === "command" && lock.purpose !== "leaving") {
      const joined = await join(dir);
      if (joined) return joined;
    }
    if (Date.now() - began > patience(purpose, lock)) throw inUse(dir, lock);
    if (!told && Date.now() - began > secondLookMs) {
      say(`Another Concord (process ${lock.pid}) is using ${dir.root}; waiting for it.`);
      told = true;
    }
    await pause(100);
  }
}

/** A running server stays; a command, one that leaves, and one that may have died in another container do not. */
function patience(purpose: Purpose, holder: Holder): number {
  const stays = purpose === "server" && holder.purpose === "server" && isVisible(holder);
  return stays ? secondLookMs : patienceMs;
}

function inUse(dir: DataDir, holder: Holder): StartupProblem {
  return new StartupProblem(
    `Concord is already running on ${dir.root} (process ${holder.pid}).`,
    "Use that one, stop it first, or set CONCORD_DATA_DIR to another folder for a second installation.",
  );
}

/** Uses the Postgres of the process that holds the lock; null while it is not ready. */
async function join(dir: DataDir): Promise<RunningPostgres | null> {
  const recorded = readPostmaster(dir.cluster);
  if (!recorded?.isReady || !fs.existsSync(dir.access)) return null;
  const access = readAccess(dir);
  const url = urlOf(recorded.port, appRole, access.password, appDatabase);
  // Held open as long as we are here, so that a command which runs the server does not take it away from us.
  const presence = new pg.Client({ connectionString: url, application_name: visitor });
  presence.on("error", () => {
    // The server went away; whatever the visitor does next meets that itself, with words.
  });
  try {
    await presence.connect();
  } catch {
    // Still starting, or the role is not made yet.
    return null;
  }
  return {
    url,
    adminUrl: urlOf(recorded.port, adminRole, access.adminPassword, "postgres"),
    isVisitor: true,
    lost: new Promise(() => {}),
    stop: () => presence.end(),
  };
}

async function supervise(
  dir: DataDir,
  lock: InstanceLock,
  purpose: Purpose,
  say: (line: string) => void,
): Promise<RunningPostgres> {
  const binaries = prepareBinaries(dir.account);
  await stopOrphan(dir, binaries, say);
  trimLog(dir.log);
  const access = openAccess(dir);
  if (!fs.existsSync(dir.cluster) || fs.readdirSync(dir.cluster).length === 0) say("Creating the database.");
  createCluster(dir, binaries, access);
  const started = await startServer(dir, binaries, null);
  const adminUrl = urlOf(started.port, adminRole, access.adminPassword, "postgres");
  try {
    await prepareDatabase(adminUrl, access.password);
  } catch (thrown) {
    if (started.child.pid !== undefined) await stopServer(dir, binaries, started.child.pid);
    throw thrown;
  }
  const keeper = keepAlive(dir, binaries, started, say);
  return {
    url: urlOf(started.port, appRole, access.password, appDatabase),
    adminUrl,
    isVisitor: false,
    lost: keeper.lost,
    async stop() {
      lock.leave();
      if (purpose === "command") await lastVisitor(adminUrl);
      await keeper.stop();
      lock.release();
    },
  };
}

/** Restarts a server that dies, on its port, so that pools only need to connect again. */
function keepAlive(dir: DataDir, binaries: Binaries, first: Started, say: (line: string) => void) {
  let current = first;
  let isStopping = false;
  let restart: Promise<void> = Promise.resolve();
  let giveUp: (thrown: unknown) => void = () => {};
  const lost = new Promise<Error>((resolve) => {
    giveUp = (thrown) => resolve(thrown instanceof Error ? thrown : new Error(String(thrown)));
  });
  const onExit = () => {
    if (isStopping) return;
    say("Postgres ended unexpectedly; starting it again.");
    restart = startServer(dir, binaries, first.port).then(watch, giveUp);
  };
  const watch = (started: Started) => {
    current = started;
    started.child.unref();
    started.child.once("exit", onExit);
  };
  // Whoever leaves without stop() still takes the server along.
  const onLeave = () => current.child.kill("SIGINT");
  process.once("exit", onLeave);
  watch(first);
  return {
    lost,
    async stop() {
      isStopping = true;
      await restart;
      process.off("exit", onLeave);
      if (current.child.exitCode !== null || current.child.signalCode !== null) return;
      const { pid } = current.child;
      const ended = new Promise((resolve) => current.child.once("exit", resolve));
      current.child.ref();
      if (pid !== undefined && (await stopServer(dir, binaries, pid))) await ended;
    },
  };
}

/** A command that happened to start the server lets the commands that joined it finish. */
async function lastVisitor(adminUrl: string): Promise<void> {
  const client = new pg.Client(adminUrl);
  await client.connect();
  try {
    const count = "select count(*)::int as n from pg_stat_activity where application_name = $1";
    for (;;) {
      const { rows } = await client.query<{ n: number }>(count, [visitor]);
      if (rows[0]?.n === 0) return;
      await pause(100);
    }
  } finally {
    await client.end();
  }
}

/** Is some process of Concord using this data folder now? For commands that must not touch a live installation. */
export function isInUse(dir: Pick<DataDir, "lock">): boolean {
  const holder = readHolder(dir.lock);
  return holder !== null && isHolding(dir.lock, holder);
}

function trimLog(file: string): void {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat && stat.size > 10_000_000) fs.renameSync(file, `${file}.1`);
}

import "server-only";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Binaries, postgresEnv } from "./binaries";
import type { DataDir } from "./data-dir";
import { commandOf, isAlive } from "./process-identity";
import { errorCode, StartupProblem } from "./startup-problem";

/** What `postmaster.pid` says of the server that wrote it. */
export interface Recorded {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

/** After kill -9 the processes of the old server hold its memory and lock for a moment. */
const retries = 40;
const retryMs = 300;
const startMs = 120_000;

const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  timezone: "UTC",
  log_timezone: "UTC",
  // The log must not hold what people write: neither statements with their values nor details with rows.
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_checkpoints: "off",
};

/** Reads the file that a running Postgres keeps in its folder; null when there is none or it is half written. */
export function readPostmaster(cluster: string): Recorded | null {
  try {
    const lines = fs.readFileSync(path.join(cluster, "postmaster.pid"), "utf8").split("\n");
    const pid = Number.parseInt(lines[0] ?? "", 10);
    const port = Number.parseInt(lines[3] ?? "", 10);
    if (!(pid > 0) || !(port > 0)) return null;
    return { pid, port, isReady: (lines[7] ?? "").trim() === "ready" };
  } catch (thrown) {
    if (errorCode(thrown) === "ENOENT") return null;
    throw thrown;
  }
}

/** Stops a Postgres that outlived the Concord that started it. Whoever calls this holds the instance lock. */
export async function stopOrphan(
  dir: DataDir,
  binaries: Binaries,
  say: (line: string) => void,
): Promise<void> {
  const found = readPostmaster(dir.cluster);
  if (!found || !isAlive(found.pid)) return;
  const command = commandOf(found.pid);
  // A number used again by another program; Postgres itself sees that and replaces the file.
  if (command !== null && !command.includes(dir.cluster)) return;
  say("Stopping the Postgres that an earlier run left behind.");
  if (await stopServer(dir, binaries, found.pid)) return;
  throw new StartupProblem(
    `A Postgres (process ${found.pid}) that an earlier run left behind does not stop.`,
    `End that process, then start again.`,
  );
}

/** Fast shutdown, then immediate, then by force: each is safe for the data, the later ones need recovery at start. */
export async function stopServer(dir: DataDir, binaries: Binaries, pid: number): Promise<boolean> {
  for (const [signal, mode, patience] of [
    ["SIGINT", "fast", 20_000],
    ["SIGQUIT", "immediate", 5_000],
    ["SIGKILL", "immediate", 2_000],
  ] as const) {
    tell(dir, binaries, pid, signal, mode);
    if (await isGone(pid, patience)) return true;
  }
  return false;
}

/** Windows has no signals: there Postgres brings a program that speaks for them. */
function tell(dir: DataDir, binaries: Binaries, pid: number, signal: NodeJS.Signals, mode: string): void {
  try {
    if (process.platform !== "win32") process.kill(pid, signal);
    else execFileSync(binaries.pgCtl, ["stop", "-W", "-m", mode, "-D", dir.cluster], { stdio: "ignore" });
  } catch (thrown) {
    if (isAlive(pid) && signal === "SIGKILL") throw thrown;
  }
}

async function isGone(pid: number, patience: number): Promise<boolean> {
  const deadline = Date.now() + patience;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await pause(25);
  }
  return true;
}

/** A server that this process started and that accepts connections. */
export interface Started {
  readonly child: ChildProcess;
  readonly port: number;
}

/** Starts Postgres, on `port` when one is given, else on a free one, and waits until it accepts connections. */
export async function startServer(dir: DataDir, binaries: Binaries, port: number | null): Promise<Started> {
  for (let attempt = 1; ; attempt++) {
    const chosen = port ?? (await freePort());
    const logFrom = fs.statSync(dir.log, { throwIfNoEntry: false })?.size ?? 0;
    const child = await launch(dir, binaries, chosen);
    if (child) return { child, port: chosen };
    const log = logSince(dir.log, logFrom);
    const passes = /lock file|shared memory|in use|could not bind/i.test(log);
    if (!passes || attempt >= retries) {
      throw new StartupProblem(
        `Postgres did not start: ${log.trim().split("\n").slice(-3).join(" / ") || "it said nothing"}`,
        `Its log is ${dir.log}. Check the space on the disk and the rights on ${dir.cluster}.`,
      );
    }
    await pause(retryMs);
  }
}

async function launch(dir: DataDir, binaries: Binaries, port: number): Promise<ChildProcess | null> {
  const log = fs.openSync(dir.log, "a", 0o600);
  const options = Object.entries({ ...settings, port: String(port) }).flatMap(([k, v]) => [
    "-c",
    `${k}=${v}`,
  ]);
  const child = spawn(binaries.postgres, ["-D", dir.cluster, ...options], {
    cwd: dir.cluster,
    env: postgresEnv(),
    stdio: ["ignore", log, log],
    // A group of its own: Ctrl-C is for Concord, which lets its requests finish before it stops the database.
    detached: true,
    windowsHide: true,
    ...(dir.account ? { uid: dir.account.uid, gid: dir.account.gid } : {}),
  });
  fs.closeSync(log);
  let isOver = false;
  child.once("exit", () => {
    isOver = true;
  });
  child.once("error", () => {
    isOver = true;
  });
  const deadline = Date.now() + startMs;
  while (!isOver && Date.now() < deadline) {
    const recorded = readPostmaster(dir.cluster);
    if (recorded?.pid === child.pid && recorded?.isReady) return child;
    await pause(20);
  }
  if (!isOver) {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  return null;
}

function logSince(file: string, from: number): string {
  return fs.readFileSync(file, "utf8").slice(Math.max(0, from));
}

async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("A TCP server has no port.");
  return address.port;
}

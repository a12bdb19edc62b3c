import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

// Everything under lib/cli/*.mjs is plain Node: it runs before any package is installed.

/** The folder that this launcher belongs to, wherever it was called from. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

export const inRoot = (...parts) => path.join(root, ...parts);

/** A program of an installed package, to be run with this Node: no shell and no .cmd file in between. */
export const program = (...parts) => inRoot("node_modules", ...parts);

/** Something a person can put right. `remedy` says how; commands print both and no stack. */
export class Problem extends Error {
  constructor(message, remedy, exitCode = 1) {
    super(message);
    this.remedy = remedy;
    this.exitCode = exitCode;
  }
}

const skipped = new Set(["node_modules", ".next", ".git", ".data", ".cache"]);

/** Names and contents of files and folders in one number: equal when nothing changed. Missing ones count as empty. */
export function contentHash(names, isWanted = () => true, extra = "") {
  const hash = createHash("sha256").update(extra);
  for (const file of names.flatMap((name) => filesBelow(name)).filter(isWanted)) {
    const content = fs.readFileSync(inRoot(file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

function filesBelow(name) {
  const stat = fs.statSync(inRoot(name), { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [name];
  return fs
    .readdirSync(inRoot(name))
    .sort()
    .filter((entry) => !skipped.has(entry))
    .flatMap((entry) => filesBelow(`${name}/${entry}`));
}

export function readStamp(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : null;
}

export function writeStamp(file, stamp) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, stamp);
}

/** Lets one launcher at a time install, generate and build in this checkout. Survives kill -9 of its holder. */
export async function withCheckoutLock(say, work) {
  const file = inRoot(".cache", "launch.lock");
  fs.mkdirSync(path.dirname(file), { recursive: true });
  let told = false;
  while (!tryLock(file)) {
    if (!told) say("Another start is preparing this folder; waiting for it.");
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await endOrphan();
  const unlock = () => {
    if (holderOf(file) === process.pid) fs.rmSync(file, { force: true });
  };
  process.once("exit", unlock);
  try {
    return await work();
  } finally {
    process.off("exit", unlock);
    unlock();
  }
}

const workerFile = () => inRoot(".cache", "launch.worker");

/** Remembers the program that prepares the checkout: after kill -9 of its launcher it would go on unseen. */
export function rememberWorker(pid) {
  if (pid === null) fs.rmSync(workerFile(), { force: true });
  else writeStamp(workerFile(), String(pid));
}

/** Two installs or builds in one folder at once would spoil it. */
async function endOrphan() {
  const pid = holderOf(workerFile());
  for (let patience = 100; patience > 0 && isRunning(pid, /npm|prisma|next/); patience--) {
    try {
      process.kill(pid, patience > 50 ? "SIGTERM" : "SIGKILL");
    } catch (thrown) {
      if (thrown.code !== "ESRCH") throw thrown;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  rememberWorker(null);
}

function tryLock(file) {
  const aside = `${file}.${process.pid}`;
  fs.writeFileSync(aside, String(process.pid));
  try {
    // Linking is atomic and fails when the lock is there: nobody reads half a lock.
    fs.linkSync(aside, file);
    return true;
  } catch (thrown) {
    if (!fs.existsSync(file)) {
      if (thrown.code !== "EEXIST") throw unwritable(thrown);
      return false;
    }
    const holder = holderOf(file);
    if (!isLauncher(holder) && holderOf(file) === holder) fs.rmSync(file, { force: true });
    return false;
  } finally {
    fs.rmSync(aside, { force: true });
  }
}

function holderOf(file) {
  return fs.existsSync(file) ? Number.parseInt(fs.readFileSync(file, "utf8"), 10) : 0;
}

const isLauncher = (pid) => isRunning(pid, /launch\.mjs/);

function isRunning(pid, name) {
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    return thrown.code === "EPERM";
  }
  const commandLine = `/proc/${pid}/cmdline`;
  // Numbers of processes are used again, and an ended one that nobody collected has an empty command line.
  return !fs.existsSync(commandLine) || name.test(fs.readFileSync(commandLine, "utf8"));
}

function unwritable(cause) {
  return new Problem(
    `This folder (${root}) cannot be written to: ${cause.message}`,
    "Own the folder (chown -R) or copy it to your home, then start again.",
  );
}

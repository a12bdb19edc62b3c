import "server-only";
import fs from "node:fs";
import path from "node:path";
import { type Account, accountFor, canReach } from "./account";
import { StartupProblem } from "./startup-problem";

/** Where an installation keeps its data; `cluster` is the folder of the Postgres files. */
export interface DataDir {
  readonly root: string;
  readonly cluster: string;
  readonly lock: string;
  readonly access: string;
  readonly log: string;
  readonly account: Account | null;
}

/** A home for what an unprivileged Postgres cannot reach below root's own folders. */
export const sharedHome = "/var/lib/concord";

/**
 * Makes the data folder usable and private (0700). Call it before anything else is written there. Refuses a folder
 * that holds somebody else's files, because it is about to be closed to everybody else.
 */
export function openDataDir(dataDir: string, say: (line: string) => void): DataDir {
  const root = path.resolve(dataDir);
  const inside = path.join(root, "postgres");
  refuseForeign(root);
  const account = accountFor(inside);
  makePrivate(root, account);
  return {
    root,
    cluster: account ? reachable(inside, account, say) : resolveLink(inside),
    lock: path.join(root, "instance.lock"),
    access: path.join(root, "postgres-access.json"),
    log: path.join(root, "postgres.log"),
    account,
  };
}

function refuseForeign(root: string): void {
  const stat = fs.statSync(root, { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isDirectory()) {
    throw new StartupProblem(`${root} is a file, not a folder.`, "Set CONCORD_DATA_DIR to a folder.");
  }
  const me = process.getuid?.();
  if (me !== undefined && me !== 0 && stat.uid !== me) {
    throw new StartupProblem(
      `The data folder ${root} belongs to another user (perhaps Concord was started as root before).`,
      "Start Concord as that user, hand the folder over with chown -R, or set CONCORD_DATA_DIR to another folder.",
    );
  }
  const ours = new Set(["postgres", "instance.lock", "postgres-access.json"]);
  // Backups of an installation whose database is elsewhere lie alone in their folder.
  const entries = fs.readdirSync(root).filter((entry) => entry !== "backups");
  if (entries.length > 0 && !entries.some((entry) => ours.has(entry))) {
    throw new StartupProblem(
      `The folder ${root} holds other files; Concord keeps its data in a folder of its own.`,
      "Set CONCORD_DATA_DIR to an empty or a new folder.",
    );
  }
}

/** Root stays able to enter a folder that it gives away; everybody else is kept out. */
function makePrivate(root: string, account: Account | null): void {
  try {
    fs.mkdirSync(root, { recursive: true });
    fs.chmodSync(root, 0o700);
    if (account) fs.chownSync(root, account.uid, account.gid);
    fs.accessSync(root, fs.constants.W_OK);
  } catch (cause) {
    const todo = "Set CONCORD_DATA_DIR to a folder that you may write to.";
    throw new StartupProblem(`Cannot write to the data folder ${root}.`, todo, { cause });
  }
}

function resolveLink(inside: string): string {
  const link = fs.lstatSync(inside, { throwIfNoEntry: false });
  if (!link?.isSymbolicLink()) return inside;
  try {
    return fs.realpathSync(inside);
  } catch (cause) {
    throw new StartupProblem(
      `${inside} points to ${fs.readlinkSync(inside)}, which is gone.`,
      "Put that folder back, or remove the link to begin with an empty database.",
      { cause },
    );
  }
}

/**
 * Below a folder like /root the unprivileged Postgres could not reach its own files. They then live in the shared
 * home, and the data folder holds a link to them: opening root's home to others is not ours to do.
 */
function reachable(inside: string, account: Account, say: (line: string) => void): string {
  const link = fs.lstatSync(inside, { throwIfNoEntry: false });
  if (link) return resolveLink(inside);
  if (canReach(account, inside)) return inside;
  fs.mkdirSync(sharedHome, { recursive: true, mode: 0o755 });
  fs.chmodSync(sharedHome, 0o755);
  const home = fs.mkdtempSync(path.join(sharedHome, "data-"));
  fs.chownSync(home, account.uid, account.gid);
  const target = path.join(home, "postgres");
  fs.symlinkSync(target, inside);
  fs.mkdirSync(target, { mode: 0o700 });
  fs.chownSync(target, account.uid, account.gid);
  say(
    `Postgres runs as "${account.name}", who may not enter ${path.dirname(inside)}; its files are in ${target}, linked from there.`,
  );
  return target;
}

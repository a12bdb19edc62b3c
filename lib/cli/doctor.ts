import { examine, type Finding } from "@/lib/server/doctor/examine";
import { pendingMigrations } from "@/lib/server/migrate";
import { StartupProblem } from "@/lib/server/postgres/startup-problem";
import { type Command, readWords, refuseMore } from "./command";
import { directUrl, migrationsFolder, withDatabase } from "./open-database";

export const doctor: Command = {
  name: "doctor",
  usage: "",
  summary: "Check that all that must be true of the data is true. Changes nothing; may run beside a server.",
  run(words) {
    refuseMore(readWords(words, {}).rest);
    return withDatabase(check, { migrates: false });
  },
};

async function check(): Promise<number> {
  if ((await pendingMigrations(directUrl(), migrationsFolder)).length > 0)
    throw new StartupProblem(
      "The database is of an older version of Concord.",
      "Start Concord once, which brings it up to date, and ask again.",
    );
  let broken = 0;
  let checks = 0;
  for await (const finding of examine()) {
    checks++;
    if (finding.count > 0) broken++;
    tell(finding);
  }
  console.log(
    broken === 0
      ? `\nAll ${checks} checks passed.`
      : `\n${broken} of ${checks} checks found something wrong.`,
  );
  return broken === 0 ? 0 : 1;
}

function tell({ name, count, first }: Finding): void {
  console.log(count === 0 ? `ok      ${name}` : `WRONG   ${name}: ${count}`);
  for (const { projectId, id, detail } of first)
    console.log(`          project ${projectId}: ${id}: ${detail}`);
  if (count > first.length) console.log(`          … and ${count - first.length} more`);
}

import { env } from "@/lib/server/env";
import { ensureJobSchema, runJobs } from "@/lib/server/jobs/run-jobs";
import { StartupProblem } from "@/lib/server/postgres/startup-problem";
import { type Command, readWords, refuseMore } from "./command";
import { openDatabase } from "./open-database";

const say = (line: string) => console.log(line);

export const worker: Command = {
  name: "worker",
  usage: "",
  summary: "Run background jobs only, beside servers on the same DATABASE_URL, until Ctrl-C.",
  async run(words, interrupted) {
    refuseMore(readWords(words, {}).rest);
    if (env().DATABASE_URL === undefined)
      throw new StartupProblem(
        "A worker needs the database of a team server, and DATABASE_URL is not set.",
        "`npm start` runs background jobs by itself; a separate worker is for more than one machine.",
      );
    const database = await openDatabase({ purpose: "server", say });
    try {
      await ensureJobSchema();
      const jobs = await runJobs();
      say("Running background jobs. Stop with Ctrl-C.");
      const stopped = new Promise<void>((resolve) => {
        if (interrupted.aborted) resolve();
        else interrupted.addEventListener("abort", () => resolve(), { once: true });
      });
      await Promise.race([stopped, jobs.done]);
      await jobs.stop();
      return 0;
    } finally {
      await database.close();
    }
  },
};

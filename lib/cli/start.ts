import { adoptSettings, env } from "@/lib/server/env";
import { origin } from "@/lib/server/installation/read";
import { setUpLink } from "@/lib/server/installation/write";
import { ensureJobSchema, type RunningJobs, runJobs } from "@/lib/server/jobs/run-jobs";
import { ensureDemo } from "@/seeds/ensure-demo";
import { type Command, readWords, refuseMore } from "./command";
import { freePort } from "./free-port";
import { type OpenDatabase, openDatabase } from "./open-database";
import { startWebServer, type WebServer } from "./web-server";

const say = (line: string) => console.log(line);

export const start: Command = {
  name: "start",
  usage: "",
  summary: "Run Concord: database, pages, API and background jobs, until Ctrl-C.",
  async run(words, interrupted) {
    refuseMore(readWords(words, {}).rest);
    const { HOST: host, PORT } = env();
    const port = await freePort(PORT, host);
    adoptSettings({ PORT: String(port) });
    const running = new Running();
    try {
      const why = await running.begin({ host, port }, interrupted);
      say(why?.message ?? "Stopping …");
      return why ? 1 : 0;
    } finally {
      await running.end();
    }
  },
};

/** The parts of a server in the order in which they come up; they go down in the opposite one. */
class Running {
  #database: OpenDatabase | null = null;
  #jobs: RunningJobs | null = null;
  #web: WebServer | null = null;

  /** Runs until interrupted (null) or until a part is lost for good (why). */
  async begin(place: { host: string; port: number }, interrupted: AbortSignal): Promise<Error | null> {
    const stopped = new Promise<null>((resolve) => {
      if (interrupted.aborted) resolve(null);
      else interrupted.addEventListener("abort", () => resolve(null), { once: true });
    });
    this.#database = await openDatabase({ purpose: "server", say });
    await ensureJobSchema();
    if (interrupted.aborted) return null;
    if (env().CONCORD_NO_DEMO !== true) await ensureDemo(say);
    if (interrupted.aborted) return null;
    this.#jobs = await runJobs();
    this.#web = await startWebServer(place, say, interrupted);
    if (interrupted.aborted) return null;
    await greet(place.host);
    const jobsLost = this.#jobs.done.then(
      () => stopped,
      (error: unknown) => new Error(`Background jobs ended: ${String(error)}`),
    );
    return Promise.race([stopped, this.#database.lost, this.#web.lost, jobsLost]);
  }

  async end(): Promise<void> {
    try {
      await this.#web?.stop();
      await this.#jobs?.stop();
    } finally {
      await this.#database?.close();
    }
  }
}

async function greet(host: string): Promise<void> {
  const link = await setUpLink();
  say(`\nConcord is ready at ${origin()}`);
  if (host === "127.0.0.1" || host === "localhost" || host === "::1")
    say(
      "Only this machine can reach it. For others too: HOST=0.0.0.0 npm start (behind https, see the README).",
    );
  if (link)
    say(
      `\nNobody has an account yet. Open this link to make yours; it works once, and whoever uses it\nbecomes the owner:\n\n    ${link}\n`,
    );
  say("Stop it with Ctrl-C.");
}

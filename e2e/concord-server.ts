import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { root, serverEnvironment } from "./settings";

/** Ends what hangs; a busy machine takes its time. */
const START_PATIENCE_MS = 300_000;

/** A whole Concord as `npm start` runs it: database, pages, API and jobs, on a port of its own. */
export type ConcordServer = {
  readonly origin: string;
  readonly port: number;
  /** The one-time link of an installation where nobody has an account yet. */
  readonly setUpLink: string | null;
  readonly dataDir: string;
  /** Ends the process that answers requests, as a crash would. Its supervisor starts another. */
  crashWeb(): void;
  /** Ends the database at once, as a crash would. Its supervisor starts another. */
  crashPostgres(): void;
  /** What it has said so far, line by line. */
  readonly said: readonly string[];
  /** Ends everything but the database at once, as a loss of power would end all. */
  kill(): Promise<void>;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>;
};

type Wanted = { readonly dataDir: string; readonly port?: number; readonly hasDemo?: boolean };

/**
 * Starts what `npm start` starts, in the checkout as it was built. The channel between us closes when this
 * process ends, however it ends, and the server then stops by itself.
 */
export async function startConcord({ dataDir, port = 0, hasDemo = false }: Wanted): Promise<ConcordServer> {
  const node = ["--conditions=react-server", "--import", "./lib/cli/follow-launcher.mjs", "--import", "tsx"];
  const child = spawn(process.execPath, [...node, path.join(root, "lib/cli/concord.ts"), "start"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: serverEnvironment({
      CONCORD_DATA_DIR: dataDir,
      PORT: String(port),
      HOST: "127.0.0.1",
      // Every test comes from an address of its own, so that those who guess passwords don't lock out the rest.
      TRUST_PROXY: "1",
      ...(hasDemo ? {} : { CONCORD_NO_DEMO: "1" }),
    }),
  });
  const { origin, setUpLink, said } = await untilReady(child);
  return {
    origin,
    port: Number(new URL(origin).port),
    setUpLink,
    dataDir,
    said,
    crashPostgres: () => process.kill(postmasterOf(dataDir), "SIGKILL"),
    crashWeb: () => process.kill(webProcessOf(child), "SIGKILL"),
    kill() {
      const web = webProcessOf(child);
      const ended = end(child, "SIGKILL");
      process.kill(web, "SIGKILL");
      return ended;
    },
    stop: () => end(child, "SIGTERM"),
  };
}

type Greeting = { readonly origin: string; readonly setUpLink: string | null; readonly said: string[] };

async function untilReady(child: ChildProcess): Promise<Greeting> {
  const said: string[] = [];
  const ready = new Promise<Greeting>((resolve, reject) => {
    let origin = "";
    let setUpLink: string | null = null;
    const hear = (line: string) => {
      said.push(line);
      origin = /^Concord is ready at (\S+)/.exec(line)?.[1] ?? origin;
      setUpLink = /^\s+(http\S+\/link#\S+)/.exec(line)?.[1] ?? setUpLink;
      if (line.startsWith("Stop it with Ctrl-C")) resolve({ origin, setUpLink, said });
    };
    for (const pipe of [child.stdout, child.stderr])
      if (pipe) readline.createInterface({ input: pipe }).on("line", hear);
    child.once("exit", (code) => reject(new Error(`Concord ended (${code}) and said:\n${said.join("\n")}`)));
    setTimeout(
      () => reject(new Error(`Concord did not start and said:\n${said.join("\n")}`)),
      START_PATIENCE_MS,
    ).unref();
  });
  try {
    return await ready;
  } catch (thrown) {
    child.kill("SIGKILL");
    throw thrown;
  }
}

/** The child of the supervisor that serves pages and API, by the name it has given itself; all have the checkout's. */
function webProcessOf({ pid }: ChildProcess): number {
  const words = ["-P", String(pid), "-f", "^next-server"];
  const serving = execFileSync("pgrep", words, { encoding: "utf8" }).trim().split("\n");
  if (serving.length !== 1) throw new Error(`${serving.length} processes serve the pages`);
  return Number(serving[0]);
}

/** The first line of the file that a running Postgres keeps beside its data. */
const postmasterOf = (dataDir: string): number =>
  Number.parseInt(fs.readFileSync(path.join(dataDir, "postgres", "postmaster.pid"), "utf8"), 10);

async function end(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await ended;
}

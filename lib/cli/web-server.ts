import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import readline from "node:readline";
import { env, environmentWith } from "@/lib/server/env";
import { StartupProblem } from "@/lib/server/postgres/startup-problem";

const DRAIN_MS = 20_000;
const START_PATIENCE_MS = 120_000;
/** Longer than proxies keep an idle connection (60 s is usual), so that they don't send into one that is being closed. */
const KEEP_ALIVE_MS = 75_000;
const RESTARTS_MAX = 5;
/** A server that has run this long begins again with all its restarts. */
const HEALTHY_MS = 60_000;

export type WebServer = {
  /** Settles when the server could not be kept running. */
  readonly lost: Promise<Error>;
  /** Lets requests that are being answered finish. */
  stop(): Promise<void>;
};

type Place = { readonly host: string; readonly port: number };

/** Serves pages and API in a process of its own, which is started again when it dies. Answers once it serves, or is interrupted. */
export async function startWebServer(
  place: Place,
  say: (line: string) => void,
  interrupted: AbortSignal,
): Promise<WebServer> {
  let child = spawnServer(place);
  let isStopping = false;
  let restarts = 0;
  let giveUp: (reason: Error) => void = () => {};
  const lost = new Promise<Error>((resolve) => {
    giveUp = resolve;
  });
  await untilServing(place, child, interrupted);

  const watch = (watched: ChildProcess) => {
    const began = Date.now();
    watched.once("exit", (code, signal) => {
      if (isStopping) return;
      if (Date.now() - began > HEALTHY_MS) restarts = 0;
      if (restarts++ >= RESTARTS_MAX) return giveUp(new Error("The web server ends again and again."));
      say(`The web server ended (${signal ?? `exit code ${code}`}); starting it again.`);
      setTimeout(
        () => {
          if (isStopping) return;
          child = spawnServer(place);
          watch(child);
        },
        250 * 2 ** restarts,
      );
    });
  };
  watch(child);
  return {
    lost,
    stop() {
      isStopping = true;
      return end(child);
    },
  };
}

/** The server ends with this process, however that ends: the channel between them closes. */
function spawnServer({ host, port }: Place): ChildProcess {
  const next = path.resolve("node_modules/next/dist/bin/next");
  const loaded = ["--import", "./lib/cli/follow-launcher.mjs", "--import", "./lib/cli/peer-address.mjs"];
  const words = [...loaded, next, "start", "-p", String(port), "-H", host];
  words.push("--keepAliveTimeout", String(KEEP_ALIVE_MS));
  const { APP_URL } = env();
  const child = spawn(process.execPath, words, {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    env: environmentWith({
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      HOST: host,
      PORT: String(port),
      // The sign-in library knows where providers shall send people back to only from here.
      ...(APP_URL === undefined ? {} : { NEXTAUTH_URL: APP_URL }),
    }),
  });
  passOn(child);
  return child;
}

/** Everything that the server says, but for its own greeting: ours says the same, once all is ready. */
function passOn(child: ChildProcess): void {
  if (!child.stdout) return;
  const held: string[] = [];
  let isReady = false;
  const write = (line: string) => process.stdout.write(`${line}\n`);
  readline.createInterface({ input: child.stdout }).on("line", (line) => {
    if (/Ready in/.test(line)) isReady = true;
    else if (!isReady) held.push(line);
    else if (!/^ *(✓|▲|$)/.test(line)) write(line);
  });
  child.once("exit", (code) => {
    if (!isReady && code !== 0 && code !== 143) held.forEach(write);
  });
}

async function untilServing(
  { host, port }: Place,
  child: ChildProcess,
  interrupted: AbortSignal,
): Promise<void> {
  const reachable = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  const address = `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}/api/health`;
  const deadline = Date.now() + START_PATIENCE_MS;
  while (Date.now() < deadline) {
    if (interrupted.aborted) return;
    if (child.exitCode !== null || child.signalCode !== null)
      throw new StartupProblem(
        `The web server ended while it was starting (exit code ${child.exitCode ?? child.signalCode}).`,
        "What it said is above.",
      );
    const answer = await fetch(address, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await end(child);
  throw new StartupProblem(
    "The web server did not answer within two minutes.",
    "Start it again with LOG_LEVEL=debug to see what it is doing.",
  );
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), DRAIN_MS);
  await ended;
  clearTimeout(timer);
}

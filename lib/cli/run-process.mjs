import { spawn } from "node:child_process";
import os from "node:os";
import { inRoot, rememberWorker, root } from "./checkout.mjs";

const children = new Set();
const forwarded = ["SIGINT", "SIGTERM", "SIGHUP"];
let isListening = false;

/** Environment of everything that we start. */
export function childEnv(extra = {}) {
  return { ...process.env, NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1", ...extra };
}

/** Runs a program that prepares the checkout to its end and keeps what it said. */
export async function capture(command, words, { env = {}, shell = false } = {}) {
  const result = run(
    command,
    words,
    { env: childEnv(env), shell, stdio: ["ignore", "pipe", "pipe"] },
    rememberWorker,
  );
  return result.finally(() => rememberWorker(null));
}

/** Runs a program to its end; what it says goes to the screen as it comes. */
export function stream(command, words, { env = {} } = {}) {
  return run(command, words, { env: childEnv(env), stdio: ["ignore", "inherit", "inherit"] });
}

/** Runs one of our TypeScript programs; it ends when this process does, however that ends. */
export function runTypeScript(file, words, { env = {} } = {}) {
  const node = ["--conditions=react-server", "--import", "./lib/cli/follow-launcher.mjs", "--import", "tsx"];
  return run(process.execPath, [...node, inRoot(file), ...words], {
    env: childEnv(env),
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
}

function run(command, words, options, onStart = () => {}) {
  listen();
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { cwd: root, windowsHide: true, ...options });
    const said = [];
    for (const pipe of [child.stdout, child.stderr]) pipe?.on("data", (chunk) => said.push(chunk));
    children.add(child);
    if (child.pid !== undefined) onStart(child.pid);
    child.once("error", (thrown) => {
      children.delete(child);
      reject(thrown);
    });
    child.once("close", (code, signal) => {
      children.delete(child);
      resolve({ code: code ?? 128 + os.constants.signals[signal], output: Buffer.concat(said).toString() });
    });
  });
}

/** Signals are for the program that runs; when it has ended, so do we. */
function listen() {
  if (isListening) return;
  isListening = true;
  endWithNpm();
  for (const signal of forwarded) {
    process.on(signal, () => {
      if (children.size === 0) process.exit(128 + os.constants.signals[signal]);
      // From the keyboard the terminal has already told the whole group.
      const isTold = signal === "SIGINT" && process.stdin.isTTY;
      if (!isTold) for (const child of children) child.kill(signal);
      interrupted = 128 + os.constants.signals[signal];
    });
  }
}

/** Somebody who ends npm means what it runs. Without npm, who started us may leave: a shell that is closed, a script. */
function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === "win32") return;
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, 1_000);
  timer.unref();
}

let interrupted = 0;

/** The exit code of an interruption that this process was asked for, or 0: steps in a row stop there. */
export const interruption = () => interrupted;

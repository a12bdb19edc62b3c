import { spawn } from "node:child_process";
import path from "node:path";
import readline from "node:readline";

export type ApiNode = { readonly origin: string; stop(): Promise<void> };

/** Starts a further process that serves the API on this process's database. */
export async function startApiNode(): Promise<ApiNode> {
  const script = path.join(import.meta.dirname, "api-node.ts");
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", script], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const port = await new Promise<string>((resolve, reject) => {
    readline.createInterface({ input: child.stdout }).once("line", resolve);
    child.once("exit", (code) => reject(new Error(`The node ended while starting (${code})`)));
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

import "server-only";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const ours = createRequire(import.meta.url);
let program: Promise<string> | undefined;

/**
 * The program of the threads that compare, as one script. A thread that reads it is there after some tens of
 * milliseconds; one that reads the sources, and translates each, takes several hundred. Made once per process.
 */
export function comparisonProgram(): Promise<string> {
  program ??= bundle().catch((error: unknown) => {
    program = undefined;
    throw error;
  });
  return program;
}

async function bundle(): Promise<string> {
  // The one that tsx brings, by which this very file was translated: no second one, and no other version.
  const { build }: typeof import("esbuild") = createRequire(ours.resolve("tsx/package.json"))("esbuild");
  const { outputFiles } = await build({
    // Not `new URL(…, import.meta.url)`: bundlers would take that for a file of theirs.
    entryPoints: [fileURLToPath(import.meta.url).replace(/[^/\\]+$/, "comparison-worker.ts")],
    bundle: true,
    write: false,
    platform: "node",
    target: `node${process.versions.node}`,
    format: "cjs",
    conditions: ["react-server"],
    // Finds a file of its own beside it, so it stays where it is.
    alias: { highs: ours.resolve("highs") },
    external: [ours.resolve("highs")],
    logLevel: "silent",
  });
  const [script] = outputFiles;
  if (!script) throw new Error("The program of the threads could not be put together");
  return script.text;
}

import fs from "node:fs";
import path from "node:path";
import {
  contentHash,
  inRoot,
  Problem,
  program,
  readStamp,
  withCheckoutLock,
  writeStamp,
} from "./checkout.mjs";
import { say, step } from "./progress.mjs";
import { capture, interruption } from "./run-process.mjs";

/** Brings this checkout to where its commands can run. What is up to date is not done again. */
export function prepare({ build = false } = {}) {
  return withCheckoutLock(say, async () => {
    await install();
    await generate();
    if (build) await buildPages();
  });
}

/** Installs the packages of package-lock.json unless these very ones are there. */
export async function install() {
  const stampFile = inRoot("node_modules", ".concord-installed");
  const stamp = contentHash(
    ["package.json", "package-lock.json"],
    undefined,
    `${process.platform}-${process.arch}`,
  );
  if (readStamp(stampFile) === stamp) return;
  if (readStamp(stampFile) === null && isInstalled()) {
    writeStamp(stampFile, stamp);
    return;
  }
  fs.rmSync(stampFile, { force: true });
  await step("Installing packages (the first time this takes a minute or two)", async () => {
    // Explicit, because NODE_ENV=production would leave out what the build needs.
    const words = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"];
    const { code, output } = await npm(words);
    if (code !== 0)
      throw failure("npm ci", output, "Check the network and the space on the disk, then start again.");
  });
  writeStamp(stampFile, stamp);
}

function npm(words) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith("npm-cli.js")) return capture(process.execPath, [cli, ...words]);
  // On Windows npm is a .cmd file, which only a shell can run.
  return capture("npm", words, { shell: process.platform === "win32" });
}

/** Did somebody run `npm ci` by hand? npm leaves a list of what it installed. */
function isInstalled() {
  const list = inRoot("node_modules", ".package-lock.json");
  if (!fs.existsSync(list)) return false;
  const installed = JSON.parse(fs.readFileSync(list, "utf8")).packages;
  const wanted = JSON.parse(fs.readFileSync(inRoot("package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(
    ([name, entry]) =>
      name === "" || entry.optional || entry.devOptional || installed[name]?.version === entry.version,
  );
}

/** Generates the database client when the schema or Prisma changed. Works offline and on every system. */
export async function generate() {
  const folder = inRoot("lib", "server", "generated");
  const stampFile = path.join(folder, ".stamp");
  const prisma = JSON.parse(fs.readFileSync(program("prisma", "package.json"), "utf8")).version;
  const stamp = contentHash(["prisma/schema.prisma"], undefined, prisma);
  if (readStamp(stampFile) === stamp) return;
  await step("Generating the database client", async () => {
    // `generate` looks for an engine that it never runs and would download it: any program that exists will do.
    const env = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1" };
    const { code, output } = await capture(
      process.execPath,
      [program("prisma", "build", "index.js"), "generate"],
      { env },
    );
    if (code !== 0)
      throw failure("prisma generate", output, "If you changed prisma/schema.prisma, mend what it says.");
  });
  writeStamp(stampFile, stamp);
}

const sources = [
  ...[
    "app",
    "components",
    "lib",
    "seeds",
    "public",
    "prisma/schema.prisma",
    "proxy.ts",
    "instrumentation.ts",
  ],
  ...["next.config.js", "next.config.ts", "next.config.mjs", "postcss.config.mjs", "tsconfig.json"],
  ...["package.json", "package-lock.json", ".env", ".env.production"],
];
const isBuilt = (file) => !/\.test\.tsx?$|^lib\/(cli|test|server\/generated)\//.test(file);

/** Builds the pages when their sources changed. */
export async function buildPages() {
  const stampFile = inRoot(".next", "concord-build");
  const env = Object.entries(process.env).filter(([name]) => name.startsWith("NEXT_PUBLIC_"));
  const stamp = contentHash(sources, isBuilt, JSON.stringify(env.sort()));
  if (readStamp(stampFile) === stamp && fs.existsSync(inRoot(".next", "BUILD_ID"))) return;
  fs.rmSync(stampFile, { force: true });
  await step("Building the pages (only when something changed)", async () => {
    const words = [program("next", "dist", "bin", "next"), "build"];
    const { code, output } = await capture(process.execPath, words, { env: { NODE_ENV: "production" } });
    if (code !== 0) throw failure("next build", output, "If you changed the code, mend what it says.");
  });
  writeStamp(stampFile, stamp);
}

function failure(what, output, remedy) {
  if (interruption() > 0) return new Problem("Interrupted.", "", interruption());
  return new Problem(`\`${what}\` failed. It said:\n\n${excerpt(output)}\n`, remedy);
}

/** npm tells the cause first and its manual last; builds tell the cause last. */
function excerpt(output) {
  const lines = output.split("\n").filter((line) => line.trim() !== "" && !/^npm (warn|notice)/.test(line));
  const isLong = lines.length > 60 && !process.env.CONCORD_DEBUG;
  const shown = isLong ? [...lines.slice(0, 20), "…", ...lines.slice(-35)] : lines;
  return shown.map((line) => `    ${line}`).join("\n");
}

import fs from "node:fs";
import path from "node:path";
import { inRoot, Problem } from "./checkout.mjs";
import { ensureChromium } from "./chromium.mjs";
import { completeLockfile } from "./lockfile.mjs";
import { prepare } from "./prepare.mjs";
import { say } from "./progress.mjs";
import { runTypeScript } from "./run-process.mjs";
import { test } from "./test-run.mjs";

const oldest = [20, 19];

/** The commands that need more than the packages and the database client; all others are lib/cli/concord.ts's. */
const commands = {
  async start(words) {
    await prepare({ build: true });
    return (
      await runTypeScript("lib/cli/concord.ts", ["start", ...words], { env: { NODE_ENV: "production" } })
    ).code;
  },
  test,
  async generate() {
    await prepare();
    return 0;
  },
  async build() {
    await prepare({ build: true });
    return 0;
  },
  async bench([name, ...words]) {
    const known = fs.readdirSync(inRoot("bench")).filter((file) => file.endsWith(".ts"));
    if (!known.includes(`${name}.ts`)) {
      const names = known.map((file) => path.basename(file, ".ts")).join(", ");
      throw new Problem("Say which benchmark to run.", `npm run bench -- NAME; there are: ${names}`, 2);
    }
    await prepare({ build: true });
    const env = { ...(await ensureChromium()), NODE_ENV: "production" };
    return (await runTypeScript(`bench/${name}.ts`, words, { env })).code;
  },
  async lockfile() {
    say(`Added ${completeLockfile().length} packages of other systems to package-lock.json.`);
    return 0;
  },
  async migration(words) {
    await prepare();
    return (await runTypeScript("lib/cli/migration.ts", words)).code;
  },
  async database() {
    await prepare();
    return (await runTypeScript("lib/cli/database.ts", [process.env.CONCORD_DATA_DIR ?? inRoot(".data")]))
      .code;
  },
};

async function main([command = "help", ...words]) {
  checkNode();
  if (Object.hasOwn(commands, command)) return commands[command](words);
  await prepare();
  return (await runTypeScript("lib/cli/concord.ts", [command, ...words])).code;
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  throw new Problem(
    `Concord needs Node.js ${oldest.join(".")} or newer; this is ${process.versions.node}.`,
    "Install a current version from your system's packages or a version manager, then start again.",
  );
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (thrown) => {
    const isExplained = thrown instanceof Problem;
    const remedy = isExplained ? thrown.remedy : "This should not happen; with CONCORD_DEBUG=1 it says more.";
    say(`\n${process.env.CONCORD_DEBUG ? thrown.stack : thrown.message}\n${remedy}`);
    process.exitCode = thrown.exitCode ?? 1;
  },
);

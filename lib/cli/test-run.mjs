import fs from "node:fs";
import path from "node:path";
import { inRoot, Problem, program, withCheckoutLock } from "./checkout.mjs";
import { ensureChromium } from "./chromium.mjs";
import { buildPages, generate, install } from "./prepare.mjs";
import { say } from "./progress.mjs";
import { interruption, stream } from "./run-process.mjs";

const node = process.execPath;
const reports = inRoot(".cache", "test");

/** Each part says how it did in numbers of tests; a check without tests counts as one. */
const parts = {
  lint: async (words) =>
    one(await stream(node, [program("@biomejs", "biome", "bin", "biome"), "check", ...orAll(words)])),
  types: async () => {
    const typegen = await stream(node, [program("next", "dist", "bin", "next"), "typegen"]);
    if (typegen.code !== 0) return one(typegen);
    return one(await stream(node, [program("typescript", "bin", "tsc"), "--noEmit"]));
  },
  unit: (words) => vitest("unit", words),
  db: (words) => vitest("db", words),
  e2e: (words) => playwright(words),
};
const neverBuilt = new Set(["lint", "types", "unit", "db"]);

/** `npm test`: everything; `npm test -- unit PATH…`: one part, its words passed on. Answers with the exit code. */
export async function test([name, ...words]) {
  if (name !== undefined && !(name in parts)) {
    throw new Problem(
      `There is no part "${name}".`,
      `Parts are ${Object.keys(parts).join(", ")}; without one all run.`,
      2,
    );
  }
  fs.rmSync(reports, { recursive: true, force: true });
  fs.mkdirSync(reports, { recursive: true });
  const total = { passed: 0, failed: 0 };
  await withCheckoutLock(say, async () => {
    await install();
    await generate();
  });
  for (const part of name === undefined ? Object.keys(parts) : [name]) {
    if (interruption() > 0) break;
    const began = performance.now();
    say(`\n── ${part} ──`);
    const { passed, failed } = await runPart(part, words);
    total.passed += passed;
    total.failed += failed;
    say(`${part}: ${passed} passed, ${failed} failed, ${((performance.now() - began) / 1000).toFixed(1)} s`);
  }
  say(`\n${total.passed} passed, ${total.failed} failed`);
  return interruption() || (total.failed > 0 || total.passed === 0 ? 1 : 0);
}

async function runPart(part, words) {
  try {
    if (neverBuilt.has(part)) return await parts[part](words);
    await withCheckoutLock(say, buildPages);
    return await parts[part](words);
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    say(`${thrown.message}\n${thrown.remedy}`);
    return { passed: 0, failed: 1 };
  }
}

const orAll = (words) => (words.length > 0 ? words : ["."]);
const one = ({ code }) => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

async function vitest(project, words) {
  const report = path.join(reports, `${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const runner = program("vitest", "vitest.mjs");
  const { code } = await stream(node, [runner, "run", "--project", project, ...reporters, ...words], {
    env: { NODE_ENV: "test" },
  });
  const { numPassedTests, numFailedTests, testResults } = readReport(report) ?? {};
  // A file that cannot even be loaded has no tests to fail.
  const unloaded = (testResults ?? []).filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  return settle(code, numPassedTests ?? 0, (numFailedTests ?? 0) + unloaded.length);
}

async function playwright(words) {
  const report = path.join(reports, "e2e.json");
  const env = {
    ...(await ensureChromium()),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  };
  const { code } = await stream(
    node,
    [program("@playwright/test", "cli.js"), "test", "--reporter=list,json", ...words],
    {
      env,
    },
  );
  const { stats } = readReport(report) ?? {};
  return settle(code, stats?.expected ?? 0, (stats?.unexpected ?? 0) + (stats?.flaky ?? 0));
}

/** A runner that says it failed has failed, also where no test did: an error between tests, a set-up that broke. */
function settle(code, passed, failed) {
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

function readReport(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : null;
}

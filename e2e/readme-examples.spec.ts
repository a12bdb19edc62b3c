import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { createApiKey } from "@/lib/contracts/accounts";
import { listAnnotations } from "@/lib/contracts/annotations";
import { listDocuments } from "@/lib/contracts/documents";
import { listProjects } from "@/lib/contracts/projects";
import { expect, test } from "./fixtures";
import type { Api } from "./people";
import { root } from "./settings";

/** Blocks of the README that begin with "```sh api" or "```python api" are programs, and are run as they stand. */
function examples(language: "sh" | "python"): string[] {
  const readme = fs.readFileSync(path.join(root, "README.md"), "utf8");
  const fence = new RegExp(`^\`\`\`${language} api\\n([\\s\\S]*?)^\`\`\`$`, "gm");
  return [...readme.matchAll(fence)].map(([, code = ""]) => code);
}

const hasPython = spawnSync("python3", ["--version"]).status === 0;

/** Runs a program with a key of the caller's, in a folder of its own. Answers with what it printed. */
async function run(api: Api, folder: string, program: string, words: readonly string[]): Promise<string> {
  const { key } = await api.call(createApiKey, { body: { name: "README" } });
  return execFileSync(program, words, {
    cwd: folder,
    encoding: "utf8",
    // A shell whose input is a socket takes itself for a remote one and reads its start-up files.
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      CONCORD_URL: api.origin,
      CONCORD_KEY: key,
      PYTHONUTF8: "1",
      // The server is on this machine, whatever proxy leads elsewhere.
      no_proxy: "*",
    },
  });
}

/** The words of each mark in the only document of a project with this name. */
async function marksOf(api: Api, name: string): Promise<string[]> {
  const project = (await api.call(listProjects, { query: { limit: 1_000 } })).items.find(
    (one) => one.name === name,
  );
  const params = { project: project?.id ?? "" };
  const [document] = (await api.call(listDocuments, { params })).items;
  const { items } = await api.call(listAnnotations, { params: { ...params, document: document?.id ?? "" } });
  return items.flatMap((row) => (row.kind === "span" ? [`${row.tag}: ${row.spans[0]?.quote}`] : []));
}

test("the README's examples for curl do what they say", async ({ ownerApi }, { outputDir }) => {
  const [example = "", ...others] = examples("sh");
  expect(others).toEqual([]);
  fs.mkdirSync(outputDir, { recursive: true });
  await run(ownerApi, outputDir, "bash", ["-euo", "pipefail", "-c", example]);

  expect(await marksOf(ownerApi, "Harbour talks")).toEqual([
    "ACTOR: Minister Oran",
    "EVENT: met",
    "QUOTE: “We agreed,”",
  ]);
  const lines = fs.readFileSync(path.join(outputDir, "harbour-talks.jsonl"), "utf8").trimEnd().split("\n");
  expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ type: "end", documents: 1, annotations: 3 });
});

test("the README's example for Python does what it says", async ({ ownerApi }, {
  outputDir,
  annotations,
}) => {
  const [example = "", ...others] = examples("python");
  expect(example).toContain("urllib.request");
  expect(others).toEqual([]);
  if (!hasPython) {
    annotations.push({
      type: "left out",
      description: "There is no python3 on this machine to run it with.",
    });
    return;
  }
  fs.mkdirSync(outputDir, { recursive: true });
  const printed = await run(ownerApi, outputDir, "python3", ["-c", example]);

  expect(printed.trim().split("\n")).toEqual(["ACTOR ['Vell']", "ACTOR ['Vell']"]);
  expect(await marksOf(ownerApi, "Two capitals")).toEqual(["ACTOR: Vell", "ACTOR: Vell"]);
});

test("the pictures that the README shows are there", () => {
  const readme = fs.readFileSync(path.join(root, "README.md"), "utf8");
  const pictures = [...readme.matchAll(/docs\/images\/[\w-]+\.png/g)].map(([file]) => file);
  expect(pictures.length).toBeGreaterThan(0);
  for (const file of pictures) expect(fs.statSync(path.join(root, file)).size).toBeLessThan(300_000);
});

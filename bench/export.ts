import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { to as copyTo } from "pg-copy-streams";
import { openDatabase } from "@/lib/cli/open-database";
import { createUser } from "@/lib/server/accounts/write";
import { exportCorpus } from "@/lib/server/corpus/export-corpus";
import { connect, db } from "@/lib/server/database";
import { adoptSettings } from "@/lib/server/env";
import { userPrincipal } from "@/lib/server/users/user-principal";
import { buildDocument, buildProject, buildWork, scopeOf } from "@/seeds/build";
import { workloads } from "./workload";

/**
 * A JSONL export beside a COPY of the same documents and annotations as plain JSON rows, in one run. Prints a
 * table and writes bench/results/export.json. `npm run bench -- export [runs]`, five runs unless told otherwise.
 */
const RUNS_DEFAULT = 5;
const DOCUMENTS = 60;
const person = { email: "bench@example.org", name: "Bench", password: "a long bench to sit on" };

type Sample = { readonly seconds: number; readonly bytes: number; readonly sha256: string };
type Row = { workload: string; metric: string; unit: string; value: number; baseline: number; ratio: number };

async function main(runs: number): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "concord-bench-"));
  adoptSettings({ CONCORD_DATA_DIR: dataDir, LOG_LEVEL: "warn" });
  const database = await openDatabase({ purpose: "server", say: () => {} });
  try {
    const { projectId, annotations, exportOnce } = await seed();
    const ours: Sample[] = [];
    const copies: Sample[] = [];
    for (let run = 0; run <= runs; run++) {
      copies.push(await sampleOf(copyOf(projectId)));
      ours.push(await sampleOf(await exportOnce()));
    }
    if (new Set(ours.map(({ sha256 }) => sha256)).size > 1) throw new Error("Two exports differ");
    // The first run warms caches.
    const rows = compare(annotations, ours.slice(1), copies.slice(1));
    for (const { workload, metric, unit, value, baseline, ratio } of rows)
      console.log(`${workload}  ${metric.padEnd(12)}${value} ${unit}  copy ${baseline}  × ${ratio}`);
    console.log(`largest memory in use: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
    mkdirSync("bench/results", { recursive: true });
    writeFileSync("bench/results/export.json", `${JSON.stringify(rows, null, 2)}\n`);
    console.log("Written to bench/results/export.json");
  } finally {
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Sixty long articles with two thousand annotations each, some with a note or an attribute. */
async function seed() {
  await createUser({ ...person, administers: true });
  const principal = await userPrincipal(person.email);
  const projectId = await buildProject(principal, { name: "Bench" });
  const workload = workloads.find(({ name }) => name === "M");
  if (!workload) throw new Error("There is no workload M");
  for (let at = 0; at < DOCUMENTS; at++) {
    const title = `Article ${at}`;
    const text = `${title}\n\n${workload.text}`;
    const documentId = await buildDocument(projectId, principal, { title, text });
    const shift = title.length + 2;
    const steps = workload.spans.map(({ tag, start, end }, index) => ({
      kind: "span" as const,
      tag,
      spans: [{ start: start + shift, end: end + shift }],
      ...(index % 5 === 0 ? { attributes: { certainty: "UNSURE" } } : {}),
      ...(index % 7 === 0 ? { note: "Who is meant is said two sentences further up." } : {}),
    }));
    for (let from = 0; from < steps.length; from += 1_000) {
      const part = steps.slice(from, from + 1_000);
      await buildWork(projectId, principal, { documentId, steps: part, isSubmitted: false });
    }
  }
  await db().$executeRaw`ANALYZE`;
  const scope = await scopeOf("corpus.export", principal, projectId);
  const selection = {
    format: "jsonl",
    set: "all",
    status: "any",
    split: "any",
    revisions: "newest",
  } as const;
  return {
    projectId,
    annotations: DOCUMENTS * workload.spans.length,
    exportOnce: async () => (await exportCorpus(scope, selection)).bytes,
  };
}

/** The baseline: what the database can hand out of the same rows, untouched by us. */
async function* copyOf(projectId: string): AsyncGenerator<Uint8Array> {
  const client = await connect("direct");
  try {
    // A uuid that this program made; COPY takes no parameters.
    for (const table of ["Document", "Annotation"])
      yield* client.query(
        copyTo(`COPY (SELECT row_to_json(r) FROM "${table}" r WHERE "projectId" = '${projectId}') TO STDOUT`),
      );
  } finally {
    await client.end();
  }
}

async function sampleOf(pieces: AsyncIterable<Uint8Array>): Promise<Sample> {
  const hash = createHash("sha256");
  let bytes = 0;
  const began = performance.now();
  for await (const piece of pieces) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { seconds: (performance.now() - began) / 1_000, bytes, sha256: hash.digest("hex") };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

function compare(annotations: number, ours: readonly Sample[], copies: readonly Sample[]): Row[] {
  const row = (metric: string, unit: string, of: (sample: Sample) => number): Row => {
    const [value, baseline] = [median(ours.map(of)), median(copies.map(of))];
    const round = (number: number) => Math.round(number * 100) / 100;
    return {
      workload: "export",
      metric,
      unit,
      value: round(value),
      baseline: round(baseline),
      ratio: round(value / baseline),
    };
  };
  return [
    row("time", "s", ({ seconds }) => seconds),
    row("annotations", "1/s", ({ seconds }) => annotations / seconds),
    row("bytes", "MB/s", ({ bytes, seconds }) => bytes / seconds / 1e6),
  ];
}

main(Number(process.argv[2]) || RUNS_DEFAULT).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);

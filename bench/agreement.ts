import { mkdirSync, writeFileSync } from "node:fs";
import { planOf } from "@/lib/domain/agreement/plan";
import { measures } from "@/lib/domain/agreement/registry";
import { type CodedRow, codingsOf } from "@/lib/server/agreement/coded-row";
import { compareInWorker } from "@/lib/server/agreement/compare-in-worker";
import { corpusOf, type Size } from "./agreement-corpus";

/**
 * How long all measures but the slow ones take, and γ on fewer documents, in the threads that reports are made in,
 * with 1,000 resamples: from texts and annotations in memory to figures. The baseline is the obvious way: counting all documents anew for
 * every resample, measured as one count of the same documents times the resamples. Writes
 * bench/results/agreement.json. `npm run bench -- agreement [runs]`, three runs unless told otherwise.
 */
const RUNS_DEFAULT = 3;
const RESAMPLES = 1_000;
const BATCH = 50;

const usual: Size = { documents: 1_000, coders: 5, spans: 100 };
/** Each dimension grows while the others stay. */
const sizes: readonly Size[] = [
  { ...usual, documents: 125 },
  { ...usual, documents: 250 },
  { ...usual, documents: 500 },
  usual,
  { ...usual, coders: 2 },
  { ...usual, coders: 3 },
  { ...usual, spans: 25 },
  { ...usual, spans: 50 },
  { documents: 100, coders: 2, spans: 100, isSlow: true },
  { documents: 100, coders: 3, spans: 50, isSlow: true },
  { documents: 10, coders: 5, spans: 100, isSlow: true },
];

async function* batches(documents: readonly CodedRow[]): AsyncGenerator<CodedRow[]> {
  for (let at = 0; at < documents.length; at += BATCH) yield documents.slice(at, at + BATCH);
}

/** Milliseconds of the clock and of the processor, from the first document to the figures. */
async function measure(
  documents: readonly CodedRow[],
  resamples: number,
  wantsSlow: boolean,
): Promise<{ time: number; cpu: number }> {
  const plan = planOf(
    documents.map((row) => ({ id: row.id, length: 0, tokens: [], codings: codingsOf(row) })),
  );
  const chosen = measures.filter(({ isSlow }) => isSlow === wantsSlow).map(({ id }) => id);
  const settings = { measures: chosen, resamples, confidence: 0.95, seed: 1, itemsMax: 20 };
  const started = performance.now();
  const before = process.cpuUsage();
  const idle = async () => undefined;
  await compareInWorker(plan, settings, batches(documents), {
    counted: idle,
    aligned: idle,
    resampled: idle,
  });
  const { user, system } = process.cpuUsage(before);
  return { time: performance.now() - started, cpu: (user + system) / 1_000 };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function main(runs: number): Promise<void> {
  const rows = [];
  for (const size of sizes) {
    const documents = corpusOf(size);
    const { isSlow = false } = size;
    const ours: { time: number; cpu: number }[] = [];
    const once: { time: number; cpu: number }[] = [];
    for (let run = 0; run < runs; run++) {
      once.push(await measure(documents, 0, isSlow));
      ours.push(await measure(documents, RESAMPLES, isSlow));
    }
    const workload = `${isSlow ? "γ, " : ""}${size.documents} documents, ${size.coders} coders, ${size.spans} spans`;
    for (const metric of ["time", "cpu"] as const) {
      const value = Math.round(median(ours.map((one) => one[metric])));
      const baseline = Math.round(median(once.map((one) => one[metric])) * (RESAMPLES + 1));
      const ratio = Math.round((value / baseline) * 100_000) / 100_000;
      rows.push({ workload, metric, unit: "ms", value, baseline, ratio });
      console.log(
        `${workload}  ${metric.padEnd(5)}${String(value).padStart(8)} ms  recount ${String(baseline).padStart(10)}  × ${ratio}`,
      );
    }
  }
  mkdirSync("bench/results", { recursive: true });
  writeFileSync("bench/results/agreement.json", `${JSON.stringify(rows, null, 2)}\n`);
  console.log("Written to bench/results/agreement.json");
}

main(Number(process.argv[2]) || RUNS_DEFAULT).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);

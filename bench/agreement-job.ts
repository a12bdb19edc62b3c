import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { uuidv7 } from "uuidv7";
import { openDatabase } from "@/lib/cli/open-database";
import { AgreementOptions } from "@/lib/contracts/agreement";
import { JobTimes } from "@/lib/server/agreement/job-times";
import { runAgreementJob } from "@/lib/server/agreement/run-agreement-job";
import { db } from "@/lib/server/database";
import { adoptSettings } from "@/lib/server/env";
import type { Size } from "./agreement-corpus";
import { seedAgreement } from "./agreement-seed";

/**
 * The job of an agreement report, from its start to the stored report, over work that lies in the database: all
 * measures but the slow ones, 1,000 resamples. The first run, which also puts the program of the threads together,
 * counts like the others. Writes bench/results/agreement-job.json. `npm run bench -- agreement-job [runs]`, five
 * runs unless told otherwise.
 */
const RUNS_DEFAULT = 5;
const size: Size = { documents: 1_000, coders: 5, spans: 100 };
/** What the job should take on two cores that are free. */
const AIM_MS = 5_000;

type Sample = Readonly<Record<string, number>>;

async function main(runs: number): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "concord-bench-"));
  adoptSettings({ CONCORD_DATA_DIR: dataDir, LOG_LEVEL: "warn" });
  const database = await openDatabase({ purpose: "server", say: () => {} });
  try {
    const projectId = await seedAgreement(size);
    const samples: Sample[] = [];
    for (let run = 0; run < runs; run++) samples.push(await sampleOf(projectId));
    const workload = `${size.documents} documents, ${size.coders} coders, ${size.spans} spans`;
    const rows = Object.keys(samples[0] ?? {}).map((metric) => {
      const value = median(samples.map((sample) => sample[metric] ?? Number.NaN));
      const unit = metric.startsWith("idle") ? "%" : "ms";
      const aim =
        metric === "time" ? { baseline: AIM_MS, ratio: Math.round((value / AIM_MS) * 100) / 100 } : {};
      return { workload, metric, unit, value, ...aim };
    });
    for (const { metric, value, unit } of rows)
      console.log(`${workload}  ${metric.padEnd(12)}${String(value).padStart(8)} ${unit}`);
    mkdirSync("bench/results", { recursive: true });
    writeFileSync("bench/results/agreement-job.json", `${JSON.stringify(rows, null, 2)}\n`);
    console.log("Written to bench/results/agreement-job.json");
  } finally {
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** One job: time by the clock, and of it the parts; processor time of this process and its threads. */
async function sampleOf(projectId: string): Promise<Sample> {
  const id = uuidv7();
  // Not asked for as people do: the report that is there already would be the answer.
  await db().agreementReport.create({ data: { projectId, id, options: AgreementOptions.parse({}) } });
  const times = new JobTimes();
  const began = performance.now();
  const before = process.cpuUsage();
  const attempt = { attempts: 1, max_attempts: 1 };
  await runAgreementJob({ projectId, reportId: id, revision: 1 }, attempt, undefined, times);
  const { user, system } = process.cpuUsage(before);
  const time = performance.now() - began;
  const { state } = await db().agreementReport.findUniqueOrThrow({
    where: { projectId_id: { projectId, id } },
    select: { state: true },
  });
  if (state !== "done") throw new Error(`The report is ${state}`);
  const idle = times.threads.map((worked, at) => [
    `idle ${at + 1}`,
    Math.round(100 * Math.max(0, 1 - worked / time)),
  ]);
  const milliseconds = { time, cpu: (user + system) / 1_000, ...times.parts, reading: times.reading };
  return {
    ...Object.fromEntries(Object.entries(milliseconds).map(([name, value]) => [name, Math.round(value)])),
    ...Object.fromEntries(idle),
  };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

main(Number(process.argv[2]) || RUNS_DEFAULT).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { freePort } from "@/lib/cli/free-port";
import { openDatabase } from "@/lib/cli/open-database";
import { startWebServer } from "@/lib/cli/web-server";
import { createUser } from "@/lib/server/accounts/write";
import { adoptSettings } from "@/lib/server/env";
import { ensureJobSchema } from "@/lib/server/jobs/run-jobs";
import { userPrincipal } from "@/lib/server/users/user-principal";
import { buildDocument, buildProject, buildWork } from "@/seeds/build";
import { measurePlain, measureReader, type Sample } from "./surface-page";
import { type Workload, workloads } from "./workload";

/**
 * The annotation page beside the same text in plain paragraphs, in one Chromium, in one run. Prints a table and
 * writes bench/results/surface.json. `npm run bench -- surface [runs]`, five runs unless told otherwise.
 */
const RUNS_DEFAULT = 5;
const person = { email: "bench@example.org", name: "Bench", password: "a long bench to sit on" };
const metrics = ["open", "load", "key", "remove", "dropped", "heap"] as const;
const units = { open: "ms", load: "ms", key: "ms", remove: "ms", dropped: "%", heap: "MB" } as const;

type Row = {
  workload: Workload["name"];
  metric: (typeof metrics)[number];
  unit: string;
  value: number;
  baseline: number;
  ratio: number;
};

async function main(runs: number): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "concord-bench-"));
  const host = "127.0.0.1";
  const port = await freePort(0, host);
  adoptSettings({ CONCORD_DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: "warn" });
  const interrupted = new AbortController();
  process.once("SIGINT", () => interrupted.abort());
  const database = await openDatabase({ purpose: "server", say: () => {} });
  await ensureJobSchema();
  const documents = await seed();
  const web = await startWebServer({ host, port }, () => {}, interrupted.signal);
  const plain = await servePlain();
  const browser = await launch();
  try {
    const rows: Row[] = [];
    for (const { workload, address } of documents) {
      const page = await signedIn(browser, `http://localhost:${port}`);
      const ours: Sample[] = [];
      const theirs: Sample[] = [];
      for (let run = 0; run <= runs; run++) {
        theirs.push(await measurePlain(page, `${plain.origin}/${workload.name}`));
        ours.push(await measureReader(page, `http://localhost:${port}${address}`, workload));
      }
      // The first run warms the server and the browser's caches.
      rows.push(...compare(workload.name, ours.slice(1), theirs.slice(1)));
      report(rows.slice(-metrics.length), Math.max(...ours.slice(1).map((sample) => sample.longestTask)));
      await page.context().close();
    }
    mkdirSync("bench/results", { recursive: true });
    writeFileSync("bench/results/surface.json", `${JSON.stringify(rows, null, 2)}\n`);
    console.log("Written to bench/results/surface.json");
  } finally {
    await browser.close();
    plain.close();
    await web.stop();
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function seed(): Promise<{ workload: Workload; address: string }[]> {
  await createUser({ ...person, administers: true });
  const principal = await userPrincipal(person.email);
  const projectId = await buildProject(principal, { name: "Bench" });
  const documents = [];
  for (const workload of workloads) {
    const documentId = await buildDocument(projectId, principal, {
      title: `Workload ${workload.name}`,
      text: workload.text,
    });
    for (let at = 0; at < workload.spans.length; at += 1_000) {
      const steps = workload.spans
        .slice(at, at + 1_000)
        .map(({ tag, start, end }) => ({ kind: "span" as const, tag, spans: [{ start, end }] }));
      await buildWork(projectId, principal, { documentId, steps, isSubmitted: false });
    }
    documents.push({ workload, address: `/projects/${projectId}/documents/${documentId}` });
  }
  return documents;
}

/** The baseline: a page that is nothing but the text in paragraphs, in the same letters and measure. */
async function servePlain(): Promise<{ origin: string; close(): void }> {
  const style =
    "body{margin:2rem auto;max-width:70ch;font:1.1875rem/2 Charter,Georgia,'Noto Serif','Liberation Serif',serif}p{margin:0 0 .55em}";
  const pages = new Map(
    workloads.map(({ name, text }) => {
      const paragraphs = text
        .split(/\n+/)
        .map((line) => `<p>${line}</p>`)
        .join("\n");
      return [
        `/${name}`,
        `<!doctype html><html lang=en><meta charset=utf-8><title>${name}</title><style>${style}</style><body>${paragraphs}`,
      ];
    }),
  );
  const server = http.createServer((request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
    response.end(pages.get(request.url ?? "") ?? "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CONCORD_CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--disable-gpu",
      "--enable-precise-memory-info",
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
  });

async function signedIn(browser: Browser, origin: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  // The loader that runs this file names functions through a helper that pages don't have.
  await context.addInitScript({ content: "globalThis.__name ??= (named) => named" });
  const { csrfToken } = (await (await context.request.get(`${origin}/api/auth/csrf`)).json()) as {
    csrfToken: string;
  };
  const answer = await context.request.post(`${origin}/api/auth/callback/credentials`, {
    form: { email: person.email, password: person.password, csrfToken, json: "true" },
    headers: { origin, "sec-fetch-site": "same-origin" },
  });
  if (!answer.ok()) throw new Error(`Could not sign in: ${answer.status()}`);
  return context.newPage();
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

function compare(workload: Workload["name"], ours: readonly Sample[], theirs: readonly Sample[]): Row[] {
  return metrics.map((metric) => {
    const value = median(ours.map((sample) => sample[metric]));
    const baseline = median(theirs.map((sample) => sample[metric]));
    const round = (number: number) => Math.round(number * 100) / 100;
    return {
      workload,
      metric,
      unit: units[metric],
      value: round(value),
      baseline: round(baseline),
      // Nothing dropped on either side is no difference.
      ratio: value === baseline ? 1 : round(value / baseline),
    };
  });
}

function report(rows: readonly Row[], longestTask: number): void {
  for (const { workload, metric, unit, value, baseline, ratio } of rows)
    console.log(
      `${workload}  ${metric.padEnd(8)}${String(value).padStart(10)} ${unit.padEnd(3)}  plain ${String(baseline).padStart(9)}  × ${ratio}`,
    );
  console.log(`${rows[0]?.workload}  longest task while tagging: ${Math.round(longestTask)} ms\n`);
}

main(Number(process.argv[2]) || RUNS_DEFAULT).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);

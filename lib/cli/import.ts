import { open } from "node:fs/promises";
import {
  type Brought,
  fileBytesMax,
  type ImportResource,
  PIECE_BYTES,
  UPLOAD_BYTES_MAX,
} from "@/lib/contracts/imports";
import type { Scope } from "@/lib/server/authorize";
import { env } from "@/lib/server/env";
import { addImportPiece } from "@/lib/server/imports/add-piece";
import { listImportItems, readImport } from "@/lib/server/imports/read";
import { cancelImport, createImport, readImportFiles, startImport } from "@/lib/server/imports/write";
import { isWorkerAlive } from "@/lib/server/jobs/rescue-jobs";
import { ensureJobSchema, type RunningJobs, runJobs } from "@/lib/server/jobs/run-jobs";
import { log } from "@/lib/server/log";
import { StartupProblem } from "@/lib/server/postgres/startup-problem";
import { type Command, needed, readWords, UsageProblem } from "./command";
import { type FoundFile, filesBelow } from "./files-below";
import { withDatabase } from "./open-database";
import { ProgressLine } from "./progress-line";
import { projectScope } from "./project-scope";

const POLL_MS = 150;
/** How often to see whether a server still runs jobs. */
const LOOK_MS = 5_000;
const PROBLEMS_SHOWN_MAX = 50;

type Importer = Scope<"document.import">;
const say = (line: string) => console.error(line);

export const importCommand: Command = {
  name: "import",
  usage: "--project P [--dry-run] [--strict] PATH…",
  summary:
    "Import files and folders into a project, named by its id or exact name. With --strict nothing comes when something is wrong.",
  async run(words, interrupted) {
    const { options, rest } = readWords(words, { project: "text", "dry-run": "flag", strict: "flag" });
    const project = needed(options.project, "project");
    if (rest.length === 0) throw new UsageProblem("Name at least one file or folder.");
    const files = await filesBelow(rest, env().INIT_CWD ?? process.cwd());
    refuseUseless(files);
    return withDatabase(async ({ isAlone }) => {
      await ensureJobSchema();
      const scope = await projectScope("document.import", project);
      const run = { isDry: options["dry-run"], isStrict: options.strict, interrupted };
      return withJobs(isAlone, () => runImport(scope, files, run));
    });
  },
};

function refuseUseless(files: readonly FoundFile[]): void {
  if (files.length === 0) throw new StartupProblem("There are no files in there.", "Name another folder.");
  const large = files.find(({ name, size }) => size > fileBytesMax(name));
  if (large)
    throw new StartupProblem(
      `${large.name} has ${Math.ceil(large.size / 1_000_000)} MB; such a file can have ${fileBytesMax(large.name) / 1_000_000} MB.`,
      "Split it, and import the parts.",
    );
}

/** A running server does the work. Without one, or when it goes away, this process does. */
async function withJobs<T>(isAlone: boolean, work: () => Promise<T>): Promise<T> {
  let jobs: Promise<RunningJobs> | null = null;
  const lookAround = async () => {
    if (!jobs && (isAlone || !(await isWorkerAlive()))) jobs ??= runJobs();
    await jobs;
  };
  await lookAround();
  const timer = setInterval(
    () => void lookAround().catch((error) => log().warn({ err: error }, "no jobs")),
    LOOK_MS,
  );
  try {
    return await work();
  } finally {
    clearInterval(timer);
    // The compiler does not see that the timer's function may have set it.
    const running = await (jobs as Promise<RunningJobs> | null);
    await running?.stop();
  }
}

type Run = { readonly isDry: boolean; readonly isStrict: boolean; readonly interrupted: AbortSignal };

async function runImport(scope: Importer, files: readonly FoundFile[], run: Run): Promise<number> {
  const { id } = (await createImport(scope, {})).import;
  try {
    await upload(scope, id, files, run.interrupted);
    await readImportFiles(scope, id);
    const read = await waitFor(scope, id, "Reading files", ["reading"], run.interrupted);
    await tell(scope, read);
    const { counts } = read;
    const isWrong = counts.problem > 0 || read.state === "failed";
    const isNothing = broughtWords(counts.new, read.brings).length === 0;
    if (run.isDry || isNothing || read.state !== "read" || (run.isStrict && isWrong)) {
      await cancelImport(scope, id);
      say(run.isDry ? "That was a dry run: nothing was imported." : "Nothing was imported.");
      return isWrong && (run.isStrict || isNothing) ? 1 : 0;
    }
    await startImport(scope, id);
    const written = await waitFor(scope, id, "Adding documents", ["writing"], run.interrupted);
    if (written.state !== "finished") throw failed(written);
    const came = broughtWords(written.counts.new, written.brings);
    console.log(came.length > 0 ? `Imported ${came.join(", ")}.` : "Nothing was imported.");
    return 0;
  } catch (thrown) {
    await abandon(scope, id);
    throw thrown;
  }
}

async function upload(
  scope: Importer,
  id: string,
  files: readonly FoundFile[],
  interrupted: AbortSignal,
): Promise<void> {
  const progress = new ProgressLine("Sending files");
  for (const [index, found] of files.entries()) {
    for await (const { at, bytes } of piecesOf(found)) {
      refuseInterrupted(interrupted);
      await addImportPiece(scope, id, { path: found.name, at }, bytes);
    }
    progress.show(index + 1, files.length);
  }
  progress.end();
}

/** A file at once, or piece by piece where one request would not take it. */
async function* piecesOf({ file, size }: FoundFile): AsyncGenerator<{ at: number; bytes: Uint8Array }> {
  const length = size > UPLOAD_BYTES_MAX ? PIECE_BYTES : UPLOAD_BYTES_MAX;
  const handle = await open(file);
  try {
    for (let at = 0; at === 0 || at < size; at += length) {
      const { buffer, bytesRead } = await handle.read({
        buffer: Buffer.alloc(Math.min(length, size - at)),
        position: at,
      });
      yield { at, bytes: buffer.subarray(0, bytesRead) };
    }
  } finally {
    await handle.close();
  }
}

async function waitFor(
  scope: Importer,
  id: string,
  title: string,
  busy: readonly ImportResource["state"][],
  interrupted: AbortSignal,
): Promise<ImportResource> {
  const progress = new ProgressLine(title);
  for (;;) {
    const now = await readImport(scope, id);
    progress.show(now.done, now.total);
    if (!busy.includes(now.state)) {
      progress.end();
      return now;
    }
    refuseInterrupted(interrupted);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function refuseInterrupted(interrupted: AbortSignal): void {
  if (interrupted.aborted)
    throw new StartupProblem("Interrupted.", "The import was cancelled; nothing of it stays.");
}

/** What was found, and each problem with its file and line. */
async function tell(scope: Importer, read: ImportResource): Promise<void> {
  const { id, state, counts, problem } = read;
  if (state === "failed") say(problem);
  say(
    `${count(counts.new, "new document")}, ${count(counts.duplicate, "duplicate")}, ${count(counts.problem, "problem")}.`,
  );
  const besides = broughtWords(0, read.brings);
  if (besides.length > 0) say(`Besides documents: ${besides.join(", ")}.`);
  if (counts.problem === 0) return;
  const { items } = await listImportItems(scope, id, { limit: PROBLEMS_SHOWN_MAX, state: "problem" });
  for (const { path, line, reason } of items) say(`    ${path}${line === null ? "" : `:${line}`}: ${reason}`);
  if (counts.problem > items.length) say(`    … and ${counts.problem - items.length} more`);
}

const failed = ({ problem }: ImportResource): Error =>
  new StartupProblem(
    problem === "" ? "The import was cancelled by somebody else." : problem,
    "Nothing was imported.",
  );

/** After a failure nothing of the import stays; what had failed already may have ended it. */
async function abandon(scope: Importer, id: string): Promise<void> {
  const { state } = await readImport(scope, id);
  if (state !== "finished" && state !== "cancelled") await cancelImport(scope, id);
}

/** What comes, or has come, by its kind. */
const broughtWords = (documents: number, { guidelines, rounds, entities }: Brought): string[] => [
  ...(documents > 0 ? [count(documents, "document")] : []),
  ...(guidelines > 0 ? [`${count(guidelines, "version")} of the guidelines`] : []),
  ...(rounds > 0 ? [count(rounds, "round")] : []),
  ...(entities > 0 ? [count(entities, "entity", "entities")] : []),
];

const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

import "server-only";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { ExtractOptions } from "./extract";
import { extractLimits } from "./extract-limits";
import {
  type ExtractableFile,
  type ExtractedItem,
  type ExtractProblem,
  inMegabytes,
  problemItem,
} from "./extracted-item";
import type { ExtractionAnswer, ExtractionRequest } from "./extraction-worker";
import { ItemQueue } from "./item-queue";
import { unpackFiles } from "./unpack-files";

/** An idle thread keeps its memory; imports come in bursts. */
const idleTimeMs = 60_000;
const watchEveryMs = 100;

export type WorkerLimits = {
  readonly fileTimeMs: number;
  readonly heapMb: number;
  readonly processGrowthMax: number;
};

/**
 * Reads files of strangers in a thread with bounds on time and memory. One file at a time, in the order of the
 * calls; a file that breaks a bound is a problem, costs its thread, and the next file gets a new one.
 */
export class ExtractionThread {
  readonly #limits: WorkerLimits;
  #worker: Worker | null = null;
  #last: Promise<void> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;

  constructor(limits: WorkerLimits = extractLimits) {
    this.#limits = limits;
  }

  /** Like `extract`. Archives are opened here, counting; each of their files is a file of its own for the thread. */
  async *extract(file: ExtractableFile, options: ExtractOptions = {}): AsyncGenerator<ExtractedItem> {
    for await (const found of unpackFiles(file)) {
      if ("state" in found) {
        yield found;
        continue;
      }
      const queue = new ItemQueue();
      this.#last = this.#last.then(() => this.#run(found, options, queue));
      try {
        yield* queue.items();
      } finally {
        queue.abandon();
      }
    }
  }

  /** Ends the thread. A later call starts a new one. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  /** Never rejects: the next file waits for this one. */
  async #run(file: ExtractableFile, options: ExtractOptions, queue: ItemQueue): Promise<void> {
    if (queue.isAbandoned) return;
    clearTimeout(this.#idle);
    try {
      this.#worker ??= await startWorker(this.#limits);
    } catch (error) {
      queue.fail(new Error("The thread that reads files does not start", { cause: error }));
      return;
    }
    const worker = this.#worker;
    worker.ref();
    const failure = await converse(worker, { file, options }, queue, this.#limits);
    if (failure === null) {
      worker.unref();
      this.#idle = setTimeout(() => void this.close(), idleTimeMs).unref();
    } else {
      await this.close();
      if (failure !== "abandoned")
        queue.push([problemItem({ path: file.path }, failure.code, failure.message)]);
    }
    queue.end();
  }
}

const shared = new ExtractionThread();

/** `extract`, in the one thread that this process keeps for files of strangers. */
export const extractInWorker = (file: ExtractableFile, options: ExtractOptions = {}) =>
  shared.extract(file, options);

function startWorker({ heapMb }: WorkerLimits): Promise<Worker> {
  // Not `new URL(…, import.meta.url)`: bundlers would take that for a file of theirs, but this one runs from source.
  const source = fileURLToPath(import.meta.url).replace(/[^/\\]+$/, "extraction-thread.mjs");
  const worker = new Worker(source, {
    execArgv: ["--conditions=react-server"],
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
    // Parsers of hostile files get no secrets to leak.
    env: {},
    // What parsers complain about may be article text: it goes to streams that nobody reads. Reading them, only
    // to throw the words away, would keep the process from ending.
    stdout: true,
    stderr: true,
  });
  return new Promise((resolve, reject) => {
    worker.once("error", reject).once("exit", reject);
    worker.once("message", () => {
      worker.off("error", reject).off("exit", reject);
      resolve(worker);
    });
  });
}

/** One request and its answers. Null when all went well, else why the thread has to end. */
function converse(
  worker: Worker,
  request: ExtractionRequest,
  queue: ItemQueue,
  limits: WorkerLimits,
): Promise<ExtractProblem | "abandoned" | null> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const growthFrom = process.memoryUsage.rss();
    const settle = (outcome: ExtractProblem | "abandoned" | null) => {
      clearInterval(watch);
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      // A thread that is being ended may still fail; nobody is left to be told.
      if (outcome !== null) worker.on("error", () => undefined);
      resolve(outcome);
    };
    const onMessage = ({ items, done }: ExtractionAnswer) => {
      queue.push(items);
      if (done) settle(null);
    };
    const onError = (error: unknown) => settle(explain(error, limits));
    const onExit = () => settle(explain(null, limits));
    const watch = setInterval(() => {
      if (queue.isAbandoned) settle("abandoned");
      else if (performance.now() - startedAt > limits.fileTimeMs) settle(tooSlow(limits));
      else if (process.memoryUsage.rss() - growthFrom > limits.processGrowthMax)
        settle(tooBig(limits.processGrowthMax));
    }, watchEveryMs);
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    worker.postMessage(request);
  });
}

const tooSlow = ({ fileTimeMs }: WorkerLimits): ExtractProblem => ({
  code: "time_exceeded",
  message: `The file took longer than ${fileTimeMs / 1000} seconds to read and was given up.`,
});

const tooBig = (bytes: number): ExtractProblem => ({
  code: "memory_exceeded",
  message: `The file needed more than ${inMegabytes(bytes)} of memory to read and was given up.`,
});

function explain(error: unknown, { heapMb }: WorkerLimits): ExtractProblem {
  const isHeap = error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
  if (isHeap) return tooBig(heapMb * 1024 * 1024);
  return {
    code: "unreadable",
    message: "Reading the file made the reader fail. The other files are not affected.",
  };
}

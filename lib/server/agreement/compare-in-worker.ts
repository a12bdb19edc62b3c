import "server-only";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Figures } from "@/lib/domain/agreement/figures";
import type { Plan } from "@/lib/domain/agreement/plan";
import type {
  ComparisonAnswer,
  ComparisonRequest,
  ComparisonSettings,
  UntokenisedDocument,
} from "./comparison-worker";

/** Batches on their way to the thread: while it counts one, the next is read. */
const BATCHES_AHEAD_MAX = 2;
const HEAP_MB = 2_048;
/** Documents come and go in large batches: a larger nursery halves the time that collecting them takes. */
const NURSERY_MB = 192;

export type Progress = {
  /** After each batch: so many documents have been handed over. Throwing ends the comparison. */
  counted(documents: number): Promise<void>;
  /** While resamples are worked out, as a portion from 0 to 1. Throwing ends the comparison. */
  resampled(portion: number): Promise<void>;
};

/**
 * Compares documents in a thread of its own, so that this one goes on answering requests. The thread ends with
 * the comparison, and takes its memory along.
 */
export async function compareInWorker(
  plan: Plan,
  settings: ComparisonSettings,
  batches: AsyncIterable<readonly UntokenisedDocument[]>,
  progress: Progress,
): Promise<Figures> {
  const worker = startWorker();
  const answers = new Answers(worker);
  const send = (request: ComparisonRequest) => worker.postMessage(request);
  try {
    await answers.next("ready");
    send({ kind: "begin", plan, settings });
    let ahead = 0;
    let documents = 0;
    for await (const batch of batches) {
      send({ kind: "documents", documents: batch });
      if (++ahead >= BATCHES_AHEAD_MAX) {
        await answers.next("counted");
        ahead--;
      }
      documents += batch.length;
      await progress.counted(documents);
    }
    for (; ahead > 0; ahead--) await answers.next("counted");
    send({ kind: "finish" });
    for (;;) {
      const answer = await answers.next("step", "figures");
      if (answer.kind === "figures") return answer.figures;
      if (answer.kind === "step") await progress.resampled(answer.done / answer.total);
    }
  } finally {
    await worker.terminate();
  }
}

function startWorker(): Worker {
  // Not `new URL(…, import.meta.url)`: bundlers would take that for a file of theirs, but this one runs from source.
  const source = fileURLToPath(import.meta.url).replace(/[^/\\]+$/, "comparison-thread.mjs");
  return new Worker(source, {
    execArgv: ["--conditions=react-server"],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: NURSERY_MB },
    env: {},
  });
}

/** What a thread says, one thing at a time; its end is an error for whoever waits. */
class Answers {
  readonly #waiting: ComparisonAnswer[] = [];
  #failure: Error | null = null;
  #wake: () => void = () => undefined;

  constructor(worker: Worker) {
    worker
      .on("message", (answer: ComparisonAnswer) => {
        this.#waiting.push(answer);
        this.#wake();
      })
      .on("error", (error) => this.#fail(new Error("The thread that compares broke down", { cause: error })))
      .on("exit", () => this.#fail(new Error("The thread that compares has ended")));
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#wake();
  }

  async next(...kinds: readonly ComparisonAnswer["kind"][]): Promise<ComparisonAnswer> {
    for (;;) {
      const answer = this.#waiting.shift();
      if (answer && kinds.includes(answer.kind)) return answer;
      if (answer) throw new Error(`The thread that compares said ${answer.kind} out of turn`);
      if (this.#failure) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

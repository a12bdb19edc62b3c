import "server-only";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Figures, MeasureFigures } from "@/lib/domain/agreement/figures";
import { type AgreementLevel, agreementLevels } from "@/lib/domain/agreement/level";
import type { Plan } from "@/lib/domain/agreement/plan";
import { measures } from "@/lib/domain/agreement/registry";
import type { CodedRow } from "./coded-row";
import type { ComparisonAnswer, ComparisonRequest, ComparisonSettings } from "./comparison-worker";

/** Batches on their way to a thread: while it counts one, the next is read. */
const BATCHES_AHEAD_MAX = 2;
const HEAP_MB = 2_048;
/** Documents come and go in large batches: a larger nursery halves the time that collecting them takes. */
const NURSERY_MB = 192;

export type Progress = {
  /** After each batch: so many documents have been handed over. Throwing ends the comparison. */
  counted(documents: number): Promise<void>;
  /** While γ aligns documents, where it was asked for, as a portion from 0 to 1. Throwing ends the comparison. */
  aligned(portion: number): Promise<void>;
  /** While resamples are worked out, as a portion from 0 to 1. Throwing ends the comparison. */
  resampled(portion: number): Promise<void>;
};

/** What each thread works out: marks have to be matched for the one, words to be found for the other. */
const shares: readonly (readonly AgreementLevel[])[] = [
  ["span", "attribute", "relation"],
  ["token", "document"],
];

/**
 * Compares documents in two threads of their own, so that this one goes on answering requests. The threads end
 * with the comparison, and take their memory along.
 */
export async function compareInWorker(
  plan: Plan,
  settings: Omit<ComparisonSettings, "levels">,
  batches: AsyncIterable<readonly CodedRow[]>,
  progress: Progress,
): Promise<Figures> {
  const threads = shares.map((levels) => new ComparisonThread(plan, { ...settings, levels }));
  const portions = threads.map(() => 0);
  try {
    let documents = 0;
    for await (const batch of batches) {
      await Promise.all(threads.map((thread) => thread.count(batch)));
      documents += batch.length;
      await progress.counted(documents);
    }
    const [marks, words] = await Promise.all(
      threads.map((thread, at) =>
        thread.finish({
          aligned: progress.aligned,
          resampled: async (portion) => {
            portions[at] = portion;
            // As far as the slower one is: it may be aligning yet.
            const least = Math.min(...portions);
            if (least > 0) await progress.resampled(least);
          },
        }),
      ),
    );
    if (!marks || !words) throw new Error("A thread gave no figures");
    return { ...marks, measures: inOrder([...marks.measures, ...words.measures]) };
  } finally {
    await Promise.all(threads.map((thread) => thread.close()));
  }
}

/** By measure as they are registered, and then by level. */
function inOrder(figures: readonly MeasureFigures[]): MeasureFigures[] {
  const place = ({ measure }: MeasureFigures) => measures.findIndex(({ id }) => id === measure);
  const depth = ({ level }: MeasureFigures) => agreementLevels.indexOf(level);
  return figures.toSorted((a, b) => place(a) - place(b) || depth(a) - depth(b));
}

/** A thread that counts documents and then works out figures. */
class ComparisonThread {
  readonly #worker = startWorker();
  readonly #answers = new Answers(this.#worker);
  readonly #ready: Promise<unknown>;
  #ahead = 0;

  constructor(plan: Plan, settings: ComparisonSettings) {
    this.#ready = this.#answers.next("ready");
    // Whoever waits for it next is told.
    this.#ready.catch(() => undefined);
    this.#send({ kind: "begin", plan, settings });
  }

  #send(request: ComparisonRequest): void {
    this.#worker.postMessage(request);
  }

  /** Hands over a batch; waits only while the thread is behind. */
  async count(documents: readonly CodedRow[]): Promise<void> {
    await this.#ready;
    this.#send({ kind: "documents", documents });
    if (++this.#ahead < BATCHES_AHEAD_MAX) return;
    await this.#answers.next("counted");
    this.#ahead--;
  }

  async finish({ aligned, resampled }: Pick<Progress, "aligned" | "resampled">): Promise<Figures> {
    await this.#ready;
    for (; this.#ahead > 0; this.#ahead--) await this.#answers.next("counted");
    this.#send({ kind: "finish" });
    for (;;) {
      const answer = await this.#answers.next("aligned", "step", "figures");
      if (answer.kind === "figures") return answer.figures;
      if (answer.kind === "aligned") await aligned(answer.portion);
      if (answer.kind === "step") await resampled(answer.done / answer.total);
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
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

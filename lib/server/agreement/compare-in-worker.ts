import "server-only";
import { Worker } from "node:worker_threads";
import type { Figures, MeasureFigures } from "@/lib/domain/agreement/figures";
import { agreementLevels } from "@/lib/domain/agreement/level";
import type { Plan } from "@/lib/domain/agreement/plan";
import { measures } from "@/lib/domain/agreement/registry";
import type { Subject } from "@/lib/domain/agreement/statistic";
import type { CodedRow } from "./coded-row";
import { comparisonProgram } from "./comparison-program";
import type {
  ComparedRow,
  ComparisonAnswer,
  ComparisonRequest,
  ComparisonSettings,
} from "./comparison-worker";
import { readAhead } from "./read-ahead";

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

type Share = {
  readonly subject: Subject;
  /** Of a document what it takes: the rest need not be handed over and read. */
  readonly rowOf: (row: CodedRow) => ComparedRow;
};

/** What each thread works out, which takes either about as long: one matches marks, the other lays them over the text. */
const shares: readonly Share[] = [
  {
    subject: "marks",
    rowOf: ({ id, length, period, sets }) => ({ id, length, period, text: null, sets }),
  },
  {
    subject: "text",
    rowOf: ({ id, length, period, text, sets }) => ({
      ...{ id, length, period, text },
      sets: sets.map(({ coder, tags, links, starts, ends, spans }) => ({
        ...{ coder, tags, links, starts, ends, spans },
      })),
    }),
  },
];

/**
 * The threads of a comparison, which start at once, while whoever wants them finds out what to compare. They have
 * to be closed, and take their memory along.
 */
export class ComparisonThreads {
  readonly #started: Promise<readonly ComparisonThread[]>;

  constructor() {
    this.#started = comparisonProgram().then((program) =>
      shares.map((share) => new ComparisonThread(program, share)),
    );
    // Whoever waits for them next is told.
    this.#started.catch(() => undefined);
  }

  started(): Promise<readonly ComparisonThread[]> {
    return this.#started;
  }

  /** For how many milliseconds each thread has worked. */
  async worked(): Promise<number[]> {
    return (await this.#started).map((thread) => thread.worked());
  }

  async close(): Promise<void> {
    const threads = await this.#started.catch(() => []);
    await Promise.all(threads.map((thread) => thread.close()));
  }
}

/** Compares documents in two threads of their own, so that this one goes on answering requests. */
export async function compareInWorker(
  plan: Plan,
  settings: Omit<ComparisonSettings, "subjects">,
  batches: AsyncIterable<readonly CodedRow[]>,
  progress: Progress,
): Promise<Figures> {
  const threads = new ComparisonThreads();
  try {
    return await compareInThreads(threads, plan, settings, batches, progress);
  } finally {
    await threads.close();
  }
}

/** The same in threads that the caller started and closes. */
export async function compareInThreads(
  started: ComparisonThreads,
  plan: Plan,
  settings: Omit<ComparisonSettings, "subjects">,
  batches: AsyncIterable<readonly CodedRow[]>,
  progress: Progress,
): Promise<Figures> {
  const threads = await started.started();
  for (const thread of threads) thread.begin(plan, settings);
  let documents = 0;
  for await (const batch of readAhead(batches)) {
    await Promise.all(threads.map((thread) => thread.count(batch)));
    documents += batch.length;
    await progress.counted(documents);
  }
  const portions = threads.map(() => 0);
  const [marks, text] = await Promise.all(
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
  if (!marks || !text) throw new Error("A thread gave no figures");
  return { ...marks, measures: inOrder([...marks.measures, ...text.measures]) };
}

/** By measure as they are registered, and then by level. */
function inOrder(figures: readonly MeasureFigures[]): MeasureFigures[] {
  const place = ({ measure }: MeasureFigures) => measures.findIndex(({ id }) => id === measure);
  const depth = ({ level }: MeasureFigures) => agreementLevels.indexOf(level);
  return figures.toSorted((a, b) => place(a) - place(b) || depth(a) - depth(b));
}

/** A thread that counts documents and then works out figures. */
class ComparisonThread {
  readonly #share: Share;
  readonly #worker: Worker;
  readonly #answers: Answers;
  readonly #ready: Promise<unknown>;
  #ahead = 0;

  constructor(program: string, share: Share) {
    this.#share = share;
    this.#worker = startWorker(program);
    this.#answers = new Answers(this.#worker);
    this.#ready = this.#answers.next("ready");
    // Whoever waits for it next is told.
    this.#ready.catch(() => undefined);
  }

  begin(plan: Plan, settings: Omit<ComparisonSettings, "subjects">): void {
    this.#send({ kind: "begin", plan, settings: { ...settings, subjects: [this.#share.subject] } });
  }

  #send(request: ComparisonRequest): void {
    this.#worker.postMessage(request);
  }

  /** Hands over a batch; waits only while the thread is behind. */
  async count(documents: readonly CodedRow[]): Promise<void> {
    await this.#ready;
    this.#send({ kind: "documents", documents: documents.map(this.#share.rowOf) });
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

  worked(): number {
    return this.#worker.performance.eventLoopUtilization().active;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

function startWorker(program: string): Worker {
  return new Worker(program, {
    eval: true,
    // Not those of this process: with its loaders, starting would take ten times as long.
    execArgv: [],
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

import "server-only";
import { parentPort } from "node:worker_threads";
import { AgreementRun } from "@/lib/domain/agreement/agreement-run";
import type { CodedDocument } from "@/lib/domain/agreement/coding";
import { type Figures, figuresOf } from "@/lib/domain/agreement/figures";
import { gammaDisorders } from "@/lib/domain/agreement/gamma-counts";
import { type GammaShares, gammaShares } from "@/lib/domain/agreement/gamma-shares";
import { restsOnGamma } from "@/lib/domain/agreement/mathet-gamma";
import type { Measure } from "@/lib/domain/agreement/measure";
import type { Plan } from "@/lib/domain/agreement/plan";
import { measures } from "@/lib/domain/agreement/registry";
import type { Subject } from "@/lib/domain/agreement/statistic";
import { OffsetMap } from "@/lib/domain/text/offsets";
import { Tokeniser } from "@/lib/domain/text/tokens";
import { type CodedPlaces, type CodedRow, type CodedSet, codingsOf } from "./coded-row";
import { highsSolver } from "./highs-solver";

export type ComparisonSettings = {
  readonly measures: readonly string[];
  readonly subjects: readonly Subject[];
  readonly resamples: number;
  readonly confidence: number;
  readonly seed: number;
  readonly itemsMax: number;
};

/** A document as a thread gets it: where words are compared with its text, where marks are with all about them. */
export type ComparedRow = Pick<CodedRow, "id" | "length" | "period"> &
  (
    | { readonly text: string; readonly sets: readonly CodedPlaces[] }
    | { readonly text: null; readonly sets: readonly CodedSet[] }
  );

/** What the thread is told: once how to compare, then documents in batches, then that these were all. */
export type ComparisonRequest =
  | { readonly kind: "begin"; readonly plan: Plan; readonly settings: ComparisonSettings }
  | { readonly kind: "documents"; readonly documents: readonly ComparedRow[] }
  | { readonly kind: "finish" };

/**
 * What it answers: that it is there, that a batch is counted, how far it is with aligning (a portion from 0 to 1,
 * every now and then) and with resampling, and at the end the figures.
 */
export type ComparisonAnswer =
  | { readonly kind: "ready" }
  | { readonly kind: "counted" }
  | { readonly kind: "aligned"; readonly portion: number }
  | { readonly kind: "step"; readonly done: number; readonly total: number }
  | { readonly kind: "figures"; readonly figures: Figures };

const answer = (message: ComparisonAnswer) => parentPort?.postMessage(message);
const now = () => performance.now();
const tokeniser = new Tokeniser();

/** Milliseconds between two words on how far it is: there are thousands of steps, and each word is written down. */
const WORD_EVERY = 250;

/** Without γ, documents are counted as they come. With it they wait until all are there. */
type Work = {
  readonly plan: Plan;
  readonly settings: ComparisonSettings;
  readonly chosen: readonly Measure[];
  readonly run: AgreementRun | null;
  readonly waiting: ComparedRow[];
};
let work: Work | null = null;

function begin(plan: Plan, settings: ComparisonSettings): Work {
  const chosen = measures.filter(({ id }) => settings.measures.includes(id));
  const aligns = restsOnGamma(chosen) && settings.subjects.includes("marks");
  const run = aligns ? null : new AgreementRun(plan, chosen, { ...settings, now });
  return { plan, settings, chosen, run, waiting: [] };
}

function count(run: AgreementRun, row: ComparedRow): void {
  const { id, text, length, period } = row;
  const tokens = text === null ? [] : tokensOf(text, length);
  run.add({ id, length, tokens, codings: codingsOf(row) }, period);
}

/** Words by their places in code points. */
function tokensOf(text: string, length: number): CodedDocument["tokens"] {
  const found = tokeniser.tokens(text);
  // Almost no text has characters beyond the first plane; of others both offsets are the same.
  if (length === text.length) return found;
  const map = new OffsetMap(text);
  return found.map(({ start, end }) => ({ start: map.toCodePoint(start), end: map.toCodePoint(end) }));
}

/** Aligns the documents that wait, and then counts them. */
async function countWaiting({ plan, settings, chosen, waiting }: Work): Promise<AgreementRun> {
  const began = now();
  const documents = waiting.map((row) => ({
    id: row.id,
    length: row.length,
    tokens: [],
    codings: codingsOf(row),
  }));
  const { seed } = settings;
  const shares = aligned(gammaShares(documents, plan, { solve: await highsSolver(), seed }));
  const run = new AgreementRun(plan, chosen, { ...settings, now, gammaShares: shares });
  run.spend(gammaDisorders.id, now() - began);
  for (const row of waiting) count(run, row);
  return run;
}

function aligned(steps: Generator<number, GammaShares>): GammaShares {
  for (let told = Number.NEGATIVE_INFINITY; ; ) {
    const step = steps.next();
    if (step.done) return step.value;
    if (now() - told < WORD_EVERY) continue;
    told = now();
    answer({ kind: "aligned", portion: step.value });
  }
}

async function finish(begun: Work): Promise<void> {
  const run = begun.run ?? (await countWaiting(begun));
  const steps = figuresOf(run, { ...begun.settings, now });
  for (let told = now(); ; ) {
    const step = steps.next();
    if (step.done) return void answer({ kind: "figures", figures: step.value });
    if (now() - told < WORD_EVERY) continue;
    told = now();
    answer({ kind: "step", ...step.value });
  }
}

parentPort?.on("message", async (request: ComparisonRequest) => {
  if (request.kind === "begin") {
    work = begin(request.plan, request.settings);
    return;
  }
  if (!work) throw new Error("Nothing was begun");
  if (request.kind === "finish") return finish(work);
  for (const document of request.documents)
    if (work.run) count(work.run, document);
    else work.waiting.push(document);
  answer({ kind: "counted" });
});

answer({ kind: "ready" });

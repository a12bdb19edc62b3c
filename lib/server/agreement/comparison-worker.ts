import "server-only";
import { parentPort } from "node:worker_threads";
import { AgreementRun } from "@/lib/domain/agreement/agreement-run";
import { type Figures, figuresOf } from "@/lib/domain/agreement/figures";
import type { AgreementLevel } from "@/lib/domain/agreement/level";
import type { Plan } from "@/lib/domain/agreement/plan";
import { measures } from "@/lib/domain/agreement/registry";
import { OffsetMap } from "@/lib/domain/text/offsets";
import { Tokeniser } from "@/lib/domain/text/tokens";
import { type CodedRow, codingsOf } from "./coded-row";

export type ComparisonSettings = {
  readonly measures: readonly string[];
  readonly levels: readonly AgreementLevel[];
  readonly resamples: number;
  readonly confidence: number;
  readonly seed: number;
  readonly itemsMax: number;
};

/** What the thread is told: once how to compare, then documents in batches, then that these were all. */
export type ComparisonRequest =
  | { readonly kind: "begin"; readonly plan: Plan; readonly settings: ComparisonSettings }
  | { readonly kind: "documents"; readonly documents: readonly CodedRow[] }
  | { readonly kind: "finish" };

/** What it answers: that it is there, that a batch is counted, how far it is, and at the end the figures. */
export type ComparisonAnswer =
  | { readonly kind: "ready" }
  | { readonly kind: "counted" }
  | { readonly kind: "step"; readonly done: number; readonly total: number }
  | { readonly kind: "figures"; readonly figures: Figures };

const answer = (message: ComparisonAnswer) => parentPort?.postMessage(message);
const now = () => performance.now();
const tokeniser = new Tokeniser();
let work: { run: AgreementRun; settings: ComparisonSettings } | null = null;

function count(row: CodedRow): void {
  const { id, text, period } = row;
  const map = new OffsetMap(text);
  // Where nobody compares words, they need not be found.
  const found = work?.settings.levels.includes("token") ? tokeniser.tokens(text) : [];
  const tokens = found.map(({ start, end }) => ({
    start: map.toCodePoint(start),
    end: map.toCodePoint(end),
  }));
  work?.run.add({ id, length: map.length, tokens, codings: codingsOf(row) }, period);
}

function finish(): void {
  if (!work) throw new Error("Nothing was begun");
  const steps = figuresOf(work.run, { ...work.settings, now });
  for (;;) {
    const step = steps.next();
    if (step.done) return void answer({ kind: "figures", figures: step.value });
    answer({ kind: "step", ...step.value });
  }
}

parentPort?.on("message", (request: ComparisonRequest) => {
  if (request.kind === "begin") {
    const { plan, settings } = request;
    const chosen = measures.filter(({ id }) => settings.measures.includes(id));
    work = { run: new AgreementRun(plan, chosen, { ...settings, now }), settings };
  } else if (request.kind === "documents") {
    for (const document of request.documents) count(document);
    answer({ kind: "counted" });
  } else finish();
});

answer({ kind: "ready" });

import { AgreementRun } from "./agreement-run";
import type { CodedDocument } from "./coding";
import { type Figures, figuresOf } from "./figures";
import { gammaShares } from "./gamma-shares";
import { restsOnGamma } from "./mathet-gamma";
import type { Measure } from "./measure";
import { type Plan, planOf } from "./plan";
import { measures } from "./registry";
import type { SetPartitionSolver } from "./set-partition";
import { subjects } from "./statistic";

type Settings = {
  readonly plan?: Plan;
  readonly measures?: readonly Measure[];
  /** The period of each document, from 0; one period unless given. */
  readonly periods?: readonly number[];
  readonly resamples?: number;
  readonly confidence?: number;
  readonly seed?: number;
  readonly itemsMax?: number;
  /** For γ; without one, clusters of more than a few marks are aligned approximately. */
  readonly solve?: SetPartitionSolver;
};

const noClock = () => 0;
const unsolved = () => null;

/** Compares documents that are all in memory, in one go. Slow measures are left out unless they are given. */
export function compareDocuments(documents: readonly CodedDocument[], settings: Settings = {}): Figures {
  const chosen = settings.measures ?? measures.filter(({ isSlow }) => !isSlow);
  const { plan = planOf(documents), seed = 1, solve = unsolved } = settings;
  const run = new AgreementRun(plan, chosen, {
    subjects,
    itemsMax: settings.itemsMax ?? Number.POSITIVE_INFINITY,
    now: noClock,
    ...(restsOnGamma(chosen) ? { gammaShares: resultOf(gammaShares(documents, plan, { solve, seed })) } : {}),
  });
  documents.forEach((document, at) => {
    run.add(document, settings.periods?.[at] ?? 0);
  });
  const { resamples = 1_000, confidence = 0.95 } = settings;
  return resultOf(figuresOf(run, { resamples, confidence, seed, now: noClock }));
}

/** Goes through all steps at once. */
function resultOf<Result>(steps: Generator<unknown, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

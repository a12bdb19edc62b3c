import { AgreementRun } from "./agreement-run";
import type { CodedDocument } from "./coding";
import { type Figures, figuresOf } from "./figures";
import { agreementLevels } from "./level";
import type { Measure } from "./measure";
import { type Plan, planOf } from "./plan";
import { measures } from "./registry";

type Settings = {
  readonly plan?: Plan;
  readonly measures?: readonly Measure[];
  /** The period of each document, from 0; one period unless given. */
  readonly periods?: readonly number[];
  readonly resamples?: number;
  readonly confidence?: number;
  readonly seed?: number;
  readonly itemsMax?: number;
};

const noClock = () => 0;

/** Compares documents that are all in memory, in one go. Slow measures are left out unless they are given. */
export function compareDocuments(documents: readonly CodedDocument[], settings: Settings = {}): Figures {
  const chosen = settings.measures ?? measures.filter(({ isSlow }) => !isSlow);
  const run = new AgreementRun(settings.plan ?? planOf(documents), chosen, {
    levels: agreementLevels,
    itemsMax: settings.itemsMax ?? Number.POSITIVE_INFINITY,
    now: noClock,
  });
  documents.forEach((document, at) => {
    run.add(document, settings.periods?.[at] ?? 0);
  });
  const steps = figuresOf(run, {
    resamples: settings.resamples ?? 1_000,
    confidence: settings.confidence ?? 0.95,
    seed: settings.seed ?? 1,
    now: noClock,
  });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

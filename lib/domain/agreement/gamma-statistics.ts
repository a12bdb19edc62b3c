import { type Outcome, valued, withoutValue } from "./outcome";

/**
 * Disorders of one alignment, as figures that add up over documents: the total disorder, then for all categories
 * and for each one the weighted sum of γcat and its weight.
 */
export type Disorders = readonly number[];

/** What a document, or a sum of documents, contributes to γ. All fields add up; see `sumGammaStatistics`. */
export type GammaStatistics = {
  /** Documents with at least two coders. */
  readonly documentCount: number;
  readonly unitCount: number;
  /** Units by category. */
  readonly categoryCounts: readonly number[];
  readonly observed: Disorders;
  /** One entry for each shuffled text; the first of a sum are the first of its parts, and so on. */
  readonly samples: readonly Disorders[];
  /** Variance of the total disorder of a shuffled text. */
  readonly variance: number;
};

const addAll = (left: readonly number[], right: readonly number[]): number[] =>
  (left.length < right.length ? right : left).map((_, at) => (left[at] ?? 0) + (right[at] ?? 0));

/** The statistics of a corpus. Parts with units have equally many samples; the others may have none. */
export function sumGammaStatistics(parts: readonly GammaStatistics[]): GammaStatistics {
  const samples: number[][] = [];
  for (const part of parts)
    for (const [at, sample] of part.samples.entries()) samples[at] = addAll(samples[at] ?? [], sample);
  return {
    documentCount: parts.reduce((sum, part) => sum + part.documentCount, 0),
    unitCount: parts.reduce((sum, part) => sum + part.unitCount, 0),
    categoryCounts: parts.reduce<number[]>((sum, part) => addAll(sum, part.categoryCounts), []),
    observed: parts.reduce<number[]>((sum, part) => addAll(sum, part.observed), []),
    samples,
    variance: parts.reduce((sum, part) => sum + part.variance, 0),
  };
}

export type GammaFamily = {
  /** γ: position and category together. At most 1; 0 is what chance gives; below 0 is worse than chance. */
  readonly gamma: Outcome;
  /** Where γ lies at 95 % as far as the sampling of chance goes; says nothing about other documents. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** γcat: category alone, where units could be aligned. */
  readonly gammaCat: Outcome;
  /** γk: the same for one category against all others, in the order of the categories. */
  readonly byCategory: readonly Outcome[];
};

/**
 * γ = 1 − δo ⁄ δe, the observed disorder of the best alignment over the mean of those of shuffled texts (Mathet,
 * Widlöcher & Métivier 2015, sections 4.3 and 5.2), and γcat and γk likewise from the disorders of categories in
 * the same alignments (Mathet 2017).
 *
 * The papers define γ for one text. For a corpus the disorders of its texts are added up before dividing, observed
 * and shuffled: texts count by their units, units are aligned within their text only, and chance shuffles within
 * texts. (The mean of the texts' own γ would let a text with two units weigh as much as one with two hundred, and
 * has no value as soon as one text has none.)
 *
 * Undefined: `one_coder` without a text of two coders, `no_annotations` without a unit, `one_category` where chance
 * gives no disorder; γcat and γk `no_matches` where no two units are aligned.
 */
export function gammaFamily(statistics: GammaStatistics): GammaFamily {
  const { documentCount, unitCount, categoryCounts, observed, samples } = statistics;
  const reason = documentCount === 0 ? "one_coder" : unitCount === 0 ? "no_annotations" : null;
  if (reason) {
    const none = withoutValue(reason);
    return { gamma: none, interval: null, gammaCat: none, byCategory: categoryCounts.map(() => none) };
  }
  const expected = expectedDisorder(statistics);
  const total = observed[0] ?? 0;
  const byCategory = categoryCounts.map((count, category) =>
    count === 0 ? withoutValue("no_annotations") : categoryOutcome(observed, samples, 3 + 2 * category),
  );
  const gammaCat = categoryOutcome(observed, samples, 1);
  if (expected <= 0) return { gamma: withoutValue("one_category"), interval: null, gammaCat, byCategory };
  const error = relativeError(statistics);
  const gammaAt = (disorder: number) => 1 - total / disorder;
  const interval =
    error < 1 ? { low: gammaAt(expected * (1 - error)), high: gammaAt(expected * (1 + error)) } : null;
  return { gamma: valued(gammaAt(expected)), interval, gammaCat, byCategory };
}

const expectedDisorder = ({ samples }: GammaStatistics): number =>
  samples.reduce((sum, sample) => sum + (sample[0] ?? 0), 0) / samples.length;

/** Half the width of the 95 % interval of the expected disorder, as a share of it. */
export function relativeError(statistics: GammaStatistics): number {
  const error = 1.96 * Math.sqrt(statistics.variance / statistics.samples.length);
  return error === 0 ? 0 : error / expectedDisorder(statistics);
}

/**
 * How many shuffled texts it takes to know the expected disorder to `precision` at 95 %, judged by those there are:
 * n = (1.96 σ ⁄ (e μ))², section 5.3 of Mathet et al. (2015).
 */
export function samplesFor(statistics: GammaStatistics, precision: number): number {
  const error = relativeError(statistics);
  // Rounded first, so that what was reached exactly asks for no more.
  return Math.ceil(Number((statistics.samples.length * (error / precision) ** 2).toFixed(9)));
}

function categoryOutcome(observed: Disorders, samples: readonly Disorders[], at: number): Outcome {
  const quotients = samples.flatMap((sample) =>
    (sample[at + 1] ?? 0) > 0 ? [(sample[at] ?? 0) / (sample[at + 1] ?? 1)] : [],
  );
  const weight = observed[at + 1] ?? 0;
  if (weight === 0 || quotients.length === 0) return withoutValue("no_matches");
  const expected = quotients.reduce((sum, one) => sum + one, 0) / quotients.length;
  return expected > 0 ? valued(1 - (observed[at] ?? 0) / weight / expected) : withoutValue("one_category");
}

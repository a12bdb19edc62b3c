import { type Alignment, bestAlignment } from "./best-alignment";
import { categoryDisorder } from "./category-disorder";
import type { CodedDocument, Unit } from "./coding";
import { type Continuum, continuumOf } from "./continuum";
import { type Dissimilarity, type DissimilarityOptions, dissimilarityOf } from "./dissimilarity";
import {
  type Disorders,
  type GammaFamily,
  type GammaStatistics,
  gammaFamily,
  relativeError,
  samplesFor,
  sumGammaStatistics,
} from "./gamma-statistics";
import type { SetPartitionSolver } from "./set-partition";
import { shuffledContinuum } from "./shuffled-continuum";

export type GammaOptions = DissimilarityOptions & {
  /** The categories that count, in the order of the results; units of others are passed over. */
  readonly categories: readonly string[];
  /** The category of a unit; null leaves it out. By default its tag. */
  readonly categoryOf?: (unit: Unit) => string | null;
  readonly solve: SetPartitionSolver;
  /** Uniform over [0, 1); the same generator in the same state gives the same result. */
  readonly random: () => number;
  /** How exactly the corpus's expected disorder is to be known, as a share of it, at 95 %. */
  readonly precision?: number;
  /** Shuffled versions of each text at most, even if the precision is not reached then. */
  readonly samplesMax?: number;
  /** Possible unitary alignments of a cluster beyond which it is aligned approximately. */
  readonly candidatesMax?: number;
};

export type GammaResult = GammaFamily & {
  readonly documents: readonly (GammaFamily & {
    readonly id: string;
    /** For sums over other selections of documents, as in a bootstrap. */
    readonly statistics: GammaStatistics;
    /** Whether the text itself and all its shuffled versions were aligned exactly. */
    readonly isExact: boolean;
  })[];
  /** How many shuffled versions of each text the expected disorder rests on. */
  readonly sampleCount: number;
  /** The precision reached for the whole, as a share of the expected disorder at 95 %. */
  readonly precision: number;
  /** Documents that were too large to be aligned exactly: their disorders are upper bounds. */
  readonly approximateDocuments: number;
};

/** Shuffled texts to begin with: as many in all as the paper begins with, and five of each. */
const samplesAtFirst = (documents: number): number => Math.max(5, Math.ceil(30 / Math.max(1, documents)));

/** How many alignments are done, of how many as far as is known by then. */
export type AlignmentStep = { readonly done: number; readonly total: number };

/**
 * Mathet's γ, γcat and γk of a corpus and of each of its documents; see `gammaFamily` for what they are. Documents
 * with fewer than two coders or without units have no part in it. Null when `shouldStop` said so.
 *
 * Chance is sampled until the expected disorder of the whole is known to `precision`. A single document gets the
 * samples that section 5.3 of Mathet et al. (2015) asks for; of a corpus each gets fewer, and its own interval
 * shows it.
 */
export async function gamma(
  documents: readonly CodedDocument[],
  options: GammaOptions & {
    /** Told after each alignment; what it returns is awaited, so that others get their turn. */
    readonly progress?: (done: number, total: number) => void | Promise<void>;
    /** Asked before each alignment, and before the result. */
    readonly shouldStop?: () => boolean;
  },
): Promise<GammaResult | null> {
  const steps = gammaSteps(documents, options);
  for (;;) {
    if (options.shouldStop?.()) return null;
    const step = steps.next();
    if (step.done) return step.value;
    await options.progress?.(step.value.done, step.value.total);
  }
}

/** The same in steps, one after each alignment, for callers who have a thread to themselves. */
export function* gammaSteps(
  documents: readonly CodedDocument[],
  options: GammaOptions,
): Generator<AlignmentStep, GammaResult> {
  const { categories, precision = 0.02, samplesMax = 1000 } = options;
  const dissimilarity = dissimilarityOf(categories, options);
  const parts = documents.map((document) => new Part(document, dissimilarity, options));
  const work = parts.filter((part) => part.isComparable);
  let sampleCount = Math.min(samplesMax, samplesAtFirst(work.length));
  const done = yield* sampleUntil(work, sampleCount, 0);
  const needed = Math.min(samplesMax, samplesFor(totalOf(parts), precision));
  if (work.length > 0 && needed > sampleCount) {
    sampleCount = needed;
    yield* sampleUntil(work, needed, done);
  }
  const statistics = totalOf(parts);
  return {
    ...gammaFamily(statistics),
    documents: parts.map((part) => part.result()),
    sampleCount: work.length > 0 ? sampleCount : 0,
    precision: work.length > 0 ? relativeError(statistics) : 0,
    approximateDocuments: parts.filter(({ isExact }) => !isExact).length,
  };
}

/** Goes on where `done` alignments are done, and says how many are then. */
function* sampleUntil(work: readonly Part[], count: number, done: number): Generator<AlignmentStep, number> {
  const total = work.length * (1 + count);
  let now = done;
  for (const part of work)
    while (!part.isSampled(count)) {
      part.step();
      yield { done: ++now, total };
    }
  return now;
}

const totalOf = (parts: readonly Part[]): GammaStatistics =>
  sumGammaStatistics(parts.map((part) => part.statistics()));

/** One document on its way: first aligned as it is, then shuffled as often as wanted. */
class Part {
  isExact = true;
  readonly #continuum: Continuum;
  #observed: Disorders | null = null;
  readonly #samples: Disorders[] = [];

  constructor(
    readonly document: CodedDocument,
    readonly dissimilarity: Dissimilarity,
    readonly options: GammaOptions,
  ) {
    const categoryOf = options.categoryOf ?? ((unit: Unit) => unit.tag);
    this.#continuum = continuumOf(document, options.categories, categoryOf);
  }

  get isComparable(): boolean {
    return this.#continuum.coderCount > 1 && this.#continuum.units.length > 0;
  }

  isSampled(count: number): boolean {
    return this.#observed !== null && this.#samples.length >= count;
  }

  step(): void {
    if (!this.#observed) this.#observed = this.#align(this.#continuum);
    else this.#samples.push(this.#align(shuffledContinuum(this.#continuum, this.options.random)));
  }

  #align(continuum: Continuum): Disorders {
    const { solve, candidatesMax, categories } = this.options;
    const alignment: Alignment = bestAlignment(continuum, this.dissimilarity, solve, candidatesMax);
    if (!alignment.isExact) this.isExact = false;
    const { all, byCategory } = categoryDisorder(
      continuum,
      alignment.sets,
      this.dissimilarity,
      categories.length,
    );
    // The disorder of a text is divided by its units per coder, of which a shuffled text can have others.
    const scale = this.#continuum.units.length / continuum.units.length;
    return [
      alignment.disorder * scale,
      ...[all, ...byCategory].flatMap(({ disorder, weight }) => [disorder, weight]),
    ];
  }

  statistics(): GammaStatistics {
    const { coderCount, units } = this.#continuum;
    const totals = this.#samples.map((sample) => sample[0] ?? 0);
    const mean = totals.reduce((sum, one) => sum + one, 0) / Math.max(1, totals.length);
    const squares = totals.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    const isCounted = coderCount > 1;
    return {
      documentCount: isCounted ? 1 : 0,
      unitCount: isCounted ? units.length : 0,
      categoryCounts: this.options.categories.map((_, category) =>
        isCounted ? units.filter((unit) => unit.category === category).length : 0,
      ),
      observed: this.#observed ?? [],
      samples: this.#samples,
      variance: squares / Math.max(1, totals.length - 1),
    };
  }

  result() {
    const statistics = this.statistics();
    return { ...gammaFamily(statistics), id: this.document.id, statistics, isExact: this.isExact };
  }
}

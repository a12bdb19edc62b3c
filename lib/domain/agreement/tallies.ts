import type { SealedSheet } from "./sheet";
import type { Tally } from "./statistic";

/** The sums of one resample, topic by topic. Whoever asks for a topic gets the same tally as those before. */
export class Tallies {
  readonly #topics: (Tally | undefined)[] = [];
  #sum: Tally | undefined;

  constructor(
    readonly sealed: SealedSheet,
    readonly sums: Float64Array,
    readonly count: number,
    readonly resample: number,
  ) {}

  topic(topic: number): Tally {
    const tally = this.#topics[topic] ?? this.sealed.tally(this.sums, this.count, this.resample, topic);
    this.#topics[topic] = tally;
    return tally;
  }

  /** All topics but the first added up. */
  sum(): Tally {
    this.#sum ??= this.sealed.sumTally(this.sums, this.count, this.resample);
    return this.#sum;
  }
}

import type { Drawn, SealedSheet } from "./sheet";
import type { Tally } from "./statistic";

/** The sums of one resample, topic by topic. Whoever asks for a topic gets the same tally as those before. */
export class Tallies {
  readonly #sealed: SealedSheet;
  readonly #drawn: Drawn;
  readonly #topics: (Tally | undefined)[] = [];
  #sum: Tally | undefined;

  constructor(sealed: SealedSheet, drawn: Drawn) {
    this.#sealed = sealed;
    this.#drawn = drawn;
  }

  topic(topic: number): Tally {
    const tally = this.#topics[topic] ?? this.#sealed.tally(this.#drawn, topic);
    this.#topics[topic] = tally;
    return tally;
  }

  /** All topics but the first added up. */
  sum(): Tally {
    this.#sum ??= this.#sealed.sumTally(this.#drawn);
    return this.#sum;
  }
}

import type { DrawnSums } from "./drawn-sums";
import type { Tally } from "./statistic";

/** The sums of one resample, topic by topic. Whoever asks for a topic gets the same tally as those before. */
export class Tallies {
  readonly #drawn: DrawnSums;
  readonly #place: number;
  readonly #topics: (Tally | undefined)[] = [];
  #sum: Tally | undefined;

  /** `place` is that of the resample among those that were summed together. */
  constructor(drawn: DrawnSums, place: number) {
    this.#drawn = drawn;
    this.#place = place;
  }

  topic(topic: number): Tally {
    const known = this.#topics[topic];
    if (known) return known;
    const tally = this.#drawn.tally(topic, this.#place, topic === 0 ? null : this.topic(0));
    this.#topics[topic] = tally;
    return tally;
  }

  /** All topics but the first added up. */
  sum(): Tally {
    this.#sum ??= this.#drawn.total(this.#place);
    return this.#sum;
  }
}

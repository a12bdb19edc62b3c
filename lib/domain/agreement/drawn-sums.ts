import type { Draws } from "./resample";
import type { SealedSheet } from "./sealed-sheet";
import type { Tally } from "./statistic";

/** The sums of a sheet over some documents, for some resamples at a time, from `offset` on in `sums`. */
export class DrawnSums {
  readonly #sealed: SealedSheet;
  readonly #sums: Float64Array;
  readonly #offset: number;
  readonly #draws: Draws;
  #totals: Float64Array | null = null;
  #rows = new Int32Array();

  constructor(sealed: SealedSheet, sums: Float64Array, offset: number, draws: Draws) {
    this.#sealed = sealed;
    this.#sums = sums;
    this.#offset = offset;
    this.#draws = draws;
  }

  /** One topic of one resample; `whole` is the first topic of the same, where this is another. */
  tally(topic: number, place: number, whole: Tally | null): Tally {
    const { bases, places } = this.#sealed;
    const base = bases[topic] ?? 0;
    return {
      sums: this.#sums,
      at: this.#offset + place,
      stride: this.#draws.count,
      places,
      base,
      width: (bases[topic + 1] ?? 0) - base,
      topic,
      whole,
      isSum: false,
      isResampled: this.#draws.from + place > 0,
      counts: undefined,
    };
  }

  /** All topics but the first added up, slot by slot. */
  total(place: number): Tally {
    const { count, from } = this.#draws;
    this.#totals ??= this.#addUp();
    return {
      sums: this.#totals,
      at: place,
      stride: count,
      places: this.#rows,
      base: 0,
      width: this.#rows.length,
      topic: 0,
      whole: null,
      isSum: true,
      isResampled: from + place > 0,
      counts: undefined,
    };
  }

  #addUp(): Float64Array {
    const { bases, places, topics } = this.#sealed;
    const { count } = this.#draws;
    const widths = Array.from(
      { length: topics },
      (_, topic) => (bases[topic + 1] ?? 0) - (bases[topic] ?? 0),
    );
    this.#rows = Int32Array.from({ length: Math.max(0, ...widths.slice(1)) }, (_, row) => row);
    const totals = new Float64Array(this.#rows.length * count);
    for (let topic = 1; topic < topics; topic++)
      for (let slot = 0; slot < (widths[topic] ?? 0); slot++) {
        const from = this.#offset + (places[(bases[topic] ?? 0) + slot] ?? 0) * count;
        const to = slot * count;
        for (let at = 0; at < count; at++)
          totals[to + at] = (totals[to + at] ?? 0) + (this.#sums[from + at] ?? 0);
      }
    return totals;
  }
}

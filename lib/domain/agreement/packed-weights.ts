/**
 * Weights of resamples, several to a number: a sum of whole amounts that stays below `limit` fits beside others into
 * the 53 bits of a double, so that adding up the numbers adds up all of them at once, and exactly. Adding up is most
 * of what resampling takes.
 */
export class PackedWeights {
  /** Below what the sum of each resample has to stay. With one resample a number, any amounts can be added up. */
  readonly limit: number;
  /** Of each document `size` numbers, one document after the other. */
  readonly weights: Float64Array;
  size = 0;
  /** How many resamples share a number. */
  readonly #lanes: number;

  constructor(lanes: number, documents: number, resamples: number) {
    this.#lanes = lanes;
    this.limit = lanes === 1 ? Number.POSITIVE_INFINITY : 2 ** Math.floor(53 / lanes);
    this.weights = new Float64Array(documents * Math.ceil(resamples / lanes));
  }

  /** Takes over `count` columns, from `from` on, of a table with a row for each document. */
  pack(table: Uint8Array, columns: number, from: number, count: number): void {
    this.size = Math.ceil(count / this.#lanes);
    this.weights.fill(0);
    for (let first = from, to = 0; first < table.length; first += columns, to += this.size)
      for (let place = 0; place < count; place++) {
        const lane = Math.floor(place / this.size);
        const at = to + place - lane * this.size;
        const weight = table[first + place] ?? 0;
        this.weights[at] = (this.weights[at] ?? 0) + (lane === 0 ? weight : weight * this.limit ** lane);
      }
  }

  /** Writes the sums of `count` resamples, from `offset` on, that were added up in the first `size` of `packed`. */
  unpack(packed: Float64Array, sums: Float64Array, offset: number, count: number): void {
    if (this.#lanes === 1) {
      sums.set(packed.subarray(0, count), offset);
      return;
    }
    for (let at = 0; at < this.size; at++) {
      let rest = packed[at] ?? 0;
      for (let place = at; place < count; place += this.size) {
        const above = Math.floor(rest / this.limit);
        sums[offset + place] = rest - above * this.limit;
        rest = above;
      }
    }
  }
}

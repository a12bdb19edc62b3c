import { distinctColumns } from "./distinct-columns";
import type { PackedWeights } from "./packed-weights";
import type { Draws } from "./resample";

/** Rows by document: where the entries of each begin. */
type Rows = {
  readonly documents: readonly number[];
  readonly periods: readonly number[];
  readonly starts: readonly number[];
};
/** What rows add: to which column, and how much. May be longer than what is used. */
type Entries = { readonly columns: Int32Array; readonly amounts: Float64Array };

/**
 * A sheet column by column, for sums over drawn documents. Columns that hold the same, as the number of words does
 * under every tag, are kept and summed once.
 */
export class SealedSheet {
  readonly documents: readonly number[];
  /** By document, in the same order. */
  readonly periods: readonly number[];
  /** Where the columns of each topic begin, and the last one's end. */
  readonly bases: Int32Array;
  /** By column of a topic, where its sums are. */
  readonly places: Int32Array;
  /** How many columns differ. */
  readonly width: number;
  readonly #periodCount: number;
  /** By place, and there by period: where the entries begin; and the end of all. */
  readonly #starts: Int32Array;
  readonly #documents: Int32Array;
  readonly #amounts: Float64Array;
  /** By place, the largest amount of a document; without bound where some are not whole numbers. */
  readonly #largest: Float64Array;

  constructor(rows: Rows, entries: Entries, bases: Int32Array) {
    this.documents = rows.documents;
    this.periods = rows.periods;
    this.bases = bases;
    this.#periodCount = rows.periods.reduce((most, period) => Math.max(most, period + 1), 1);
    const sorted = byColumn(rows, entries, (bases.at(-1) ?? 0) * this.#periodCount, this.#periodCount);
    const distinct = distinctColumns(sorted, this.#periodCount);
    this.places = distinct.places;
    this.width = distinct.width;
    this.#starts = distinct.starts;
    this.#documents = distinct.documents;
    this.#amounts = distinct.amounts;
    this.#largest = largestAmounts(distinct, this.width, this.#periodCount);
  }

  get topics(): number {
    return this.bases.length - 1;
  }

  /**
   * Writes into `sums`, from `offset` on, the sum of every column over the documents of one period, or of all, for
   * each of the drawn resamples: of each column one sum after the other.
   */
  sum(sums: Float64Array, offset: number, period: number | null, draws: Draws): void {
    const { count, documents } = draws;
    const periods = this.#periodCount;
    const [first, last] = period === null ? [0, periods] : [period, period + 1];
    if (first >= periods) {
      sums.fill(0, offset, offset + this.width * count);
      return;
    }
    const room = new Float64Array(count);
    for (let place = 0; place < this.width; place++) {
      const from = this.#starts[place * periods + first] ?? 0;
      const to = this.#starts[place * periods + last] ?? 0;
      const most = (this.#largest[place] ?? 0) * documents;
      const packed = draws.packed.find(({ limit }) => most < limit) ?? draws.packed.at(-1);
      if (!packed) return;
      room.fill(0, 0, packed.size);
      addRows(room, packed, this.#documents, this.#amounts, from, to);
      packed.unpack(room, sums, offset + place * count, count);
    }
  }
}

function largestAmounts({ starts, amounts }: Columns, width: number, periods: number): Float64Array {
  const largest = new Float64Array(width);
  for (let place = 0; place < width; place++) {
    const end = starts[(place + 1) * periods] ?? 0;
    for (let at = starts[place * periods] ?? 0; at < end; at++) {
      const amount = amounts[at] ?? 0;
      const isCount = Number.isInteger(amount) && amount >= 0;
      largest[place] = Math.max(largest[place] ?? 0, isCount ? amount : Number.POSITIVE_INFINITY);
    }
  }
  return largest;
}

export type Columns = {
  /** By column, and there by period: where the entries begin; and the end of all. */
  readonly starts: Int32Array;
  readonly documents: Int32Array;
  readonly amounts: Float64Array;
};

/** Sorts entries by column, then by period, then as they came (each row adds to a column once). */
function byColumn(rows: Rows, { columns, amounts }: Entries, keys: number, periods: number): Columns {
  const length = columns.length;
  const starts = new Int32Array(keys + 1);
  const keyed = new Int32Array(length);
  for (let row = 0; row < rows.starts.length; row++) {
    const period = rows.periods[row] ?? 0;
    const end = rows.starts[row + 1] ?? length;
    for (let at = rows.starts[row] ?? 0; at < end; at++) {
      const key = (columns[at] ?? 0) * periods + period;
      keyed[at] = key;
      starts[key + 1] = (starts[key + 1] ?? 0) + 1;
    }
  }
  for (let key = 0; key < keys; key++) starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0);
  const next = starts.slice();
  const sorted = { starts, documents: new Int32Array(length), amounts: new Float64Array(length) };
  for (let row = 0; row < rows.starts.length; row++) {
    const end = rows.starts[row + 1] ?? length;
    for (let at = rows.starts[row] ?? 0; at < end; at++) {
      const key = keyed[at] ?? 0;
      const to = next[key] ?? 0;
      next[key] = to + 1;
      sorted.documents[to] = rows.documents[row] ?? 0;
      sorted.amounts[to] = amounts[at] ?? 0;
    }
  }
  return sorted;
}

/**
 * Adds what documents have in one column, each as often as it is drawn, to the sums of all resamples. Here the time
 * goes: the inner loop runs along resamples, where everything lies side by side, and takes several documents at
 * once, since reading and writing a sum costs as much as adding to it.
 */
function addRows(
  sums: Float64Array,
  { weights, size }: PackedWeights,
  documents: Int32Array,
  amounts: Float64Array,
  from: number,
  to: number,
): void {
  let at = from;
  for (; at + 7 < to; at += 8) {
    const [a, b, c, d] = [amounts[at] ?? 0, amounts[at + 1] ?? 0, amounts[at + 2] ?? 0, amounts[at + 3] ?? 0];
    const [e, f, g, h] = [
      amounts[at + 4] ?? 0,
      amounts[at + 5] ?? 0,
      amounts[at + 6] ?? 0,
      amounts[at + 7] ?? 0,
    ];
    const a0 = (documents[at] ?? 0) * size;
    const b0 = (documents[at + 1] ?? 0) * size;
    const c0 = (documents[at + 2] ?? 0) * size;
    const d0 = (documents[at + 3] ?? 0) * size;
    const e0 = (documents[at + 4] ?? 0) * size;
    const f0 = (documents[at + 5] ?? 0) * size;
    const g0 = (documents[at + 6] ?? 0) * size;
    const h0 = (documents[at + 7] ?? 0) * size;
    for (let r = 0; r < size; r++) {
      sums[r] =
        (sums[r] ?? 0) +
        (a * (weights[a0 + r] ?? 0) + b * (weights[b0 + r] ?? 0)) +
        (c * (weights[c0 + r] ?? 0) + d * (weights[d0 + r] ?? 0)) +
        (e * (weights[e0 + r] ?? 0) + f * (weights[f0 + r] ?? 0)) +
        (g * (weights[g0 + r] ?? 0) + h * (weights[h0 + r] ?? 0));
    }
  }
  for (; at < to; at++) {
    const amount = amounts[at] ?? 0;
    const first = (documents[at] ?? 0) * size;
    for (let r = 0; r < size; r++) sums[r] = (sums[r] ?? 0) + amount * (weights[first + r] ?? 0);
  }
}

import { PackedWeights } from "./packed-weights";
import { seededRandom } from "./random";

/**
 * How often each document is drawn when as many are drawn with replacement as there are: of each document, one
 * weight for each resample. Resample 0 is the documents as they are. No document is drawn more than 255 times,
 * which chance doesn't bring about either.
 */
export function resampleWeights(documents: number, resamples: number, seed: number): Uint8Array {
  const columns = resamples + 1;
  const weights = new Uint8Array(columns * documents);
  const random = seededRandom(seed);
  for (let document = 0; document < documents; document++) weights[document * columns] = 1;
  for (let resample = 1; resample < columns; resample++)
    for (let draw = 0; draw < documents; draw++) {
      const at = Math.floor(random() * documents) * columns + resample;
      weights[at] = Math.min(255, (weights[at] ?? 0) + 1);
    }
  return weights;
}

/** Resamples that are summed together: how often each of them draws each document. */
export type Draws = {
  /** The same weights with fewer and fewer resamples to a number; the last take any amounts. */
  readonly packed: readonly PackedWeights[];
  /** How many documents each resample draws. */
  readonly documents: number;
  /** The first of these resamples, and how many. */
  readonly from: number;
  readonly count: number;
};

/** Resamples that are summed at a time: their weights and the sums of a sheet should fit into the cache. */
export const DRAWN_TOGETHER = 96;
const LANES = [3, 2, 1];

/** The weights of `resampleWeights`, a few resamples at a time. The next ones take the place of those before. */
export function* drawn(documents: number, resamples: number, seed: number): Generator<Draws> {
  const columns = resamples + 1;
  const weights = resampleWeights(documents, resamples, seed);
  const packed = LANES.map((lanes) => new PackedWeights(lanes, documents, DRAWN_TOGETHER));
  for (let from = 0; from < columns; from += DRAWN_TOGETHER) {
    const count = Math.min(DRAWN_TOGETHER, columns - from);
    for (const one of packed) one.pack(weights, columns, from, count);
    yield { packed, documents, from, count };
  }
}

/**
 * The percentile interval of a bootstrap (Efron & Tibshirani 1993, An Introduction to the Bootstrap, ch. 13), with
 * linear interpolation between order statistics. `values` must be sorted and not empty.
 */
export function percentileInterval(
  values: Float64Array,
  confidence: number,
): { readonly low: number; readonly high: number } {
  const at = (portion: number): number => {
    const place = portion * (values.length - 1);
    const below = values[Math.floor(place)] ?? 0;
    const above = values[Math.ceil(place)] ?? 0;
    return below + (above - below) * (place - Math.floor(place));
  };
  return { low: at((1 - confidence) / 2), high: at((1 + confidence) / 2) };
}

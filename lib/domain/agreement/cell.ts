import type { Estimated } from "./measure";
import type { AgreementWarning, UndefinedReason } from "./outcome";
import { percentileInterval } from "./resample";

/** One coefficient with its interval, or the reason why it has no value. */
export type Estimate =
  | {
      readonly state: "value";
      readonly value: number;
      readonly parts: Readonly<Record<string, number>>;
      readonly interval: { readonly low: number; readonly high: number } | null;
      readonly warnings: readonly AgreementWarning[];
      readonly documents: number;
      readonly items: number;
    }
  | {
      readonly state: "undefined";
      readonly reason: UndefinedReason;
      readonly documents: number;
      readonly items: number;
    };

const FEW_DOCUMENTS = 10;
const FEW_ITEMS = 30;
const LEAN_PORTION = 0.05;
const SKEWED_SHARE = 0.95;

/**
 * Where one figure comes together: its value for the documents as they are (resample 0) and for each resample. Of
 * several values for one resample the mean is taken, over those that there are.
 */
export class Cell {
  readonly documents = new Set<number>();
  readonly #sums: Float64Array;
  readonly #counts: Int32Array;
  readonly #parts = new Map<string, number[]>();
  #items = 0;
  #largestShare = 0;
  #isApproximate = false;
  #reason: UndefinedReason | null = null;

  constructor(resamples: number) {
    this.#sums = new Float64Array(resamples + 1);
    this.#counts = new Int32Array(resamples + 1);
  }

  addDocuments(documents: Iterable<number>): void {
    for (const document of documents) this.documents.add(document);
  }

  /** `parts` of the documents as they are may be swapped: the reference is then the other coder. */
  add(resample: number, { outcome, counted }: Estimated, isSwapped = false): void {
    if (outcome.state === "value") {
      this.#sums[resample] = (this.#sums[resample] ?? 0) + outcome.value;
      this.#counts[resample] = (this.#counts[resample] ?? 0) + 1;
    }
    if (resample > 0) return;
    this.#items += counted.items;
    this.#largestShare = Math.max(this.#largestShare, counted.largestShare ?? 0);
    this.#isApproximate ||= counted.isApproximate ?? false;
    if (outcome.state === "undefined") this.#reason ??= outcome.reason;
    else
      for (const [part, value] of Object.entries(outcome.parts ?? {})) {
        const name = isSwapped ? (swapped[part] ?? part) : part;
        this.#parts.set(name, [...(this.#parts.get(name) ?? []), value]);
      }
  }

  #valueAt(resample: number): number | null {
    const count = this.#counts[resample] ?? 0;
    return count === 0 ? null : (this.#sums[resample] ?? 0) / count;
  }

  estimate(confidence: number): Estimate {
    const value = this.#valueAt(0);
    const about = { documents: this.documents.size, items: this.#items };
    if (value === null) return { state: "undefined", reason: this.#reason ?? "one_coder", ...about };
    const parts = Object.fromEntries(
      [...this.#parts].map(([name, values]) => [name, values.reduce((a, b) => a + b, 0) / values.length]),
    );
    const { interval, isLean } = this.#interval(value, confidence);
    const warnings = [
      ...(about.documents < 2 ? ["one_document" as const] : []),
      ...(about.documents >= 2 && about.documents < FEW_DOCUMENTS ? ["few_documents" as const] : []),
      ...(about.items < FEW_ITEMS ? ["few_items" as const] : []),
      ...(isLean ? ["lean_resamples" as const] : []),
      ...(this.#largestShare > SKEWED_SHARE ? ["skewed" as const] : []),
      ...(this.#isApproximate ? ["approximate" as const] : []),
    ];
    return { state: "value", value, parts, interval, warnings, ...about };
  }

  /**
   * The percentile interval, reaching to the figure itself: with a handful of documents that weigh very differently,
   * or resamples without a value, the percentiles alone can lie to one side of it.
   */
  #interval(
    value: number,
    confidence: number,
  ): {
    interval: { readonly low: number; readonly high: number } | null;
    isLean: boolean;
  } {
    const resamples = this.#sums.length - 1;
    if (this.documents.size < 2 || resamples === 0) return { interval: null, isLean: false };
    const values = Float64Array.from(
      Array.from({ length: resamples }, (_, at) => this.#valueAt(at + 1)).filter((one) => one !== null),
    ).sort();
    if (values.length === 0) return { interval: null, isLean: true };
    const isLean = values.length < (1 - LEAN_PORTION) * resamples;
    const { low, high } = percentileInterval(values, confidence);
    return { interval: { low: Math.min(low, value), high: Math.max(high, value) }, isLean };
  }
}

const swapped: Readonly<Record<string, string>> = { precision: "recall", recall: "precision" };

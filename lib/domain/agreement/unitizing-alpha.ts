import { type Outcome, valued, withoutValue } from "./outcome";
import type { UnitizingStatistics } from "./unitizing-statistics";

/** The four coefficients that Krippendorff's α for unitizing is made of. */
export type UnitizingAlpha = {
  /** ᵤα: are the same stretches marked with the same values? Gaps count as a value of their own. */
  readonly alpha: Outcome;
  /** |ᵤα: is the same text marked at all, whatever its value? */
  readonly marked: Outcome;
  /** cᵤα: where two coders both marked something, do the values agree? */
  readonly coding: Outcome;
  /** The share of the text, between 0 and 1, that cᵤα speaks about. */
  readonly codingCoverage: number;
  /** (k)ᵤα: the same for one value against all others, in the order of the statistics' `values`. */
  readonly byValue: readonly {
    readonly value: string;
    readonly alpha: Outcome;
    /** The share of what was given this value that other coders gave any value; 0 when it was never given. */
    readonly coverage: number;
  }[];
};

/**
 * Krippendorff's α for unitizing from the statistics of a document or of a corpus. The documents of a corpus are
 * taken as one continuum laid end to end: observed and expected coincidences are those of the whole, and units
 * never pair with themselves.
 *
 * With ℓ the observed coincidences and ε the expected ones, ℓ* and ε* where only marks of both coders count:
 *
 *     ε_ck = ℓ.. (ℓ_c. ℓ_.k − [c = k] self_c) ⁄ (ℓ..² − Σ self)
 *     ᵤα   = 1 − (ℓ.. − Σ_c ℓ_cc) ⁄ (ℓ.. − Σ_c ε_cc)
 *     |ᵤα  = 1 − (ℓ_φ. − ℓ_φφ) ⁄ (ε_φ. − ε_φφ)
 *     cᵤα  = as ᵤα, from ℓ* and ε*
 *     (k)ᵤα = 1 − (ε*_.k ⁄ ℓ*_.k) (ℓ*_.k − ℓ*_kk) ⁄ (ε*_.k − ε*_kk)
 *
 * Krippendorff, Mathet, Bouvry & Widlöcher (2016), Quality & Quantity 50(6), 2347–2364.
 *
 * Without a document of two coders all are `one_coder`; without a mark `no_annotations`; where chance could not
 * disagree `one_category`; cᵤα and (k)ᵤα where no two marks meet `no_matches`.
 */
export function unitizingAlpha(statistics: UnitizingStatistics): UnitizingAlpha {
  const { values, selfPairs, valuedSelfPairs } = statistics;
  const reason =
    statistics.documentCount === 0 ? "one_coder" : statistics.unitCount === 0 ? "no_annotations" : null;
  if (reason) {
    const none = withoutValue(reason);
    const byValue = values.map((value) => ({ value, alpha: none, coverage: 0 }));
    return { alpha: none, marked: none, coding: none, codingCoverage: 0, byValue };
  }
  const whole = tableOf(statistics.coincidences, 0, values.length + 1, selfPairs);
  const marks = tableOf(statistics.coincidences, 1, values.length + 1, valuedSelfPairs);
  return {
    alpha: oneMinus(sumOf(whole.apart), expectedApart(whole)),
    marked: oneMinus(whole.apart[0] ?? 0, whole.chance * besides(whole, 0)),
    coding: marks.total > 0 ? oneMinus(sumOf(marks.apart), expectedApart(marks)) : withoutValue("no_matches"),
    codingCoverage: marks.total / whole.total,
    // Not everyone wants them, and there are many.
    get byValue() {
      return values.map((value, at) => ({ value, ...alphaOfValue(at, whole, marks) }));
    },
  };
}

/** Observed coincidences over the indices from `first` on, row by row, with what chance makes of them. */
type Table = {
  readonly first: number;
  readonly sums: readonly number[];
  /** What of each row lies beside the diagonal; summed as such, so that full agreement gives exactly 0. */
  readonly apart: readonly number[];
  readonly selves: readonly number[];
  readonly total: number;
  /** The expected coincidence of two values for each product of their sums. */
  readonly chance: number;
};

function tableOf(
  coincidences: readonly number[],
  first: number,
  size: number,
  selfPairs: readonly number[],
): Table {
  const sums: number[] = [];
  const apart: number[] = [];
  let total = 0;
  let pairs = 0;
  for (let row = first; row < size; row++) {
    let beside = 0;
    for (let column = first; column < size; column++)
      if (column !== row) beside += coincidences[row * size + column] ?? 0;
    const sum = beside + (coincidences[row * (size + 1)] ?? 0);
    apart.push(beside);
    sums.push(sum);
    total += sum;
    pairs -= selfPairs[row] ?? 0;
  }
  pairs += total ** 2;
  return { first, sums, apart, selves: selfPairs, total, chance: pairs > 0 ? total / pairs : 0 };
}

/** The sum of a row's products beside the diagonal. */
function besides({ sums }: Table, row: number): number {
  let rest = 0;
  for (let column = 0; column < sums.length; column++) if (column !== row) rest += sums[column] ?? 0;
  return (sums[row] ?? 0) * rest;
}

function expectedApart(table: Table): number {
  let products = 0;
  for (let row = 0; row < table.sums.length; row++) products += besides(table, row);
  return table.chance * products;
}

function alphaOfValue(at: number, whole: Table, marks: Table): { alpha: Outcome; coverage: number } {
  const given = whole.sums[at + 1] ?? 0;
  const met = marks.sums[at] ?? 0;
  const coverage = given > 0 ? met / given : 0;
  if (given === 0) return { alpha: withoutValue("no_annotations"), coverage };
  if (met === 0) return { alpha: withoutValue("no_matches"), coverage };
  const apart = marks.chance * besides(marks, at);
  const all = apart + marks.chance * (met ** 2 - (marks.selves[at + marks.first] ?? 0));
  return { alpha: oneMinus((marks.apart[at] ?? 0) / met, apart / all), coverage };
}

const sumOf = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0);

/** 1 − observed ⁄ expected disagreement; without expected disagreement there is nothing to measure against. */
const oneMinus = (observed: number, expected: number): Outcome =>
  expected > 0 ? valued(1 - observed / expected) : withoutValue("one_category");

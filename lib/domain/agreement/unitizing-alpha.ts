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
  const all = Array.from({ length: values.length + 1 }, (_, at) => at);
  const whole = tableOf(statistics, all, selfPairs);
  const marks = tableOf(statistics, all.slice(1), valuedSelfPairs);
  const reason =
    statistics.documentCount === 0 ? "one_coder" : statistics.unitCount === 0 ? "no_annotations" : null;
  if (reason) {
    const none = withoutValue(reason);
    return {
      alpha: none,
      marked: none,
      coding: none,
      codingCoverage: 0,
      byValue: values.map((value) => ({ value, alpha: none, coverage: 0 })),
    };
  }
  return {
    alpha: oneMinus(off(whole.observed), off(whole.expected)),
    marked: oneMinus(besides(whole.observed, 0), besides(whole.expected, 0)),
    coding: marks.total > 0 ? oneMinus(off(marks.observed), off(marks.expected)) : withoutValue("no_matches"),
    codingCoverage: marks.total / whole.total,
    byValue: values.map((value, at) => ({ value, ...alphaOfValue(at, whole, marks) })),
  };
}

type Matrix = readonly (readonly number[])[];
type Table = { readonly observed: Matrix; readonly expected: Matrix; readonly total: number };

/** Observed and expected coincidences over the `kept` indices alone. */
function tableOf(
  { coincidences, values }: UnitizingStatistics,
  kept: readonly number[],
  selfPairs: readonly number[],
): Table {
  const size = values.length + 1;
  const observed = kept.map((row) => kept.map((column) => coincidences[row * size + column] ?? 0));
  const sums = observed.map(sumOf);
  const total = sumOf(sums);
  const selves = kept.map((at) => selfPairs[at] ?? 0);
  const pairs = total ** 2 - sumOf(selves);
  const expected = sums.map((left, row) =>
    sums.map((right, column) =>
      pairs > 0 ? (total * (left * right - (row === column ? (selves[row] ?? 0) : 0))) / pairs : 0,
    ),
  );
  return { observed, expected, total };
}

function alphaOfValue(at: number, whole: Table, marks: Table): { alpha: Outcome; coverage: number } {
  const given = sumOf(whole.observed[at + 1] ?? []);
  const observedSum = sumOf(marks.observed[at] ?? []);
  const expectedSum = sumOf(marks.expected[at] ?? []);
  const coverage = given > 0 ? observedSum / given : 0;
  if (given === 0) return { alpha: withoutValue("no_annotations"), coverage };
  if (observedSum === 0) return { alpha: withoutValue("no_matches"), coverage };
  return {
    alpha: oneMinus(besides(marks.observed, at) / observedSum, besides(marks.expected, at) / expectedSum),
    coverage,
  };
}

const sumOf = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0);
const off = (matrix: Matrix): number => sumOf(matrix.map((_, row) => besides(matrix, row)));
/** What of a row lies beside the diagonal; summed as such, so that full agreement gives exactly 0. */
const besides = (matrix: Matrix, row: number): number =>
  sumOf((matrix[row] ?? []).filter((_, column) => column !== row));

/** 1 − observed ⁄ expected disagreement; without expected disagreement there is nothing to measure against. */
const oneMinus = (observed: number, expected: number): Outcome =>
  expected > 0 ? valued(1 - observed / expected) : withoutValue("one_category");

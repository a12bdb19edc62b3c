import type { CodedDocument, Unit } from "./coding";
import { LayeredDocument } from "./layered-document";
import { layOut } from "./unit-layer";

/** Which units α for unitizing looks at, and what it takes for their value. */
export type UnitizingOptions = {
  /**
   * The values that are told apart, in the order of the statistics. Units of other values are passed over as if
   * nobody had marked them, so one tag alone gives that tag's own α.
   */
  readonly values: readonly string[];
  /** The value of a unit; null leaves it out. By default its tag. */
  readonly categoryOf?: (unit: Unit) => string | null;
};

/**
 * What one document, or a sum of documents, contributes to the α family for unitizing. Every field but `values`
 * is additive, so a corpus is the sum of its documents and a resample is a sum with repetitions. Index 0 stands
 * for what a coder left unmarked (the gap, φ), index v + 1 for `values[v]`. Lengths are in code points.
 *
 * Krippendorff, Mathet, Bouvry & Widlöcher (2016), "On the reliability of unitizing textual continua: Further
 * developments", Quality & Quantity 50(6), 2347–2364; the same in Krippendorff (2019), Content Analysis, 4th ed.,
 * section 12.6.
 */
export type UnitizingStatistics = {
  readonly values: readonly string[];
  /** Documents with at least two coders. */
  readonly documentCount: number;
  /** Units of these documents that were counted. */
  readonly unitCount: number;
  /**
   * Observed coincidences ℓ_ck, row by row: the length of all intersections of a segment valued c with another
   * coder's segment valued k, over ordered pairs of coders, divided by m − 1 (m coders of the document).
   */
  readonly coincidences: readonly number[];
  /**
   * By value, what has to be taken from chance because no unit is paired with itself: Σ L² over units; for the
   * gap Σ L, since unmarked text has no units and each of its characters stands for itself.
   */
  readonly selfPairs: readonly number[];
  /**
   * The same for cᵤα, where a character can be paired only as far as other coders valued it too and so weighs the
   * share of the other coders who did: by value Σ_units (Σ of these weights over the unit)². The gap's entry is 0.
   */
  readonly valuedSelfPairs: readonly number[];
  /** Characters, summed over coders, that one coder gave more than one value; only the first was counted. */
  readonly contestedLength: number;
};

/** What no document contributes: the start of a sum. */
export function noUnitizingStatistics(values: readonly string[]): UnitizingStatistics {
  const size = values.length + 1;
  return {
    values,
    documentCount: 0,
    unitCount: 0,
    coincidences: new Array<number>(size * size).fill(0),
    selfPairs: new Array<number>(size).fill(0),
    valuedSelfPairs: new Array<number>(size).fill(0),
    contestedLength: 0,
  };
}

/** The statistics of a corpus; all parts must come from the same `values`. */
export function sumUnitizingStatistics(
  values: readonly string[],
  parts: Iterable<UnitizingStatistics>,
): UnitizingStatistics {
  const sum = noUnitizingStatistics(values);
  const [coincidences, selfPairs, valuedSelfPairs] = [
    [...sum.coincidences],
    [...sum.selfPairs],
    [...sum.valuedSelfPairs],
  ];
  let { documentCount, unitCount, contestedLength } = sum;
  const addAll = (to: number[], from: readonly number[]) => {
    for (const [at, much] of from.entries()) add(to, at, much);
  };
  for (const part of parts) {
    addAll(coincidences, part.coincidences);
    addAll(selfPairs, part.selfPairs);
    addAll(valuedSelfPairs, part.valuedSelfPairs);
    documentCount += part.documentCount;
    unitCount += part.unitCount;
    contestedLength += part.contestedLength;
  }
  return { values, documentCount, unitCount, coincidences, selfPairs, valuedSelfPairs, contestedLength };
}

/**
 * What one document contributes. Fewer than two coders, or no text, contribute nothing. α needs segments that
 * exclude each other within a coder, so where units of one coder overlap, the character belongs to the unit that
 * starts first (then the longer, then the earlier in `values`), and the others keep what remains of them; how
 * much was decided so is in `contestedLength`. Where overlap is the rule, one α per tag loses nothing by it. The
 * parts of a broken unit are one unit, whose length is their sum.
 */
export function unitizingStatistics(document: CodedDocument, options: UnitizingOptions): UnitizingStatistics {
  const { values } = options;
  const places = new Map(values.map((value, at) => [value, at + 1]));
  const categoryOf = options.categoryOf ?? ((unit: Unit) => unit.tag);
  const layers = document.codings.map(({ units }) => {
    const valued = units.flatMap((unit) => {
      const value = places.get(categoryOf(unit) ?? "");
      return value === undefined ? [] : [{ value, spans: unit.spans }];
    });
    return layOut(valued, document.length);
  });
  const all = new LayeredDocument(layers, document.length, values).statistics([...layers.keys()]);
  return all ?? noUnitizingStatistics(values);
}

const add = (to: number[], at: number, much: number): void => {
  to[at] = (to[at] ?? 0) + much;
};

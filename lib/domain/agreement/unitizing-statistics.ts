import type { CodedDocument, Unit } from "./coding";

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

/** A stretch of the text that one coder gave one value; `unit` numbers the coder's units. */
type Piece = { readonly start: number; readonly end: number; readonly value: number; readonly unit: number };
type Layer = { readonly pieces: readonly Piece[]; readonly unitCount: number; readonly contested: number };

/**
 * What one document contributes. Fewer than two coders, or no text, contribute nothing. α needs segments that
 * exclude each other within a coder, so where units of one coder overlap, the character belongs to the unit that
 * starts first (then the longer, then the earlier in `values`), and the others keep what remains of them; how
 * much was decided so is in `contestedLength`. Where overlap is the rule, one α per tag loses nothing by it. The
 * parts of a broken unit are one unit, whose length is their sum.
 */
export function unitizingStatistics(document: CodedDocument, options: UnitizingOptions): UnitizingStatistics {
  const { values } = options;
  const coderCount = document.codings.length;
  if (coderCount < 2 || document.length === 0) return noUnitizingStatistics(values);
  const index = new Map(values.map((value, at) => [value, at + 1]));
  const categoryOf = options.categoryOf ?? ((unit: Unit) => unit.tag);
  const layers = document.codings.map((coding) =>
    layOut(coding.units, (unit) => index.get(categoryOf(unit) ?? "") ?? 0, document.length),
  );
  const size = values.length + 1;
  const counts = countCoincidences(layers, document.length, size);
  return {
    values,
    documentCount: 1,
    unitCount: layers.reduce((sum, layer) => sum + layer.unitCount, 0),
    coincidences: counts.coincidences.map((length) => length / (coderCount - 1)),
    selfPairs: counts.selfPairs,
    valuedSelfPairs: counts.valuedSelfPairs,
    contestedLength: layers.reduce((sum, layer) => sum + layer.contested, 0),
  };
}

/** One coder's units as sorted disjoint pieces, with how many characters were wanted by more than one value. */
function layOut(units: readonly Unit[], indexOf: (unit: Unit) => number, length: number): Layer {
  const extents = units.flatMap((unit) => {
    const value = indexOf(unit);
    const spans = unit.spans
      .map(({ start, end }) => ({ start: Math.max(0, start), end: Math.min(end, length) }))
      .filter(({ start, end }) => start < end);
    if (value === 0 || spans.length === 0) return [];
    return [{ value, spans, start: spans[0]?.start ?? 0, end: spans.at(-1)?.end ?? 0 }];
  });
  extents.sort((a, b) => a.start - b.start || b.end - a.end || a.value - b.value);
  const pieces: Piece[] = [];
  let contested = 0;
  for (const [unit, { value, spans }] of extents.entries()) {
    for (const { start, end } of spans) {
      let from = start;
      // What earlier units took of it stays theirs.
      for (const taken of piecesIn(pieces, start, end)) {
        if (from < taken.start) insert(pieces, { start: from, end: taken.start, value, unit });
        if (taken.value !== value) contested += Math.min(end, taken.end) - Math.max(start, taken.start);
        from = Math.max(from, taken.end);
      }
      if (from < end) insert(pieces, { start: from, end, value, unit });
    }
  }
  return { pieces, unitCount: extents.length, contested };
}

/** Keeps the pieces sorted. Units come by their start, so the place is near the end. */
function insert(pieces: Piece[], piece: Piece): void {
  let at = pieces.length;
  while (at > 0 && (pieces[at - 1]?.start ?? 0) > piece.start) at--;
  pieces.splice(at, 0, piece);
}

/** The pieces, sorted and disjoint, that have characters between `start` and `end`, in order. */
function piecesIn(pieces: readonly Piece[], start: number, end: number): Piece[] {
  let first = pieces.length;
  while (first > 0 && (pieces[first - 1]?.end ?? 0) > start) first--;
  return pieces.slice(first).filter((piece) => piece.start < end);
}

type Counts = {
  readonly coincidences: number[];
  readonly selfPairs: number[];
  readonly valuedSelfPairs: number[];
};
const add = (to: number[], at: number, much: number): void => {
  to[at] = (to[at] ?? 0) + much;
};

/** What is known of one coder's units while the text is swept. */
type Tally = {
  readonly values: number[];
  readonly lengths: number[];
  /** The length of a unit that others valued, each character as often as it has others. */
  readonly shared: number[];
};

/** Sweeps the text once, from one boundary of any coder's piece to the next. */
function countCoincidences(layers: readonly Layer[], length: number, size: number): Counts {
  const coincidences = new Array<number>(size * size).fill(0);
  const selfPairs = new Array<number>(size).fill(0);
  const tallies = layers.map(
    ({ unitCount }): Tally => ({
      values: new Array<number>(unitCount).fill(0),
      lengths: new Array<number>(unitCount).fill(0),
      shared: new Array<number>(unitCount).fill(0),
    }),
  );
  for (const { stretch, here } of stretches(layers, length)) {
    for (const [coder, piece] of here.entries()) {
      const tally = tallies[coder];
      const value = piece?.value ?? 0;
      if (piece && tally) {
        tally.values[piece.unit] = value;
        add(tally.lengths, piece.unit, stretch);
      } else add(selfPairs, 0, stretch);
      for (const [other, counterpart] of here.entries()) {
        if (other === coder) continue;
        add(coincidences, value * size + (counterpart?.value ?? 0), stretch);
        if (piece && tally && counterpart) add(tally.shared, piece.unit, stretch);
      }
    }
  }
  return { coincidences, ...selfPairsOf(tallies, selfPairs) };
}

/** The text from boundary to boundary, with the piece of each coder that lies there. */
function* stretches(layers: readonly Layer[], length: number) {
  const boundaries = new Set([0, length]);
  for (const { pieces } of layers) for (const { start, end } of pieces) boundaries.add(start).add(end);
  const cuts = [...boundaries].sort((a, b) => a - b);
  const cursors = layers.map(() => 0);
  for (const [at, start] of cuts.slice(0, -1).entries()) {
    const here = layers.map(({ pieces }, coder) => {
      while ((pieces[cursors[coder] ?? 0]?.end ?? Number.POSITIVE_INFINITY) <= start) add(cursors, coder, 1);
      const piece = pieces[cursors[coder] ?? 0];
      return piece && piece.start <= start ? piece : null;
    });
    yield { stretch: (cuts[at + 1] ?? start) - start, here };
  }
}

function selfPairsOf(tallies: readonly Tally[], gaps: readonly number[]) {
  const selfPairs = [...gaps];
  const valuedSelfPairs = gaps.map(() => 0);
  for (const { values, lengths, shared } of tallies) {
    for (const [unit, value] of values.entries()) {
      add(selfPairs, value, (lengths[unit] ?? 0) ** 2);
      add(valuedSelfPairs, value, ((shared[unit] ?? 0) / (tallies.length - 1)) ** 2);
    }
  }
  return { selfPairs, valuedSelfPairs };
}

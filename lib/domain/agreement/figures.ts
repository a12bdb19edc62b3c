import type { AgreementRun, Line } from "./agreement-run";
import { Cell, type Estimate } from "./cell";
import type { CoderPair } from "./coder-pair";
import type { ConfusionCell } from "./confusion";
import { DrawnSums } from "./drawn-sums";
import type { AgreementLevel } from "./level";
import { LineCells } from "./line-cells";
import { DRAWN_TOGETHER, type Draws, drawn } from "./resample";
import type { SealedSheet } from "./sealed-sheet";
import type { Sheet } from "./sheet";
import { Tallies } from "./tallies";

export type MeasureFigures = {
  readonly measure: string;
  readonly level: AgreementLevel;
  readonly overall: Estimate;
  readonly topics: readonly {
    readonly tag: string;
    readonly attribute: string | null;
    readonly estimate: Estimate;
  }[];
  readonly pairs: readonly { readonly a: string; readonly b: string; readonly estimate: Estimate }[];
  readonly coders: readonly { readonly coder: string; readonly estimate: Estimate }[];
  readonly periods: readonly { readonly period: number; readonly estimate: Estimate }[];
  readonly timeMs: number;
};

export type Figures = {
  readonly documents: number;
  readonly documentsAlone: number;
  readonly coders: readonly {
    readonly id: string;
    readonly documents: number;
    readonly units: number;
    readonly links: number;
  }[];
  /** Documents by period. */
  readonly periods: readonly number[];
  readonly measures: readonly MeasureFigures[];
  readonly confusions: readonly {
    readonly a: string;
    readonly b: string;
    readonly cells: readonly ConfusionCell[];
  }[];
};

export type ResampleSettings = {
  readonly resamples: number;
  readonly confidence: number;
  readonly seed: number;
  readonly now: () => number;
};

/**
 * What the counts of a run come to, with bootstrap intervals by document: whole documents are drawn, because what
 * one person does within a document hangs together. Yields after each step how many there are and how many are
 * done, so that a caller can let others have their turn, or leave off.
 */
export function* figuresOf(
  run: AgreementRun,
  settings: ResampleSettings,
): Generator<{ readonly done: number; readonly total: number }, Figures> {
  const cells = new Map(run.lines.map((line) => [line, new LineCells(run, line, settings.resamples)]));
  const pairs = [...run.pairs.values()].sort((x, y) => x.a - y.a || x.b - y.b);
  const open: OpenSheet[] = [];
  const blocks = Math.ceil((settings.resamples + 1) / DRAWN_TOGETHER);
  const total = run.counters.size * (pairs.length + 1) * (blocks + 1);
  let done = 0;
  for (const id of run.counters.keys()) {
    const lines = run.lines.filter(({ statistic }) => statistic === id);
    const wanted = lines.map((line) => cells.get(line)).filter((found) => found !== undefined);
    for (const pair of [null, ...pairs]) {
      const began = settings.now();
      const sheet = pair ? pair.sheets.get(id) : run.groupSheets.get(id);
      if (sheet) open.push(openSheet(run, id, sheet, pair, wanted));
      run.spend(id, settings.now() - began);
      yield { done: ++done, total };
    }
  }
  const sums = new SumSpace();
  for (const draws of drawn(run.documents, settings.resamples, settings.seed)) {
    for (const sheet of open) {
      const began = settings.now();
      resample(sheet, draws, sums);
      run.spend(sheet.statistic, settings.now() - began);
      yield { done: ++done, total };
    }
  }
  return {
    documents: run.documents,
    documentsAlone: run.documentsAlone,
    coders: run.plan.coders.map((id, at) => ({
      id,
      ...(run.facts[at] ?? { documents: 0, units: 0, links: 0 }),
    })),
    periods: run.periods,
    measures: run.lines.map((line) => measureFigures(run, line, cells.get(line), settings.confidence)),
    confusions: pairs.map(({ a, b, confusion }) => ({
      a: run.plan.coders[a] ?? "",
      b: run.plan.coders[b] ?? "",
      cells: confusion.cells(),
    })),
  };
}

/** A sheet that is ready to be summed, and who takes its sums. */
type OpenSheet = {
  readonly statistic: string;
  readonly sealed: SealedSheet;
  readonly pair: CoderPair | null;
  readonly cells: readonly LineCells[];
  /** How many periods have figures that rest on this sheet; 0 also where there is but one. */
  readonly periods: number;
};

function openSheet(
  run: AgreementRun,
  statistic: string,
  sheet: Sheet,
  pair: CoderPair | null,
  wanted: readonly LineCells[],
): OpenSheet {
  const sealed = sheet.seal((run.counters.get(statistic)?.topics.length ?? 0) + 1);
  const cells = wanted.filter((one) => one.takes(pair));
  for (const one of wanted) one.open(sealed, pair);
  const isByPeriod = run.periods.length > 1 && cells.some((one) => one.counts(pair));
  return { statistic, sealed, pair, cells, periods: isByPeriod ? run.periods.length : 0 };
}

/** Room for the sums of one sheet after another. */
class SumSpace {
  #sums = new Float64Array();

  of(length: number): Float64Array {
    if (this.#sums.length < length) this.#sums = new Float64Array(length);
    return this.#sums;
  }
}

/** Sums one sheet for some resamples, and hands the sums to its measures. */
function resample({ sealed, cells, pair, periods }: OpenSheet, draws: Draws, space: SumSpace): void {
  if (cells.length === 0) return;
  const size = sealed.width * draws.count;
  const sums = space.of(size * (periods + 1));
  for (let period = 0; period < periods; period++) sealed.sum(sums, size * (period + 1), period, draws);
  if (periods === 0) sealed.sum(sums, 0, null, draws);
  else addUp(sums, size, periods);
  const parts = Array.from(
    { length: periods + 1 },
    (_, part) => new DrawnSums(sealed, sums, size * part, draws),
  );
  for (let place = 0; place < draws.count; place++) {
    const [whole, ...ofPeriods] = parts.map((part) => new Tallies(part, place));
    if (!whole) continue;
    const summed = { whole, periods: periods === 0 ? [whole] : ofPeriods, pair };
    for (const one of cells) one.take(draws.from + place, summed);
  }
}

/** Writes the sum of so many parts of equal size before them. */
function addUp(sums: Float64Array, size: number, parts: number): void {
  sums.copyWithin(0, size, 2 * size);
  for (let from = 2 * size; from < size * (parts + 1); from += size)
    for (let at = 0; at < size; at++) sums[at] = (sums[at] ?? 0) + (sums[from + at] ?? 0);
}

function measureFigures(
  run: AgreementRun,
  line: Line,
  cells: LineCells | undefined,
  confidence: number,
): MeasureFigures {
  const of = (cell: Cell | undefined): Estimate => (cell ?? new Cell(0)).estimate(confidence);
  const { coders } = run.plan;
  return {
    measure: line.measure,
    level: line.level,
    overall: of(cells?.overall),
    topics: line.started.topics
      .map((topic, at) => ({ ...topic, estimate: of(cells?.topics[at]) }))
      .filter(({ estimate }) => estimate.state === "value" || estimate.reason !== "other_scale"),
    pairs: [...(cells?.pairs ?? [])].map(([{ a, b }, cell]) => ({
      a: coders[a] ?? "",
      b: coders[b] ?? "",
      estimate: of(cell),
    })),
    coders: coders.map((coder, at) => ({ coder, estimate: of(cells?.coders[at]) })),
    periods: run.periods.map((_, period) => ({ period, estimate: of(cells?.periods[period]) })),
    timeMs: Math.round(run.timeMs.get(line.statistic) ?? 0),
  };
}

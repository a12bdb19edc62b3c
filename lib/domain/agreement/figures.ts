import type { AgreementRun, Line } from "./agreement-run";
import { Cell, type Estimate } from "./cell";
import type { CoderPair } from "./coder-pair";
import type { ConfusionCell } from "./confusion";
import type { AgreementLevel } from "./level";
import { LineCells } from "./line-cells";
import { resampleWeights } from "./resample";
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
  const weights = resampleWeights(run.documents, settings.resamples, settings.seed);
  const cells = new Map(run.lines.map((line) => [line, new LineCells(run, line, settings.resamples)]));
  const pairs = [...run.pairs.values()].sort((x, y) => x.a - y.a || x.b - y.b);
  const total = run.counters.size * (pairs.length + 1);
  let done = 0;
  const step = (id: string, sheet: Sheet | undefined, pair: (typeof pairs)[number] | null) => {
    const began = settings.now();
    const lines = run.lines.filter(({ statistic }) => statistic === id);
    if (sheet) resample(run, sheet, lines, { weights, resamples: settings.resamples, pair, cells });
    run.spend(id, settings.now() - began);
    return { done: ++done, total };
  };
  for (const id of run.counters.keys()) {
    yield step(id, run.groupSheets.get(id), null);
    for (const pair of pairs) yield step(id, pair.sheets.get(id), pair);
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

type Resampling = {
  readonly weights: Uint8Array;
  readonly resamples: number;
  readonly pair: CoderPair | null;
  readonly cells: ReadonlyMap<Line, LineCells>;
};

/** Resamples that are summed at a time: the sums of all columns should fit into the cache. */
const BLOCK = 128;

/** Sums one sheet for the documents as they are and for every resample, and hands the sums to its measures. */
function resample(run: AgreementRun, sheet: Sheet, lines: readonly Line[], at: Resampling): void {
  const topics = (run.counters.get(lines[0]?.statistic ?? "")?.topics.length ?? 0) + 1;
  const sealed = sheet.seal(topics);
  const wanted = lines.map((line) => at.cells.get(line)).filter((found) => found !== undefined);
  for (const one of wanted) one.open(sealed, at.pair);
  const columns = at.resamples + 1;
  for (let from = 0; from < columns; from += BLOCK) {
    const count = Math.min(BLOCK, columns - from);
    const draws = { weights: at.weights, resamples: columns, from, count };
    const periods = run.periods.map((_, period) => {
      const sums = new Float64Array(sealed.width * count);
      sealed.addTo(sums, period, draws);
      return sums;
    });
    const whole = sumOf(periods);
    for (let place = 0; place < count; place++) {
      const isResampled = from + place > 0;
      const tallies = new Tallies(sealed, { sums: whole, count, place, isResampled });
      const summed = {
        whole: tallies,
        periods: periods.map((sums) =>
          sums === whole ? tallies : new Tallies(sealed, { sums, count, place, isResampled }),
        ),
        pair: at.pair,
      };
      for (const one of wanted) one.take(from + place, summed);
    }
  }
}

/** All added up, place by place; one alone is its own sum. */
function sumOf(parts: readonly Float64Array[]): Float64Array {
  const [first = new Float64Array(), ...others] = parts;
  if (others.length === 0) return first;
  const sum = first.slice();
  for (const part of others)
    for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) + (part[at] ?? 0);
  return sum;
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

import type { AgreementRun, Line } from "./agreement-run";
import { Cell } from "./cell";
import type { CoderPair } from "./coder-pair";
import type { Estimated } from "./measure";
import { valued, withoutValue } from "./outcome";
import type { SealedSheet } from "./sealed-sheet";
import type { Tally } from "./statistic";
import type { Tallies } from "./tallies";

/** The sums of one resample: of all documents, and of each period. */
export type Summed = {
  readonly whole: Tallies;
  readonly periods: readonly Tallies[];
  /** Whose sums these are; null for all coders together. */
  readonly pair: CoderPair | null;
};

type Formula = (tally: Tally) => Estimated;

/** All figures of one measure at one level, as resamples come in. */
export class LineCells {
  readonly overall: Cell;
  readonly topics: readonly Cell[];
  readonly pairs = new Map<CoderPair, Cell>();
  readonly coders: readonly Cell[];
  readonly periods: readonly Cell[];
  readonly #line: Line;
  readonly #resamples: number;
  /** Whether all coders are compared at once; else the mean over pairs is taken. */
  readonly #isGrouped: boolean;
  /** Whether all that it compares is on other scales than the one that it is for. */
  #isElsewhere = false;

  constructor(run: AgreementRun, line: Line, resamples: number) {
    this.#line = line;
    this.#resamples = resamples;
    this.#isGrouped = line.started.onGroup !== null && run.plan.gold === null;
    this.overall = new Cell(resamples);
    this.topics = line.started.topics.map(() => new Cell(resamples));
    this.coders = run.plan.coders.map(() => new Cell(resamples));
    this.periods = Array.from(run.periods, () => new Cell(resamples));
  }

  /** Whether sums of this pair, or of all coders together, go into more than the figure of the pair. */
  counts(pair: CoderPair | null): boolean {
    return (pair === null) === this.#isGrouped;
  }

  /** Whether sums of this pair, or of all coders together, go into any figure. */
  takes(pair: CoderPair | null): boolean {
    return pair !== null || this.#isGrouped;
  }

  /** Notes which documents the coming sums are about. */
  open(sealed: SealedSheet, pair: CoderPair | null): void {
    if (pair) {
      const cell = new Cell(this.#resamples);
      this.pairs.set(pair, cell);
      for (const one of [cell, this.coders[pair.a], this.coders[pair.b]]) one?.addDocuments(sealed.documents);
    }
    if (!this.counts(pair)) return;
    for (const one of [this.overall, ...this.topics]) one.addDocuments(sealed.documents);
    sealed.documents.forEach((document, row) => {
      this.periods[sealed.periods[row] ?? 0]?.documents.add(document);
    });
  }

  take(resample: number, summed: Summed): void {
    const { pair } = summed;
    const { onPair, onGroup } = this.#line.started;
    const formula = pair ? onPair : onGroup;
    if (!formula || (resample > 0 && this.#isElsewhere)) return;
    const isCounted = this.counts(pair);
    const whole = this.#whole(resample, summed.whole, formula, isCounted ? this.topics : null);
    if (pair) {
      this.pairs.get(pair)?.add(resample, whole);
      this.coders[pair.a]?.add(resample, whole, true);
      this.coders[pair.b]?.add(resample, whole);
    }
    if (!isCounted) return;
    this.overall.add(resample, whole);
    for (const [period, cell] of this.periods.entries()) {
      const sums = summed.periods[period];
      if (sums)
        cell.add(resample, sums === summed.whole ? whole : this.#whole(resample, sums, formula, null));
    }
  }

  /** The figure of everything together; on the way, those of the topics, if they have cells. */
  #whole(resample: number, tallies: Tallies, formula: Formula, cells: readonly Cell[] | null): Estimated {
    const { whole, counter } = this.#line.started;
    if (whole !== "mean") {
      if (cells)
        for (let at = 0; at < cells.length; at++) cells[at]?.add(resample, formula(tallies.topic(at + 1)));
      return formula(whole === "sum" ? tallies.sum() : tallies.topic(0));
    }
    const each: Estimated[] = [];
    for (let at = 0; at < counter.topics.length; at++) {
      const one = formula(tallies.topic(at + 1));
      cells?.[at]?.add(resample, one);
      each.push(one);
    }
    if (resample === 0) this.#isElsewhere = each.length > 0 && each.every(isOfOtherScale);
    return meanOf(each);
  }
}

/** What scale something is on is settled beforehand: no resample changes that. */
const isOfOtherScale = ({ outcome }: Estimated): boolean =>
  outcome.state === "undefined" && outcome.reason === "other_scale";

/** The mean of those figures that there are. */
function meanOf(figures: readonly Estimated[]): Estimated {
  let [sum, count, items, largestShare] = [0, 0, 0, 0];
  for (const { outcome, counted } of figures) {
    items += counted.items;
    largestShare = Math.max(largestShare, counted.largestShare ?? 0);
    if (outcome.state === "undefined") continue;
    sum += outcome.value;
    count++;
  }
  const counted = { items, largestShare };
  if (count > 0) return { outcome: valued(sum / count), counted };
  return { outcome: figures[0]?.outcome ?? withoutValue("no_matches"), counted };
}

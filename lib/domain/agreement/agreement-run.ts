import { type CoderPair, pairsAmong } from "./coder-pair";
import type { CodedDocument } from "./coding";
import { type Confusion as Cells, Confusion } from "./confusion";
import type { GammaShares } from "./gamma-shares";
import { LabelSets } from "./label-sets";
import type { AgreementLevel } from "./level";
import type { Application, Measure, Started } from "./measure";
import type { Plan } from "./plan";
import { PreparedDocument } from "./prepared-document";
import { Sheet } from "./sheet";
import type { Counter, Sink, Statistic, Subject, Tally } from "./statistic";

/** A measure at one level, at work. */
export type Line = {
  readonly measure: string;
  readonly level: AgreementLevel;
  readonly statistic: string;
  readonly started: Started;
};

export type PairWork = CoderPair & {
  readonly sheets: ReadonlyMap<string, Sheet>;
  readonly confusion: Cells;
};

export type CoderFacts = { documents: number; units: number; links: number };

export type RunSettings = {
  /** Only what measures say by looking at these; several runs can share the work. */
  readonly subjects: readonly Subject[];
  /** How many pairings each cell of a confusion matrix keeps. */
  readonly itemsMax: number;
  /** Milliseconds of any clock, for how long each count takes. */
  readonly now: () => number;
  /** Of all documents that will be added; without it measures that rest on γ have no value. */
  readonly gammaShares?: GammaShares;
};

/**
 * Counts documents one by one and forgets them: what is kept of each is what it adds to the sums. The figures
 * come from lib/domain/agreement/figures.
 */
export class AgreementRun {
  readonly plan: Plan;
  readonly lines: readonly Line[];
  readonly counters = new Map<string, Counter<unknown, unknown>>();
  readonly groupSheets = new Map<string, Sheet>();
  readonly pairs = new Map<string, PairWork>();
  readonly facts: readonly CoderFacts[];
  /** Documents with at least two codings that are compared, and those left out. */
  documents = 0;
  documentsAlone = 0;
  /** Compared documents by period. */
  readonly periods: number[] = [];
  readonly timeMs = new Map<string, number>();
  readonly #settings: RunSettings;
  readonly #sets = new LabelSets();
  /** Statistics whose counts of pairs are asked for topic by topic. */
  readonly #topical: ReadonlySet<string>;
  readonly #coders: ReadonlyMap<string, number>;
  readonly #tags: ReadonlyMap<string, number>;

  constructor(plan: Plan, measures: readonly Measure[], settings: RunSettings) {
    this.plan = plan;
    this.#settings = settings;
    this.#coders = new Map(plan.coders.map((coder, at) => [coder, at]));
    this.#tags = new Map(plan.tags.map((tag, at) => [tag, at]));
    this.facts = plan.coders.map(() => ({ documents: 0, units: 0, links: 0 }));
    const comparison = { plan, sets: this.#sets, gammaShares: settings.gammaShares ?? null };
    const counterOf = <Pair, Group>(statistic: Statistic<Pair, Group>): Counter<Pair, Group> => {
      const counter = this.counters.get(statistic.id) ?? remembering(statistic.start(comparison));
      this.counters.set(statistic.id, counter);
      // Kept under the id of its statistic, which alone makes it.
      return counter as Counter<Pair, Group>;
    };
    const isTaken = ({ subject }: Application) => settings.subjects.includes(subject);
    this.lines = measures.flatMap(({ id, applications }) =>
      applications.filter(isTaken).map(({ level, statistic, start }) => ({
        measure: id,
        level,
        statistic,
        started: start(comparison, counterOf),
      })),
    );
    const isTopical = ({ started: { onGroup, whole } }: Line) =>
      plan.gold !== null || onGroup === null || whole !== "counted";
    this.#topical = new Set(this.lines.filter(isTopical).map(({ statistic }) => statistic));
  }

  /** Counts one document, which belongs to a period (a number from 0). */
  add(document: CodedDocument, period: number): void {
    const prepared = new PreparedDocument(document, this.#coders, this.#tags, this.#sets);
    const coders = prepared.codings.map(({ coder }) => coder);
    const pairs = pairsAmong(coders, this.plan);
    if (pairs.length === 0) {
      this.documentsAlone++;
      return;
    }
    const number = this.documents++;
    while (this.periods.length <= period) this.periods.push(0);
    this.periods[period] = (this.periods[period] ?? 0) + 1;
    for (const { coder, coding } of prepared.codings)
      this.#note(coder, coding.units.length, coding.links.length);
    const works = pairs.map((pair) => ({
      work: this.#workOf(pair),
      a: coders.indexOf(pair.a),
      b: coders.indexOf(pair.b),
    }));
    for (const [id, counter] of this.counters) {
      const began = this.#settings.now();
      for (const { work, a, b } of works)
        counter.countPair(
          prepared,
          a,
          b,
          sinkInto(work.sheets.get(id), number, period),
          this.#topical.has(id),
        );
      if (this.plan.gold === null)
        counter.group?.count(prepared, sinkInto(this.#groupSheet(id), number, period));
      this.spend(id, this.#settings.now() - began);
    }
    if (this.#settings.subjects.includes("marks"))
      for (const { work, a, b } of works) work.confusion.add(document.id, prepared.matches(a, b));
  }

  /** Adds to the time that a statistic has taken. */
  spend(statistic: string, ms: number): void {
    this.timeMs.set(statistic, (this.timeMs.get(statistic) ?? 0) + ms);
  }

  #note(coder: number, units: number, links: number): void {
    const facts = this.facts[coder];
    if (!facts) return;
    facts.documents++;
    facts.units += units;
    facts.links += links;
  }

  #workOf(pair: CoderPair): PairWork {
    const key = `${pair.a} ${pair.b}`;
    const known = this.pairs.get(key);
    if (known) return known;
    const made = {
      ...pair,
      sheets: new Map([...this.counters.keys()].map((id) => [id, new Sheet()])),
      confusion: new Confusion(this.plan.tags, this.#settings.itemsMax),
    };
    this.pairs.set(key, made);
    return made;
  }

  #groupSheet(id: string): Sheet {
    const sheet = this.groupSheets.get(id) ?? new Sheet();
    this.groupSheets.set(id, sheet);
    return sheet;
  }
}

function sinkInto(sheet: Sheet | undefined, document: number, period: number): Sink {
  sheet?.begin(document, period);
  return (topic, slot, amount) => sheet?.add(topic, slot, amount);
}

/** A counter that reads the same tally once, however many measures ask for it. */
function remembering<Pair, Group>(counter: Counter<Pair, Group>): Counter<Pair, Group> {
  const { group } = counter;
  return {
    ...counter,
    readPair: once((tally) => counter.readPair(tally)),
    group: group && { ...group, read: once((tally) => group.read(tally)) },
  };
}

function once<Counts>(read: (tally: Tally) => Counts): (tally: Tally) => Counts {
  return (tally) => {
    tally.counts ??= read(tally);
    // A tally is of one sheet, which is of one counter and of pairs or groups: nobody else has read it.
    return tally.counts as Counts;
  };
}

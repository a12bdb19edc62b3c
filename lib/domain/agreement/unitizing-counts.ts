import type { CodedDocument } from "./coding";
import { type Outcome, valued } from "./outcome";
import type { PreparedDocument } from "./prepared-document";
import type { Counted, Sink, Statistic, Tally } from "./statistic";
import { unitizingAlpha } from "./unitizing-alpha";
import { UnitizingSlots } from "./unitizing-slots";
import { type UnitizingStatistics, unitizingStatistics } from "./unitizing-statistics";

/** The α family for unitizing; of a tag, `alpha` is that of its marks alone, and `coding` its (k)ᵤα. */
export type UnitizingCounts = Counted & {
  readonly alpha: Outcome;
  readonly marked: Outcome;
  /** With the share of the text, or of what got the tag, that it speaks about as `coverage`. */
  readonly coding: Outcome;
};

/**
 * Lengths of text that coders marked with the same or with other tags. Topic 0 has all tags. A topic has two
 * tables: in slots from 0 its tag alone, as if nobody had used another, and behind them its tag against all others
 * taken as one, which is what (k)ᵤα needs to know of them.
 */
export const unitizingLengths: Statistic<UnitizingCounts, UnitizingCounts> = {
  id: "unitizing-lengths",
  start({ plan }) {
    const whole = new UnitizingSlots(plan.tags, 0);
    const alone = plan.tags.map((tag) => new UnitizingSlots([tag], 0));
    const against = alone.map(({ end, values }) => new UnitizingSlots([...values, OTHERS], end));
    const count = (document: PreparedDocument, chosen: readonly number[], sink: Sink) => {
      const all = unitizingStatistics(codedBy(document, chosen), { values: plan.tags });
      whole.add(sink, 0, all);
      const others = new Others(all);
      plan.tags.forEach((tag, at) => {
        const own = unitizingStatistics(codedBy(document, chosen, { tag, at }), { values: [tag] });
        alone[at]?.add(sink, at + 1, own);
        against[at]?.add(sink, at + 1, others.against(at, own.unitCount));
      });
    };
    const read = (tally: Tally): UnitizingCounts => {
      const own = alone[tally.topic - 1];
      const rest = against[tally.topic - 1];
      return own && rest ? readTopic(own.read(tally), rest.read(tally)) : readWhole(whole.read(tally));
    };
    return {
      topics: plan.tags.map((tag) => ({ tag, attribute: null })),
      countPair: (document, a, b, sink) => count(document, [a, b], sink),
      readPair: read,
      group: { count: (document, sink) => count(document, [...document.codings.keys()], sink), read },
    };
  },
};

const OTHERS = "";

function readWhole(statistics: UnitizingStatistics): UnitizingCounts {
  const { alpha, marked, coding, codingCoverage } = unitizingAlpha(statistics);
  return { items: statistics.unitCount, alpha, marked, coding: covering(coding, codingCoverage) };
}

function readTopic(alone: UnitizingStatistics, against: UnitizingStatistics): UnitizingCounts {
  const { alpha, marked } = unitizingAlpha(alone);
  const [value] = unitizingAlpha(against).byValue;
  return {
    items: alone.unitCount,
    alpha,
    marked,
    coding: value ? covering(value.alpha, value.coverage) : alpha,
  };
}

const covering = (outcome: Outcome, coverage: number): Outcome =>
  outcome.state === "value" ? valued(outcome.value, { coverage }) : outcome;

type Tag = { readonly tag: string; readonly at: number };

/** Some codings of a document, with the marks of one tag or of all. */
function codedBy(document: PreparedDocument, chosen: readonly number[], only?: Tag): CodedDocument {
  const codings = chosen.flatMap((place) => {
    const prepared = document.codings[place];
    if (!prepared) return [];
    if (!only) return [prepared.coding];
    const units = (prepared.marksOf[only.at] ?? []).map((mark) => ({ ...mark, tag: only.tag }));
    return [{ coder: prepared.coding.coder, units, links: [] }];
  });
  return { id: document.id, length: document.length, tokens: [], codings };
}

/** The values of a document's statistics, each against all others taken as one. */
class Others {
  readonly #size: number;
  /** By value, its coincidences with marks of any value. */
  readonly #marked: readonly number[];

  constructor(readonly all: UnitizingStatistics) {
    this.#size = all.values.length + 1;
    this.#marked = Array.from({ length: this.#size }, (_, row) => {
      const from = row * this.#size;
      return all.coincidences.slice(from + 1, from + this.#size).reduce((sum, one) => sum + one, 0);
    });
  }

  /** Sums only what is there, so that what nobody did is exactly 0. */
  against(at: number, unitCount: number): UnitizingStatistics {
    const { all } = this;
    const value = at + 1;
    const others = all.values.map((_, other) => other + 1).filter((other) => other !== value);
    const sum = (ofOther: (other: number) => number | undefined) =>
      others.reduce((total, other) => total + (ofOther(other) ?? 0), 0);
    const met = (row: number, column: number) => all.coincidences[row * this.#size + column] ?? 0;
    const [gap, mixed] = [sum((other) => met(0, other)), sum((other) => met(value, other))];
    const apart = sum((other) => (this.#marked[other] ?? 0) - met(other, value));
    const three = (list: readonly number[]) => [list[0] ?? 0, list[value] ?? 0, sum((other) => list[other])];
    return {
      values: [all.values[at] ?? "", OTHERS],
      documentCount: all.documentCount,
      unitCount,
      contestedLength: all.contestedLength,
      selfPairs: three(all.selfPairs),
      valuedSelfPairs: three(all.valuedSelfPairs),
      coincidences: [
        ...[met(0, 0), met(0, value), gap],
        ...[met(0, value), met(value, value), mixed],
        ...[gap, mixed, apart],
      ],
    };
  }
}

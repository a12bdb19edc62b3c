import { type Sink, slotOf, type Tally } from "./statistic";
import type { UnitizingStatistics } from "./unitizing-statistics";

const slots = { documents: 0, units: 1, contested: 2, length: 3, lists: 4 } as const;

/**
 * Where α for unitizing keeps its sums over all values, as topic 0. Coincidences of different values are the same in
 * both directions and have one slot, taken when they first occur: of many tags most never meet.
 */
export class UnitizingSlots {
  readonly #values: readonly string[];
  readonly #size: number;
  readonly #firstPair: number;
  readonly #pairs = new Map<number, number>();

  constructor(values: readonly string[]) {
    this.#values = values;
    this.#size = values.length + 1;
    this.#firstPair = slots.lists + 3 * this.#size;
  }

  /** `length` is that of the text, once for each of the coders. */
  add(sink: Sink, statistics: UnitizingStatistics, length: number): void {
    const size = this.#size;
    const { coincidences } = statistics;
    sink(0, slots.documents, statistics.documentCount);
    sink(0, slots.units, statistics.unitCount);
    sink(0, slots.contested, statistics.contestedLength);
    sink(0, slots.length, length);
    for (let value = 0; value < size; value++) {
      const slot = slots.lists + value;
      sink(0, slot, statistics.selfPairs[value] ?? 0);
      sink(0, slot + size, statistics.valuedSelfPairs[value] ?? 0);
      sink(0, slot + 2 * size, coincidences[value * (size + 1)] ?? 0);
      for (let other = value + 1; other < size; other++) {
        const shared = coincidences[value * size + other] ?? 0;
        if (shared > 0) sink(0, this.#pairSlot(value * size + other), shared);
      }
    }
  }

  read(tally: Tally): UnitizingStatistics {
    const size = this.#size;
    const selfPairs: number[] = [];
    const valuedSelfPairs: number[] = [];
    const coincidences = new Array<number>(size * size).fill(0);
    for (let value = 0; value < size; value++) {
      const slot = slots.lists + value;
      selfPairs.push(slotOf(tally, slot));
      valuedSelfPairs.push(slotOf(tally, slot + size));
      coincidences[value * (size + 1)] = slotOf(tally, slot + 2 * size);
    }
    for (const [pair, slot] of this.#pairs) {
      const shared = slotOf(tally, slot);
      coincidences[pair] = shared;
      coincidences[(pair % size) * size + Math.floor(pair / size)] = shared;
    }
    return {
      values: this.#values,
      documentCount: slotOf(tally, slots.documents),
      unitCount: slotOf(tally, slots.units),
      contestedLength: slotOf(tally, slots.contested),
      selfPairs,
      valuedSelfPairs,
      coincidences,
    };
  }

  #pairSlot(pair: number): number {
    const slot = this.#pairs.get(pair) ?? this.#firstPair + this.#pairs.size;
    this.#pairs.set(pair, slot);
    return slot;
  }
}

const ofTag = { units: 0, selfPairs: 1, marked: 2, apart: 3 } as const;

/**
 * What a tag needs when it is taken alone, as if nobody had used another: everything else follows from the length of
 * the text, which topic 0 has.
 */
export function addAlone(sink: Sink, topic: number, statistics: UnitizingStatistics, length: number): void {
  const [gap = 0, selfPairs = 0] = statistics.selfPairs;
  sink(topic, ofTag.units, statistics.unitCount);
  sink(topic, ofTag.selfPairs, selfPairs);
  // A gap's characters stand for themselves, so that this is its length.
  sink(topic, ofTag.marked, length - gap);
  sink(topic, ofTag.apart, statistics.coincidences[1] ?? 0);
}

/** The statistics of the tag of a topic alone; cᵤα, which one tag has none of, is left out. */
export function readAlone(tally: Tally, tag: string): UnitizingStatistics {
  const { whole } = tally;
  const marked = slotOf(tally, ofTag.marked);
  const gap = (whole ? slotOf(whole, slots.length) : 0) - marked;
  const apart = slotOf(tally, ofTag.apart);
  return {
    values: [tag],
    documentCount: whole ? slotOf(whole, slots.documents) : 0,
    unitCount: slotOf(tally, ofTag.units),
    contestedLength: 0,
    selfPairs: [gap, slotOf(tally, ofTag.selfPairs)],
    valuedSelfPairs: [0, 0],
    coincidences: [gap - apart, apart, apart, marked - apart],
  };
}

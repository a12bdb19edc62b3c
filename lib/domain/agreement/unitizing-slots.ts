import { type Sink, slotOf, type Tally } from "./statistic";
import type { UnitizingStatistics } from "./unitizing-statistics";

/**
 * Where α for unitizing keeps its sums within a topic, from slot `start` up to `end`. Coincidences of different
 * values are the same in both directions and have one slot, taken when they first occur: of many tags most never
 * meet.
 */
export class UnitizingSlots {
  readonly #size: number;
  readonly #firstPair: number;
  readonly #pairs = new Map<number, number>();

  constructor(
    readonly values: readonly string[],
    readonly start: number,
  ) {
    this.#size = values.length + 1;
    this.#firstPair = start + 3 + 3 * this.#size;
  }

  /** The first slot that is free for others. */
  get end(): number {
    return this.#firstPair + (this.#size * (this.#size - 1)) / 2;
  }

  add(sink: Sink, topic: number, statistics: UnitizingStatistics): void {
    const size = this.#size;
    const take = (place: number, much = 0) => sink(topic, this.start + place, much);
    take(0, statistics.documentCount);
    take(1, statistics.unitCount);
    take(2, statistics.contestedLength);
    for (let value = 0; value < size; value++) {
      take(3 + value, statistics.selfPairs[value]);
      take(3 + size + value, statistics.valuedSelfPairs[value]);
      take(3 + 2 * size + value, statistics.coincidences[value * size + value]);
      for (let other = value + 1; other < size; other++) {
        const length = statistics.coincidences[value * size + other] ?? 0;
        if (length > 0) sink(topic, this.#pairSlot(value * size + other), length);
      }
    }
  }

  read(tally: Tally): UnitizingStatistics {
    const size = this.#size;
    const listOf = (place: number) =>
      Array.from({ length: size }, (_, value) => slotOf(tally, this.start + place + value));
    const coincidences = new Array<number>(size * size).fill(0);
    for (const [value, length] of listOf(3 + 2 * size).entries()) coincidences[value * (size + 1)] = length;
    for (const [pair, slot] of this.#pairs) {
      const length = slotOf(tally, slot);
      coincidences[pair] = length;
      coincidences[(pair % size) * size + Math.floor(pair / size)] = length;
    }
    return {
      values: this.values,
      documentCount: slotOf(tally, this.start),
      unitCount: slotOf(tally, this.start + 1),
      contestedLength: slotOf(tally, this.start + 2),
      selfPairs: listOf(3),
      valuedSelfPairs: listOf(3 + size),
      coincidences,
    };
  }

  #pairSlot(pair: number): number {
    const slot = this.#pairs.get(pair) ?? this.#firstPair + this.#pairs.size;
    this.#pairs.set(pair, slot);
    return slot;
  }
}

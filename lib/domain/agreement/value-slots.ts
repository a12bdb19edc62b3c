import { type Counted, type Sink, slotOf, type Tally } from "./statistic";

type Pair = { readonly slot: number; readonly low: number; readonly high: number };

/**
 * What Krippendorff's α is made of, for any difference between values: over items, the sum of differences within
 * each (ordered pairs, divided by the number of values less one), and the sum over all ordered pairs of values.
 */
export type Spread = Counted & {
  readonly values: number;
  readonly observed: number;
  readonly expected: number;
};

/** The spread of values as ranks and as numbers, each worked out when it is asked for. */
export type ValueCounts = Counted & { readonly ordinal: () => Spread; readonly interval: () => Spread };

/**
 * Counts of numbers for one topic. Krippendorff's ordinal difference of two values depends on how often every
 * value was given, so how often each two met in an item has to be kept: a slot for each value, and one for each
 * two values that met. Slot 0 counts items.
 */
export class ValueSlots {
  readonly #topic: number;
  readonly #slots = new Map<string, number>();
  readonly #values: { readonly slot: number; readonly value: number }[] = [];
  readonly #pairs: Pair[] = [];
  #isSorted = true;

  constructor(topic: number) {
    this.#topic = topic;
  }

  /** Adds one item with the values that its coders gave, at least two. */
  add(sink: Sink, values: readonly number[]): void {
    sink(this.#topic, 0, 1);
    for (const value of values) sink(this.#topic, this.#valueSlot(value), 1);
    for (const low of values)
      for (const high of values)
        if (low < high) sink(this.#topic, this.#pairSlot(low, high), 1 / (values.length - 1));
  }

  read(tally: Tally): ValueCounts {
    return {
      items: slotOf(tally, 0),
      ordinal: () => this.#ordinal(tally),
      interval: () => this.#spread(tally, (value) => value),
    };
  }

  /**
   * The ordinal difference is the squared distance of middle ranks: the number of values between the two and half
   * of those that are equal to either (Krippendorff 2011, section D).
   */
  #ordinal(tally: Tally): Spread {
    if (!this.#isSorted) this.#values.sort((a, b) => a.value - b.value);
    this.#isSorted = true;
    const middles = new Map<number, number>();
    let before = 0;
    for (const { slot, value } of this.#values) {
      const count = slotOf(tally, slot);
      middles.set(value, before + count / 2);
      before += count;
    }
    return this.#spread(tally, (value) => middles.get(value) ?? 0);
  }

  /** The spread when values lie at these places, and differ by the square of their distance. */
  #spread(tally: Tally, placeOf: (value: number) => number): Spread {
    let values = 0;
    let sum = 0;
    let squares = 0;
    let used = 0;
    for (const { slot, value } of this.#values) {
      const count = slotOf(tally, slot);
      if (count === 0) continue;
      const place = placeOf(value);
      values += count;
      sum += count * place;
      squares += count * place * place;
      used++;
    }
    let observed = 0;
    for (const { slot, low, high } of this.#pairs) {
      const met = slotOf(tally, slot);
      if (met > 0) observed += 2 * met * (placeOf(high) - placeOf(low)) ** 2;
    }
    // Of one value only nothing can differ; rounding must not say otherwise.
    const expected = used < 2 ? 0 : 2 * (values * squares - sum * sum);
    return { items: slotOf(tally, 0), values, observed, expected };
  }

  #valueSlot(value: number): number {
    const known = this.#slots.get(String(value));
    if (known !== undefined) return known;
    const slot = this.#take(String(value));
    this.#values.push({ slot, value });
    this.#isSorted = false;
    return slot;
  }

  #pairSlot(low: number, high: number): number {
    const key = `${low} ${high}`;
    const known = this.#slots.get(key);
    if (known !== undefined) return known;
    const slot = this.#take(key);
    this.#pairs.push({ slot, low, high });
    return slot;
  }

  #take(key: string): number {
    const slot = this.#slots.size + 1;
    this.#slots.set(key, slot);
    return slot;
  }
}

import { type Counted, type Sink, slotOf, type Tally } from "./statistic";

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

const slots = { items: 0, squares: 1, first: 2 } as const;

/**
 * Counts of numbers for one topic. Krippendorff's ordinal difference of two values depends on how often every
 * value was given, so how often each two met in an item has to be kept: a slot for each value, and one for each
 * two values that met. Interval differences don't, and are summed as they come.
 */
export class ValueSlots {
  readonly #topic: number;
  #taken = 0;
  /** By value, its number; by number, the value and its slot. */
  readonly #numbers = new Map<number, number>();
  readonly #values: number[] = [];
  readonly #valueSlots: number[] = [];
  /** By two numbers of values, the slot of the two; and these in the order of their slots. */
  readonly #pairSlots: number[][] = [];
  readonly #pairs: { readonly slot: number; readonly low: number; readonly high: number }[] = [];
  /** Numbers of values in the order of the values; null when there are new ones. */
  #sorted: readonly number[] | null = null;

  constructor(topic: number) {
    this.#topic = topic;
  }

  /** Adds one item with the values that its coders gave, at least two. */
  add(sink: Sink, values: readonly number[]): void {
    sink(this.#topic, slots.items, 1);
    const numbers = values.map((value) => this.#numberOf(value));
    for (const number of numbers) sink(this.#topic, this.#valueSlots[number] ?? 0, 1);
    let squares = 0;
    for (const [at, low] of values.entries())
      for (const [other, high] of values.entries())
        if (low < high) {
          squares += 2 * (high - low) ** 2;
          sink(this.#topic, this.#pairSlot(numbers[at] ?? 0, numbers[other] ?? 0), 1 / (values.length - 1));
        }
    sink(this.#topic, slots.squares, squares / (values.length - 1));
  }

  read(tally: Tally): ValueCounts {
    return {
      items: slotOf(tally, slots.items),
      ordinal: () => this.#ordinal(tally),
      interval: () => this.#spread(tally, this.#values, slotOf(tally, slots.squares)),
    };
  }

  /**
   * The ordinal difference is the squared distance of middle ranks: the number of values between the two and half
   * of those that are equal to either (Krippendorff 2011, section D).
   */
  #ordinal(tally: Tally): Spread {
    this.#sorted ??= [...this.#values.keys()].sort((a, b) => (this.#values[a] ?? 0) - (this.#values[b] ?? 0));
    const middles = new Float64Array(this.#values.length);
    let before = 0;
    for (const number of this.#sorted) {
      const count = slotOf(tally, this.#valueSlots[number] ?? 0);
      middles[number] = before + count / 2;
      before += count;
    }
    let observed = 0;
    for (const { slot, low, high } of this.#pairs) {
      const met = slotOf(tally, slot);
      if (met > 0) observed += 2 * met * ((middles[high] ?? 0) - (middles[low] ?? 0)) ** 2;
    }
    return this.#spread(tally, middles, observed);
  }

  /** The spread when values lie at these places, and differ by the square of their distance. */
  #spread(tally: Tally, places: ArrayLike<number>, observed: number): Spread {
    let values = 0;
    let sum = 0;
    let squares = 0;
    let used = 0;
    for (let number = 0; number < places.length; number++) {
      const count = slotOf(tally, this.#valueSlots[number] ?? 0);
      if (count === 0) continue;
      const place = places[number] ?? 0;
      values += count;
      sum += count * place;
      squares += count * place * place;
      used++;
    }
    // Of one value only nothing can differ; rounding must not say otherwise.
    const expected = used < 2 ? 0 : 2 * (values * squares - sum * sum);
    return { items: slotOf(tally, slots.items), values, observed, expected };
  }

  #numberOf(value: number): number {
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    const number = this.#values.push(value) - 1;
    this.#numbers.set(value, number);
    this.#valueSlots.push(slots.first + this.#taken++);
    this.#pairSlots.push([]);
    this.#sorted = null;
    return number;
  }

  #pairSlot(low: number, high: number): number {
    const ofLow = this.#pairSlots[low] ?? [];
    const known = ofLow[high];
    if (known !== undefined) return known;
    const slot = slots.first + this.#taken++;
    ofLow[high] = slot;
    this.#pairs.push({ slot, low, high });
    return slot;
  }
}

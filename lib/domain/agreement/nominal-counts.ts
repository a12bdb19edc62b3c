import { type Counted, type Sink, slotOf, type Tally } from "./statistic";

/** Items that two coders put into categories. Each category has a place in `left` and `right`. */
export type NominalPair = Counted & {
  readonly agree: number;
  readonly left: readonly number[];
  readonly right: readonly number[];
};

/** Items that any number of coders put into categories; an item that one coder only saw is not counted. */
export type NominalGroup = Counted & {
  /** Over items: the number of coders, and its square. */
  readonly coders: number;
  readonly squaredCoders: number;
  /** Over items: ordered pairs of coders who differ, divided by the number of coders less one. */
  readonly disagreement: number;
  /** How often each category was given. */
  readonly counts: readonly number[];
};

/** The two coders of a pair as a group of two. */
export function asGroup({ items, agree, left, right }: NominalPair): NominalGroup {
  const counts = new Array<number>(left.length);
  for (let at = 0; at < counts.length; at++) counts[at] = (left[at] ?? 0) + (right[at] ?? 0);
  const disagreement = 2 * (items - agree);
  return { items, coders: 2 * items, squaredCoders: 4 * items, disagreement, counts };
}

/** Adds `times` items, which a put into one category and b into another. */
export function addPair(sink: Sink, topic: number, a: number, b: number, times = 1): void {
  sink(topic, 0, times);
  if (a === b) sink(topic, 1, times);
  sink(topic, 2 + 2 * a, times);
  sink(topic, 3 + 2 * b, times);
}

export function readPair(tally: Tally): NominalPair {
  const left: number[] = [];
  const right: number[] = [];
  for (let slot = 2; slot < tally.width; slot += 2) {
    const a = slotOf(tally, slot);
    const b = slotOf(tally, slot + 1);
    // Categories that this sheet or resample has not say nothing; their order is nobody's business.
    if (a === 0 && b === 0) continue;
    left.push(a);
    right.push(b);
  }
  return { items: slotOf(tally, 0), agree: slotOf(tally, 1), left, right };
}

/** Adds items that two coders said yes or no to: how many, both yes, a's yes, b's yes. */
export function addBinaryPair(
  sink: Sink,
  topic: number,
  items: number,
  both: number,
  left: number,
  right: number,
): void {
  sink(topic, 0, items);
  if (both > 0) sink(topic, 1, both);
  if (left > 0) sink(topic, 2, left);
  if (right > 0) sink(topic, 3, right);
}

export function readBinaryPair(tally: Tally): NominalPair {
  const items = slotOf(tally, 0);
  const left = slotOf(tally, 2);
  const right = slotOf(tally, 3);
  const agree = items - left - right + 2 * slotOf(tally, 1);
  return { items, agree, left: [items - left, left], right: [items - right, right] };
}

/** Adds an item with the category that each coder gave. */
export function addGroup(sink: Sink, topic: number, categories: readonly number[], times = 1): void {
  const coders = categories.length;
  let differing = 0;
  for (const one of categories) {
    for (const other of categories) if (one !== other) differing++;
    sink(topic, 4 + one, times);
  }
  sink(topic, 0, times);
  sink(topic, 1, times * coders);
  sink(topic, 2, times * coders * coders);
  if (differing > 0) sink(topic, 3, (times * differing) / (coders - 1));
}

/** Reads what `addGroup` added, from every `step`-th slot on where several tables share a topic. */
export function readGroup(tally: Tally, { first, step } = { first: 0, step: 1 }): NominalGroup {
  const counts: number[] = [];
  for (let slot = first + 4 * step; slot < tally.width; slot += step) counts.push(slotOf(tally, slot));
  return {
    items: slotOf(tally, first),
    coders: slotOf(tally, first + step),
    squaredCoders: slotOf(tally, first + 2 * step),
    disagreement: slotOf(tally, first + 3 * step),
    counts,
  };
}

/** The share of the largest category, of which rare others make figures unsteady. */
export function largestShareOf(counts: NominalPair | NominalGroup): number {
  const given = "counts" in counts ? counts.counts : asGroup(counts).counts;
  const total = given.reduce((sum, count) => sum + count, 0);
  return total === 0 ? 0 : Math.max(...given) / total;
}

/** The same, with that share where it is asked for. */
export const withLargestShare = <Counts extends NominalPair | NominalGroup>(
  counts: Counts,
  { isResampled }: Tally,
): Counts => (isResampled ? counts : { ...counts, largestShare: largestShareOf(counts) });

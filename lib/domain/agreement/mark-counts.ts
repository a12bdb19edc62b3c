import { type Counted, type Sink, slotOf, type Tally } from "./statistic";

/** What two coders marked: how many marks of each, and how many of them are matched with one of the other's. */
export type MarkCounts = Counted & {
  readonly both: number;
  readonly left: number;
  readonly right: number;
};

export function addMarks(sink: Sink, topic: number, both: number, left: number, right: number): void {
  if (both > 0) sink(topic, 0, both);
  if (left > 0) sink(topic, 1, left);
  if (right > 0) sink(topic, 2, right);
}

export function readMarks(tally: Tally): MarkCounts {
  const left = slotOf(tally, 1);
  const right = slotOf(tally, 2);
  return { items: left + right, both: slotOf(tally, 0), left, right };
}

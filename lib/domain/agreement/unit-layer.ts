import type { Stretch } from "./mark";

/** What a unit covers, and the number of its value, from 1. */
export type ValuedUnit = { readonly value: number; readonly spans: readonly Stretch[] };

/**
 * One coder's units as pieces of the text, sorted and disjoint, in columns: of each piece where it starts and ends,
 * and the unit that it belongs to. Units have a number, by which their values and lengths are listed.
 */
export type UnitLayer = {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly units: readonly number[];
  readonly values: readonly number[];
  readonly lengths: readonly number[];
  /** Characters that were wanted by more than one value. */
  readonly contested: number;
};

/**
 * Lays out the units of one coder. Where they overlap, the character belongs to the unit that starts first (then the
 * longer, then the one of the lower value), and the others keep what remains of them.
 */
export function layOut(units: readonly ValuedUnit[], length: number): UnitLayer {
  const extents = units.flatMap(({ value, spans }) => extentOf(value, spans, length) ?? []);
  extents.sort((a, b) => a.start - b.start || b.end - a.end || a.value - b.value);
  const pieces = new Pieces();
  for (const [unit, { value, spans }] of extents.entries()) pieces.add(unit, value, spans);
  return pieces;
}

type Extent = ValuedUnit & { readonly start: number; readonly end: number };

/** Null where the text has nothing of it. */
function extentOf(value: number, spans: readonly Stretch[], length: number): Extent | null {
  const isWhole = spans.every(({ start, end }) => start >= 0 && start < end && end <= length);
  const kept = isWhole
    ? spans
    : spans
        .map(({ start, end }) => ({ start: Math.max(0, start), end: Math.min(end, length) }))
        .filter(({ start, end }) => start < end);
  const [first] = kept;
  const last = kept.at(-1);
  return first && last ? { value, spans: kept, start: first.start, end: last.end } : null;
}

class Pieces implements UnitLayer {
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly units: number[] = [];
  readonly values: number[] = [];
  readonly lengths: number[] = [];
  contested = 0;

  /** What earlier units took stays theirs. Units come by their start, so that the place is near the end. */
  add(unit: number, value: number, spans: readonly Stretch[]): void {
    this.values.push(value);
    this.lengths.push(0);
    for (const { start, end } of spans) {
      let at = this.starts.length;
      while (at > 0 && (this.ends[at - 1] ?? 0) > start) at--;
      let from = start;
      for (; (this.starts[at] ?? end) < end; at++) {
        const [taken, until] = [this.starts[at] ?? 0, this.ends[at] ?? 0];
        if (from < taken) this.#insert(at++, from, taken, unit);
        if (this.values[this.units[at] ?? 0] !== value)
          this.contested += Math.min(end, until) - Math.max(start, taken);
        from = Math.max(from, until);
      }
      if (from < end) this.#insert(at, from, end, unit);
    }
  }

  #insert(at: number, start: number, end: number, unit: number): void {
    this.lengths[unit] = (this.lengths[unit] ?? 0) + end - start;
    if (at === this.starts.length) {
      this.starts.push(start);
      this.ends.push(end);
      this.units.push(unit);
      return;
    }
    this.starts.splice(at, 0, start);
    this.ends.splice(at, 0, end);
    this.units.splice(at, 0, unit);
  }
}

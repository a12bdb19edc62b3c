import type { UnitLayer } from "./unit-layer";
import type { UnitizingStatistics } from "./unitizing-statistics";

/** Where marks of two coders meet: the length by value of the one and of the other, and by unit of each. */
type Meeting = {
  readonly met: readonly number[];
  readonly ofFirst: readonly number[];
  readonly ofSecond: readonly number[];
};

/**
 * The units of all coders of a document. Every two coders are gone through once: what any of them have in common, two
 * or all, is a sum over pairs.
 */
export class LayeredDocument {
  readonly #layers: readonly UnitLayer[];
  readonly #length: number;
  readonly #values: readonly string[];
  readonly #meetings = new Map<number, Meeting>();

  constructor(layers: readonly UnitLayer[], length: number, values: readonly string[]) {
    this.#layers = layers;
    this.#length = length;
    this.#values = values;
  }

  /** What these coders, by their places, contribute: null, which is nothing, if fewer than two or without text. */
  statistics(chosen: readonly number[]): UnitizingStatistics | null {
    const values = this.#values;
    const layers = chosen.flatMap((coder) => this.#layers[coder] ?? []);
    if (layers.length < 2 || this.#length === 0) return null;
    const others = layers.length - 1;
    const size = values.length + 1;
    const met = zeros(size * size);
    const shared = layers.map(({ lengths }) => zeros(lengths.length));
    for (let second = 1; second < chosen.length; second++)
      for (let first = 0; first < second; first++) {
        const meeting = this.#meeting(chosen[first] ?? 0, chosen[second] ?? 0);
        addUp(shared[first], meeting.ofFirst);
        addUp(shared[second], meeting.ofSecond);
        for (let row = 1; row < size; row++)
          for (let column = 1; column < size; column++) {
            const length = meeting.met[row * size + column] ?? 0;
            add(met, row * size + column, length);
            add(met, column * size + row, length);
          }
      }
    const { marked, selfPairs, valuedSelfPairs } = selvesOf(layers, shared, size);
    completeGaps(met, marked, { size, others, all: layers.length * this.#length });
    selfPairs[0] = layers.length * this.#length - marked.reduce((sum, one) => sum + one, 0);
    return {
      values,
      documentCount: 1,
      unitCount: layers.reduce((sum, layer) => sum + layer.values.length, 0),
      coincidences: others === 1 ? met : met.map((length) => length / others),
      selfPairs,
      valuedSelfPairs,
      contestedLength: layers.reduce((sum, layer) => sum + layer.contested, 0),
    };
  }

  #meeting(first: number, second: number): Meeting {
    const key = first * this.#layers.length + second;
    const known = this.#meetings.get(key);
    if (known) return known;
    const [a, b] = [this.#layers[first], this.#layers[second]];
    if (!a || !b) throw new Error("No such coder");
    const made = meet(a, b, this.#values.length + 1);
    this.#meetings.set(key, made);
    return made;
  }
}

/** Not a typed array: there are hundreds of short ones for each document, and those take longer to make. */
const zeros = (length: number): number[] => new Array<number>(length).fill(0);

const add = (to: number[], at: number, much: number): void => {
  to[at] = (to[at] ?? 0) + much;
};

function addUp(to: number[] | undefined, from: readonly number[]): void {
  if (to) for (let at = 0; at < from.length; at++) add(to, at, from[at] ?? 0);
}

/** Goes along the pieces of both, from one place where both have marked something to the next. */
function meet(a: UnitLayer, b: UnitLayer, size: number): Meeting {
  const met = zeros(size * size);
  const ofFirst = zeros(a.values.length);
  const ofSecond = zeros(b.values.length);
  for (let i = 0, j = 0; i < a.starts.length && j < b.starts.length; ) {
    const [endA, endB] = [a.ends[i] ?? 0, b.ends[j] ?? 0];
    const length = Math.min(endA, endB) - Math.max(a.starts[i] ?? 0, b.starts[j] ?? 0);
    if (length > 0) {
      const [unitA, unitB] = [a.units[i] ?? 0, b.units[j] ?? 0];
      add(met, (a.values[unitA] ?? 0) * size + (b.values[unitB] ?? 0), length);
      add(ofFirst, unitA, length);
      add(ofSecond, unitB, length);
    }
    if (endA < endB) i++;
    else j++;
  }
  return { met, ofFirst, ofSecond };
}

/** By value: how much was marked, and what units would add if they were paired with themselves. */
function selvesOf(layers: readonly UnitLayer[], shared: readonly (readonly number[])[], size: number) {
  const marked = zeros(size);
  const selfPairs = zeros(size);
  const valuedSelfPairs = zeros(size);
  const others = layers.length - 1;
  for (const [coder, { values, lengths }] of layers.entries())
    for (let unit = 0; unit < values.length; unit++) {
      const value = values[unit] ?? 0;
      const length = lengths[unit] ?? 0;
      marked[value] = (marked[value] ?? 0) + length;
      selfPairs[value] = (selfPairs[value] ?? 0) + length ** 2;
      valuedSelfPairs[value] = (valuedSelfPairs[value] ?? 0) + ((shared[coder]?.[unit] ?? 0) / others) ** 2;
    }
  return { marked, selfPairs, valuedSelfPairs };
}

/** What one marked and another did not: every character is paired with those of all others. Whole numbers yet. */
function completeGaps(
  met: number[],
  marked: readonly number[],
  { size, others, all }: { readonly size: number; readonly others: number; readonly all: number },
): void {
  let rest = all * others;
  for (let value = 1; value < size; value++) {
    let withMarks = 0;
    for (let other = 1; other < size; other++) withMarks += met[value * size + other] ?? 0;
    const withGaps = (marked[value] ?? 0) * others - withMarks;
    met[value] = withGaps;
    met[value * size] = withGaps;
    rest -= withMarks + 2 * withGaps;
  }
  met[0] = rest;
}

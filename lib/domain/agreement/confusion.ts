import type { Match } from "./match-marks";

/** Two marks that were matched, or one that has no counterpart. */
export type Pairing = {
  readonly documentId: string;
  readonly a: string | null;
  readonly b: string | null;
};

/** What one coder called `row` and the other `column`; null is no mark. */
export type ConfusionCell = {
  readonly row: string | null;
  readonly column: string | null;
  readonly count: number;
  /** How many of them cover exactly the same characters. */
  readonly sameExtent: number;
  /** The first of them. */
  readonly items: readonly Pairing[];
};

type Growing = { count: number; sameExtent: number; items: Pairing[] };

/** The confusion matrix of two coders, as it grows with documents. Cells without matches are left out. */
export class Confusion {
  readonly #cells = new Map<number, Growing>();
  readonly #tags: readonly string[];
  readonly #itemsMax: number;

  /** Of each cell the first `itemsMax` pairings are kept. */
  constructor(tags: readonly string[], itemsMax: number) {
    this.#tags = tags;
    this.#itemsMax = itemsMax;
  }

  add(documentId: string, matches: readonly Match[]): void {
    for (const { a, b, isSameExtent } of matches) {
      const cell = this.#cellOf(a?.tag ?? this.#tags.length, b?.tag ?? this.#tags.length);
      cell.count++;
      if (isSameExtent) cell.sameExtent++;
      if (cell.items.length < this.#itemsMax)
        cell.items.push({ documentId, a: a?.id ?? null, b: b?.id ?? null });
    }
  }

  /** What is not there stands behind all tags. */
  #cellOf(row: number, column: number): Growing {
    const key = row * (this.#tags.length + 1) + column;
    const known = this.#cells.get(key);
    if (known) return known;
    const made = { count: 0, sameExtent: 0, items: [] };
    this.#cells.set(key, made);
    return made;
  }

  /** By row, then by column, in the order of tags; those without a counterpart last. */
  cells(): ConfusionCell[] {
    const size = this.#tags.length + 1;
    return [...this.#cells]
      .sort(([a], [b]) => a - b)
      .map(([key, cell]) => ({
        row: this.#tags[Math.floor(key / size)] ?? null,
        column: this.#tags[key % size] ?? null,
        ...cell,
      }));
  }
}

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
  readonly #cells = new Map<string, Growing>();
  readonly #tags: readonly string[];
  readonly #itemsMax: number;

  /** Of each cell the first `itemsMax` pairings are kept. */
  constructor(tags: readonly string[], itemsMax: number) {
    this.#tags = tags;
    this.#itemsMax = itemsMax;
  }

  add(documentId: string, matches: readonly Match[]): void {
    for (const { a, b, isSameExtent } of matches) {
      const key = `${a?.tag ?? -1} ${b?.tag ?? -1}`;
      const cell = this.#cells.get(key) ?? { count: 0, sameExtent: 0, items: [] };
      this.#cells.set(key, cell);
      cell.count++;
      if (isSameExtent) cell.sameExtent++;
      if (cell.items.length < this.#itemsMax)
        cell.items.push({ documentId, a: a?.id ?? null, b: b?.id ?? null });
    }
  }

  /** By row, then by column, in the order of tags; those without a counterpart last. */
  cells(): ConfusionCell[] {
    const last = this.#tags.length;
    const place = (tag: number) => (tag < 0 ? last : tag);
    return [...this.#cells]
      .map(([key, cell]) => {
        const [row = -1, column = -1] = key.split(" ").map(Number);
        return { row, column, cell };
      })
      .sort((x, y) => place(x.row) - place(y.row) || place(x.column) - place(y.column))
      .map(({ row, column, cell }) => ({
        row: this.#tags[row] ?? null,
        column: this.#tags[column] ?? null,
        ...cell,
      }));
  }
}

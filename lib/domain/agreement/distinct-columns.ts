import type { Columns } from "./sealed-sheet";

type Distinct = Columns & {
  /** By column, its place among those that differ. */
  readonly places: Int32Array;
  readonly width: number;
};

/** Leaves out columns that hold what another one does. A column has as many runs of entries as there are periods. */
export function distinctColumns(columns: Columns, periods: number): Distinct {
  const count = (columns.starts.length - 1) / periods;
  const places = new Int32Array(count);
  const kept: number[] = [];
  const known = new Map<number, number>();
  for (let column = 0; column < count; column++) {
    const print = fingerprint(columns, column * periods, periods);
    const place = known.get(print);
    const same = place === undefined ? undefined : kept[place];
    if (place !== undefined && same !== undefined && areEqual(columns, same, column, periods)) {
      places[column] = place;
      continue;
    }
    known.set(print, kept.length);
    places[column] = kept.push(column) - 1;
  }
  return { ...pick(columns, kept, periods), places, width: kept.length };
}

/** A number that equal columns have in common, and others hardly ever. */
function fingerprint({ starts, documents, amounts }: Columns, first: number, periods: number): number {
  const end = starts[first + periods] ?? 0;
  let print = 0;
  for (let at = starts[first] ?? 0; at < end; at++)
    // The golden ratio spreads documents evenly; which amounts stand where must make a difference.
    print += (amounts[at] ?? 0) * (1 + (((documents[at] ?? 0) * 0.6180339887498949) % 1));
  return print;
}

function areEqual({ starts, documents, amounts }: Columns, a: number, b: number, periods: number): boolean {
  const [one, other] = [starts[a * periods] ?? 0, starts[b * periods] ?? 0];
  const length = (starts[(a + 1) * periods] ?? 0) - one;
  if ((starts[(b + 1) * periods] ?? 0) - other !== length) return false;
  for (let at = 0; at < length; at++)
    if (documents[one + at] !== documents[other + at] || amounts[one + at] !== amounts[other + at])
      return false;
  return true;
}

function pick({ starts, documents, amounts }: Columns, kept: readonly number[], periods: number): Columns {
  const sizeOf = (column: number) => (starts[(column + 1) * periods] ?? 0) - (starts[column * periods] ?? 0);
  const length = kept.reduce((sum, column) => sum + sizeOf(column), 0);
  const picked = {
    starts: new Int32Array(kept.length * periods + 1),
    documents: new Int32Array(length),
    amounts: new Float64Array(length),
  };
  let to = 0;
  for (const [place, column] of kept.entries()) {
    const from = starts[column * periods] ?? 0;
    for (let period = 0; period < periods; period++)
      picked.starts[place * periods + period] = to + (starts[column * periods + period] ?? 0) - from;
    picked.documents.set(documents.subarray(from, from + sizeOf(column)), to);
    picked.amounts.set(amounts.subarray(from, from + sizeOf(column)), to);
    to += sizeOf(column);
  }
  picked.starts[kept.length * periods] = to;
  return picked;
}

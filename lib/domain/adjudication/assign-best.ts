/**
 * The one-to-one assignment of rows to columns with the largest sum, by the Hungarian method with potentials
 * (Kuhn 1955; the O(rows² · columns) form of Jonker & Volgenant 1987). `worth` has as many columns as rows at least
 * and no negative numbers. Answers the column of each row.
 */
export function assignBest(worth: readonly (readonly number[])[]): number[] {
  const rows = worth.length;
  const columns = worth[0]?.length ?? 0;
  // Counted from 1: row 0 and column 0 stand for "nobody yet".
  const rowPrice = new Float64Array(rows + 1);
  const columnPrice = new Float64Array(columns + 1);
  const holder = new Int32Array(columns + 1);
  const from = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    holder[0] = row;
    const slack = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
    const isUsed = new Uint8Array(columns + 1);
    let column = 0;
    do {
      isUsed[column] = 1;
      const held = at(holder, column);
      const values = worth[held - 1] ?? [];
      let step = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let other = 1; other <= columns; other++) {
        if (isUsed[other]) continue;
        const cost = -(values[other - 1] ?? 0) - at(rowPrice, held) - at(columnPrice, other);
        if (cost < at(slack, other)) {
          slack[other] = cost;
          from[other] = column;
        }
        if (at(slack, other) < step) {
          step = at(slack, other);
          next = other;
        }
      }
      for (let other = 0; other <= columns; other++) {
        if (isUsed[other]) {
          rowPrice[at(holder, other)] = at(rowPrice, at(holder, other)) + step;
          columnPrice[other] = at(columnPrice, other) - step;
        } else slack[other] = at(slack, other) - step;
      }
      column = next;
    } while (at(holder, column) !== 0);
    while (column !== 0) {
      const previous = at(from, column);
      holder[column] = at(holder, previous);
      column = previous;
    }
  }
  const chosen = new Array<number>(rows).fill(-1);
  for (let column = 1; column <= columns; column++)
    if (at(holder, column) > 0) chosen[at(holder, column) - 1] = column - 1;
  return chosen;
}

const at = (numbers: Float64Array | Int32Array, index: number): number => numbers[index] ?? 0;

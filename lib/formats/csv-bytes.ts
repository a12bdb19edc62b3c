import { stringify } from "csv-stringify/sync";
import { isFormulaLike } from "./formula";

export type Cell = string | number | null;

/** What a table for spreadsheets begins with: without the mark, Excel takes UTF-8 for the code page of the machine. */
export const byteOrderMark = Uint8Array.of(0xef, 0xbb, 0xbf);

/**
 * Rows as bytes. Every text is quoted; what a spreadsheet might run as a formula begins with an apostrophe: the
 * library sees to a first sign, the cast to one behind quotes and white space.
 */
export function csvBytes(rows: readonly (readonly Cell[])[]): Uint8Array {
  const table = stringify(
    rows.map((row) => [...row]),
    {
      record_delimiter: "\r\n",
      quoted_string: true,
      escape_formulas: true,
      cast: { string: (cell) => (isHiddenFormula(cell) ? `'${cell}` : cell) },
    },
  );
  return new TextEncoder().encode(table);
}

const isHiddenFormula = (cell: string): boolean =>
  isFormulaLike(cell) && !/^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(cell);

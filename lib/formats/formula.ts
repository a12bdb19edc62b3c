/**
 * What a spreadsheet may take for a formula: one of its first signs, in ASCII or full width, also after quotes
 * and white space, which some programs drop before they look.
 */
const formulaStart = /^['"\s\u00a0\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^'*[\t\r]/;

/** Whether a spreadsheet might run this cell. */
export const isFormulaLike = (cell: string): boolean => formulaStart.test(cell);

/** The cell with an apostrophe before what a spreadsheet might run. */
export const escapeFormula = (cell: string): string => (isFormulaLike(cell) ? `'${cell}` : cell);

/** The cell as it was before `escapeFormula`. */
export const unescapeFormula = (cell: string): string =>
  cell.startsWith("'") && isFormulaLike(cell.slice(1)) ? cell.slice(1) : cell;

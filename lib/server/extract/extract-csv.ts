import "server-only";
import { csvTable } from "./csv-records";
import { shorten } from "./document-item";
import { extractLimits } from "./extract-limits";
import { type ExtractableFile, type ExtractedItem, type ExtractProblem, problemItem } from "./extracted-item";
import { documentFields, type FieldMap, guessFields } from "./read-metadata";
import { recordItem } from "./record-item";

/** Which column holds which field. Only `text` must be there. */
export type ColumnMap = FieldMap & { readonly text: string };

/** The column map that the names of the columns suggest, or null when none of them is a text. */
export function guessColumnMap(header: readonly string[]): ColumnMap | null {
  const { text, ...others } = guessFields(header);
  return text === undefined ? null : { ...others, text };
}

/** One document a record. A record with too many or too few cells is a problem: its cells may be shifted. */
export async function* extractCsv(
  file: ExtractableFile,
  columnMap?: ColumnMap,
): AsyncGenerator<ExtractedItem> {
  const { path } = file;
  const table = csvTable(path, file.bytes);
  if (!table.ok) {
    yield problemItem({ path }, table.reason.code, table.reason.message);
    return;
  }
  let header: readonly string[] | null = null;
  let map: ColumnMap | null = null;
  // What holds for the whole file is said once, with its first document.
  let notes = table.warnings;
  for await (const record of table.records) {
    const place = { path, line: record.line };
    if (record.state === "problem") {
      yield problemItem(place, record.reason.code, record.reason.message);
      return;
    }
    if (!header || !map) {
      const chosen = chooseColumns(record.cells, columnMap);
      if ("code" in chosen) {
        yield problemItem(place, chosen.code, chosen.message);
        return;
      }
      header = record.cells;
      map = chosen;
      continue;
    }
    const item = rowItem(place, header, record.cells, map);
    yield item.state === "document" ? { ...item, warnings: [...notes, ...item.warnings] } : item;
    if (item.state === "document") notes = [];
  }
  if (!header) yield problemItem({ path }, "empty", "The table is empty.");
}

function rowItem(
  place: { path: string; line: number },
  header: readonly string[],
  cells: readonly string[],
  map: ColumnMap,
): ExtractedItem {
  if (cells.length !== header.length) {
    const message = `The line has ${cells.length} cells, the header ${header.length}.`;
    return problemItem(place, "csv_invalid", message);
  }
  const record = new Map<string, string>();
  for (const [index, name] of header.entries()) if (!record.has(name)) record.set(name, cells[index] ?? "");
  return recordItem(place, record, map);
}

function chooseColumns(header: readonly string[], given: ColumnMap | undefined): ColumnMap | ExtractProblem {
  const { csvColumnsMax } = extractLimits;
  if (header.length > csvColumnsMax) {
    return { code: "csv_invalid", message: `The table has more than ${csvColumnsMax} columns.` };
  }
  const map = given ?? guessColumnMap(header);
  if (!map) {
    const columns = header.slice(0, 12).map((name) => shorten(name, 40));
    return { code: "column_missing", message: `No column is a text. Say which one: ${columns.join(", ")}.` };
  }
  for (const field of documentFields) {
    const name = map[field];
    if (name === undefined || header.includes(name)) continue;
    return { code: "column_missing", message: `There is no column "${shorten(name, 40)}" for ${field}.` };
  }
  return map;
}

export type CsvPreview =
  | {
      readonly ok: true;
      readonly header: readonly string[];
      /** The first records, long cells shortened. */
      readonly rows: readonly (readonly string[])[];
      readonly delimiter: string;
      readonly charset: string;
      readonly columnMap: ColumnMap | null;
    }
  | { readonly ok: false; readonly reason: ExtractProblem };

/** The header and the first records, for choosing columns. Reads no further than it shows. */
export async function csvPreview(file: ExtractableFile, rowsMax = 5): Promise<CsvPreview> {
  const table = csvTable(file.path, file.bytes);
  if (!table.ok) return table;
  let header: readonly string[] | null = null;
  const rows: string[][] = [];
  for await (const record of table.records) {
    if (record.state === "problem") {
      if (!header) return { ok: false, reason: record.reason };
      break;
    }
    if (header)
      rows.push(record.cells.slice(0, extractLimits.csvColumnsMax).map((cell) => shorten(cell, 200)));
    else header = record.cells.slice(0, extractLimits.csvColumnsMax);
    if (rows.length === rowsMax) break;
  }
  if (!header) return { ok: false, reason: { code: "empty", message: "The table is empty." } };
  const { delimiter, charset } = table;
  return { ok: true, header, rows, delimiter, charset, columnMap: guessColumnMap(header) };
}

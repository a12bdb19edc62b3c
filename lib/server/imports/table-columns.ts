import "server-only";
import { csvTable } from "../extract/csv-records";
import type { ExtractableFile } from "../extract/extracted-item";
import { fileKind } from "../extract/file-kind";

const COLUMNS_MAX = 200;
const NAME_MAX = 200;

/** The names of the columns, for a person to say which is which; null for files that are no tables. */
export async function tableColumns(file: ExtractableFile): Promise<string[] | null> {
  const known = fileKind(file);
  if (!known.ok || known.kind !== "csv") return null;
  const table = csvTable(file.path, file.bytes);
  if (!table.ok) return null;
  for await (const record of table.records) {
    if (record.state === "problem") return null;
    return record.cells.slice(0, COLUMNS_MAX).map((name) => [...name].slice(0, NAME_MAX).join(""));
  }
  return null;
}

import "server-only";
import { Readable } from "node:stream";
import { type CsvError, type InfoRecord, type Options, parse } from "csv-parse";
import { decodeChunks } from "./decode-text";
import { detectCharset } from "./detect-charset";
import { extractLimits } from "./extract-limits";
import { type ExtractProblem, inMegabytes } from "./extracted-item";

/** One record and the line of the file on which it starts, or what ended the reading. */
export type CsvRecord =
  | { readonly state: "record"; readonly line: number; readonly cells: readonly string[] }
  | { readonly state: "problem"; readonly line: number; readonly reason: ExtractProblem };

export type CsvTable =
  | {
      readonly ok: true;
      readonly delimiter: string;
      readonly charset: string;
      readonly warnings: readonly string[];
      readonly records: AsyncIterable<CsvRecord>;
    }
  | { readonly ok: false; readonly reason: ExtractProblem };

/** Opens a table as a stream of records, the header first. Spreadsheets write commas, semicolons or tabs. */
export function csvTable(path: string, bytes: Uint8Array): CsvTable {
  const charset = detectCharset(bytes);
  if (!charset.ok) return { ok: false, reason: { code: charset.code, message: charset.message } };
  const [start = ""] = decodeChunks(bytes, charset);
  const delimiter = /\.(?:tsv|tab)$/i.test(path) ? "\t" : usualDelimiter(start);
  const chunks = withLineFeeds(decodeChunks(bytes, charset));
  const { label, warnings } = charset;
  return { ok: true, delimiter, charset: label, warnings, records: readRecords(chunks, delimiter) };
}

async function* readRecords(chunks: Iterable<string>, delimiter: string): AsyncGenerator<CsvRecord> {
  const failures: CsvError[] = [];
  const options: Options = {
    delimiter,
    record_delimiter: "\n",
    info: true,
    // A quote inside a cell without quotes is a character, as in spreadsheets.
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: extractLimits.recordSizeMax,
    // An error would discard the good records that wait in the stream: it is noted, and the reading ends there.
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error) failures.push(error);
      return undefined;
    },
  };
  let lines = 0;
  let emptyLines = 0;
  for await (const parsed of Readable.from(chunks).pipe(parse(options))) {
    // With `info` the parser gives pairs, which its types do not know.
    const { record, info } = parsed as { record: string[]; info: InfoRecord };
    if (failures[0] && info.records > Number(failures[0].records)) break;
    lines = info.lines;
    emptyLines = info.empty_lines;
    if (record.every((cell) => cell.trim() === "")) continue;
    const inside = record.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);
    yield { state: "record", line: info.lines - inside, cells: record };
  }
  const [failure] = failures;
  if (!failure) return;
  const skipped = Math.max(0, Number(failure.empty_lines) - emptyLines);
  yield { state: "problem", line: lines + skipped + 1, reason: explain(failure.code) };
}

function explain(code: string): ExtractProblem {
  const rest = "This line and all after it were not read.";
  if (code === "CSV_QUOTE_NOT_CLOSED") {
    return { code: "csv_invalid", message: `A quote opens here and never closes. ${rest}` };
  }
  if (code === "CSV_MAX_RECORD_SIZE") {
    const max = inMegabytes(extractLimits.recordSizeMax);
    return {
      code: "line_too_long",
      message: `The record has more than ${max}; a quote may be missing. ${rest}`,
    };
  }
  return { code: "csv_invalid", message: `The quotes here cannot be understood. ${rest}` };
}

/** CRLF and lone CR as LF, over the borders of chunks, so that lines are counted as texts count them. */
function* withLineFeeds(chunks: Iterable<string>): Generator<string> {
  let held = "";
  for (const chunk of chunks) {
    const text = held + chunk;
    held = text.endsWith("\r") ? "\r" : "";
    yield (held ? text.slice(0, -1) : text).replace(/\r\n?/g, "\n");
  }
  if (held) yield "\n";
}

/** What separates the names on the first line; names seldom have any of the three. */
function usualDelimiter(start: string): string {
  const [header = ""] = start.trimStart().split(/[\r\n]/, 1);
  const bare = header.replace(/"[^"]*"/g, "");
  const counts = [",", ";", "\t"].map((mark) => ({ mark, count: bare.split(mark).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).mark;
}

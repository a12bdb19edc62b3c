import "server-only";
import { type ColumnMap, extractCsv } from "./extract-csv";
import { extractDocx } from "./extract-docx";
import { extractHtml } from "./extract-html";
import { extractJsonl } from "./extract-jsonl";
import { extractLimits } from "./extract-limits";
import { extractMarkdown } from "./extract-markdown";
import { extractPdf } from "./extract-pdf";
import { extractText } from "./extract-text";
import { type ExtractableFile, type ExtractedItem, inMegabytes, problemItem } from "./extracted-item";
import { type FileKind, fileKind } from "./file-kind";
import { unpackFiles } from "./unpack-files";

export type ExtractOptions = {
  /** For tables; guessed from their headers when absent. */
  readonly columnMap?: ColumnMap;
};

/**
 * The documents in a file, and every reason why something in it is not one. Never throws for what is in a file.
 * Parsers run here, in this thread: for files of strangers use `extractInWorker`.
 */
export async function* extract(
  file: ExtractableFile,
  options: ExtractOptions = {},
): AsyncGenerator<ExtractedItem> {
  for await (const found of unpackFiles(file)) {
    if ("state" in found) yield found;
    else yield* extractSingle(found, options);
  }
}

/** The same for one file that is no archive. */
export async function* extractSingle(
  file: ExtractableFile,
  options: ExtractOptions,
): AsyncGenerator<ExtractedItem> {
  const { path, bytes } = file;
  const { fileBytesMax, documentsMax, problemsMax } = extractLimits;
  if (bytes.length > fileBytesMax) {
    const message = `The file has ${inMegabytes(bytes.length)}; at most ${inMegabytes(fileBytesMax)} are read.`;
    yield problemItem({ path }, "file_too_large", message);
    return;
  }
  const known = fileKind(file);
  if (!known.ok) {
    yield problemItem({ path }, known.reason.code, known.reason.message);
    return;
  }
  const count = { document: 0, problem: 0 };
  try {
    for await (const item of extractors[known.kind](file, options)) {
      yield item;
      count[item.state]++;
      if (count.problem >= problemsMax) {
        const message = `The file has ${problemsMax} problems; the rest of it was not read.`;
        yield problemItem({ path }, "too_many_problems", message);
        return;
      }
      if (count.document >= documentsMax) {
        const message = `The file has ${documentsMax} documents; what follows was not read. Split the file.`;
        yield problemItem({ path }, "too_many_documents", message);
        return;
      }
    }
  } catch {
    // Parsers throw whatever they like for files that are broken; their words are about their own insides.
    yield problemItem(
      { path },
      "unreadable",
      "The file is damaged: it cannot be read as what its name says.",
    );
  }
}

type Extractor = (
  file: ExtractableFile,
  options: ExtractOptions,
) => Iterable<ExtractedItem> | AsyncIterable<ExtractedItem>;

const extractors: Record<FileKind, Extractor> = {
  text: extractText,
  html: extractHtml,
  markdown: extractMarkdown,
  docx: extractDocx,
  pdf: extractPdf,
  jsonl: extractJsonl,
  csv: (file, { columnMap }) => extractCsv(file, columnMap),
  zip: ({ path }) => [problemItem({ path }, "archive_nested", "An archive inside an archive is not opened.")],
};

import "server-only";
import mammoth from "mammoth";
import { ZipFile } from "yazl";
import { blockText } from "./block-text";
import { documentItem } from "./document-item";
import { extractLimits } from "./extract-limits";
import {
  type ExtractableFile,
  type ExtractedItem,
  type ExtractProblem,
  inMegabytes,
  problemItem,
} from "./extracted-item";
import { parseHtml } from "./parse-html";
import { zipEntries } from "./zip-entries";

/** The parts that hold text; pictures, fonts and macros are not even unpacked. */
const textPart = /^(?:\[Content_Types\]\.xml|(?:.*\/)?_rels\/[^/]*\.rels|word\/[^/]+\.xml)$/;

/** The text of a Word file, paragraphs apart, footnotes at the end. Deleted text of tracked changes is left out. */
export async function* extractDocx({ path, bytes }: ExtractableFile): AsyncGenerator<ExtractedItem> {
  const parts = await readParts(bytes);
  if (parts instanceof Map) {
    // Word on the web names it document2.xml.
    if (![...parts.keys()].some((name) => /^word\/document\d*\.xml$/.test(name))) {
      yield problemItem(
        { path },
        "kind_mismatch",
        "The name says Word, but there is no Word text in the file.",
      );
      return;
    }
    const buffer = await repack(parts);
    const options = {
      externalFileAccess: false,
      convertImage: mammoth.images.imgElement(async () => ({ src: "" })),
    };
    const { value, messages } = await mammoth.convertToHtml({ buffer }, options);
    const warnings = messages.map(({ message }) => message).filter((message) => !/style/i.test(message));
    const document = parseHtml(value);
    // Arrows back from footnotes to the text are for clicking, not for reading.
    for (const arrow of document.querySelectorAll('a[href^="#footnote-ref"], a[href^="#endnote-ref"]'))
      arrow.remove();
    yield documentItem({ path }, { text: blockText(document.body), warnings: [...new Set(warnings)] });
  } else yield problemItem({ path }, parts.code, parts.message);
}

/** A Word file is a zip and gets the same treatment as any other. */
async function readParts(bytes: Uint8Array): Promise<Map<string, Uint8Array> | ExtractProblem> {
  const parts = new Map<string, Uint8Array>();
  for await (const entry of zipEntries(bytes, (name) => textPart.test(name))) {
    if (entry.state === "problem") return entry.reason;
    if (entry.bytes.length > extractLimits.docxPartMax) {
      const message = `The text of the Word file unpacks to more than ${inMegabytes(extractLimits.docxPartMax)}.`;
      return { code: "text_too_large", message };
    }
    parts.set(entry.path, entry.bytes);
  }
  return parts;
}

/**
 * The checked parts as a new file. The converter has a zip reader of its own without limits, and must not be
 * given a file which that reader could understand differently.
 */
async function repack(parts: ReadonlyMap<string, Uint8Array>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of parts) zip.addBuffer(Buffer.from(bytes), name, { compress: false });
  zip.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

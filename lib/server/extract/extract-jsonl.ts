import "server-only";
import { decodeText } from "./decode-text";
import { detectCharset } from "./detect-charset";
import { extractLimits } from "./extract-limits";
import {
  type ExtractableFile,
  type ExtractedItem,
  type ExtractedPlace,
  inMegabytes,
  problemItem,
} from "./extracted-item";
import { guessFields } from "./read-metadata";
import { recordItem } from "./record-item";

/** One document a line. A bad line is a problem of its own and the others are read. */
export function* extractJsonl({ path, bytes }: ExtractableFile): Generator<ExtractedItem> {
  const utf8 = inUtf8(bytes);
  if (!utf8) {
    yield problemItem({ path }, "charset_unknown", "This is neither UTF-8, as JSON lines are, nor UTF-16.");
    return;
  }
  let line = 0;
  for (let start = 0; start < utf8.length; ) {
    line++;
    const found = utf8.indexOf(0x0a, start);
    const end = found === -1 ? utf8.length : found;
    const item = lineItem({ path, line }, utf8.subarray(start, end));
    if (item) yield item;
    start = end + 1;
  }
}

/** UTF-16 is transcoded; everything else is looked at line by line, so that one bad byte spoils one line. */
function inUtf8(bytes: Uint8Array): Uint8Array | null {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (marked) return bytes.subarray(3);
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (!isWide && bytes.subarray(0, 4).indexOf(0) === -1) return bytes;
  const decoded = decodeText(bytes);
  return decoded.ok ? Buffer.from(decoded.text) : null;
}

function lineItem(place: ExtractedPlace, bytes: Uint8Array): ExtractedItem | null {
  const { lineBytesMax } = extractLimits;
  if (bytes.length > lineBytesMax) {
    return problemItem(place, "line_too_long", `The line has more than ${inMegabytes(lineBytesMax)}.`);
  }
  const charset = detectCharset(bytes);
  if (!charset.ok || charset.label !== "utf-8") {
    const at = charset.ok ? "" : ` (byte ${charset.at} of the line)`;
    return problemItem(place, "charset_unknown", `The line is not UTF-8${at}.`);
  }
  const raw = new TextDecoder().decode(bytes);
  if (raw.trim() === "") return null;
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    // The parser's message cites the text and differs between versions of Node.
    return problemItem(place, "json_invalid", "The line is not JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return problemItem(place, "json_invalid", "The line is not a JSON object.");
  }
  const record = new Map<string, unknown>(Object.entries(value));
  return recordItem(place, record, guessFields([...record.keys()]));
}

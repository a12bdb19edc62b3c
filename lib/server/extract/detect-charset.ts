import "server-only";
import { isUtf8 } from "node:buffer";
import { analyse } from "chardet";
import { CharsetDecoder } from "./charset-decoder";
import type { ExtractProblemCode } from "./extracted-item";

/** How to read the bytes, or the first byte (counted from 0) that says they are no text. */
export type DetectedCharset =
  | {
      readonly ok: true;
      readonly label: string;
      readonly bomLength: number;
      readonly warnings: readonly string[];
    }
  | { readonly ok: false; readonly at: number; readonly code: ExtractProblemCode; readonly message: string };

/** Enough for letter statistics; the candidates are then tried on all bytes. */
const sampleSize = 256 * 1024;
/** Letter pairs of two-byte charsets appear by chance in short texts of others; measured chance hits are at 10. */
const multibyteConfidenceMin = 30;
/** What to try for a name of the detector: with letters alone, the ISO charset and the Windows one look alike. */
const attempts = new Map<string, readonly string[]>([
  ["ISO-8859-2", ["iso-8859-2", "windows-1250"]],
  ["ISO-8859-7", ["iso-8859-7", "windows-1253"]],
  ["ISO-8859-8", ["windows-1255", "iso-8859-8"]],
  ...["ISO-8859-1", "ISO-8859-5", "ISO-8859-6", "ISO-8859-9", "KOI8-R", "windows-874"].map(
    (name) => [name, [name.toLowerCase()]] as const,
  ),
  ...["0", "1", "2", "3", "4", "5", "6", "7", "8"].map(
    (digit) => [`windows-125${digit}`, [`windows-125${digit}`]] as const,
  ),
]);
const multibyte = new Map([
  ["Shift_JIS", "shift_jis"],
  ["EUC-JP", "euc-jp"],
  ["EUC-KR", "euc-kr"],
  ["Big5", "big5"],
  ["GB18030", "gb18030"],
]);

/**
 * Byte order mark, then strict UTF-8, then UTF-16 by its zero bytes, then what the file declares, then letter
 * statistics. Whatever was guessed carries a warning. Binary data is refused with the place of the byte.
 */
export function detectCharset(bytes: Uint8Array, declared?: string): DetectedCharset {
  const marked = byMark(bytes);
  if (marked) return marked;
  const nul = bytes.indexOf(0);
  if (nul !== -1) return utf16WithoutMark(bytes) ?? binary(nul, "a zero byte");
  if (isUtf8(bytes)) return utf8OrDeclared(bytes, declared);
  const control = bytes.findIndex(isBinaryControl);
  if (control !== -1) return binary(control, "a control byte");
  if (declared && decodesCleanly(bytes, declared)) return found(declared);
  const guess = guessLegacy(bytes);
  if (guess.ok && declared) {
    return { ...guess, warnings: [`The file says ${declared}, but is not.`, ...guess.warnings] };
  }
  return guess;
}

function byMark(bytes: Uint8Array): DetectedCharset | null {
  const [a, b, c, d] = bytes;
  const utf32 =
    (a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff);
  if (utf32) {
    return { ok: false, at: 0, code: "charset_unknown", message: "The file is in UTF-32. Save it as UTF-8." };
  }
  const [label, bomLength] =
    a === 0xef && b === 0xbb && c === 0xbf
      ? ["utf-8", 3]
      : a === 0xff && b === 0xfe
        ? ["utf-16le", 2]
        : a === 0xfe && b === 0xff
          ? ["utf-16be", 2]
          : ["", 0];
  if (label === "") return null;
  const body = bytes.subarray(bomLength);
  if (decodes(body, label)) return { ok: true, label, bomLength, warnings: [] };
  const at = bomLength + firstUndecodable(body, label);
  return {
    ok: false,
    at,
    code: "charset_unknown",
    message: `The file is marked as ${label}, but byte ${at} is not.`,
  };
}

function utf8OrDeclared(bytes: Uint8Array, declared: string | undefined): DetectedCharset {
  const isAscii = bytes.every((byte) => byte < 0x80);
  if (!declared || isAscii || encodingOf(declared) === "utf-8" || !decodesCleanly(bytes, declared))
    return found("utf-8");
  // Letters of a one-byte charset are valid UTF-8 only by an accident that does not happen in sentences.
  return found("utf-8", [`The file says ${declared}, but is UTF-8: it was read as UTF-8.`]);
}

/** Text in UTF-16 has its spaces and line ends on one side of the pairs; binary data has zero bytes anywhere. */
function utf16WithoutMark(bytes: Uint8Array): DetectedCharset | null {
  if (bytes.length % 2 !== 0) return null;
  const common = { "utf-16le": 0, "utf-16be": 0 };
  let pairs = 0;
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const [first, second] = [isCommon(bytes[at]), isCommon(bytes[at + 1])];
    if (first && second) pairs++;
    if (first && bytes[at + 1] === 0) common["utf-16le"]++;
    if (second && bytes[at] === 0) common["utf-16be"]++;
  }
  const label = common["utf-16le"] >= common["utf-16be"] ? "utf-16le" : "utf-16be";
  // Two ASCII letters side by side are one-byte text with a stray zero.
  if (common[label] <= Math.max(pairs, bytes.length / 100) || !decodes(bytes, label)) return null;
  const text = new TextDecoder(label).decode(bytes);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0 || isBinaryControl(unit) || unit >= 0xfffe || (unit >= 0xe000 && unit <= 0xf8ff))
      return null;
  }
  return found(label, [`The file has no mark of its charset: it was read as ${label.toUpperCase()}.`]);
}

function guessLegacy(bytes: Uint8Array): DetectedCharset {
  const invalidAt = firstUndecodable(bytes, "utf-8");
  if (isDamagedUtf8(bytes)) {
    const message = `The file is UTF-8 with damage: byte ${invalidAt} belongs to no character.`;
    return { ok: false, at: invalidAt, code: "charset_unknown", message };
  }
  const from = Math.max(0, Math.min(invalidAt - 1024, bytes.length - sampleSize));
  for (const { name, confidence } of analyse(bytes.subarray(from, from + sampleSize))) {
    const wide = multibyte.get(name);
    const labels = wide && confidence >= multibyteConfidenceMin ? [wide] : (attempts.get(name) ?? []);
    const label = labels.find((candidate) => decodesCleanly(bytes, candidate));
    if (label) return guessed(label);
  }
  if (decodesCleanly(bytes, "windows-1252")) return guessed("windows-1252");
  const message = `The charset is unknown: byte ${invalidAt} is not UTF-8, and nothing else fits. Save the file as UTF-8.`;
  return { ok: false, at: invalidAt, code: "charset_unknown", message };
}

const found = (label: string, warnings: readonly string[] = []): DetectedCharset => ({
  ok: true,
  label: encodingOf(label) ?? label,
  bomLength: 0,
  warnings,
});

const guessed = (label: string): DetectedCharset =>
  found(label, [`The charset was guessed as ${encodingOf(label) ?? label}: check the letters with accents.`]);

const binary = (at: number, what: string): DetectedCharset => ({
  ok: false,
  at,
  code: "binary",
  message: `This is not a text: byte ${at} is ${what}.`,
});

/** Controls that no text file has; TAB, LF, VT, FF, CR and ESC do occur. */
const isBinaryControl = (byte: number) => byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b;

const isCommon = (byte: number | undefined) =>
  byte !== undefined && ((byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09);

/** The standard's name of a charset label, or null for an unknown one. */
export function encodingOf(label: string): string | null {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    // The platform's only way to say that a label is unknown.
    return null;
  }
}

/** Whether nearly all its letters outside ASCII are UTF-8, which those of other charsets are only by accident. */
function isDamagedUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes);
  const damaged = text.match(/\uFFFD/g)?.length ?? 0;
  const letters = text.match(/[^\p{ASCII}\uFFFD]/gu)?.length ?? 0;
  return letters > damaged * 10;
}

function decodes(bytes: Uint8Array, label: string, isClean = (_text: string) => true): boolean {
  try {
    const decoder = new CharsetDecoder(label);
    for (let at = 0; at < bytes.length; at += sampleSize) {
      if (!isClean(decoder.decode(bytes.subarray(at, at + sampleSize), true))) return false;
    }
    decoder.decode(new Uint8Array());
    return true;
  } catch {
    // A strict decoder says "no" by throwing.
    return false;
  }
}

/** Decodes, and gives no C1 controls: one-byte charsets map what they have no letter for to these. */
const decodesCleanly = (bytes: Uint8Array, label: string) =>
  decodes(bytes, label, (text) => !/[\u0080-\u009f]/.test(text));

/** The first byte that ends no valid prefix, by halving: a prefix decodes while it is streamed. */
function firstUndecodable(bytes: Uint8Array, label: string): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isPrefix(bytes.subarray(0, middle + 1), label)) low = middle + 1;
    else high = middle;
  }
  return Math.min(low, Math.max(0, bytes.length - 1));
}

function isPrefix(bytes: Uint8Array, label: string): boolean {
  try {
    new CharsetDecoder(label).decode(bytes, true);
    return true;
  } catch {
    // A strict decoder says "no" by throwing.
    return false;
  }
}

import "server-only";
import { CharsetDecoder } from "./charset-decoder";
import { type DetectedCharset, detectCharset } from "./detect-charset";

export type DecodedText =
  | {
      readonly ok: true;
      readonly text: string;
      readonly charset: string;
      readonly warnings: readonly string[];
    }
  | Extract<DetectedCharset, { ok: false }>;

/** The bytes as text, by detected charset; `declared` is what the file says of itself (an HTML meta tag). */
export function decodeText(bytes: Uint8Array, declared?: string): DecodedText {
  const charset = detectCharset(bytes, declared);
  if (!charset.ok) return charset;
  const { label, bomLength, warnings } = charset;
  const text = new CharsetDecoder(label).decode(bytes.subarray(bomLength));
  return { ok: true, text, charset: label, warnings };
}

/** The same in pieces, for files of which only one record is needed at a time. */
export function* decodeChunks(
  bytes: Uint8Array,
  charset: Extract<DetectedCharset, { ok: true }>,
): Generator<string> {
  const decoder = new CharsetDecoder(charset.label);
  const size = 64 * 1024;
  for (let at = charset.bomLength; at < bytes.length; at += size) {
    yield decoder.decode(bytes.subarray(at, at + size), true);
  }
  yield decoder.decode(new Uint8Array());
}

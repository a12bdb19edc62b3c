import "server-only";
import { CharsetDecoder } from "./charset-decoder";

/** Text as bytes of a one-byte charset, which the platform can only read, by turning its table around; for tests. */
export function encodeLegacy(label: string, text: string): Uint8Array {
  const table = new Map<string, number>();
  const decoder = new TextDecoder(label);
  for (let byte = 0; byte < 256; byte++) {
    // Bytes without a letter cannot be read strictly; no text asks for them.
    const isEmpty = decoder.decode(Uint8Array.of(byte)) === "\uFFFD";
    if (!isEmpty) table.set(new CharsetDecoder(label).decode(Uint8Array.of(byte)), byte);
  }
  return Uint8Array.from(text, (character) => {
    const byte = table.get(character);
    if (byte === undefined) throw new Error(`${label} has no ${character}`);
    return byte;
  });
}

/** Text in UTF-16, with its mark if wanted; for tests. */
export function encodeUtf16(text: string, order: "le" | "be", mark: boolean): Uint8Array {
  const bytes = Buffer.from(mark ? `\uFEFF${text}` : text, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
}

import "server-only";
import type { Entry } from "yauzl";

/** The upper half of IBM code page 437, in which zip names are written unless they say otherwise. */
const cp437 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0";

/** The name of an entry. Many tools write UTF-8 without saying so, so that is tried before the old code page. */
export function zipName(entry: Entry): string {
  // The reader was asked not to decode names; its types do not know that names are then bytes.
  const bytes = entry.fileName as unknown as Buffer;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // A fatal decoder says "not UTF-8" by throwing.
    return [...bytes]
      .map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : (cp437[byte - 0x80] ?? "�")))
      .join("");
  }
}

import "server-only";

/** What windows-1252 has where ISO 8859-1 has controls. Five places are empty and stay controls. */
const upper1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/**
 * A strict `TextDecoder` that gives windows-1252 its curly quotes, dashes and euro sign: Node 20
 * decodes that charset as ISO 8859-1, which makes them invisible controls. A byte order mark is kept.
 */
export class CharsetDecoder {
  readonly #decoder: TextDecoder;

  /** Throws a RangeError for an unknown label, as the platform does. */
  constructor(label: string) {
    this.#decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
  }

  /** Throws a TypeError for bytes that the charset does not have. */
  decode(bytes: Uint8Array, isMore = false): string {
    const text = this.#decoder.decode(bytes, { stream: isMore });
    if (this.#decoder.encoding !== "windows-1252") return text;
    return text.replace(/[\u0080-\u009f]/g, (control) => upper1252[control.charCodeAt(0) - 0x80] ?? control);
  }
}

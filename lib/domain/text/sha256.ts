/** The first 32 bits of the fraction of `x`: how the standard derives its constants from small primes. */
const fraction = (x: number): number => Math.floor((x - Math.floor(x)) * 2 ** 32);

const primes: readonly number[] = Array.from({ length: 310 }, (_, at) => at + 2)
  .filter(
    (n) => !Array.from({ length: Math.floor(Math.sqrt(n)) - 1 }, (_, at) => at + 2).some((d) => n % d === 0),
  )
  .slice(0, 64);
const roundConstants = Uint32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const initialState = Uint32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

const word = (words: Uint32Array, at: number): number => words[at] ?? 0;
const rotate = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

const blockBytes = 64;

/** A hash of bytes that arrive in pieces; where a platform has a faster SHA-256, that can take this one's place. */
export type RunningHash = {
  update(bytes: Uint8Array): unknown;
  /** In lower-case hex. Called once, last. */
  digest(): string;
};

/**
 * SHA-256 (FIPS 180-4) of bytes that arrive in pieces. Written out because browser, server and codecs all hash
 * texts, and the platforms' own functions are either asynchronous and all at once or tied to one platform.
 */
export class Sha256 implements RunningHash {
  readonly #state = initialState.slice();
  readonly #schedule = new Uint32Array(64);
  readonly #block = new Uint8Array(blockBytes);
  readonly #view = new DataView(this.#block.buffer);
  #filled = 0;
  #length = 0;

  update(bytes: Uint8Array): this {
    this.#length += bytes.length;
    let at = 0;
    while (at < bytes.length) {
      const taken = Math.min(blockBytes - this.#filled, bytes.length - at);
      this.#block.set(bytes.subarray(at, at + taken), this.#filled);
      this.#filled += taken;
      at += taken;
      if (this.#filled === blockBytes) this.#compress();
    }
    return this;
  }

  /** The digest in lower-case hex. Call it once, last: it ends the message. */
  digest(): string {
    const bits = this.#length * 8;
    this.#block[this.#filled++] = 0x80;
    if (this.#filled > blockBytes - 8) {
      this.#block.fill(0, this.#filled);
      this.#compress();
    }
    this.#block.fill(0, this.#filled);
    this.#view.setUint32(56, Math.floor(bits / 2 ** 32));
    this.#view.setUint32(60, bits >>> 0);
    this.#compress();
    return Array.from(this.#state, (part) => part.toString(16).padStart(8, "0")).join("");
  }

  #compress(): void {
    const w = this.#schedule;
    for (let t = 0; t < 16; t++) w[t] = this.#view.getUint32(t * 4);
    for (let t = 16; t < 64; t++) {
      const early = word(w, t - 15);
      const late = word(w, t - 2);
      const small0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
      const small1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
      w[t] = word(w, t - 16) + small0 + word(w, t - 7) + small1;
    }
    const s = this.#state;
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = s;
    for (let t = 0; t < 64; t++) {
      const big1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
      const big0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
      const first = (h + big1 + ((e & f) ^ (~e & g)) + word(roundConstants, t) + word(w, t)) | 0;
      const second = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + first) | 0;
      d = c;
      c = b;
      b = a;
      a = (first + second) | 0;
    }
    for (const [at, value] of [a, b, c, d, e, f, g, h].entries()) s[at] = word(s, at) + value;
    this.#filled = 0;
  }
}

/** SHA-256 of the UTF-8 form of `text`, in lower-case hex: how a document's text is identified. */
export const sha256OfText = (text: string): string =>
  new Sha256().update(new TextEncoder().encode(text)).digest();

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Four words of 32 bits for each place; none of them is set in an empty one. */
const WORDS = 4;

/**
 * A set of ids that grows with a file. Its UUIDs are kept as numbers in one table, a quarter of what they take as
 * text, so that the ids of millions of annotations fit into memory; other ids are kept as they are.
 */
export class IdSet {
  readonly #others = new Set<string>();
  #table = new Uint32Array(1_024 * WORDS);
  #uuids = 0;

  get size(): number {
    return this.#others.size + this.#uuids;
  }

  /** Adds the id; false when it was there before. */
  add(id: string): boolean {
    const key = uuid.test(id) ? keyOf(id) : null;
    // The nil UUID looks like an empty place.
    if (!key || key.every((word) => word === 0)) {
      if (this.#others.has(id)) return false;
      this.#others.add(id);
      return true;
    }
    if (!put(this.#table, key)) return false;
    this.#uuids++;
    if (2 * this.#uuids * WORDS > this.#table.length) this.#grow();
    return true;
  }

  #grow(): void {
    const larger = new Uint32Array(2 * this.#table.length);
    for (let at = 0; at < this.#table.length; at += WORDS) {
      const key = this.#table.subarray(at, at + WORDS);
      if (key.some((word) => word !== 0)) put(larger, key);
    }
    this.#table = larger;
  }
}

function keyOf(id: string): Uint32Array {
  const digits = id.replaceAll("-", "");
  return Uint32Array.from({ length: WORDS }, (_, at) =>
    Number.parseInt(digits.slice(8 * at, 8 * at + 8), 16),
  );
}

/** Puts a key into the first free place from where its last digits, which are random, point; false when it is there. */
function put(table: Uint32Array, key: Uint32Array): boolean {
  const places = table.length / WORDS;
  const [a = 0, b = 0, c = 0, d = 0] = key;
  for (let place = (d ^ Math.imul(c, 0x9e3779b1)) & (places - 1); ; place = (place + 1) & (places - 1)) {
    const at = place * WORDS;
    if (table[at] === a && table[at + 1] === b && table[at + 2] === c && table[at + 3] === d) return false;
    if (!table[at] && !table[at + 1] && !table[at + 2] && !table[at + 3]) {
      table.set(key, at);
      return true;
    }
  }
}

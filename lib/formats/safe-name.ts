/** Names for files, folders and types that any tool accepts, each used once. */
export class SafeNames {
  readonly #names = new Map<string, string>();
  readonly #taken: Set<string>;

  /** `taken` may be shared between several tables whose names must differ from each other's. */
  constructor(taken: Set<string> = new Set()) {
    this.#taken = taken;
  }

  /** The name of `key`, the same at every call; made from `wish` at the first. */
  of(key: string, wish: string = key): string {
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const base = safeName(wish);
    let name = base;
    for (let n = 2; this.#taken.has(name.toLowerCase()); n++) name = `${base}_${n}`;
    this.#taken.add(name.toLowerCase());
    this.#names.set(key, name);
    return name;
  }

  /** Every key with its name, in the order in which they were first asked for. */
  entries(): { readonly key: string; readonly name: string }[] {
    return [...this.#names].map(([key, name]) => ({ key, name }));
  }
}

const lengthMax = 60;

/** Device names of Windows, which cannot be files there whatever their extension. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** ASCII letters, digits, `_` and `-`, beginning with a letter, a digit or `_`; never empty. */
function safeName(wish: string): string {
  const plain = wish
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^A-Za-z0-9_-]+/g, "_")
    .slice(0, lengthMax);
  if (!/[A-Za-z0-9]/.test(plain)) return "unnamed";
  return plain.startsWith("-") || reserved.test(plain) ? `_${plain}` : plain;
}

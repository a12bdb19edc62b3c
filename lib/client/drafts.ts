type Kept = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Where a tab keeps things for itself, through reloads too; null on the server and where a browser forbids it. */
function storageOfTab(): Kept | null {
  try {
    return typeof window === "undefined" ? null : window.sessionStorage;
  } catch {
    return null;
  }
}

/**
 * What somebody has written and not sent, by what it is about. Kept by their tab: looking elsewhere, another page
 * and a reload lose none of it, and whoever signs in after them doesn't find it.
 */
export class Drafts {
  readonly #here = new Map<string, string>();
  readonly #storage: Kept | null;

  /** `owner` names the person and the place, so that equal keys elsewhere are other drafts. */
  constructor(
    readonly owner: string,
    storage: Kept | null = storageOfTab(),
  ) {
    this.#storage = storage;
  }

  get(key: string): string | undefined {
    return this.#here.get(key) ?? this.#storage?.getItem(this.#nameOf(key)) ?? undefined;
  }

  set(key: string, words: string): void {
    if (words === "") {
      this.delete(key);
      return;
    }
    this.#here.set(key, words);
    try {
      this.#storage?.setItem(this.#nameOf(key), words);
    } catch {
      // The storage is full: it is kept for as long as this page is.
    }
  }

  delete(key: string): void {
    this.#here.delete(key);
    this.#storage?.removeItem(this.#nameOf(key));
  }

  #nameOf(key: string): string {
    return `draft ${this.owner} ${key}`;
  }
}

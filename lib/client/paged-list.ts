import { ApiError } from "./api";

export type ListPage<Item> = { readonly items: readonly Item[]; readonly nextCursor: string | null };

export type PagedListView<Item> = {
  readonly items: readonly Item[];
  /** How many there are, loaded or not. */
  readonly total: number;
  readonly isLoading: boolean;
  /** Why the last page did not come; asking again clears it. */
  readonly problem: ApiError | null;
};

const pageSize = 200;
/** The largest page of the API, for a reader who has jumped far ahead. */
const farPageSize = 1000;

/**
 * A long list that the server gives out page by page. Its length is known from the start, so that its scroll bar
 * tells the truth; pages are fetched in order, one at a time, until what the reader looks at is there.
 */
export class PagedList<Item> {
  readonly #load: (cursor: string | undefined, limit: number) => Promise<ListPage<Item>>;
  readonly #listeners = new Set<() => void>();
  /** Undefined before the first page; null after the last. */
  #cursor: string | undefined | null;
  #wanted = 0;
  #view: PagedListView<Item>;

  constructor(
    first: ListPage<Item> | null,
    total: number,
    load: (cursor: string | undefined, limit: number) => Promise<ListPage<Item>>,
  ) {
    this.#load = load;
    this.#cursor = first === null ? undefined : first.nextCursor;
    const items = first?.items ?? [];
    this.#view = {
      items,
      total: this.#cursor === null ? items.length : total,
      isLoading: false,
      problem: null,
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly view = (): PagedListView<Item> => this.#view;

  /** Says that the reader looks at rows up to this one. */
  reach(index: number): void {
    this.#wanted = Math.max(0, Math.min(index, this.#view.total - 1));
    if (!this.#view.isLoading && !this.#view.problem) void this.#fill();
  }

  /** Asks again for the page that did not come. */
  retry(): void {
    this.#show({ problem: null });
    this.reach(this.#wanted);
  }

  replace(matches: (item: Item) => boolean, by: Item): void {
    this.#show({ items: this.#view.items.map((item) => (matches(item) ? by : item)) });
  }

  /** Takes one item out and says where it was, or null when it is not there. */
  remove(matches: (item: Item) => boolean): number | null {
    const at = this.#view.items.findIndex(matches);
    if (at === -1) return null;
    this.#show({ items: this.#view.items.toSpliced(at, 1), total: this.#view.total - 1 });
    return at;
  }

  insert(at: number, item: Item): void {
    this.#show({ items: this.#view.items.toSpliced(at, 0, item), total: this.#view.total + 1 });
  }

  async #fill(): Promise<void> {
    while (this.#cursor !== null && this.#view.items.length <= this.#wanted) {
      this.#show({ isLoading: true });
      const isFar = this.#wanted - this.#view.items.length > pageSize;
      try {
        const page = await this.#load(this.#cursor, isFar ? farPageSize : pageSize);
        this.#cursor = page.nextCursor;
        const items = [...this.#view.items, ...page.items];
        // Others add and remove meanwhile: at the end the truth is what came, before it at least what came.
        const total = page.nextCursor === null ? items.length : Math.max(this.#view.total, items.length + 1);
        this.#show({ items, total });
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        this.#show({ isLoading: false, problem: error });
        return;
      }
    }
    this.#show({ isLoading: false });
  }

  #show(change: Partial<PagedListView<Item>>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}

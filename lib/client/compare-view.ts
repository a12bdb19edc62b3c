import type { DocumentSet } from "@/lib/contracts/documents";
import type { AlignedItem } from "@/lib/domain/adjudication/item";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import { BlockViews } from "./block-views";
import type { CompareAddress, CompareLayout } from "./compare-address";
import { compareLooks } from "./compare-looks";
import {
  type Comparison,
  compareSets,
  type DifferenceFilter,
  emptyComparison,
  isWanted,
  noFilter,
} from "./comparison";
import type { TextSource } from "./mark-look";
import type { ReaderView } from "./reader-view";
import { Signal } from "./signal";
import { knownChoice } from "./tag-choice";
import { tagTitle, wordsOf } from "./version-facts";

/** One text as it is drawn: of one set beside the others, or of all of them over each other. */
export type ComparedText = { readonly views: BlockViews; readonly source: TextSource };

export type CompareStart = {
  readonly sets: readonly DocumentSet[];
  readonly entityKeys: Readonly<Record<string, string>>;
  readonly address: CompareAddress;
};

/** As many as have a line pattern of their own. */
export const COMPARED_MAX = 5;

const nothingSelected = new Signal(null);

/** Work of several sets on one document, compared: which, how they are laid out, and which difference is open. */
export class CompareView {
  readonly chosen: Signal<readonly string[]>;
  readonly layout: Signal<CompareLayout>;
  readonly filter: Signal<DifferenceFilter>;
  readonly comparison = new Signal<Comparison>(emptyComparison);
  /** The differences that the filter lets through, in the order of the text. */
  readonly wanted = new Signal<readonly AlignedItem[]>([]);
  /** The version that verdicts are about; its item is the one that is open. */
  readonly focusedId = new Signal<string | null>(null);
  readonly isBulkOpen = new Signal(false);
  /** The annotation that a lead is about to correct. */
  readonly correctingId = new Signal<string | null>(null);
  /** Counts up to ask for the focus of the details. */
  readonly detailsRequest = new Signal(0);

  readonly #texts = new Map<string, ComparedText>();
  readonly overlay: ComparedText;
  #frame: number | null = null;

  constructor(
    readonly reader: ReaderView,
    readonly start: CompareStart,
  ) {
    const { address, sets } = start;
    this.chosen = new Signal(chosenAtFirst(sets, address.sets));
    this.layout = new Signal(address.layout);
    this.filter = new Signal<DifferenceFilter>({
      ...noFilter,
      tag: knownChoice(this.session.store.scheme, address.tag),
      set: address.set,
      kind: address.kind,
      annotations: new Set(address.annotations),
    });
    this.overlay = this.#makeText(true);
    this.refresh();
    const first = address.item || address.annotations[0];
    if (first && this.comparison.value.itemOf.has(first)) this.focusedId.set(first);
  }

  get session() {
    return this.reader.session;
  }

  /** The open item; undefined where none is, or where what was open is gone. */
  get item(): AlignedItem | undefined {
    return this.comparison.value.itemOf.get(this.focusedId.value ?? "");
  }

  get focused(): StoredAnnotation | undefined {
    return this.session.store.get(this.focusedId.value ?? "");
  }

  setOf(id: string): DocumentSet | undefined {
    return this.start.sets.find((set) => set.id === id);
  }

  /** The text with the marks of one set. */
  textOf(setId: string): ComparedText {
    const known = this.#texts.get(setId);
    if (known) return known;
    const made = this.#makeText(false);
    this.#texts.set(setId, made);
    this.#fill(made, setId);
    return made;
  }

  /** Follows the store: what changes is compared anew, at most once in a frame. */
  follow(): () => void {
    const again = () => {
      this.#frame ??= requestAnimationFrame(() => {
        this.#frame = null;
        this.refresh();
      });
    };
    const stops = [this.session.store.subscribe(again), this.session.isLoaded.subscribe(again)];
    return () => {
      if (this.#frame !== null) cancelAnimationFrame(this.#frame);
      this.#frame = null;
      for (const stop of stops) stop();
    };
  }

  /** Compares the chosen sets as they are now. */
  refresh(): void {
    const { store } = this.session;
    const { entityKeys } = this.start;
    this.comparison.set(
      compareSets(store.rows(), this.chosen.value, {
        scheme: store.scheme,
        entityKey: (id) => entityKeys[id] ?? id,
      }),
    );
    this.#sift();
    for (const [setId, text] of this.#texts) this.#fill(text, setId);
    this.#fillOverlay();
  }

  choose(sets: readonly string[]): void {
    this.chosen.set(sets.slice(0, COMPARED_MAX));
    this.refresh();
  }

  narrow(change: Partial<DifferenceFilter>): void {
    this.filter.set({ ...this.filter.value, ...change });
    this.#sift();
  }

  #sift(): void {
    this.wanted.set(this.comparison.value.items.filter((item) => isWanted(item, this.filter.value)));
  }

  /** Opens the item of an annotation and brings it into the window. */
  open(id: string | null): void {
    this.focusedId.set(id);
    if (id !== null) this.reader.reveal.set(this.reader.reveal.value + 1);
  }

  /** Goes to the next or the previous difference; round at the ends. */
  step(direction: -1 | 1): boolean {
    const items = this.wanted.value;
    if (items.length === 0) return false;
    const next = items[(this.#placeAfter(direction) + items.length) % items.length];
    const [version] = next?.versions ?? [];
    if (!version || !next) return false;
    this.open(version.id);
    const { store } = this.session;
    this.session.announce("selected", {
      quote: wordsOf(store, version.id),
      tag: tagTitle(store.scheme, version),
    });
    return true;
  }

  /** From the open item, or where it would stand if the filter let it through. */
  #placeAfter(direction: -1 | 1): number {
    const items = this.wanted.value;
    const { item } = this;
    if (!item) return direction > 0 ? 0 : -1;
    const at = items.findIndex(({ id }) => id === item.id);
    if (at >= 0) return at + direction;
    const order = new Map(this.comparison.value.items.map(({ id }, place) => [id, place]));
    const here = order.get(item.id) ?? 0;
    const after = items.findIndex(({ id }) => (order.get(id) ?? 0) > here);
    const next = after < 0 ? items.length : after;
    return direction > 0 ? next : next - 1;
  }

  /** Turns to the next of the versions of the open item. */
  nextVersion(): void {
    const versions = this.item?.versions ?? [];
    const at = versions.findIndex(({ id }) => id === this.focusedId.value);
    const next = versions[(at + 1) % versions.length];
    if (next) this.open(next.id);
  }

  toggleLayout(): void {
    this.layout.set(this.layout.value === "columns" ? "overlaid" : "columns");
  }

  escape(): void {
    if (this.focusedId.value !== null) this.focusedId.set(null);
    else if (this.filter.value.annotations.size > 0) this.narrow({ annotations: new Set() });
  }

  address(): CompareAddress {
    const { tag, set, kind, annotations } = this.filter.value;
    return {
      sets: this.chosen.value,
      layout: this.layout.value,
      tag,
      set,
      kind,
      item: this.focusedId.value ?? "",
      annotations: [...annotations],
    };
  }

  #makeText(isOverlay: boolean): ComparedText {
    const { store, reviews } = this.session;
    const views = new BlockViews();
    const looks = compareLooks(
      () => ({
        comparison: this.comparison.value,
        isWanted: (item) => isWanted(item, this.filter.value),
        personOf: (setId) => (isOverlay ? this.personOf(setId) : null),
      }),
      reviews,
      (watch) => {
        const stops = [this.comparison.subscribe(watch), this.filter.subscribe(watch)];
        return () => {
          for (const stop of stops) stop();
        };
      },
    );
    // Read anew at each drawing: the text grows when the rest of a long document arrives.
    const drawn = {
      get text() {
        return store.text;
      },
      get map() {
        return store.map;
      },
      scheme: store.scheme,
      views,
    };
    return { views, source: { store: drawn, selection: nothingSelected, looks } };
  }

  /** How a set is told apart where marks of several share a text. */
  personOf(setId: string): { readonly initials: string; readonly pattern: number } {
    const pattern = Math.max(0, this.chosen.value.indexOf(setId));
    return { initials: initialsOf(this.setOf(setId)?.name ?? ""), pattern };
  }

  #fill({ views }: ComparedText, setId: string): void {
    this.#takeText(views);
    views.showAll(this.session.store.marks().filter((mark) => mark.setId === setId));
  }

  /** What all say alike is drawn once. */
  #fillOverlay(): void {
    const { views } = this.overlay;
    this.#takeText(views);
    const chosen = new Set(this.chosen.value);
    const { itemOf } = this.comparison.value;
    const isDrawn = (id: string): boolean => {
      const item = itemOf.get(id);
      return !item || item.differences.length > 0 || item.versions[0]?.id === id;
    };
    views.showAll(this.session.store.marks().filter((mark) => chosen.has(mark.setId) && isDrawn(mark.id)));
  }

  #takeText(views: BlockViews): void {
    const { store } = this.session;
    if (views.blocks.length !== store.views.blocks.length) views.setText(store.text, store.map);
  }
}

/** Work that is done is compared first; where fewer than two have finished, whatever there is. */
function chosenAtFirst(sets: readonly DocumentSet[], asked: readonly string[]): readonly string[] {
  const known = asked.filter((id) => sets.some((set) => set.id === id));
  if (known.length >= 2) return known.slice(0, COMPARED_MAX);
  const finished = sets.filter(({ state }) => state === "submitted" || state === "adjudicated");
  const first = finished.length >= 2 ? finished : sets;
  return first.slice(0, COMPARED_MAX).map(({ id }) => id);
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return picked
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toLocaleUpperCase();
}

import type { AnnotationStore } from "./annotation-store";
import { Signal } from "./signal";

/** The sets whose marks are not shown now. */
export class HiddenSets extends Signal<ReadonlySet<string>> {
  readonly #store: AnnotationStore;

  constructor(store: AnnotationStore) {
    super(new Set());
    this.#store = store;
  }

  hide(ids: Iterable<string>): void {
    const hidden = new Set(ids);
    this.set(hidden);
    this.#store.hideSets(hidden);
  }

  /** Shows or hides the marks of a set. */
  toggle(id: string): void {
    const isHidden = this.value.has(id);
    this.hide(isHidden ? [...this.value].filter((one) => one !== id) : [...this.value, id]);
  }
}

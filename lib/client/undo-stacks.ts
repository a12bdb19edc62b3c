import type { KeptHistory } from "./outbox";
import { Signal } from "./signal";

const HISTORY_SIZE_MAX = 200;

export type Direction = "undo" | "redo";

/** What a person can take back and do again in one place, kept on this computer over their visits. */
export class UndoStacks<Entry extends { readonly title: string }> {
  readonly undoTitle = new Signal<Entry["title"] | null>(null);
  readonly redoTitle = new Signal<Entry["title"] | null>(null);
  #undo: Entry[] = [];
  #redo: Entry[] = [];
  #reading: Promise<void> | null = null;

  constructor(readonly kept: KeptHistory<Entry>) {}

  /** Brings back what earlier visits left, once. */
  read(): Promise<void> {
    this.#reading ??= this.#read();
    return this.#reading;
  }

  async #read(): Promise<void> {
    const history = await this.kept.read().catch(() => ({ undo: [], redo: [] }));
    // What has been done while the history was read comes after it.
    this.#undo = [...history.undo, ...this.#undo];
    this.#redo = [...history.redo];
    this.#say();
  }

  /** Every step that can be taken back or forth. */
  get entries(): readonly Entry[] {
    return [...this.#undo, ...this.#redo];
  }

  /**
   * Something was done: it can be taken back, and what was taken back before can't be done again. Answers what to
   * call if it came to nothing after all.
   */
  push(entry: Entry): () => void {
    const redo = this.#redo;
    this.#undo = [...this.#undo.slice(1 - HISTORY_SIZE_MAX), entry];
    this.#redo = [];
    this.keep();
    return () => {
      this.#undo = this.#undo.filter((one) => one !== entry);
      if (this.#redo.length === 0) this.#redo = redo;
      this.keep();
    };
  }

  take(direction: Direction): Entry | undefined {
    return (direction === "undo" ? this.#undo : this.#redo).pop();
  }

  /** A step was taken, so it can be taken the other way. */
  taken(direction: Direction, entry: Entry): void {
    (direction === "undo" ? this.#redo : this.#undo).push(entry);
  }

  /** A step could not be taken now. */
  putBack(direction: Direction, entry: Entry): void {
    (direction === "undo" ? this.#undo : this.#redo).push(entry);
  }

  keep(): void {
    this.#say();
    this.kept.write({ undo: this.#undo, redo: this.#redo }).catch(() => {
      // Without storage undo lasts as long as the page does.
    });
  }

  #say(): void {
    this.undoTitle.set(this.#undo.at(-1)?.title ?? null);
    this.redoTitle.set(this.#redo.at(-1)?.title ?? null);
  }
}

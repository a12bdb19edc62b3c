import { type Place, readHistory, writeHistory } from "./outbox";
import { Signal } from "./signal";
import type { ActionTitle, UndoEntry } from "./undo-history";

const HISTORY_SIZE_MAX = 200;

export type Direction = "undo" | "redo";

/** What a person can take back and do again in one place, kept on this computer over their visits. */
export class UndoStacks {
  readonly undoTitle = new Signal<ActionTitle | null>(null);
  readonly redoTitle = new Signal<ActionTitle | null>(null);
  #undo: UndoEntry[] = [];
  #redo: UndoEntry[] = [];

  constructor(readonly place: Place) {}

  async read(): Promise<void> {
    const history = await readHistory(this.place).catch(() => ({ undo: [], redo: [] }));
    // What has been done while the history was read comes after it.
    this.#undo = [...history.undo, ...this.#undo];
    this.#redo = [...history.redo];
    this.#say();
  }

  /** Every annotation that a step back or forth may need. */
  get ids(): string[] {
    return [...this.#undo, ...this.#redo].flatMap(({ changes }) => changes.map(({ id }) => id));
  }

  /** Something was done: it can be taken back, and what was taken back before can't be done again. */
  push(entry: UndoEntry): void {
    this.#undo = [...this.#undo.slice(1 - HISTORY_SIZE_MAX), entry];
    this.#redo = [];
    this.keep();
  }

  take(direction: Direction): UndoEntry | undefined {
    return (direction === "undo" ? this.#undo : this.#redo).pop();
  }

  /** A step was taken, so it can be taken the other way. */
  taken(direction: Direction, entry: UndoEntry): void {
    (direction === "undo" ? this.#redo : this.#undo).push(entry);
  }

  /** A step could not be taken now. */
  putBack(direction: Direction, entry: UndoEntry): void {
    (direction === "undo" ? this.#undo : this.#redo).push(entry);
  }

  keep(): void {
    this.#say();
    writeHistory(this.place, { undo: this.#undo, redo: this.#redo }).catch(() => {
      // Without storage undo lasts as long as the page does.
    });
  }

  #say(): void {
    this.undoTitle.set(this.#undo.at(-1)?.title ?? null);
    this.redoTitle.set(this.#redo.at(-1)?.title ?? null);
  }
}

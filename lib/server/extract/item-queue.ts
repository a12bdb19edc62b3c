import "server-only";
import type { ExtractedItem } from "./extracted-item";

/**
 * Items between a thread that finds them and a job that stores them. Holds what one file gives at most, which
 * the size of the file bounds, so that a slow job does not keep the thread from other imports.
 */
export class ItemQueue {
  #waiting: ExtractedItem[] = [];
  #isEnded = false;
  #isAbandoned = false;
  #error: Error | null = null;
  #wake: () => void = () => undefined;

  get isAbandoned(): boolean {
    return this.#isAbandoned;
  }

  push(items: readonly ExtractedItem[]): void {
    for (const item of items) this.#waiting.push(item);
    this.#wake();
  }

  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  /** Ends with an error of ours, which the taker gets thrown after the items that came before. */
  fail(error: Error): void {
    this.#error = error;
    this.end();
  }

  /** Says that nobody takes items any more: finding them can stop. */
  abandon(): void {
    if (!this.#isEnded) this.#isAbandoned = true;
  }

  async *items(): AsyncGenerator<ExtractedItem> {
    for (;;) {
      const batch = this.#waiting;
      this.#waiting = [];
      yield* batch;
      if (this.#waiting.length > 0) continue;
      if (this.#error) throw this.#error;
      if (this.#isEnded) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

import type { BlockViews, Mark } from "../block-views";
import { Signal } from "../signal";
import { indexOf } from "./text-dom";

const nothing: readonly Mark[] = [];

/**
 * Which blocks are near the window: only these carry marks, so that a text with 20,000 annotations costs what
 * its plain paragraphs cost. The browser itself keeps count, since the blocks are `content-visibility: auto`: it
 * draws them a window and a half ahead and says so. While text is being selected nothing is swapped: it would
 * destroy the selection.
 */
export class LiveBlocks {
  readonly #live = new Set<number>();
  readonly #waiting = new Map<number, boolean>();
  readonly #watchers = new Map<number, () => void>();
  /** Rises when blocks came or went, for what is painted over them. */
  readonly changes = new Signal(0);
  #isHeld = false;
  #frame: number | null = null;
  /** A browser that doesn't say what it skips (before 2024) gets all marks: slower on long texts, never wrong. */
  #isTold = true;

  constructor(
    readonly views: BlockViews,
    firstLive: number,
  ) {
    for (let block = 0; block < firstLive; block++) this.#live.add(block);
  }

  /** What a block draws: its marks when it is near the window, else none. */
  view(block: number): readonly Mark[] {
    return this.#isLive(block) ? this.views.view(block) : nothing;
  }

  readonly subscribe = (block: number, watch: () => void): (() => void) => {
    this.#watchers.set(block, watch);
    const stop = this.views.subscribe(block, () => {
      if (this.#isLive(block)) watch();
    });
    return () => {
      stop();
      this.#watchers.delete(block);
    };
  };

  /** Follows what the browser says of the blocks in `root`. */
  listen(root: HTMLElement): () => void {
    if (!("ContentVisibilityAutoStateChangeEvent" in window)) {
      this.#isTold = false;
      for (const watch of this.#watchers.values()) watch();
      return () => {};
    }
    const sort = (event: Event) => {
      if (!(event instanceof ContentVisibilityAutoStateChangeEvent) || !(event.target instanceof Element))
        return;
      this.#waiting.set(indexOf(event.target), !event.skipped);
      if (!this.#isHeld) this.#frame ??= requestAnimationFrame(() => this.#flush());
    };
    root.addEventListener("contentvisibilityautostatechange", sort, { capture: true });
    return () => {
      root.removeEventListener("contentvisibilityautostatechange", sort, { capture: true });
      if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    };
  }

  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    this.#flush();
  }

  #isLive(block: number): boolean {
    return !this.#isTold || this.#live.has(block);
  }

  #flush(): void {
    this.#frame = null;
    if (this.#waiting.size === 0) return;
    for (const [block, isNear] of this.#waiting) {
      if (this.#live.has(block) === isNear) continue;
      if (isNear) this.#live.add(block);
      else this.#live.delete(block);
      if (this.views.view(block).length > 0) this.#watchers.get(block)?.();
    }
    this.#waiting.clear();
    this.changes.set(this.changes.value + 1);
  }
}

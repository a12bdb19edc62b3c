import type { BlockViews, Mark } from "../block-views";
import { Signal } from "../signal";
import { indexOf } from "./text-dom";

/** How far outside the window blocks are drawn with their marks, so that scrolling never shows bare text. */
const MARGIN_PX = 800;

const nothing: readonly Mark[] = [];

/**
 * Which blocks are near the window: only these carry marks, so that a text with 20,000 annotations costs what
 * its plain paragraphs cost. While text is being selected nothing is swapped: it would destroy the selection.
 */
export class LiveBlocks {
  readonly #live = new Set<number>();
  readonly #waiting = new Map<number, boolean>();
  readonly #watchers = new Map<number, () => void>();
  /** Rises when blocks came or went, for what is painted over them. */
  readonly changes = new Signal(0);
  #observer: IntersectionObserver | null = null;
  #isHeld = false;

  constructor(
    readonly views: BlockViews,
    firstLive: number,
  ) {
    for (let block = 0; block < firstLive; block++) this.#live.add(block);
  }

  /** What a block draws: its marks when it is near the window, else none. */
  view(block: number): readonly Mark[] {
    return this.#live.has(block) ? this.views.view(block) : nothing;
  }

  readonly subscribe = (block: number, watch: () => void): (() => void) => {
    this.#watchers.set(block, watch);
    const stop = this.views.subscribe(block, () => {
      if (this.#live.has(block)) watch();
    });
    return () => {
      stop();
      this.#watchers.delete(block);
    };
  };

  /** Follows a block's element as it nears the window of the element that scrolls. */
  observe(element: Element): void {
    this.#observer ??= new IntersectionObserver((entries) => this.#sort(entries), {
      root: element.closest("[data-scroller]"),
      rootMargin: `${MARGIN_PX}px 0px`,
    });
    this.#observer.observe(element);
  }

  stop(): void {
    this.#observer?.disconnect();
    this.#observer = null;
  }

  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    this.#flush();
  }

  #sort(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) this.#waiting.set(indexOf(target), isIntersecting);
    if (!this.#isHeld) this.#flush();
  }

  #flush(): void {
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

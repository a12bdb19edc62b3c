import type { SpanAnnotation, Trace } from "@/lib/domain/annotation/annotation";
import { byPosition, type Span } from "@/lib/domain/span/span";
import { type Block, blockAt, blocksOf } from "@/lib/domain/text/blocks";
import type { OffsetMap } from "@/lib/domain/text/offsets";

export type Mark = SpanAnnotation & Trace;

const nothing: readonly Mark[] = [];

/**
 * Which marks lie in which block of a text. A block's view is one array until something in that block
 * changes, so that adding a mark redraws a paragraph and not the document.
 */
export class BlockViews {
  blocks: readonly Block[] = [];
  #map: OffsetMap | null = null;
  #views: (readonly Mark[])[] = [];
  readonly #ids = new Map<number, Set<string>>();
  readonly #watchers = new Map<number, Set<() => void>>();

  setText(text: string, map: OffsetMap): void {
    this.#map = map;
    this.blocks = blocksOf(text);
  }

  view(block: number): readonly Mark[] {
    return this.#views[block] ?? nothing;
  }

  readonly subscribe = (block: number, watch: () => void): (() => void) => {
    const watchers = this.#watchers.get(block) ?? new Set();
    this.#watchers.set(block, watchers.add(watch));
    return () => watchers.delete(watch);
  };

  /** Shows just these marks, in reading order. Blocks whose marks are the same as before stay as they are. */
  showAll(marks: readonly Mark[]): void {
    const views: Mark[][] = this.blocks.map(() => []);
    this.#ids.clear();
    for (const mark of marks) {
      for (const block of this.#blocksOf(mark.spans)) {
        views[block]?.push(mark);
        this.#idsIn(block).add(mark.id);
      }
    }
    for (const [block, next] of views.entries()) this.#replace(block, next);
    this.#views.length = this.blocks.length;
  }

  /** Takes one mark in place of another; null where there is none before or after. Answers the blocks to refresh. */
  move(id: string, before: readonly Span[], after: readonly Span[]): Set<number> {
    const touched = new Set<number>();
    for (const block of this.#blocksOf(before)) {
      this.#idsIn(block).delete(id);
      touched.add(block);
    }
    for (const block of this.#blocksOf(after)) {
      this.#idsIn(block).add(id);
      touched.add(block);
    }
    return touched;
  }

  /** Makes the views of some blocks anew. */
  refresh(blocks: Iterable<number>, markOf: (id: string) => Mark | undefined): void {
    for (const block of blocks) {
      const marks = [...this.#idsIn(block)].flatMap((id) => markOf(id) ?? []);
      this.#replace(block, marks.sort(byPosition));
    }
  }

  #replace(block: number, marks: Mark[]): void {
    const known = this.view(block);
    if (known.length === marks.length && marks.every((mark, at) => mark === known[at])) return;
    this.#views[block] = marks.length === 0 ? nothing : marks;
    for (const watch of this.#watchers.get(block) ?? []) watch();
  }

  #idsIn(block: number): Set<string> {
    const known = this.#ids.get(block);
    if (known) return known;
    const made = new Set<string>();
    this.#ids.set(block, made);
    return made;
  }

  #blocksOf(spans: readonly Span[]): Set<number> {
    const found = new Set<number>();
    const map = this.#map;
    if (!map) return found;
    for (const { start, end } of spans) {
      const last = blockAt(this.blocks, map.toUtf16(end - 1));
      for (let at = Math.max(0, blockAt(this.blocks, map.toUtf16(start))); at <= last; at++) found.add(at);
    }
    return found;
  }
}

/** The words of an annotation, its fragments joined as people write an omission. */
export const quoteOf = (mark: Pick<Mark, "spans">): string =>
  mark.spans.map(({ quote }) => quote).join(" … ");

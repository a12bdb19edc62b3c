import type { ThreadResource } from "@/lib/contracts/threads";
import { blockAt } from "@/lib/domain/text/blocks";
import { quoteOf } from "./block-views";
import type { Topic } from "./discussion";
import type { ReaderView } from "./reader-view";
import { Signal } from "./signal";

/** What a person does about conversations on the annotation page. */
export class ReaderTalk {
  /** The conversation that is looked at. */
  readonly threadId = new Signal<string | null>(null);
  /** What a new conversation is about, while one is being begun. */
  readonly topic = new Signal<Topic | null>(null);
  /** A paragraph to be brought into the window, counted up to ask again. */
  readonly revealBlock = new Signal<{ readonly block: number; readonly number: number } | null>(null);

  constructor(readonly view: ReaderView) {}

  /** Begins a conversation about the selected text, else the chosen annotation, else the whole document. */
  begin(): void {
    const stretch = this.view.session.selection.value;
    const mark = this.view.selected;
    if (stretch) {
      const { text, map } = this.view.session.store;
      this.topic.set({
        kind: "span",
        start: map.toCodePoint(stretch.start),
        end: map.toCodePoint(stretch.end),
        quote: text.slice(stretch.start, stretch.end),
      });
    } else if (mark)
      this.topic.set({ kind: "annotation", annotationId: mark.id, setId: mark.setId, quote: quoteOf(mark) });
    else this.topic.set({ kind: "document" });
    this.threadId.set(null);
    this.view.tab.set("talk");
  }

  /** Shows a conversation, and in the text what it is about. */
  open({ id, annotationId, start }: Pick<ThreadResource, "id" | "annotationId" | "start">): void {
    this.threadId.set(id);
    this.view.tab.set("talk");
    if (annotationId !== null) this.showAnnotation(annotationId);
    else if (start !== null) this.showBlock(this.blockOf(start));
  }

  /** Chooses an annotation and brings it into the window, where its set is hidden too. */
  showAnnotation(id: string): void {
    const { store, hiddenSets } = this.view.session;
    const row = store.get(id);
    if (row && hiddenSets.value.has(row.setId)) this.view.session.hiddenSets.toggle(row.setId);
    this.view.select(id, { reveal: true });
  }

  showBlock(block: number): void {
    this.revealBlock.set({ block, number: (this.revealBlock.value?.number ?? 0) + 1 });
  }

  /** The paragraph of a code point. */
  blockOf(at: number): number {
    const { views, map } = this.view.session.store;
    return Math.max(0, blockAt(views.blocks, map.toUtf16(at)));
  }
}

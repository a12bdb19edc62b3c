import { uuidv7 } from "uuidv7";
import type { Step } from "@/lib/domain/annotation/apply-steps";
import { checkRelation } from "@/lib/domain/annotation/check-annotation";
import { tagOf } from "@/lib/domain/scheme/scheme";
import type { Span } from "@/lib/domain/span/span";
import { normalSpans, sameSpans } from "@/lib/domain/span/span";
import { blockAt } from "@/lib/domain/text/blocks";
import { type Stretch, sentenceAt } from "@/lib/domain/text/boundaries";
import { type Mark, quoteOf } from "./block-views";
import type { ReaderSession } from "./reader-session";
import { ReaderTalk } from "./reader-talk";
import { Reviewing } from "./reviewing";
import { Signal } from "./signal";
import { blocksAround, type Edge, snapIn, withEdgeMoved } from "./snapping";

export type Panel = "palette" | "help" | null;
export type PanelTab = "details" | "all" | "talk";
type FocusRequest = { readonly part: "details" | "note"; readonly number: number };
/** A choice among overlapping annotations, at a point of the window. */
export type Choice = { readonly ids: readonly string[]; readonly left: number; readonly top: number };

/**
 * What a person does to the text, in words of the work: tag what is selected, move an edge, go to the next.
 * Keys, buttons, the palette and the mouse all end here.
 */
export class ReaderView {
  readonly panel = new Signal<Panel>(null);
  readonly choice = new Signal<Choice | null>(null);
  readonly isCaretOn = new Signal(false);
  readonly snapsToTokens = new Signal(true);
  /** Single-letter keys can be switched off (WCAG 2.1.4). */
  readonly hasLetterKeys = new Signal(true);
  /** Counts up to ask the surface to bring the selected annotation into the window. */
  readonly reveal = new Signal(0);
  /** Asks the side panel for the focus of one of its parts. */
  readonly focusRequest = new Signal<FocusRequest | null>(null);
  readonly tab = new Signal<PanelTab>("details");
  /** A teammate's annotation whose fields have been unlocked to correct it. */
  readonly correctingId = new Signal<string | null>(null);
  readonly talk: ReaderTalk;
  readonly reviewing: Reviewing;

  /** Reads what the browser has selected now; set by the text while it is on the page. */
  catchUp = (): void => {};

  constructor(readonly session: ReaderSession) {
    this.talk = new ReaderTalk(this);
    this.reviewing = new Reviewing(session);
  }

  get selected(): Mark | undefined {
    return this.session.store.mark(this.session.selectedId.value);
  }

  /** Whether the fields of an annotation are open to this person: their own, or one they have begun to correct. */
  mayEdit(mark: Mark): boolean {
    if (this.session.store.isMine(mark)) return this.session.mayWrite;
    return this.session.seed.mayCorrect && this.correctingId.value === mark.id;
  }

  /** What the browser selected, as it would be tagged. */
  takeSelection(stretch: Stretch | null): void {
    this.session.selection.set(stretch && this.snapped(stretch));
  }

  snapped(stretch: Stretch): Stretch | null {
    return snapIn(this.session.store, stretch, this.snapsToTokens.value);
  }

  #span({ start, end }: Stretch): Span {
    const { map } = this.session.store;
    return { start: map.toCodePoint(start), end: map.toCodePoint(end) };
  }

  /** Tags the selected text; without one, changes the tag of the selected annotation. */
  applyTag(key: string): boolean {
    const { session } = this;
    const stretch = session.selection.value;
    if (stretch) return this.tag(key, stretch);
    const mark = this.selected;
    if (!mark || session.store.isMine(mark) || this.mayEdit(mark))
      return !!mark && this.applyTagTo(mark, key);
    session.refusal.set({ kind: "notYours" });
    return false;
  }

  /** Changes the tag of an annotation. Links that the new tag can't have go; undo brings them back. */
  applyTagTo(mark: Mark, key: string): boolean {
    if (mark.tag === key) return false;
    const { store } = this.session;
    const steps: Step[] = store.relationsOf(mark.id).flatMap((relation) => {
      const from = relation.fromId === mark.id ? key : (store.get(relation.fromId)?.tag ?? "");
      const to = relation.toId === mark.id ? key : (store.get(relation.toId)?.tag ?? "");
      if (checkRelation(store.scheme, relation.tag, from, to).ok) return [];
      return [{ op: "delete" as const, id: relation.id, revision: relation.revision }];
    });
    steps.push({ op: "update", id: mark.id, revision: mark.revision, set: { tag: key } });
    return this.session.perform("relabel", steps);
  }

  tag(key: string, stretch: Stretch): boolean {
    const { session } = this;
    const id = uuidv7();
    const span = this.#span(stretch);
    const twin = this.#twin(key, span);
    if (twin) {
      this.clearSelection();
      session.selectedId.set(twin.id);
      return true;
    }
    const isDone = session.perform("tag", [{ op: "create", id, kind: "span", tag: key, spans: [span] }]);
    if (!isDone) return false;
    this.clearSelection();
    session.selectedId.set(id);
    const title = tagOf(session.store.scheme, key)?.title ?? key;
    session.announce("tagged", {
      quote: session.store.text.slice(stretch.start, stretch.end).slice(0, 80),
      tag: title,
    });
    return true;
  }

  /** This person's mark that says the same of the same text already; a second one would say nothing more. */
  #twin(key: string, span: Span): Mark | undefined {
    const { store } = this.session;
    return store.views
      .view(blockAt(store.views.blocks, store.map.toUtf16(span.start)))
      .find((mark) => mark.tag === key && store.isMine(mark) && sameSpans(mark.spans, [span]));
  }

  /** Tags the selected text with the tag that is kept. */
  applyKept(): boolean {
    const key = this.session.keptTag.value;
    const stretch = this.session.selection.value;
    return key !== null && stretch !== null && this.tag(key, stretch);
  }

  /** Adds the selected text to the selected annotation as one more fragment. */
  addFragment(): boolean {
    const mark = this.selected;
    const stretch = this.session.selection.value;
    if (!mark || !stretch) return false;
    const isDone = this.#setSpans(mark, "fragment", [...mark.spans, this.#span(stretch)]);
    if (isDone) this.clearSelection();
    return isDone;
  }

  removeFragment(at: number): boolean {
    const mark = this.selected;
    if (!mark || mark.spans.length < 2) return false;
    return this.#setSpans(
      mark,
      "fragment",
      mark.spans.filter((_, index) => index !== at),
    );
  }

  remove(): boolean {
    const mark = this.selected;
    if (!mark) return false;
    const next = this.#beside(1) ?? this.#beside(-1);
    const isDone = this.session.perform("remove", [{ op: "delete", id: mark.id, revision: mark.revision }]);
    if (!isDone) return false;
    this.session.announce("removed", { quote: quoteOf(mark) });
    this.session.selectedId.set(next?.id ?? null);
    return true;
  }

  /** Moves the first start or the last end of the selected annotation by a word or a character. */
  moveEdge(edge: Edge, by: "word" | "character", direction: -1 | 1): boolean {
    const mark = this.selected;
    if (!mark) return false;
    const { store } = this.session;
    const at = edge === "start" ? 0 : mark.spans.length - 1;
    const span = mark.spans[at];
    if (!span) return false;
    const stretch = { start: store.map.toUtf16(span.start), end: store.map.toUtf16(span.end) };
    return this.setFragment(at, withEdgeMoved(store, stretch, { edge, by, direction }));
  }

  /** Puts a fragment of the selected annotation somewhere else. */
  setFragment(at: number, stretch: Stretch): boolean {
    const mark = this.selected;
    if (!mark || stretch.start >= stretch.end) return false;
    const spans = mark.spans.map((span, index) => (index === at ? this.#span(stretch) : span));
    return this.#setSpans(mark, "edges", spans);
  }

  #setSpans(mark: Mark, title: "edges" | "fragment", spans: readonly Span[]): boolean {
    const plain = normalSpans(spans);
    return this.session.perform(title, [
      { op: "update", id: mark.id, revision: mark.revision, set: { spans: plain } },
    ]);
  }

  setNote({ id }: Mark, note: string): boolean {
    // As it is now: leaving the field may come after something else has changed it.
    const mark = this.session.store.mark(id);
    if (!mark || mark.note === note) return false;
    return this.session.perform("note", [
      { op: "update", id: mark.id, revision: mark.revision, set: { note } },
    ]);
  }

  /** Sets an attribute of the selected annotation, or takes it off with null. */
  setAttribute(key: string, value: string | boolean | null): boolean {
    const mark = this.selected;
    if (!mark) return false;
    const { [key]: _, ...others } = mark.attributes;
    const attributes = value === null ? others : { ...others, [key]: value };
    return this.session.perform("attribute", [
      { op: "update", id: mark.id, revision: mark.revision, set: { attributes } },
    ]);
  }

  toggleUnsure(): boolean {
    return this.setAttribute("certainty", this.selected?.attributes.certainty === "UNSURE" ? null : "UNSURE");
  }

  setEntity({ id }: Mark, entityId: string | null): boolean {
    const mark = this.session.store.mark(id);
    if (!mark) return false;
    return this.session.perform("entity", [
      { op: "update", id: mark.id, revision: mark.revision, set: { entityId } },
    ]);
  }

  link(mark: Mark, type: string, toId: string): boolean {
    return this.session.perform("link", [
      { op: "create", id: uuidv7(), kind: "relation", tag: type, fromId: mark.id, toId },
    ]);
  }

  unlink(relationId: string): boolean {
    const relation = this.session.store.get(relationId);
    if (!relation) return false;
    return this.session.perform("link", [{ op: "delete", id: relation.id, revision: relation.revision }]);
  }

  select(id: string | null, options: { readonly reveal?: boolean } = {}): void {
    this.session.selectedId.set(id);
    if (id !== this.correctingId.value) this.correctingId.set(null);
    if (id !== null && options.reveal) this.reveal.set(this.reveal.value + 1);
  }

  /** Goes to the next or the previous annotation in reading order; round at the ends. */
  step(direction: -1 | 1): boolean {
    const mark = this.#beside(direction);
    if (!mark) return false;
    this.clearSelection();
    this.select(mark.id, { reveal: true });
    const tag = tagOf(this.session.store.scheme, mark.tag)?.title ?? mark.tag;
    this.session.announce("selected", { quote: quoteOf(mark), tag });
    return true;
  }

  #beside(direction: -1 | 1): Mark | undefined {
    const { marks } = this.session.store.order;
    const at = this.selected ? this.session.store.order.indexOf(this.selected) : -1;
    if (at >= 0) return marks[(at + direction + marks.length) % marks.length];
    return direction > 0 ? marks[0] : marks.at(-1);
  }

  selectSentence(): void {
    const selection = this.session.selection.value;
    if (!selection) return;
    const window = blocksAround(this.session.store, selection);
    const found = sentenceAt(
      this.session.store.text.slice(window.start, window.end),
      selection.start - window.start,
    );
    if (found)
      this.session.selection.set({ start: found.start + window.start, end: found.end + window.start });
  }

  keepTag(key: string | null): void {
    this.session.keptTag.set(this.session.keptTag.value === key ? null : key);
  }

  clearSelection(): void {
    this.session.selection.set(null);
    const selection = document.getSelection();
    // On a page where nothing has been clicked yet there is nothing to collapse, and asking for it throws.
    if (selection && selection.rangeCount > 0) selection.collapseToEnd();
  }

  /** Leaves one thing at a time: the choice, the selected text, the kept tag, the selected annotation. */
  escape(): void {
    const { session } = this;
    if (this.choice.value) this.choice.set(null);
    else if (session.selection.value) this.clearSelection();
    else if (session.keptTag.value) session.keptTag.set(null);
    else if (session.selectedId.value) session.selectedId.set(null);
    else if (this.isCaretOn.value) this.isCaretOn.set(false);
  }

  requestFocus(part: "details" | "note"): void {
    if (this.selected) this.focusRequest.set({ part, number: (this.focusRequest.value?.number ?? 0) + 1 });
  }
}

import type { AdjudicationWork, DecisionResource } from "@/lib/contracts/adjudication";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import { AdjudicationBoard, type QueueItem } from "./adjudication-board";
import type { ItemDraft } from "./adjudication-draft";
import type { HeldNews } from "./adjudication-news";
import { type Grounds, noGrounds } from "./decision-request";
import { type ItemFilter, passes } from "./item-filter";
import { Signal } from "./signal";

/** Who adjudicates which document. */
export type Place = {
  readonly userId: string;
  readonly userName: string;
  readonly projectId: string;
  readonly documentId: string;
};

/** The way through a document's items: which one is at hand, which ones the filter shows, what is being worded. */
export class AdjudicationWalk {
  readonly board: AdjudicationBoard;
  readonly currentId = new Signal<string | null>(null);
  readonly filter = new Signal<ItemFilter>({ status: "open", difference: "", tag: "", set: "" });
  /** Whether the history of what is at hand is open; it stays so from item to item. */
  readonly showsHistory = new Signal(false);
  readonly grounds = new Signal<Grounds>(noGrounds);
  readonly draft = new Signal<ItemDraft | null>(null);
  /** What somebody has done to the item at hand, which stays as it was until it is asked for. */
  readonly held = new Signal<HeldNews | null>(null);
  /** The set of who has taken up their work again, or "": nothing can be decided before it is submitted. */
  readonly waitingFor = new Signal<string | null>(null);
  /** Rises whenever what is shown of items and decisions has changed. */
  readonly version = new Signal(0);

  /** Decided here and not yet answered: shown as decided at once. */
  protected readonly pending = new Set<string>();

  constructor(
    readonly place: Place,
    readonly scheme: Scheme,
    work: AdjudicationWork,
    readonly mayDecide: boolean,
  ) {
    this.board = new AdjudicationBoard(work, scheme);
    this.currentId.set(this.visible()[0]?.id ?? this.board.items[0]?.id ?? null);
  }

  get work(): AdjudicationWork {
    return this.board.work;
  }

  get isFinished(): boolean {
    return this.work.state === "finished";
  }

  /** Whether decisions can be made now. */
  get mayAct(): boolean {
    return this.mayDecide && !this.isFinished && this.waitingFor.value === null;
  }

  /** What who decided is called; null where nobody can be named. */
  deciderOf({ createdBy }: DecisionResource): string | null {
    const { userId, userName } = this.place;
    return createdBy === userId ? userName : (this.work.deciders[createdBy ?? ""] ?? null);
  }

  get current(): QueueItem | undefined {
    return this.board.itemOf(this.currentId.value);
  }

  isDecided(item: QueueItem): boolean {
    return (
      this.pending.has(item.id) || item.origin !== "work" || this.board.stateOf(item).decisions.length > 0
    );
  }

  /** Whether it is for a curator to look at: undecided, or no longer what was decided on. */
  isWaiting(item: QueueItem): boolean {
    return !this.isDecided(item) || (this.board.stateOf(item).isChanged && !this.pending.has(item.id));
  }

  /** How far the annotators' work has been decided; gold that stands for itself is not counted. */
  get progress(): { readonly decided: number; readonly total: number; readonly changed: number } {
    const items = this.board.items.filter(({ origin }) => origin === "work");
    return {
      decided: items.filter((item) => this.isDecided(item)).length,
      total: items.length,
      changed: this.board.items.filter((item) => this.board.stateOf(item).isChanged).length,
    };
  }

  /** The items that the filter lets through, in the order in which they matter. */
  visible(): readonly QueueItem[] {
    return this.board.items.filter((item) =>
      passes(this.filter.value, item, {
        isDecided: this.isDecided(item),
        isChanged: this.board.stateOf(item).isChanged,
      }),
    );
  }

  narrow(change: Partial<ItemFilter>): void {
    this.filter.set({ ...this.filter.value, ...change });
    const shown = this.visible();
    if (!shown.some(({ id }) => id === this.currentId.value)) this.go(shown[0]?.id ?? null);
  }

  go(id: string | null): void {
    if (id === this.currentId.value) return;
    this.draft.set(null);
    this.grounds.set(noGrounds);
    this.letGo();
    this.currentId.set(id);
  }

  /** Goes to the next item that the filter shows, or the one before; round at the ends. */
  step(direction: 1 | -1): void {
    const shown = this.visible();
    const at = shown.findIndex(({ id }) => id === this.currentId.value);
    const next = at < 0 ? shown[0] : shown[(at + direction + shown.length) % shown.length];
    this.go(next?.id ?? null);
  }

  protected clear(): void {
    this.draft.set(null);
    this.grounds.set(noGrounds);
  }

  /** On to the next one that waits: those of the filter first, in their order. */
  protected advance(item: QueueItem, shown: readonly QueueItem[]): void {
    this.version.set(this.version.value + 1);
    const { items } = this.board;
    const at = Math.max(
      0,
      items.findIndex(({ id }) => id === item.id),
    );
    const waiting = (one: QueueItem) =>
      one.id !== item.id && this.visible().includes(one) && this.isWaiting(one);
    const next =
      items.slice(at + 1).find(waiting) ?? items.find(waiting) ?? shown.find(({ id }) => id !== item.id);
    if (next) this.go(next.id);
    else this.clear();
  }

  protected letGo(): void {
    this.board.hold(null);
    this.held.set(null);
  }
}

import { uuidv7 } from "uuidv7";
import {
  type AdjudicationWork,
  type DecisionResource,
  decide,
  finishAdjudication,
  type NewDecision,
  type Outcomes,
  readAdjudication,
  resumeAdjudication,
  undoDecisions,
} from "@/lib/contracts/adjudication";
import type { AnnotationResource } from "@/lib/contracts/annotations";
import { type ItemState, itemStates } from "@/lib/domain/adjudication/decision";
import type { AlignedItem } from "@/lib/domain/adjudication/item";
import { rankItems } from "@/lib/domain/adjudication/rank-items";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import { type ItemDraft, newAnnotation } from "./adjudication-draft";
import { ApiError, api } from "./api";
import { decisionsOn, type Grounds, noGrounds } from "./decision-request";
import { type ItemFilter, passes } from "./item-filter";
import { Signal } from "./signal";

export type Place = { readonly projectId: string; readonly documentId: string };

/** One curator at work on one document: items in the order in which they matter, and what has become of them. */
export class AdjudicationSession {
  readonly currentId = new Signal<string | null>(null);
  readonly filter = new Signal<ItemFilter>({ status: "open", difference: "", tag: "", set: "" });
  readonly grounds = new Signal<Grounds>(noGrounds);
  readonly draft = new Signal<ItemDraft | null>(null);
  /** Annotators are A, B, C … until a curator asks who they are: what counts is what was marked. */
  readonly hasNames = new Signal(false);
  readonly isSettling = new Signal(false);
  readonly refusal = new Signal<{ readonly words: string; readonly number: number } | null>(null);
  readonly announced = new Signal<"" | "taken" | "neither" | "undone" | "redone" | "none">("");
  readonly undoable = new Signal(0);
  readonly redoable = new Signal(0);
  /** Rises whenever what is shown of items and decisions has changed. */
  readonly version = new Signal(0);

  #work: AdjudicationWork;
  #items: readonly AlignedItem[] = [];
  #states: ReadonlyMap<string, ItemState<DecisionResource>> = new Map();
  /** Decided here and not yet answered: shown as decided at once. */
  readonly #pending = new Set<string>();
  #undo: string[] = [];
  #redo: string[] = [];
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    readonly place: Place,
    readonly scheme: Scheme,
    work: AdjudicationWork,
    readonly mayDecide: boolean,
  ) {
    this.#work = work;
    this.#load(work);
    this.currentId.set(this.visible()[0]?.id ?? this.#items[0]?.id ?? null);
  }

  get work(): AdjudicationWork {
    return this.#work;
  }

  get items(): readonly AlignedItem[] {
    return this.#items;
  }

  get isFinished(): boolean {
    return this.#work.state === "finished";
  }

  get current(): AlignedItem | undefined {
    return this.itemOf(this.currentId.value);
  }

  itemOf(id: string | null): AlignedItem | undefined {
    return id === null ? undefined : this.#items.find((item) => item.id === id);
  }

  stateOf(item: AlignedItem): ItemState<DecisionResource> {
    return this.#states.get(item.id) ?? { decisions: [], isChanged: false };
  }

  isDecided(item: AlignedItem): boolean {
    return this.#pending.has(item.id) || this.stateOf(item).decisions.length > 0;
  }

  goldOf(item: AlignedItem): readonly AnnotationResource[] {
    const ids = new Set(this.stateOf(item).decisions.map(({ annotationId }) => annotationId));
    return this.#work.gold.filter(({ id }) => ids.has(id));
  }

  get decidedCount(): number {
    return this.#items.filter((item) => this.isDecided(item)).length;
  }

  /** The items that the filter lets through, in the order in which they matter. */
  visible(): readonly AlignedItem[] {
    return this.#items.filter((item) =>
      passes(this.filter.value, item, {
        isDecided: this.isDecided(item),
        isChanged: this.stateOf(item).isChanged,
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
    this.currentId.set(id);
  }

  /** Goes to the next item that the filter shows, or the one before; round at the ends. */
  step(direction: 1 | -1): void {
    const shown = this.visible();
    const at = shown.findIndex(({ id }) => id === this.currentId.value);
    const next = at < 0 ? shown[0] : shown[(at + direction + shown.length) % shown.length];
    this.go(next?.id ?? null);
  }

  /** Takes versions by their places among the annotators' sets: each becomes gold. */
  take(versions: readonly AnnotationResource["id"][]): void {
    const item = this.current;
    if (!item || versions.length === 0) return;
    const [kept] = this.goldOf(item);
    this.#decide(
      item,
      versions.map((from, at) => ({
        kind: "chosen",
        from,
        // The same kind of gold goes on under its id: what hangs on it stays.
        goldId: at === 0 && kept ? kept.id : uuidv7(),
      })),
      "taken",
    );
  }

  takeNeither(): void {
    if (this.current) this.#decide(this.current, [{ kind: "neither" }], "neither");
  }

  saveDraft(): void {
    const [item, draft] = [this.current, this.draft.value];
    if (!item || !draft) return;
    const [kept] = this.goldOf(item);
    const annotation = newAnnotation(draft);
    if (annotation)
      this.#decide(item, [{ kind: "edited", goldId: kept?.id ?? uuidv7(), annotation }], "taken");
  }

  undo(): void {
    const undoes = this.#undo.pop();
    if (undoes !== undefined) this.#takeBack(undoes, this.#redo, "undone");
  }

  redo(): void {
    const undoes = this.#redo.pop();
    if (undoes !== undefined) this.#takeBack(undoes, this.#undo, "redone");
  }

  /** Says that all is decided, or takes the work up again. */
  async setFinished(isFinished: boolean): Promise<void> {
    const params = this.#params();
    await this.#run(async () => {
      const { state } = await api(isFinished ? finishAdjudication : resumeAdjudication, { params });
      this.#load({ ...this.#work, state });
    });
  }

  /** What a rule has settled is an operation like any other: shown, and undone by its id. */
  async settled(opId: string): Promise<void> {
    this.#undo.push(opId);
    this.#redo = [];
    await this.reload();
  }

  async reload(): Promise<void> {
    this.#load(await api(readAdjudication, { params: this.#params() }));
  }

  #params() {
    return { project: this.place.projectId, document: this.place.documentId };
  }

  #decide(item: AlignedItem, outcomes: readonly NewDecision["outcome"][], said: "taken" | "neither"): void {
    if (!this.mayDecide || this.isFinished || this.#pending.has(item.id)) return;
    const replaces = this.stateOf(item).decisions.map(({ id, revision }) => ({ id, revision }));
    const decisions = decisionsOn(item, outcomes, this.grounds.value);
    const opId = uuidv7();
    this.#pending.add(item.id);
    const wasShown = this.visible();
    this.#advance(item, wasShown);
    this.announced.set(said);
    void this.#run(async () => {
      try {
        this.#receive(await api(decide, { params: this.#params(), body: { opId, replaces, decisions } }));
        this.#undo.push(opId);
        this.#redo = [];
      } catch (error) {
        // Back to what was refused, which is the way a curator looks when it is said why.
        this.go(item.id);
        throw error;
      } finally {
        this.#pending.delete(item.id);
      }
    });
  }

  /** On to the next one that waits: those of the filter first, in their order. */
  #advance(item: AlignedItem, shown: readonly AlignedItem[]): void {
    this.version.set(this.version.value + 1);
    const at = Math.max(0, this.#items.indexOf(item));
    const waiting = (one: AlignedItem) =>
      one.id !== item.id && this.visible().includes(one) && !this.isDecided(one);
    const next =
      this.#items.slice(at + 1).find(waiting) ??
      this.#items.find(waiting) ??
      shown.find(({ id }) => id !== item.id);
    if (next) this.go(next.id);
    else {
      this.draft.set(null);
      this.grounds.set(noGrounds);
    }
  }

  #takeBack(undoes: string, other: string[], said: "undone" | "redone"): void {
    const opId = uuidv7();
    void this.#run(async () => {
      const outcomes = await api(undoDecisions, { params: this.#params(), body: { opId, undoes } });
      other.push(opId);
      this.#receive(outcomes);
      this.announced.set(said);
      const sources = new Set(
        outcomes.decisions.flatMap((one) => one.sources.map(({ annotationId }) => annotationId)),
      );
      const item = this.#items.find(({ versions }) => versions.some(({ id }) => sources.has(id)));
      if (item) this.go(item.id);
    });
  }

  /** One request after the other: a link is decided after the marks that it joins. */
  #run(work: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(work).catch(async (error: unknown) => {
      if (!(error instanceof ApiError)) throw error;
      this.refusal.set({ words: error.message, number: (this.refusal.value?.number ?? 0) + 1 });
      if (error.code === "stale_revision") await this.reload();
    });
    this.#queue = done.finally(() => this.#say());
    return done;
  }

  #receive({ decisions, gold }: Outcomes): void {
    const { decisions: known, gold: knownGold } = this.#work;
    this.#load({
      ...this.#work,
      state: this.#work.state === "ready" ? "ongoing" : this.#work.state,
      decisions: merged(known, decisions),
      gold: merged(knownGold, gold),
    });
  }

  #load(work: AdjudicationWork): void {
    if (work.items !== this.#work.items || this.#items.length === 0) {
      const byId = new Map(work.annotations.map((one) => [one.id, one]));
      const items = work.items.map((item) => ({
        ...item,
        versions: item.versions.flatMap((id) => byId.get(id) ?? []),
      }));
      this.#items = rankItems(items, this.scheme);
    }
    this.#work = work;
    this.#states = itemStates(this.#items, work.decisions);
    this.#say();
  }

  #say(): void {
    this.undoable.set(this.#undo.length);
    this.redoable.set(this.#redo.length);
    this.version.set(this.version.value + 1);
  }
}

/** Rows with the news about them; what has been removed is left out. */
function merged<Row extends { readonly id: string; readonly deletedAt: string | null }>(
  known: readonly Row[],
  news: readonly Row[],
): Row[] {
  const rows = new Map(known.map((row) => [row.id, row]));
  for (const row of news) rows.set(row.id, row);
  return [...rows.values()].filter(({ deletedAt }) => deletedAt === null);
}

import type { AdjudicationWork, DecisionResource, NewDecision, Outcomes } from "@/lib/contracts/adjudication";
import type { AnnotationResource } from "@/lib/contracts/annotations";
import { type ItemState, itemStates } from "@/lib/domain/adjudication/decision";
import { type GoldOrigin, goldItems } from "@/lib/domain/adjudication/gold-items";
import type { AlignedItem } from "@/lib/domain/adjudication/item";
import { rankItems } from "@/lib/domain/adjudication/rank-items";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import type { KnownEntity } from "./annotation-store";

/** Something to look at: what annotators marked, or gold that stands for itself. */
export type QueueItem = AlignedItem & { readonly origin: "work" | GoldOrigin };
type State = ItemState<DecisionResource>;
/** An item with all that is shown of it. */
export type ShownItem = {
  readonly item: QueueItem;
  readonly state: State;
  readonly gold: readonly AnnotationResource[];
};

const undecided: State = { decisions: [], isChanged: false };

/** A document's items, what has been decided on them and the gold, in the order in which they matter. */
export class AdjudicationBoard {
  /** What marks may stand for: all that has been heard of, by id. */
  readonly entities = new Map<string, KnownEntity>();
  #work: AdjudicationWork;
  #aligned: readonly AlignedItem[] = [];
  #items: readonly QueueItem[] = [];
  #states: ReadonlyMap<string, State> = new Map();
  /** An item that is shown as it was though it has changed: somebody has it in hand. */
  #held: ShownItem | null = null;

  constructor(
    work: AdjudicationWork,
    readonly scheme: Scheme,
  ) {
    this.#work = work;
    this.learn(work.entities);
    this.#align(work);
    this.#place();
  }

  get work(): AdjudicationWork {
    return this.#work;
  }

  get items(): readonly QueueItem[] {
    return this.#items;
  }

  load(work: AdjudicationWork): void {
    if (work.items !== this.#work.items) this.#align(work);
    this.#work = work;
    this.learn(work.entities);
    this.#place();
  }

  learn(entities: Readonly<Record<string, KnownEntity>>): void {
    for (const [id, entity] of Object.entries(entities)) this.entities.set(id, entity);
  }

  /** What a decision has changed. */
  receive({ decisions, gold, entities }: Outcomes): void {
    this.learn(entities);
    const { decisions: known, gold: knownGold, state } = this.#work;
    this.load({
      ...this.#work,
      state: state === "ready" ? "ongoing" : state,
      decisions: merged(known, decisions),
      gold: merged(knownGold, gold),
    });
  }

  hold(shown: ShownItem | null): void {
    this.#held = shown;
  }

  itemOf(id: string | null): QueueItem | undefined {
    if (id === null) return undefined;
    return this.#held?.item.id === id ? this.#held.item : this.#items.find((item) => item.id === id);
  }

  stateOf(item: AlignedItem): State {
    if (item === this.#held?.item) return this.#held.state;
    return this.#states.get(item.id) ?? undecided;
  }

  goldOf(item: AlignedItem): readonly AnnotationResource[] {
    if (item === this.#held?.item) return this.#held.gold;
    const ids = new Set(this.stateOf(item).decisions.map(({ annotationId }) => annotationId));
    // Gold that no decision made is an item by its own id.
    return this.#work.gold.filter(({ id }) => ids.has(id) || id === item.id);
  }

  shown(item: QueueItem): ShownItem {
    return { item, state: this.stateOf(item), gold: this.goldOf(item) };
  }

  /** What has become of an item: the one that has any of its versions or its gold now. */
  successorOf({ item, gold }: ShownItem): QueueItem | undefined {
    const same = this.#items.find(({ id }) => id === item.id);
    if (same) return same;
    const ids = new Set([...item.versions, ...gold].map(({ id }) => id));
    return this.#items.find((one) => [...one.versions, ...this.goldOf(one)].some(({ id }) => ids.has(id)));
  }

  /** The item that an annotation, or the gold, is in. */
  holding(annotationId: string): QueueItem | undefined {
    return this.#items.find(
      (item) =>
        item.versions.some(({ id }) => id === annotationId) ||
        this.goldOf(item).some(({ id }) => id === annotationId),
    );
  }

  /** The gold that a mark became: of several on it, the one that took it. Itself for gold. */
  goldFor(annotationId: string): string | undefined {
    if (this.#work.gold.some(({ id }) => id === annotationId)) return annotationId;
    const item = this.holding(annotationId);
    const made = (item ? this.stateOf(item).decisions : []).filter((one) => one.annotationId !== null);
    const taking = made.find(({ sources }) =>
      sources.some((source) => source.annotationId === annotationId && source.isTaken),
    );
    return (taking ?? made[0])?.annotationId ?? undefined;
  }

  /** What a decision on an item cites. What is gone is cited as the decision that it replaces cites it. */
  sourcesOf(item: QueueItem): NewDecision["sources"] {
    if (item.origin === "work")
      return item.versions.map(({ id, revision }) => ({ annotationId: id, revision }));
    const [decision] = this.stateOf(item).decisions;
    return (decision?.sources ?? []).map(({ annotationId, revision }) => ({ annotationId, revision }));
  }

  /** What the gold of an item was taken from and is gone. */
  vanishedOf(item: QueueItem): readonly AnnotationResource[] {
    const cited = new Set(
      this.stateOf(item).decisions.flatMap(({ sources }) => sources.map((one) => one.annotationId)),
    );
    return this.#work.vanished.filter(({ id }) => cited.has(id));
  }

  #align(work: AdjudicationWork): void {
    const byId = new Map(work.annotations.map((one) => [one.id, one]));
    const items = work.items.map((item) => ({
      ...item,
      versions: item.versions.flatMap((id) => byId.get(id) ?? []),
    }));
    this.#aligned = rankItems(items, this.scheme);
  }

  /** Gold that stands on nothing comes first, since the gold is wrong or unfounded until somebody looks. */
  #place(): void {
    const { decisions, gold } = this.#work;
    const own = goldItems(this.#aligned, decisions, gold);
    this.#items = [
      ...own.filter(({ origin }) => origin === "orphaned"),
      ...this.#aligned.map((item): QueueItem => ({ ...item, origin: "work" })),
      ...own.filter(({ origin }) => origin !== "orphaned"),
    ];
    this.#states = new Map([
      ...itemStates(this.#aligned, decisions),
      ...own.map((item): [string, State] => [
        item.id,
        { decisions: item.decisions, isChanged: item.origin === "orphaned" },
      ]),
    ]);
  }
}

/** Whether two views of an item show the same versions, decisions and gold. */
export function showsSame(a: ShownItem, b: ShownItem): boolean {
  const facts = ({ item, state, gold }: ShownItem) =>
    [...item.versions, ...state.decisions, ...gold].map(({ id, revision }) => `${id} ${revision}`).join();
  return facts(a) === facts(b);
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

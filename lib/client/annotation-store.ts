import type { Annotation, StoredAnnotation } from "@/lib/domain/annotation/annotation";
import { type Applied, applySteps, type Step, type StepContext } from "@/lib/domain/annotation/apply-steps";
import { targetSet } from "@/lib/domain/annotation/target-set";
import type { Entity } from "@/lib/domain/entity/entity";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import { OffsetMap } from "@/lib/domain/text/offsets";
import { BlockViews, type Mark } from "./block-views";
import { ReadingOrder } from "./reading-order";
import { relatedRows } from "./related-rows";

/** What is known of an entity here: enough to show it, and to tell which others stand for the same. */
export type KnownEntity = Pick<Entity, "setId" | "kind" | "name" | "aliases" | "identifiers">;
type Relation = Extract<StoredAnnotation, { kind: "relation" }>;
/** Steps that were applied here and wait for the server's word. */
export type PendingOperation = { readonly opId: string; readonly steps: readonly Step[] };
/** Stands for the set that the server makes at a person's first write. */
export const PROVISIONAL_SET = "00000000-0000-0000-0000-000000000000";

/**
 * The annotations of one document as the page shows them: what the server confirmed, with what waits to be
 * sent applied on top. Knows no DOM and no network.
 */
export class AnnotationStore {
  text = "";
  map = new OffsetMap("");
  readonly views = new BlockViews();
  readonly order = new ReadingOrder();
  readonly entities = new Map<string, KnownEntity>();
  /** Whose set is written to. */
  mySetId: string;
  /** Sets that are certainly another than that, also where this person writes in them elsewhere, as in the gold. */
  othersSets: ReadonlySet<string> = new Set();
  readonly #rows = new Map<string, StoredAnnotation>();
  readonly #relations = new Map<string, Set<string>>();
  #hiddenSets: ReadonlySet<string> = new Set();
  readonly #pending: (PendingOperation & { readonly ids: ReadonlySet<string> })[] = [];
  /** The server's last word on rows that pending operations have touched; null where it knows none. */
  readonly #confirmed = new Map<string, StoredAnnotation | null>();
  readonly #watchers = new Set<() => void>();
  #version = 0;
  constructor(
    readonly documentId: string,
    readonly userId: string,
    readonly scheme: Scheme,
    mySetId: string | null,
  ) {
    this.mySetId = mySetId ?? PROVISIONAL_SET;
  }

  /** Takes a text, or a longer one that begins with the one before. */
  setText(text: string): void {
    if (text === this.text) return;
    this.text = text;
    this.map = new OffsetMap(text);
    this.views.setText(text, this.map);
    this.#showAll();
  }

  /** Takes the server's annotations. Operations that wait stay applied on top. */
  load(rows: readonly StoredAnnotation[]): void {
    const pending = this.#pending.splice(0);
    this.#confirmed.clear();
    this.#rows.clear();
    this.#relations.clear();
    for (const row of rows) this.#put(row);
    for (const operation of pending) this.#apply(operation);
    this.#showAll();
  }

  get(id: string): StoredAnnotation | undefined {
    return this.#rows.get(id);
  }

  /** Everything that is known: of hidden sets and removed too. */
  rows(): Iterable<StoredAnnotation> {
    return this.#rows.values();
  }

  /** A mark that is there to see: not removed, not of a hidden set. */
  readonly mark = (id: string | null): Mark | undefined => {
    const row = id === null ? undefined : this.#rows.get(id);
    return row?.kind === "span" && this.#isShown(row) ? row : undefined;
  };

  /** Every mark that is shown, in reading order. */
  marks(): readonly Mark[] {
    return this.order.marks;
  }

  /** Whether steps change annotations of somebody else. */
  areOthers(steps: readonly Step[]): boolean {
    return targetSet(this.#rows, steps, this.mySetId) !== this.mySetId;
  }

  isMine(row: Annotation): boolean {
    return row.setId === this.mySetId;
  }

  /** The relations that hang on an annotation and have not been removed. */
  relationsOf(id: string): Relation[] {
    return [...(this.#relations.get(id) ?? [])].flatMap((relationId) => {
      const row = this.#rows.get(relationId);
      return row?.kind === "relation" && row.deletedAt === null ? [row] : [];
    });
  }

  /** Rises with every change; for lists and counts. */
  readonly version = (): number => this.#version;

  readonly subscribe = (watch: () => void): (() => void) => {
    this.#watchers.add(watch);
    return () => this.#watchers.delete(watch);
  };

  hideSets(hidden: ReadonlySet<string>): void {
    this.#hiddenSets = hidden;
    this.#showAll();
  }

  /** Applies steps at once; they wait for `confirm` or `refuse`. A refusal here changes nothing. */
  perform(opId: string, steps: readonly Step[]): Applied {
    const applied = this.#apply({ opId, steps });
    if (applied.ok) this.#said();
    return applied;
  }

  /** The server has stored an operation; these are its rows. */
  confirm(opId: string, results: readonly StoredAnnotation[]): void {
    const at = this.#pending.findIndex((operation) => operation.opId === opId);
    const [operation] = at < 0 ? [] : this.#pending.splice(at, 1);
    for (const row of results) {
      this.#learnSet(row);
      this.#learnEntity(row, operation?.steps ?? []);
      this.#hear(row);
    }
    for (const id of operation?.ids ?? []) this.#settle(id);
    this.#said();
  }

  /**
   * The server will not store an operation: it is undone, and so is what was built on it. Answers what was
   * dropped, the refused operation first.
   */
  refuse(opId: string, current: StoredAnnotation | null): PendingOperation[] {
    const refused = this.#pending.find((operation) => operation.opId === opId);
    if (!refused) return [];
    if (current) this.#learn(current);
    const others = this.#pending.filter((operation) => operation !== refused);
    const confirmed = [...this.#confirmed];
    this.#pending.length = 0;
    this.#confirmed.clear();
    for (const [id, row] of confirmed) {
      if (row) this.#change(row);
      else this.#drop(id);
    }
    const dropped: PendingOperation[] = [refused];
    for (const operation of others) if (!this.#apply(operation).ok) dropped.push(operation);
    this.#said();
    return dropped;
  }

  /** A row as somebody, or this person elsewhere, left it. Older news than what is known is ignored. */
  receive(row: StoredAnnotation): void {
    this.#learnSet(row);
    this.#hear(row);
    this.#said();
  }

  get pending(): readonly PendingOperation[] {
    return this.#pending;
  }

  #apply(operation: PendingOperation): Applied {
    const rows = relatedRows(operation.steps, this.#rows, this.#relations);
    const setId = targetSet(rows, operation.steps, this.mySetId);
    const applied = applySteps(rows, operation.steps, this.#context(setId));
    // What changes nothing is waited for by nobody: kept here, it would hold back the news about its rows.
    if (!applied.ok || applied.changes.length === 0) return applied;
    // Removing a mark takes its relations along, so more may change than the steps name.
    const ids = new Set([
      ...applied.changes.map(({ after }) => after.id),
      ...operation.steps.map(({ id }) => id),
    ]);
    for (const id of ids) if (!this.#confirmed.has(id)) this.#confirmed.set(id, this.#rows.get(id) ?? null);
    for (const { after } of applied.changes) this.#change(after);
    this.#pending.push({ opId: operation.opId, steps: operation.steps, ids });
    return applied;
  }

  /** Keeps the server's word under what waits. Answers and the feed overtake each other: older words come late. */
  #learn(row: StoredAnnotation): void {
    const known = this.#confirmed.get(row.id);
    if (!known || known.revision <= row.revision) this.#confirmed.set(row.id, row);
  }

  #hear(row: StoredAnnotation): void {
    if (this.#confirmed.has(row.id)) this.#learn(row);
    else this.#take(row);
  }

  /** A row with nothing left waiting shows the server's word from here on. */
  #settle(id: string): void {
    if (this.#pending.some((operation) => operation.ids.has(id))) return;
    const row = this.#confirmed.get(id);
    this.#confirmed.delete(id);
    // A relation that went along with its mark is not among the results: the feed brings the server's word.
    if (row) this.#take(row);
  }

  #take(row: StoredAnnotation): void {
    const known = this.#rows.get(row.id);
    if (known && known.revision > row.revision) return;
    const isKnown =
      known?.revision === row.revision && (known.deletedAt === null) === (row.deletedAt === null);
    if (known && isKnown && entityOf(known) === entityOf(row))
      this.#rows.set(row.id, {
        ...known,
        createdBy: row.createdBy,
        createdAt: row.createdAt,
        updatedAt: row.updatedAt,
      });
    else this.#change(row);
  }

  /** Before a person's first write their set has no id; the first answer tells it. */
  #learnSet(row: StoredAnnotation): void {
    if (this.mySetId !== PROVISIONAL_SET || row.createdBy !== this.userId) return;
    if (this.othersSets.has(row.setId)) return;
    this.mySetId = row.setId;
    const named = <Row extends StoredAnnotation>(known: Row) => ({ ...known, setId: row.setId });
    for (const known of this.#rows.values())
      if (known.setId === PROVISIONAL_SET) this.#rows.set(known.id, named(known));
    for (const known of this.#confirmed.values())
      if (known?.setId === PROVISIONAL_SET) this.#confirmed.set(known.id, named(known));
    this.#showAll();
  }

  /** The gold has entities of its own: it may answer with another one than was asked for, of the same name. */
  #learnEntity(row: StoredAnnotation, steps: readonly Step[]): void {
    const id = entityOf(row);
    if (id === null || this.entities.has(id)) return;
    const step = steps.find((one) => one.id === row.id);
    const asked = step?.op === "update" ? step.set.entityId : step?.op === "create" ? step.entityId : null;
    const entity = asked ? this.entities.get(asked) : undefined;
    if (entity) this.entities.set(id, { ...entity, setId: row.setId });
  }

  #context(setId: string): StepContext {
    const { scheme, text, map, documentId, entities, userId } = this;
    return { scheme, text, map, documentId, setId, entities, userId, now: new Date().toISOString() };
  }

  #isShown(row: StoredAnnotation): boolean {
    return row.deletedAt === null && !this.#hiddenSets.has(row.setId);
  }

  #put(row: StoredAnnotation): void {
    this.#rows.set(row.id, row);
    if (row.kind !== "relation") return;
    for (const end of [row.fromId, row.toId]) {
      const relations = this.#relations.get(end) ?? new Set();
      this.#relations.set(end, relations.add(row.id));
    }
  }

  #change(row: StoredAnnotation): void {
    const before = this.#rows.get(row.id);
    const shown = this.mark(row.id);
    if (shown) this.order.remove(shown);
    this.#put(row);
    if (row.kind !== "span") return;
    if (this.#isShown(row)) this.order.add(row);
    const touched = this.views.move(row.id, before?.kind === "span" ? before.spans : [], row.spans);
    this.views.refresh(touched, this.mark);
  }

  #drop(id: string): void {
    const row = this.#rows.get(id);
    const shown = this.mark(id);
    if (shown) this.order.remove(shown);
    this.#rows.delete(id);
    if (row?.kind === "relation")
      for (const end of [row.fromId, row.toId]) this.#relations.get(end)?.delete(id);
    if (row?.kind === "span") this.views.refresh(this.views.move(id, row.spans, []), this.mark);
  }

  #showAll(): void {
    this.order.setAll([...this.#rows.keys()].flatMap((id) => this.mark(id) ?? []));
    this.views.showAll(this.order.marks);
    this.#said();
  }

  #said(): void {
    this.#version++;
    for (const watch of this.#watchers) watch();
  }
}

const entityOf = (row: StoredAnnotation): string | null => (row.kind === "span" ? row.entityId : null);

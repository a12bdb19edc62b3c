import { uuidv7 } from "uuidv7";
import type { ReaderState } from "@/lib/contracts/documents";
import type { ChangeResource } from "@/lib/contracts/entities";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import type { Step } from "@/lib/domain/annotation/apply-steps";
import type { Stretch } from "@/lib/domain/text/boundaries";
import type { AssignmentState } from "@/lib/domain/workflow/assignment-state";
import { isDone } from "@/lib/domain/workflow/assignment-state";
import { fromColumns } from "./annotation-columns";
import { AnnotationStore } from "./annotation-store";
import { Discussion } from "./discussion";
import { Displacements } from "./displacements";
import { EditedAnnotation } from "./edited-annotation";
import { fetchDocument, newestRevision } from "./fetch-document";
import { HiddenSets } from "./hidden-sets";
import { sendLeftBehind } from "./left-behind";
import { LiveFeed } from "./live-feed";
import { type MarkLooks, reviewLooks } from "./mark-look";
import {
  annotationHistory,
  type Conflict,
  type Place,
  type QueuedOperation,
  type QueuedSteps,
} from "./outbox";
import { PresenceSender } from "./presence";
import type { Announcement, Refused } from "./reader-news";
import type { MyState, ReaderSeed } from "./reader-seed";
import { RefusedWork } from "./refused-work";
import { receiveRemoved } from "./removed-rows";
import { type KnownReview, ReviewStore } from "./review-store";
import { shownVerdict } from "./shown-verdict";
import { Signal } from "./signal";
import { Sync } from "./sync";
import { type ActionTitle, stepsAgain, stepsFor, type UndoEntry, undoEntry } from "./undo-history";
import { type Direction, UndoStacks } from "./undo-stacks";

/** Where the browser's own timeline says that the whole document is there to be drawn. */
const HANDED = "concord.document-handed";

/** One person at work on one document: the store, the way to the server, undo, and what is in focus. */
export class ReaderSession {
  readonly store: AnnotationStore;
  readonly sync: Sync;
  readonly reviews = new ReviewStore();
  readonly looks: MarkLooks;
  readonly feed: LiveFeed;
  readonly place: Place;
  readonly discussion: Discussion;
  readonly presence: PresenceSender;
  readonly displacements = new Displacements();
  readonly editing: EditedAnnotation;
  readonly isLoaded: Signal<boolean>;
  readonly loadProblem = new Signal<string | null>(null);
  readonly myState: Signal<MyState>;
  readonly sets: Signal<ReaderState["sets"]>;
  /** The newest revision, once this text has been corrected: nothing more is written here. */
  readonly supersededBy: Signal<string | null>;
  readonly refused: RefusedWork;
  readonly refusal = new Signal<Refused | null>(null);
  readonly announcement = new Signal<Announcement>({ key: "nothing", values: {}, number: 0 });
  readonly history: UndoStacks<UndoEntry>;

  /** The annotation that keys act on. */
  readonly selectedId = new Signal<string | null>(null);
  readonly hoveredId = new Signal<string | null>(null);
  /** The text that has been selected and not yet tagged, snapped. */
  readonly selection = new Signal<Stretch | null>(null);
  /** Text that something beside it is about, shown and not selected. */
  readonly pointed = new Signal<Stretch | null>(null);
  /** Tag first, then select: every selection becomes an annotation of this tag. */
  readonly keptTag = new Signal<string | null>(null);
  readonly hiddenSets: HiddenSets;

  #isStopped = false;
  #loads = 0;
  /** What came while annotations were being read: newer than what that reading will answer. */
  #newer: StoredAnnotation[] | null = null;

  constructor(
    readonly seed: ReaderSeed,
    receive?: (change: ChangeResource) => void,
    looks?: MarkLooks,
  ) {
    this.looks = looks ?? reviewLooks(this.reviews);
    const { userId, projectId, documentId } = seed;
    this.place = { userId, projectId, documentId, ...(this.isGold ? { set: "gold" } : {}) };
    this.history = new UndoStacks(annotationHistory(this.place));
    this.store = new AnnotationStore(documentId, userId, seed.scheme, seed.state.mySetId);
    for (const { id, ...entity } of seed.entities) this.store.entities.set(id, entity);
    if (seed.isWhole) performance.mark(HANDED);
    this.store.setText(seed.text);
    this.store.load(fromColumns(seed.state.annotations, documentId, seed.text, this.store.map));
    this.hiddenSets = new HiddenSets(this.store);
    this.editing = new EditedAnnotation(this.store);
    this.reviews.load(seed.state.reviews);
    this.isLoaded = new Signal(seed.isWhole);
    this.myState = new Signal<MyState>(seed.state.myState);
    this.supersededBy = new Signal(seed.supersededById);
    this.sets = new Signal(seed.state.sets);
    this.refused = new RefusedWork(this.place);
    this.sync = new Sync(this.place, {
      confirmed: (opId, results) => {
        // What was left for another set of this document goes out along with this one's.
        const isHere = this.store.pending.some((operation) => operation.opId === opId);
        this.store.confirm(opId, results);
        this.#newer?.push(...results);
        if (isHere && this.myState.value === "none") this.myState.set("open");
      },
      reviewed: (opId, review) => this.reviews.confirm(opId, review),
      refused: (operation, error, current) => {
        this.refusal.set({ kind: "words", words: error.message });
        if ("verdict" in operation)
          return this.sync.those(this.reviews.refuse(operation.opId, current).slice(1));
        // The server's own shape: what it sends as its copy is an annotation.
        const dropped = this.store.refuse(operation.opId, current as StoredAnnotation | null);
        return dropped.slice(1).map((one) => ({ ...this.place, ...one }));
      },
      conflictsKept: (kept) => void this.refused.read(kept),
    });
    // Who codes sees their own work first, and who opens the gold the gold; others' is one click away.
    const others = seed.state.sets.map(({ id }) => id).filter((id) => id !== seed.state.mySetId);
    this.store.othersSets = new Set(others);
    if (seed.mayAnnotate || this.isGold) this.hiddenSets.hide(others);
    this.discussion = new Discussion(this.place);
    this.presence = new PresenceSender(this.place);
    this.feed = new LiveFeed(this.place, seed.state.seq, receive ?? ((change) => this.#receive(change)));
  }

  /** Whether the gold is open, instead of one's own work. */
  get isGold(): boolean {
    return this.seed.state.work === "gold";
  }

  get mayWrite(): boolean {
    return this.seed.mayAnnotate && !isDone(this.myState.value) && this.supersededBy.value === null;
  }

  /** Fetches what did not come with the page, brings back what waits from before, and goes live. */
  async start(): Promise<void> {
    this.#isStopped = false;
    if (!this.isLoaded.value) await this.#loadRest();
    if (this.#isStopped) return;
    const left = await this.sync.start().catch(() => []);
    for (const operation of left) this.#showWaiting(operation);
    await this.history.read();
    await receiveRemoved(this.history, this.store, this.place);
    await this.refused.read();
    if (this.#isStopped) return;
    this.feed.start();
    if (this.supersededBy.value === null) this.presence.start();
    // After the line is open: what is said while they are read comes through it.
    await this.discussion.load();
    await sendLeftBehind(this.place);
  }

  /** Shows again what an earlier visit left waiting; changes of another set are only sent. */
  #showWaiting(operation: QueuedOperation): void {
    if ("verdict" in operation) {
      const { userId, opId, verdict } = operation;
      const before = this.reviews.by(userId, verdict.annotationId);
      this.reviews.perform(opId, shownVerdict(operation, this.seed.userName, before));
    } else if (operation.set === this.place.set) this.store.perform(operation.opId, operation.steps);
  }

  stop(): void {
    this.#isStopped = true;
    this.feed.stop();
    this.presence.stop();
    this.sync.stop();
  }

  async #loadRest(): Promise<void> {
    const load = ++this.#loads;
    this.#newer = [];
    try {
      const { text, state } = await fetchDocument(this.place);
      if (this.#isStopped || load !== this.#loads) return;
      performance.mark(HANDED);
      this.store.setText(text);
      this.store.load(fromColumns(state.annotations, this.place.documentId, text, this.store.map));
      this.reviews.load(state.reviews);
      for (const row of this.#newer) this.store.receive(row);
      this.#newer = null;
      this.myState.set(state.myState);
      this.sets.set(state.sets);
      this.isLoaded.set(true);
    } catch (error) {
      if (load === this.#loads) this.loadProblem.set(error instanceof Error ? error.message : "");
    }
  }

  /** Reads the annotations again, for when what may be seen has changed. */
  async reload(): Promise<void> {
    this.isLoaded.set(false);
    this.loadProblem.set(null);
    await this.#loadRest();
    await receiveRemoved(this.history, this.store, this.place);
  }

  /** Does something that can be undone: shown at once, kept on this computer, sent. False when it was refused. */
  perform(title: ActionTitle, steps: readonly Step[]): boolean {
    if (!this.#mayPerform(steps)) {
      this.refusal.set({ kind: isDone(this.myState.value) ? "submitted" : "readOnly" });
      return false;
    }
    const changes = this.#send(steps);
    if (!changes) return false;
    if (changes.length > 0) this.history.push(undoEntry(title, changes));
    return true;
  }

  /** One's own work while it is open; a teammate's, submitted too, for those who correct. */
  #mayPerform(steps: readonly Step[]): boolean {
    return this.store.areOthers(steps) ? this.seed.mayCorrect : this.mayWrite;
  }

  readonly undo = (): boolean => this.#step("undo");
  readonly redo = (): boolean => this.#step("redo");

  #step(direction: Direction): boolean {
    const entry = this.history.take(direction);
    if (!entry) return false;
    const steps = stepsFor(entry, direction, (id) => this.store.get(id));
    if (!this.#mayPerform(steps ?? [])) {
      this.history.putBack(direction, entry);
      return false;
    }
    const isDone = steps !== null && this.#send(steps) !== null;
    if (isDone) {
      this.history.taken(direction, entry);
      this.announce(direction === "undo" ? "undone" : "redone", { title: entry.title });
      const shown = entry.changes.map(({ id }) => this.store.mark(id)).find((mark) => mark !== undefined);
      this.selectedId.set(shown?.id ?? null);
    } else {
      // A row that could not be read yet may be known later; what was refused for a reason has said it.
      if (entry.changes.some(({ id }) => !this.store.get(id))) this.history.putBack(direction, entry);
      if (steps === null) this.refusal.set({ kind: "changedSince" });
    }
    this.history.keep();
    return isDone;
  }

  #send(steps: readonly Step[]) {
    const opId = uuidv7();
    const applied = this.store.perform(opId, steps);
    if (!applied.ok) {
      this.refusal.set({ kind: "words", words: applied.reason });
      return null;
    }
    if (applied.changes.length > 0) this.sync.push(opId, steps);
    const selected = this.selectedId.value;
    if (selected !== null && !this.store.mark(selected)) this.selectedId.set(null);
    return applied.changes;
  }

  announce(key: Announcement["key"], values: Announcement["values"] = {}): void {
    this.announcement.set({ key, values, number: this.announcement.value.number + 1 });
  }

  /** Sends a refused operation again, on the rows as they are now. */
  async retryConflict(conflict: Conflict & QueuedSteps): Promise<void> {
    const steps = stepsAgain(conflict.steps, (id) => this.store.get(id)?.revision);
    if (this.perform("retry", steps)) await this.refused.dismiss(conflict);
  }

  #receive(change: ChangeResource): void {
    if (change.kind.startsWith("annotation.")) this.#receiveAnnotation(change);
    else if (/^(thread|comment)\./.test(change.kind)) this.discussion.receive(change);
    else if (change.kind.startsWith("displacement.")) this.displacements.hear(change);
    // A verdict that came along is not by whoever let it come.
    else if (change.kind === "review.carried") void this.reload();
    else if (change.kind.startsWith("review."))
      this.reviews.receive({ ...(change.after as KnownReview), reviewerName: change.principalName });
    else if (change.kind.startsWith("assignment.")) this.#receiveAssignment(change);
    else if (change.kind === "document.superseded") void this.#readSuperseded();
  }

  #receiveAnnotation(change: ChangeResource): void {
    // The log holds the rows as the API answers them.
    const row = change.after as StoredAnnotation;
    this.#newer?.push(row);
    if (!this.editing.holdsBack(change, row)) this.store.receive(row);
  }

  async #readSuperseded(): Promise<void> {
    this.presence.stop();
    const newest = await newestRevision(this.place).catch(() => null);
    if (newest !== this.place.documentId) this.supersededBy.set(newest);
  }

  #receiveAssignment(change: ChangeResource): void {
    const { state } = (change.after ?? {}) as { state?: AssignmentState };
    if (state && change.setId === this.store.mySetId) this.myState.set(state);
    // Somebody's submission or return can open or close the document for others.
    if (change.kind !== "assignment.opened") void Promise.all([this.reload(), this.discussion.load()]);
  }
}

import { uuidv7 } from "uuidv7";
import {
  type AdjudicationWork,
  decide,
  finishAdjudication,
  type NewDecision,
  type Outcomes,
  readAdjudication,
  resumeAdjudication,
  settle,
  undoDecisions,
} from "@/lib/contracts/adjudication";
import type { AnnotationResource } from "@/lib/contracts/annotations";
import { takeBackDecisions } from "@/lib/contracts/decision-history";
import type { ChangeResource } from "@/lib/contracts/entities";
import type { SettleRule } from "@/lib/domain/adjudication/settle-items";
import { type QueueItem, showsSame } from "./adjudication-board";
import { draftOf, type ItemDraft, newAnnotation, newEntities } from "./adjudication-draft";
import { AdjudicationNews, newsOf } from "./adjudication-news";
import { AdjudicationWalk } from "./adjudication-walk";
import { ApiError, api } from "./api";
import type { OperationTitle } from "./decided-operation";
import { type DecisionRequest, joined, noGrounds, requestFor, withEnds } from "./decision-request";
import { DecisionUndo } from "./decision-undo";
import { decisionHistory } from "./outbox";
import { Signal } from "./signal";
import type { Direction } from "./undo-stacks";

/** Gold goes on under its id, which keeps what hangs on it. */
const replacing = ({ id }: AnnotationResource) => ({ goldId: id });

type Said = OperationTitle | "undone" | "redone";

/** One curator at work on one document: what is decided, worded, taken back, and what is heard of others. */
export class AdjudicationSession extends AdjudicationWalk {
  /** Annotators are A, B, C … until a curator asks who they are: what counts is what was marked. */
  readonly hasNames = new Signal(false);
  readonly isSettling = new Signal(false);
  readonly refusal = new Signal<{ readonly words: string; readonly number: number } | null>(null);
  readonly announced = new Signal<"" | Said>("");
  /** What was done here can be taken back on later visits too. */
  readonly history = new DecisionUndo(decisionHistory(this.place));
  readonly #news = new AdjudicationNews(() => this.#run(() => this.#hear()));
  #queue: Promise<unknown> = Promise.resolve();

  /** Takes versions by their places among the annotators' sets: each becomes gold. */
  take(versions: readonly string[]): void {
    const item = this.current;
    if (!item || versions.length === 0) return;
    const [kept] = this.board.goldOf(item);
    const outcomes = versions.map((from, at) => ({
      kind: "chosen" as const,
      from,
      ...(at === 0 && kept ? replacing(kept) : { goldId: uuidv7() }),
    }));
    this.#decide(item, outcomes, "taken");
  }

  takeNeither(): void {
    const item = this.current;
    if (!item) return;
    const [kept] = this.board.goldOf(item);
    this.#decide(item, [{ kind: "neither", ...(kept ? replacing(kept) : {}) }], "neither");
  }

  /** Whether there is gold at hand whose sources have changed or gone. */
  get mayKeep(): boolean {
    const { current } = this;
    return !!current && this.board.stateOf(current).isChanged && this.board.goldOf(current).length > 0;
  }

  /** Leaves the gold as it is though what it was taken from has changed or gone. */
  keepGold(): void {
    const item = this.current;
    const gold = item ? this.board.goldOf(item) : [];
    const outcomes = gold.map((one) => ({ kind: "kept" as const, ...replacing(one) }));
    if (item && gold.length > 0) this.#decide(item, outcomes, "kept");
  }

  /** Takes gold out that stands for itself. */
  dropGold(): void {
    const item = this.current;
    if (!item || item.origin === "work") return;
    const [gold] = this.board.goldOf(item);
    this.#decide(item, [{ kind: "neither", goldId: item.id, ...(gold ? replacing(gold) : {}) }], "dropped");
  }

  /** Begins to word a version; without one, what the gold says or else the first version. */
  edit(versionId?: string): void {
    const item = this.current;
    const shown = item && (this.board.goldOf(item)[0] ?? item.versions[0]);
    const version = versionId === undefined ? shown : item?.versions.find(({ id }) => id === versionId);
    if (version) this.draft.set(draftOf(version, (id) => this.board.goldFor(id)));
  }

  /** Begins to word something that nobody has marked. */
  begin(draft: ItemDraft): void {
    this.grounds.set(noGrounds);
    this.draft.set(draft);
  }

  saveDraft(): void {
    const draft = this.draft.value;
    const item = draft?.isNew ? null : (this.current ?? null);
    const worded = draft && newAnnotation(draft);
    if (!draft || !worded || (!draft.isNew && !item)) return;
    const [kept] = item ? this.board.goldOf(item) : [];
    const { annotation, along } = withEnds(this.board, worded);
    const outcome = {
      kind: "edited" as const,
      ...(kept ? replacing(kept) : { goldId: uuidv7() }),
      annotation,
    };
    const own = requestFor(this.board, item, [outcome], this.grounds.value);
    this.#send(
      joined([...along, { ...own, entities: newEntities(draft) }]),
      item,
      draft.isNew ? "added" : "taken",
    );
  }

  /** Whether there is something decided on the item at hand. */
  get mayTakeBack(): boolean {
    const { current } = this;
    const isHere = current !== undefined && !this.pending.has(current.id);
    return isHere && this.board.stateOf(current).decisions.length > 0;
  }

  /** Takes back what is decided on the item at hand, whoever decided it. */
  takeBack(): void {
    const item = this.current;
    if (!item || !this.mayAct || !this.mayTakeBack) return;
    const decisions = this.board.stateOf(item).decisions.map(({ id, revision }) => ({ id, revision }));
    const gold = this.board.goldOf(item).map(({ id, revision }) => ({ id, revision }));
    this.pending.add(item.id);
    void this.#run(() =>
      this.history
        .perform("takenBack", async (opId) => {
          const body = { opId: this.#news.own(opId), decisions, gold };
          this.#shown(await api(takeBackDecisions, { params: this.#params(), body }), "takenBack");
        })
        .finally(() => this.pending.delete(item.id)),
    );
  }

  readonly undo = (): void => this.#stepLater("undo");
  readonly redo = (): void => this.#stepLater("redo");

  /** Says that all is decided, or takes the work up again. */
  async setFinished(isFinished: boolean): Promise<void> {
    await this.#run(async () => {
      const { state } = await api(isFinished ? finishAdjudication : resumeAdjudication, {
        params: this.#params(),
      });
      this.board.load({ ...this.work, state });
    });
  }

  /** What a rule settles is an operation like any other: just what was previewed, and undone by its id. */
  async settle(rule: SettleRule, preview: string): Promise<void> {
    await this.history.perform("settled", async (opId) => {
      await api(settle, { params: this.#params(), body: { ...rule, preview, opId: this.#news.own(opId) } });
    });
    this.announced.set("settled");
    await this.reload();
  }

  async reload(): Promise<void> {
    this.#show(await api(readAdjudication, { params: this.#params() }));
  }

  /** What others do here, as it happens. The item at hand stays as it is until its curator asks for the news. */
  receive(change: ChangeResource): void {
    this.#news.receive(change);
  }

  /** Shows the item at hand as it is now. What is being worded stays. */
  showHeld(): void {
    const { current } = this;
    const next = current && this.board.successorOf(this.board.shown(current));
    this.letGo();
    this.currentId.set(next?.id ?? this.visible()[0]?.id ?? null);
    this.#say();
  }

  #params() {
    return { project: this.place.projectId, document: this.place.documentId };
  }

  #decide(item: QueueItem, outcomes: readonly NewDecision["outcome"][], said: OperationTitle): void {
    this.#send(requestFor(this.board, item, outcomes, this.grounds.value), item, said);
  }

  #send({ items, ...request }: DecisionRequest, item: QueueItem | null, said: OperationTitle): void {
    if (!this.mayAct || items.some(({ id }) => this.pending.has(id))) return;
    const [draft, grounds] = [this.draft.value, this.grounds.value];
    for (const { id } of items) this.pending.add(id);
    if (item) this.advance(item, this.visible());
    else this.clear();
    this.announced.set(said);
    void this.#run(async () => {
      try {
        await this.history.perform(said, async (opId) => {
          const body = { opId: this.#news.own(opId), ...request };
          this.board.receive(await api(decide, { params: this.#params(), body }));
        });
      } catch (error) {
        // Back to what was refused, as it was worded: that is where a curator looks when it is said why.
        if (item) this.go(item.id);
        this.draft.set(draft);
        this.grounds.set(grounds);
        throw error;
      } finally {
        for (const { id } of items) this.pending.delete(id);
      }
    });
  }

  /** After what is under way. Should that be refused, it would be the wrong thing that is taken back. */
  #stepLater(direction: Direction): void {
    const refused = this.refusal.value;
    void this.#run(async () => {
      if (this.refusal.value !== refused) return;
      await this.history.step(direction, async (body) => {
        this.#news.own(body.opId);
        const outcomes = await api(undoDecisions, { params: this.#params(), body });
        this.#shown(outcomes, direction === "undo" ? "undone" : "redone");
      });
    });
  }

  /** Shows what has been taken back or done again, where it is. */
  #shown(outcomes: Outcomes, said: Said): void {
    this.board.receive(outcomes);
    this.announced.set(said);
    const touched = new Set(
      outcomes.decisions.flatMap((one) => [
        ...one.sources.map(({ annotationId }) => annotationId),
        ...(one.annotationId === null ? [] : [one.annotationId]),
      ]),
    );
    const item = [...touched].map((id) => this.board.holding(id)).find((found) => found !== undefined);
    if (item) this.go(item.id);
    else if (!this.current) this.go(this.visible()[0]?.id ?? null);
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

  /** Reads the document again for what others have done. */
  async #hear(): Promise<void> {
    const changes = this.#news.take();
    let work: AdjudicationWork;
    try {
      work = await api(readAdjudication, { params: this.#params() });
    } catch (error) {
      if (error instanceof ApiError && error.isPassing) return this.#news.again(changes);
      if (!(error instanceof ApiError) || error.code !== "wrong_state") throw error;
      const reopened = changes.findLast(({ kind }) => kind === "assignment.reopened");
      this.waitingFor.set(reopened?.setId ?? this.waitingFor.value ?? "");
      return;
    }
    this.waitingFor.set(null);
    const { current } = this;
    const before = current && this.board.shown(current);
    this.board.hold(null);
    this.board.load(work);
    const after = before && this.board.successorOf(before);
    const isSame = !before || (after && showsSame(before, this.board.shown(after)));
    if (!isSame) this.board.hold(before);
    this.held.set(isSame ? null : newsOf(before, changes));
    if (!this.current) this.go(this.visible()[0]?.id ?? null);
  }

  #show(work: AdjudicationWork): void {
    const { current } = this;
    const before = current && this.board.shown(current);
    this.letGo();
    this.board.load(work);
    const after = before ? this.board.successorOf(before) : this.visible()[0];
    if (after?.id !== this.currentId.value) this.go(after?.id ?? this.visible()[0]?.id ?? null);
    this.#say();
  }

  #say(): void {
    this.version.set(this.version.value + 1);
  }
}

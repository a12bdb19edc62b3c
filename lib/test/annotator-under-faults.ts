import { uuidv7 } from "uuidv7";
import type { BatchStep } from "@/lib/contracts/annotations";
import type { ChangeResource } from "@/lib/contracts/entities";

/** What came back for a request; null when the line broke before an answer. */
export type Answer = { readonly status: number; readonly json: unknown } | null;
type Batch = { readonly opId: string; readonly annotations: readonly BatchStep[] };
/** Sends a batch to the server under test, once. Where sending again at once has no use it waits until it has. */
export type SendBatch = (batch: Batch) => Promise<Answer>;

type Row = {
  readonly tag: string;
  readonly note: string;
  readonly revision: number;
  readonly isRemoved: boolean;
};
/** What an operation does, as its author understands it: each row afterwards, and what the log calls it. */
type Effect = { readonly id: string; readonly kind: string; readonly after: Row };
type Operation = { readonly opId: string; readonly effects: readonly Effect[]; isAcknowledged: boolean };

/** What a server under faults may answer: done, or come back later. */
const expected = new Set([200, 503]);

/** Numbers that look like chance and are the same for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Somebody who annotates while everything around them breaks, by the rules of the page: one operation at a time,
 * sent again unchanged until it is answered. Now and then they give up after a fault, as one does who shuts the
 * laptop. Keeps account of what they were promised.
 */
export class AnnotatorUnderFaults {
  readonly operations: Operation[] = [];
  /** Answers that a fault does not excuse. */
  readonly surprises: string[] = [];
  repeats = 0;
  readonly #rows = new Map<string, Row>();

  constructor(
    readonly send: SendBatch,
    readonly random: () => number,
    readonly textLength: number,
  ) {}

  get acknowledged(): number {
    return this.operations.filter(({ isAcknowledged }) => isAcknowledged).length;
  }

  async work(isOver: () => boolean): Promise<void> {
    while (!isOver()) await this.#operate(isOver);
  }

  async #operate(isOver: () => boolean): Promise<void> {
    const steps = this.#choose();
    const effects = steps.map((step) => this.#effectOf(step));
    const operation: Operation = { opId: uuidv7(), effects, isAcknowledged: false };
    this.operations.push(operation);
    const isImpatient = this.random() < 0.2;
    for (let attempt = 0; !operation.isAcknowledged; attempt++) {
      if (attempt > 0) this.repeats++;
      const answer = await this.send({ opId: operation.opId, annotations: steps });
      if (answer && !expected.has(answer.status)) {
        this.surprises.push(`${answer.status} ${JSON.stringify(answer.json).slice(0, 300)}`);
        return this.#forget(effects);
      }
      operation.isAcknowledged = answer?.status === 200;
      if (operation.isAcknowledged) break;
      if (isImpatient || (isOver() && attempt > 100)) return this.#forget(effects);
    }
    for (const { id, after } of effects) this.#rows.set(id, after);
  }

  /** Whether it was done nobody knows; these rows are left alone from here on. */
  #forget(effects: readonly Effect[]): void {
    for (const { id } of effects) this.#rows.delete(id);
  }

  /** Two or three different rows in each batch, so that half an operation would show. */
  #choose(): BatchStep[] {
    const known = [...this.#rows].sort(() => this.random() - 0.5).slice(0, 2);
    const steps = known.map(([id, { revision, isRemoved }]): BatchStep => {
      if (isRemoved) return { op: "restore", id, revision };
      if (this.random() < 0.3) return { op: "delete", id, revision };
      return { op: "update", id, revision, set: { note: `note ${this.operations.length}` } };
    });
    do steps.push(this.#create());
    while (steps.length < 2);
    return steps;
  }

  #create(): BatchStep {
    const start = Math.floor(this.random() * (this.textLength - 5));
    const spans = [{ start, end: start + 4 }];
    return { op: "create", kind: "span", id: uuidv7(), tag: this.random() < 0.5 ? "ACTOR" : "EVENT", spans };
  }

  #effectOf(step: BatchStep): Effect {
    if ("kind" in step) {
      const after = { tag: step.tag, note: "", revision: 1, isRemoved: false };
      return { id: step.id ?? "", kind: "annotation.created", after };
    }
    const before = this.#rows.get(step.id);
    if (!before) throw new Error("A step about a row that its author does not know");
    const next = { ...before, revision: before.revision + 1 };
    if (step.op === "update")
      return {
        id: step.id,
        kind: "annotation.updated",
        after: { ...next, note: step.set.note ?? next.note },
      };
    return step.op === "delete"
      ? { id: step.id, kind: "annotation.deleted", after: { ...next, isRemoved: true } }
      : { id: step.id, kind: "annotation.restored", after: { ...next, isRemoved: false } };
  }
}

type LiveRow = {
  readonly id: string;
  readonly tag: string;
  readonly note: string;
  readonly revision: number;
};

/**
 * What is wrong with a server's log and annotations, held against what annotators were promised: an acknowledged
 * operation is there exactly once, one that was not is there as a whole or not at all, and nothing else is.
 */
export function brokenPromises(
  annotators: readonly AnnotatorUnderFaults[],
  log: readonly Pick<ChangeResource, "opId" | "subjectId" | "kind" | "after">[],
  live: readonly LiveRow[],
): string[] {
  const broken = annotators.flatMap(({ surprises }) => surprises);
  const logged = new Map<string, string[]>();
  for (const { opId, subjectId, kind, after } of log) {
    const { revision } = after as Partial<Row>;
    logged.set(opId, [...(logged.get(opId) ?? []), lineOf(subjectId, kind, revision)]);
  }
  const rows = new Map<string, Row>();
  for (const { opId, effects, isAcknowledged } of annotators.flatMap(({ operations }) => operations)) {
    const found = logged.get(opId) ?? [];
    logged.delete(opId);
    const wanted = effects.map(({ id, kind, after }) => lineOf(id, kind, after.revision));
    const isDone = found.toSorted().join() === wanted.toSorted().join();
    if (!isDone && (isAcknowledged || found.length > 0))
      broken.push(`${opId}: ${isAcknowledged ? "promised" : "given up"} ${wanted}, logged ${found}`);
    if (isDone) for (const { id, after } of effects) rows.set(id, after);
  }
  for (const [opId] of logged) broken.push(`${opId}: nobody asked for it`);
  const there = new Map(live.map((row) => [row.id, row]));
  for (const [id, { isRemoved, ...row }] of rows) {
    const { tag, note, revision } = there.get(id) ?? {};
    const isSame = tag === row.tag && note === row.note && revision === row.revision;
    if (isRemoved ? there.has(id) : !isSame) broken.push(`${id}: is not what the log says`);
    there.delete(id);
  }
  return [...broken, ...[...there.keys()].map((id) => `${id}: nobody made it`)];
}

const lineOf = (id: string, kind: string, revision: number | undefined): string =>
  `${kind} ${id} at ${revision}`;

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Step } from "@/lib/domain/annotation/apply-steps";
import type { Opinion } from "@/lib/domain/review/verdict";
import type { DecidedOperation } from "./decided-operation";
import type { UndoEntry } from "./undo-history";

type Queued = {
  readonly opId: string;
  readonly userId: string;
  readonly projectId: string;
  readonly documentId: string;
  /** The set that was open, where that is not the person's own. */
  readonly set?: "gold";
};

/** Changes of annotations on their way to the server. Holds ids, offsets and tags; never the words of an article. */
export type QueuedSteps = Queued & { readonly steps: readonly Step[] };

/** A verdict on its way to the server, or one that is taken back. */
export type QueuedVerdict = Queued & { readonly verdict: SentVerdict };

export type SentVerdict = {
  /** Of the verdict itself. */
  readonly id: string;
  readonly annotationId: string;
  readonly setId: string;
  /** The revision of the annotation that was looked at. */
  readonly annotationRevision: number;
  /** What is said; null takes back what was said before. */
  readonly opinion: Opinion | null;
  /** The revision of the verdict that it takes the place of; null for a first one. */
  readonly replaces: number | null;
};

/** One operation on its way to the server. */
export type QueuedOperation = QueuedSteps | QueuedVerdict;

/** An operation that the server refused, kept until its person has decided. */
export type Conflict = QueuedOperation & { readonly reason: string };

export type StoredHistory<Entry> = { readonly undo: readonly Entry[]; readonly redo: readonly Entry[] };

/** Where the undo of one kind of work in one place is kept. */
export type KeptHistory<Entry> = {
  read(): Promise<StoredHistory<Entry>>;
  write(history: StoredHistory<Entry>): Promise<void>;
};

interface Schema extends DBSchema {
  operations: { key: number; value: QueuedOperation; indexes: { place: [string, string, string] } };
  conflicts: { key: string; value: Conflict; indexes: { place: [string, string, string] } };
  history: { key: HistoryKey; value: StoredHistory<unknown> };
}

/**
 * The place of a person's work: everything in the outbox is found by it, so nobody sends another's. The gold of a
 * document has an undo of its own; what waits for the document is sent from wherever it is open.
 */
export type Place = {
  readonly userId: string;
  readonly projectId: string;
  readonly documentId: string;
  readonly set?: "gold";
};
type HistoryKey = [string, string, string] | [string, string, string, "gold" | "adjudication"];
const keyOf = ({ userId, projectId, documentId }: Place): [string, string, string] => [
  userId,
  projectId,
  documentId,
];

let opened: Promise<IDBPDatabase<Schema>> | undefined;

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>("concord", 1, {
    upgrade(db) {
      const operations = db.createObjectStore("operations", { autoIncrement: true });
      operations.createIndex("place", ["userId", "projectId", "documentId"]);
      const conflicts = db.createObjectStore("conflicts", { keyPath: "opId" });
      conflicts.createIndex("place", ["userId", "projectId", "documentId"]);
      db.createObjectStore("history");
    },
    terminated() {
      opened = undefined;
    },
  });
  // One failure is not the last word: the next call tries again.
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
}

/** Keeps an operation on this computer until the server has it. */
export async function enqueue(operation: QueuedOperation): Promise<void> {
  const db = await database();
  const transaction = db.transaction("operations", "readwrite", { durability: "strict" });
  await Promise.all([transaction.store.add(operation), transaction.done]);
}

/** What waits for a document, oldest first. */
export async function queued(place: Place): Promise<QueuedOperation[]> {
  return (await database()).getAllFromIndex("operations", "place", keyOf(place));
}

/** The documents of a person for which something waits. */
export async function queuedPlaces(userId: string): Promise<Place[]> {
  const db = await database();
  const places = new Map<string, Place>();
  for (const { projectId, documentId, userId: owner } of await db.getAll("operations"))
    if (owner === userId) places.set(`${projectId} ${documentId}`, { userId, projectId, documentId });
  return [...places.values()];
}

/** How many operations of a person wait on this computer, on whatever document. Those of others don't count. */
export async function countQueued(userId: string): Promise<number> {
  const all = await (await database()).getAll("operations");
  return all.filter((operation) => operation.userId === userId).length;
}

export async function dequeue(opId: string): Promise<void> {
  const db = await database();
  const transaction = db.transaction("operations", "readwrite");
  for (let cursor = await transaction.store.openCursor(); cursor; cursor = await cursor.continue())
    if (cursor.value.opId === opId) await cursor.delete();
  await transaction.done;
}

export async function keepConflict(conflict: Conflict): Promise<void> {
  await (await database()).put("conflicts", conflict);
}

export async function conflictsAt(place: Place): Promise<Conflict[]> {
  return (await database()).getAllFromIndex("conflicts", "place", keyOf(place));
}

export async function dropConflict(opId: string): Promise<void> {
  await (await database()).delete("conflicts", opId);
}

/** The undo of annotating: one's own work, or the gold, which has one of its own. */
export const annotationHistory = (place: Place): KeptHistory<UndoEntry> =>
  keptHistory(place.set ? [...keyOf(place), place.set] : keyOf(place));

/** The undo of what a curator decides on a document. */
export const decisionHistory = (place: Place): KeptHistory<DecidedOperation> =>
  keptHistory([...keyOf(place), "adjudication"]);

const keptHistory = <Entry>(key: HistoryKey): KeptHistory<Entry> => ({
  async read() {
    const stored = await (await database()).get("history", key);
    // A key says what is kept under it: only the two above make them.
    return (stored as StoredHistory<Entry> | undefined) ?? { undo: [], redo: [] };
  },
  async write(history) {
    await (await database()).put("history", history, key);
  },
});

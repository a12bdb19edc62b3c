import "server-only";
import type { RoundDocumentsChange, RoundDocumentsPreview } from "@/lib/contracts/round-documents";
import type { Reveals } from "@/lib/contracts/rounds";
import { invalid } from "../app-error";
import {
  begunAmong,
  keyOf,
  moveDocuments,
  type Placed,
  returnDocuments,
} from "../assignments/give-documents";
import type { Scope } from "../authorize";
import { lockProject, type NewChange } from "../changes/write";
import type { Transaction } from "../database";
import { adoptWork, giveOut } from "./give-out";
import { planOf, withCopies } from "./plan";
import { type RoundFact, roundFactIn } from "./read";
import { revealedBetween, revealedByOpening, seenOn } from "./reveals";
import {
  addRoundDocuments,
  chosenDocuments,
  chosenInRound,
  holdRoundDocuments,
  type PlannedDocument,
  removeRoundDocuments,
} from "./round-documents";
import { planJoining } from "./stored-plan";
import { requireSettable } from "./write";

type Lead = Scope<"round.manage">;
type Shortfalls = RoundDocumentsPreview["shortfalls"];

/** What a change did to documents and work, as the log has it, with what only a preview tells. */
export type Altered = {
  readonly changes: readonly NewChange[];
  readonly documents: readonly PlannedDocument[];
  readonly leftOut: number;
  readonly leaving: { readonly begun: number; readonly submitted: number };
  readonly shortfalls: Shortfalls;
};
type Told = Altered & { readonly reveals: Reveals | null };

type Leaving = { readonly untouched: Placed[]; readonly begun: Placed[]; readonly submitted: Placed[] };

/** Work of a round on documents that leave it: what nobody has begun, what goes on, and what is done. */
async function workOn(
  tx: Transaction,
  projectId: string,
  roundId: string,
  documentIds: readonly string[],
): Promise<Leaving> {
  const rows = await tx.$queryRaw<(Placed & { state: string })[]>`
    SELECT w."documentId", w."setId", w."state" FROM "Assignment" w
    WHERE w."projectId" = ${projectId}::uuid AND w."roundId" = ${roundId}::uuid AND w."state" <> 'returned'
      AND w."documentId" = ANY(${[...documentIds]}::uuid[])`;
  const unfinished = rows.filter(({ state }) => state === "open" || state === "reopened");
  const touched = await begunAmong(tx, projectId, unfinished);
  return {
    untouched: unfinished.filter((pair) => !touched.has(keyOf(pair))),
    begun: unfinished.filter((pair) => touched.has(keyOf(pair))),
    submitted: rows.filter(({ state }) => state === "submitted" || state === "adjudicated"),
  };
}

/** Lets documents join a planned or open round, with work that was begun on them without one. */
async function join(
  tx: Transaction,
  scope: Lead,
  round: RoundFact,
  documents: readonly PlannedDocument[],
): Promise<readonly NewChange[]> {
  const { projectId } = scope;
  requireSettable(round.state, { documents: true });
  const joined = await addRoundDocuments(tx, projectId, round.id, withCopies(documents, round, round.id));
  await planJoining(tx, projectId, round.id, new Set(documents.map(({ id }) => id)));
  return round.state === "open" ? [...joined, ...(await adoptWork(tx, projectId, round.id))] : joined;
}

/** Fills the places of documents that have just joined an open round by the rule, and none of others. */
async function fill(
  tx: Transaction,
  scope: Lead,
  round: RoundFact,
  documents: readonly PlannedDocument[],
): Promise<{ given: readonly NewChange[]; shortfalls: Shortfalls }> {
  if (round.state !== "open" || round.mode === "claimed") return { given: [], shortfalls: [] };
  const joining = new Set(documents.map(({ id }) => id));
  const isJoining = ({ documentId }: { readonly documentId: string }) => joining.has(documentId);
  const plan = await planOf(tx, scope.projectId, round);
  const given = await giveOut(tx, scope, round, plan.assignments.filter(isJoining));
  return { given, shortfalls: plan.shortfalls.filter(isJoining) };
}

const nobody = { begun: 0, submitted: 0 };

async function add(
  tx: Transaction,
  scope: Lead,
  round: RoundFact,
  asked: Extract<RoundDocumentsChange, { op: "add" }>,
): Promise<Altered> {
  const { documents: chosen, leftOut } = await chosenDocuments(tx, scope, asked.documents, round.id);
  const rows = await tx.roundDocument.findMany({
    where: { projectId: scope.projectId, roundId: round.id, leftAt: null },
    select: { documentId: true },
  });
  const known = new Set(rows.map(({ documentId }) => documentId));
  const documents = chosen.filter(({ id }) => !known.has(id));
  const joined = await join(tx, scope, round, documents);
  const { given, shortfalls } = asked.giveOut
    ? await fill(tx, scope, round, documents)
    : { given: [], shortfalls: [] };
  return { changes: [...joined, ...given], documents, leftOut, leaving: nobody, shortfalls };
}

/** Takes documents out. Untouched work is given back; all other stays with its people and goes on without a round. */
async function remove(
  tx: Transaction,
  scope: Lead,
  round: RoundFact,
  documents: PlannedDocument[],
): Promise<Altered> {
  const { projectId } = scope;
  const ids = documents.map(({ id }) => id);
  const work = await workOn(tx, projectId, round.id, ids);
  const returned = await returnDocuments(tx, projectId, work.untouched, { force: true });
  const removed = await removeRoundDocuments(tx, projectId, round.id, ids);
  const leaving = { begun: work.begun.length, submitted: work.submitted.length };
  return { changes: [...removed, ...returned], documents, leftOut: 0, leaving, shortfalls: [] };
}

/** Takes documents to another round with all work that is on them; nobody loses what they were given. */
async function move(
  tx: Transaction,
  scope: Lead,
  round: RoundFact,
  asked: Extract<RoundDocumentsChange, { op: "move" }>,
  documents: PlannedDocument[],
): Promise<Altered> {
  const { projectId } = scope;
  if (asked.to === round.id) throw invalid("to", "The documents are in this round already");
  const target = await roundFactIn(tx, projectId, asked.to);
  const work = await workOn(
    tx,
    projectId,
    round.id,
    documents.map(({ id }) => id),
  );
  const all = [...work.untouched, ...work.begun, ...work.submitted];
  // Leaving first: a document is in one round at a time, and joining makes only closed rounds let go.
  const removed = await removeRoundDocuments(
    tx,
    projectId,
    round.id,
    documents.map(({ id }) => id),
  );
  const moved = await moveDocuments(tx, projectId, all, target.id);
  const joined = await join(tx, scope, target, documents);
  const { given, shortfalls } = asked.giveOut
    ? await fill(tx, scope, target, documents)
    : { given: [], shortfalls: [] };
  const leaving = { begun: work.begun.length, submitted: work.submitted.length };
  return { changes: [...removed, ...moved, ...joined, ...given], documents, leftOut: 0, leaving, shortfalls };
}

/** Does the change in a transaction that holds all it touches, and says whose blind work it shows to others. */
export async function alter(
  tx: Transaction,
  scope: Lead,
  roundId: string,
  asked: RoundDocumentsChange,
): Promise<Told> {
  const { projectId } = scope;
  // Before its documents are looked for: those of a round that isn't here are no fault of the choice.
  await roundFactIn(tx, projectId, roundId);
  const named =
    asked.op === "add"
      ? (await chosenDocuments(tx, scope, asked.documents, roundId)).documents
      : await chosenInRound(tx, scope, asked.documents, roundId);
  const ids = named.map(({ id }) => id);
  await holdRoundDocuments(tx, projectId, ids);
  await lockProject(tx, projectId);
  const round = await roundFactIn(tx, projectId, roundId);
  const before = await seenOn(tx, scope, ids);
  const altered = await change(tx, scope, round, asked);
  const reveals =
    revealedBetween(before, await seenOn(tx, scope, ids)) ??
    (await toBeRevealed(tx, scope, round, asked, altered));
  return { ...altered, reveals };
}

async function change(
  tx: Transaction,
  scope: Lead,
  round: RoundFact,
  asked: RoundDocumentsChange,
): Promise<Altered> {
  if (asked.op === "add") return add(tx, scope, round, asked);
  // Again under the lock: another lead may have taken some meanwhile.
  const documents = await chosenInRound(tx, scope, asked.documents, round.id);
  return asked.op === "remove"
    ? remove(tx, scope, round, documents)
    : move(tx, scope, round, asked, documents);
}

/** What others see later of documents that went into a planned round: it is not opened yet, so nothing says so now. */
async function toBeRevealed(
  tx: Transaction,
  scope: Lead,
  round: RoundFact,
  asked: RoundDocumentsChange,
  { documents }: Altered,
): Promise<Reveals | null> {
  if (asked.op === "remove") return null;
  const target = asked.op === "add" ? round : await roundFactIn(tx, scope.projectId, asked.to);
  if (target.isBlind || target.openedAt !== null) return null;
  return revealedByOpening(
    tx,
    scope,
    documents.map(({ id }) => id),
  );
}

import "server-only";
import { afterMove } from "@/lib/domain/workflow/assignment-state";
import { AppError } from "../app-error";
import type { NewChange } from "../changes/write";
import { Prisma, type Transaction } from "../database";
import { type AssignmentRow, assignmentFact, assignmentSelect, stateOf } from "./assignment-fact";

export type Placed = { readonly documentId: string; readonly setId: string };

export const keyOf = ({ documentId, setId }: Placed): string => `${documentId} ${setId}`;

/** The assignments of these documents to these sets, by both. */
async function rowsOf(
  tx: Transaction,
  projectId: string,
  pairs: readonly Placed[],
): Promise<ReadonlyMap<string, AssignmentRow>> {
  const rows = await tx.$queryRaw<AssignmentRow[]>`
    SELECT w."documentId", w."setId", w."state", w."submittedAt", w."roundId", w."claimedAt", w."revision"
    FROM "Assignment" w
    JOIN jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) AS p("documentId" uuid, "setId" uuid)
      ON w."documentId" = p."documentId" AND w."setId" = p."setId"
    WHERE w."projectId" = ${projectId}::uuid`;
  return new Map(rows.map((row) => [keyOf(row), row]));
}

type Giving = { readonly roundId: string; readonly claimedAt: Date | null };

/**
 * Gives documents to annotators in a round: new ones, ones given back before, and work that somebody had begun
 * without a round, which goes on in it. What is theirs in this round already stays. Answers what changed. The
 * caller holds the project and appends the changes to the log.
 */
export async function giveDocuments(
  tx: Transaction,
  projectId: string,
  pairs: readonly Placed[],
  { roundId, claimedAt }: Giving,
): Promise<readonly NewChange[]> {
  const known = await rowsOf(tx, projectId, pairs);
  const made: AssignmentRow[] = [];
  const moved: { before: AssignmentRow; after: AssignmentRow }[] = [];
  for (const pair of pairs) {
    const before = known.get(keyOf(pair));
    if (!before) {
      made.push({ ...pair, state: "open", submittedAt: null, roundId, claimedAt, revision: 1 });
      continue;
    }
    const taken = afterMove(stateOf(before), "takeUp");
    if (before.roundId === roundId && !taken) continue;
    // Work of an earlier round is done: the document is that person's no second time.
    if (before.roundId !== null && before.roundId !== roundId && !taken) continue;
    const state = taken ?? before.state;
    moved.push({ before, after: { ...before, state, roundId, claimedAt, revision: before.revision + 1 } });
  }
  if (made.length > 0) await tx.assignment.createMany({ data: made.map((row) => ({ ...row, projectId })) });
  await store(tx, projectId, moved);
  const kind = claimedAt === null ? "assignment.assigned" : "assignment.claimed";
  return [
    ...made.map((after) => changeOf(kind, null, after)),
    ...moved.map(({ before, after }) => changeOf(kind, before, after)),
  ];
}

/**
 * Takes documents back: unfinished work becomes free for somebody else, and what was made in it stays in its set.
 * Refuses finished work, and begun work unless that is asked for.
 */
export async function returnDocuments(
  tx: Transaction,
  projectId: string,
  pairs: readonly Placed[],
  { force }: { readonly force: boolean },
): Promise<readonly NewChange[]> {
  const rows = [...(await rowsOf(tx, projectId, pairs)).values()];
  const moved = rows.flatMap((before) => {
    if (before.state === "returned") return [];
    const state = afterMove(stateOf(before), "giveBack");
    if (!state)
      throw new AppError("wrong_state", "What has been submitted can't be taken back. Reopen it first.");
    return [{ before, after: { ...before, state, revision: before.revision + 1 } }];
  });
  if (!force)
    await requireNoWork(
      tx,
      projectId,
      moved.map(({ before }) => before),
    );
  await store(tx, projectId, moved);
  return moved.map(({ before, after }) => changeOf("assignment.returned", before, after));
}

/** Puts work into another round, as it is and with whoever has it. Answers what changed. */
export async function moveDocuments(
  tx: Transaction,
  projectId: string,
  pairs: readonly Placed[],
  roundId: string,
): Promise<readonly NewChange[]> {
  const rows = [...(await rowsOf(tx, projectId, pairs)).values()];
  const moved = rows.map((before) => ({
    before,
    after: { ...before, roundId, revision: before.revision + 1 },
  }));
  await store(tx, projectId, moved);
  return moved.map(({ before, after }) => changeOf("assignment.moved", before, after));
}

type Restored = { readonly before: AssignmentRow | null; readonly after: AssignmentRow };

const isTaken = ({ before }: Restored): boolean => before === null || before.state === "returned";
const isGiven = ({ before, after }: Restored): boolean =>
  before !== null && before.state !== "returned" && after.state === "returned";

/**
 * Brings assignments back to how they were before changes of the log: what was new is given back, all else stands,
 * belongs and counts as before. What has changed since is left alone, and so is what was given and is among the
 * `begun`. A document that went from some to others goes back whole or not at all: else it would have one person too
 * many, or one too few. Answers what changed.
 */
export async function restoreDocuments(
  tx: Transaction,
  projectId: string,
  changes: readonly Restored[],
  begun: ReadonlySet<string>,
): Promise<readonly NewChange[]> {
  const known = await rowsOf(
    tx,
    projectId,
    changes.map(({ after }) => after),
  );
  const isStuck = (change: Restored): boolean =>
    known.get(keyOf(change.after))?.revision !== change.after.revision ||
    (isTaken(change) && begun.has(keyOf(change.after)));
  const documentsOf = (some: readonly Restored[]) => new Set(some.map(({ after }) => after.documentId));
  const [stuck, taken, given] = [
    documentsOf(changes.filter(isStuck)),
    documentsOf(changes.filter(isTaken)),
    documentsOf(changes.filter(isGiven)),
  ];
  const stays = (id: string) => stuck.has(id) && taken.has(id) && given.has(id);
  const moved = changes.flatMap((change) => {
    const before = known.get(keyOf(change.after));
    if (!before || isStuck(change) || stays(before.documentId)) return [];
    const { state, roundId, claimedAt } = change.before ?? { ...before, state: "returned" };
    return [{ before, after: { ...before, state, roundId, claimedAt, revision: before.revision + 1 } }];
  });
  await store(tx, projectId, moved);
  return moved.map(({ before, after }) => changeOf(restoredKind(before, after), before, after));
}

const restoredKind = (before: AssignmentRow, after: AssignmentRow): string => {
  if (before.state === after.state) return "assignment.moved";
  return after.state === "returned" ? "assignment.returned" : "assignment.assigned";
};

/** Which of these have annotations or time on them. */
export async function begunAmong(
  tx: Transaction,
  projectId: string,
  pairs: readonly Placed[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<Placed[]>`
    SELECT w."documentId", w."setId" FROM "Assignment" w
    JOIN jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) AS p("documentId" uuid, "setId" uuid)
      ON w."documentId" = p."documentId" AND w."setId" = p."setId"
    WHERE w."projectId" = ${projectId}::uuid AND (w."activeMs" > 0 OR w."state" = 'reopened' OR EXISTS (
      SELECT FROM "Annotation" a WHERE a."projectId" = w."projectId" AND a."documentId" = w."documentId"
        AND a."setId" = w."setId" AND a."deletedAt" IS NULL))`;
  return new Set(rows.map(keyOf));
}

async function requireNoWork(tx: Transaction, projectId: string, pairs: readonly Placed[]): Promise<void> {
  const [row] = await tx.$queryRaw<{ begun: number; annotations: number }[]>`
    SELECT count(DISTINCT (a."documentId", a."setId"))::int AS "begun", count(*)::int AS "annotations"
    FROM "Annotation" a
    JOIN jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) AS p("documentId" uuid, "setId" uuid)
      ON a."documentId" = p."documentId" AND a."setId" = p."setId"
    WHERE a."projectId" = ${projectId}::uuid AND a."deletedAt" IS NULL`;
  if (row && row.begun > 0)
    throw new AppError(
      "has_work",
      `${row.begun} of these have been begun, with ${row.annotations} annotations. They would stay, given back. Say force to do it.`,
      { current: row },
    );
}

async function store(
  tx: Transaction,
  projectId: string,
  moved: readonly { readonly after: AssignmentRow }[],
): Promise<void> {
  if (moved.length === 0) return;
  const rows = JSON.stringify(moved.map(({ after }) => after));
  await tx.$executeRaw(Prisma.sql`
    UPDATE "Assignment" w SET "state" = r."state", "roundId" = r."roundId", "claimedAt" = r."claimedAt",
      "revision" = r."revision"
    FROM jsonb_to_recordset(${rows}::jsonb) AS r("documentId" uuid, "setId" uuid, "state" text, "roundId" uuid,
      "claimedAt" timestamptz, "revision" int)
    WHERE w."projectId" = ${projectId}::uuid AND w."documentId" = r."documentId" AND w."setId" = r."setId"`);
}

const changeOf = (kind: string, before: AssignmentRow | null, after: AssignmentRow): NewChange => ({
  kind,
  subjectId: after.documentId,
  documentId: after.documentId,
  setId: after.setId,
  before: before && assignmentFact(before),
  after: assignmentFact(after),
});

/** What the log says last of these assignments when nothing about them changed. */
export const readAssignment = async (
  tx: Transaction,
  projectId: string,
  { documentId, setId }: Placed,
): Promise<AssignmentRow | null> =>
  tx.assignment.findUnique({
    where: { projectId_documentId_setId: { projectId, documentId, setId } },
    select: assignmentSelect,
  });

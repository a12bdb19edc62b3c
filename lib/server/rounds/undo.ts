import "server-only";
import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import { type undoRoundChange as declared, KEPT_NAMED_MAX } from "@/lib/contracts/round-documents";
import { AppError, missing } from "../app-error";
import type { AssignmentRow } from "../assignments/assignment-fact";
import { keyOf, type Placed, restoreDocuments } from "../assignments/give-documents";
import type { Scope } from "../authorize";
import { lockProject, type NewChange, recordChanges } from "../changes/write";
import { type Transaction, transact } from "../database";
import { isNewest } from "../documents/newest";
import { requireRevealing, revealedBetween, seenOn } from "./reveals";
import { holdRoundDocuments, placeChange } from "./round-documents";

type Undone = z.input<(typeof declared)["returns"]>;

type Logged = {
  readonly kind: string;
  readonly subjectId: string;
  readonly documentId: string;
  readonly setId: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly seq: bigint;
  readonly at: Date;
};

const undoable = /^(round\.document(Added|Removed)|assignment\.(assigned|returned|moved))$/;

type Asked = {
  readonly opId: string;
  readonly id?: string | undefined;
  readonly reveal?: boolean | undefined;
};

/**
 * Takes back a change of a round's documents or of who has what: the log knows how it was before. What has changed
 * since, or was given and begun since, is left as it is and named. An undo is a change like any other, so undoing it
 * does the first one again.
 */
export async function undoRoundChange(
  scope: Scope<"round.manage">,
  { opId: undoes, id: opId = uuidv7(), reveal }: Asked,
): Promise<Undone> {
  const { projectId } = scope;
  return transact(async (tx) => {
    const changes = await changesOf(tx, projectId, undoes);
    const documents = [...new Set(changes.map(({ documentId }) => documentId))];
    await holdRoundDocuments(tx, projectId, documents);
    await lockProject(tx, projectId);
    const again = await tx.change.findMany({
      where: { projectId, opId },
      select: { documentId: true, setId: true },
    });
    if (again.length > 0) return answer(tx, projectId, opId, changes, again);
    const seen = await seenOn(tx, scope, documents);
    const done = await putBack(tx, projectId, changes);
    requireRevealing(revealedBetween(seen, await seenOn(tx, scope, documents)), reveal);
    await recordChanges(tx, scope, opId, done);
    return answer(tx, projectId, opId, changes, done);
  }, 60_000);
}

async function putBack(
  tx: Transaction,
  projectId: string,
  changes: readonly Logged[],
): Promise<readonly NewChange[]> {
  const places = await undoPlaces(tx, projectId, changes);
  const work = changes.filter(
    ({ kind, documentId }) => kind.startsWith("assignment.") && !places.stuck.has(documentId),
  );
  // The first of several changes of one row says how it was, the last how it became.
  const restored = net(work).map(({ before, after }) => ({
    before: before === null ? null : rowOf(before),
    after: rowOf(after),
  }));
  const begun = await begunSince(tx, projectId, work);
  return [...places.done, ...(await restoreDocuments(tx, projectId, restored, begun))];
}

/** On which of these assignments anything was done after the change: the log knows, and the time that was counted. */
async function begunSince(
  tx: Transaction,
  projectId: string,
  changes: readonly Logged[],
): Promise<ReadonlySet<string>> {
  const last = changes.at(-1);
  if (!last) return new Set();
  const pairs = changes.flatMap(({ documentId, setId }) => (setId === null ? [] : [{ documentId, setId }]));
  const rows = await tx.$queryRaw<Placed[]>`
    SELECT w."documentId", w."setId" FROM "Assignment" w
    JOIN (SELECT DISTINCT * FROM jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) AS r("documentId" uuid, "setId" uuid)) p
      ON w."documentId" = p."documentId" AND w."setId" = p."setId"
    WHERE w."projectId" = ${projectId}::uuid AND (w."activeAt" > ${last.at} OR EXISTS (
      SELECT FROM "Change" c WHERE c."projectId" = w."projectId" AND c."documentId" = w."documentId"
        AND c."setId" = w."setId" AND c."seq" > ${last.seq} AND c."kind" NOT LIKE 'assignment.%'))`;
  return new Set(rows.map(keyOf));
}

type Touched = { readonly documentId: string | null; readonly setId: string | null };

/** How much was undone of the changes, and the documents that stay with those who have begun them, or as others left them. */
async function answer(
  tx: Transaction,
  projectId: string,
  opId: string,
  changes: readonly Logged[],
  done: readonly Touched[],
): Promise<Undone> {
  const reached = new Set(done.map(({ documentId, setId }) => `${documentId} ${setId}`));
  const kept = changes.filter(({ documentId, setId }) => !reached.has(`${documentId} ${setId}`));
  const holders = kept.filter(({ kind }) => kind === "assignment.assigned");
  const rows = await tx.$queryRaw<{ documentId: string; title: string; people: string[] }[]>`
    SELECT d."id" AS "documentId", d."title", coalesce(array_agg(u."name" ORDER BY u."name")
      FILTER (WHERE u."name" IS NOT NULL), '{}') AS "people"
    FROM "Document" d
    LEFT JOIN jsonb_to_recordset(${JSON.stringify(
      holders.map(({ documentId, setId }) => ({ documentId, setId })),
    )}::jsonb) AS h("documentId" uuid, "setId" uuid) ON h."documentId" = d."id"
    LEFT JOIN "AnnotationSet" s ON s."projectId" = d."projectId" AND s."id" = h."setId"
    LEFT JOIN "User" u ON u."id" = s."userId"
    WHERE d."projectId" = ${projectId}::uuid AND d."id" = ANY(${kept.map(({ documentId }) => documentId)}::uuid[])
    GROUP BY d."projectId", d."id" ORDER BY d."createdAt", d."id" LIMIT ${KEPT_NAMED_MAX}`;
  return { opId, undone: done.length, kept: Math.max(0, changes.length - done.length), keeping: rows };
}

async function changesOf(tx: Transaction, projectId: string, opId: string): Promise<readonly Logged[]> {
  const rows = await tx.change.findMany({
    where: { projectId, opId },
    orderBy: { seq: "asc" },
    select: {
      ...{ kind: true, subjectId: true, documentId: true, setId: true },
      ...{ before: true, after: true, seq: true, at: true },
    },
  });
  if (rows.length === 0) throw missing("operation");
  if (
    !rows.every(({ kind }) => undoable.test(kind)) ||
    rows.some(({ kind }) => kind === "assignment.claimed")
  )
    throw new AppError("wrong_state", "This can't be undone here.");
  return rows.flatMap(({ documentId, ...row }) => (documentId === null ? [] : [{ ...row, documentId }]));
}

/** What the log keeps of an assignment, as the row that it was. */
function rowOf(fact: unknown): AssignmentRow {
  // Written by `assignmentFact` alone.
  const { submittedAt, claimedAt, ...row } = fact as Omit<AssignmentRow, "submittedAt" | "claimedAt"> & {
    readonly submittedAt: string | null;
    readonly claimedAt: string | null;
  };
  const time = (at: string | null) => (at === null ? null : new Date(at));
  return { ...row, submittedAt: time(submittedAt), claimedAt: time(claimedAt) };
}

function net(changes: readonly Logged[]): Logged[] {
  const rows = new Map<string, Logged>();
  for (const change of changes) {
    const key = `${change.documentId} ${change.setId}`;
    const first = rows.get(key);
    rows.set(key, first ? { ...change, before: first.before } : change);
  }
  return [...rows.values()];
}

/**
 * Puts documents back into the rounds that they left and out of those that they joined. `stuck` are those that are
 * not where the change had put them any more, or have been corrected since: their correction has what they had.
 */
async function undoPlaces(
  tx: Transaction,
  projectId: string,
  changes: readonly Logged[],
): Promise<{ done: readonly NewChange[]; stuck: ReadonlySet<string> }> {
  const placed = changes.filter(({ kind }) => kind.startsWith("round."));
  const joined = new Map(
    placed.flatMap((one) => (one.kind === "round.documentAdded" ? [[one.documentId, one]] : [])),
  );
  const rows = await tx.roundDocument.findMany({
    where: { projectId, leftAt: null, documentId: { in: placed.map(({ documentId }) => documentId) } },
    select: { documentId: true, roundId: true },
  });
  const at = new Map(rows.map(({ documentId, roundId }) => [documentId, roundId]));
  const stuck = new Set(
    placed.flatMap(({ documentId }) =>
      (at.get(documentId) ?? null) === (joined.get(documentId)?.subjectId ?? null) ? [] : [documentId],
    ),
  );
  for (const { documentId } of await supersededAmong(tx, projectId, changes)) stuck.add(documentId);
  const free = placed.filter(({ documentId }) => !stuck.has(documentId));
  const leaving = free.filter(({ kind }) => kind === "round.documentAdded");
  const returning = free.filter(({ kind }) => kind === "round.documentRemoved");
  await setPlaces(tx, projectId, leaving, false);
  await setPlaces(tx, projectId, returning, true);
  const done = [
    ...leaving.map((one) => placeChange("round.documentRemoved", placeOf(one))),
    ...returning.map((one) => placeChange("round.documentAdded", placeOf(one))),
  ];
  return { done, stuck };
}

const supersededAmong = (tx: Transaction, projectId: string, changes: readonly Logged[]) => tx.$queryRaw<
  { documentId: string }[]
>`
  SELECT d."id" AS "documentId" FROM "Document" d
  WHERE d."projectId" = ${projectId}::uuid AND d."id" = ANY(${changes.map(({ documentId }) => documentId)}::uuid[])
    AND NOT ${isNewest}`;

const placeOf = ({ subjectId: roundId, documentId }: Logged) => ({ roundId, documentId });

const setPlaces = (tx: Transaction, projectId: string, places: readonly Logged[], isIn: boolean) =>
  tx.$executeRaw`
    UPDATE "RoundDocument" rd SET "leftAt" = CASE WHEN ${isIn} THEN NULL ELSE now() END
    FROM jsonb_to_recordset(${JSON.stringify(
      places.map(({ subjectId, documentId }) => ({ subjectId, documentId })),
    )}::jsonb) AS r("subjectId" uuid, "documentId" uuid)
    WHERE rd."projectId" = ${projectId}::uuid AND rd."roundId" = r."subjectId" AND rd."documentId" = r."documentId"`;

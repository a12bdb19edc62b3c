import "server-only";
import type { HandOver } from "@/lib/contracts/hand-over";
import { AppError } from "../app-error";
import type { Scope } from "../authorize";
import { Prisma, type Transaction } from "../database";
import { type Drawn, drawHandOver, roomOf, workOf } from "./draw-hand-over";

type Lead = Scope<"round.manage">;
type Logged = {
  readonly kind: string;
  readonly documentId: string | null;
  readonly setId: string | null;
  readonly before: unknown;
};

/**
 * What a hand-over with this id has given to whom, or null where there was none: of the log, and what stayed as it
 * would be drawn now. An id that named something else is refused.
 */
export async function handedBefore(
  tx: Transaction,
  scope: Lead,
  asked: HandOver,
  opId: string,
): Promise<Drawn | null> {
  const { projectId } = scope;
  const changes = await tx.change.findMany({
    where: { projectId, opId },
    select: { kind: true, documentId: true, setId: true, before: true },
  });
  if (changes.length === 0) return null;
  const takers = await takersOf(tx, scope, asked, changes);
  if (!takers) throw new AppError("conflict", "This id was used for something else; make a new one");
  const gone = await goneWork(tx, scope, asked.from, changes);
  const now = await drawHandOver(tx, scope, asked);
  const given = gone.flatMap(({ documentId }) => {
    const personId = takers.get(documentId);
    return personId === undefined ? [] : [{ documentId, personId }];
  });
  const { room, over } = await roomBefore(tx, scope, gone, given, now.people);
  return {
    open: [...gone, ...now.open],
    people: now.people,
    room,
    handed: { given, staying: now.handed.staying, over },
  };
}

/** Who was given which document by these changes; null unless they are such a hand-over as is asked for. */
async function takersOf(
  tx: Transaction,
  { projectId }: Lead,
  { from, to }: HandOver,
  changes: readonly Logged[],
): Promise<ReadonlyMap<string, string> | null> {
  const sets = await tx.annotationSet.findMany({
    where: { projectId, kind: "annotator", userId: { in: [from, ...to] } },
    select: { id: true, userId: true },
  });
  const people = new Map(sets.map(({ id, userId }) => [id, userId]));
  const takers = new Map<string, string>();
  for (const { kind, documentId, setId } of changes) {
    const userId = people.get(setId ?? "");
    if (!documentId || !userId) return null;
    if (kind === "assignment.assigned" && userId !== from) takers.set(documentId, userId);
    else if (kind !== "assignment.returned" || userId !== from) return null;
  }
  return takers;
}

/** The work that was taken from its person, as it was then. */
async function goneWork(
  tx: Transaction,
  { projectId }: Lead,
  from: string,
  changes: readonly Logged[],
): Promise<Drawn["open"]> {
  const returned = changes.filter(({ kind }) => kind === "assignment.returned");
  const ids = returned.map(({ documentId }) => documentId);
  // Written by `assignmentFact` alone.
  const reopened = returned.filter(
    ({ before }) => (before as { readonly state: string }).state === "reopened",
  );
  const wasReopened = new Set(reopened.map(({ documentId }) => documentId));
  const rows = await workOf(tx, projectId, from, Prisma.sql`w."documentId" = ANY(${ids}::uuid[])`);
  return rows.map((row) => ({ ...row, isBegun: row.isBegun || wasReopened.has(row.documentId) }));
}

/** What the takers had of each round without what they were given, and who was given too much. */
async function roomBefore(
  tx: Transaction,
  { projectId }: Lead,
  gone: Drawn["open"],
  given: Drawn["handed"]["given"],
  people: Drawn["people"],
): Promise<{ room: Drawn["room"]; over: Drawn["handed"]["over"] }> {
  const rounds = new Map(gone.map(({ documentId, roundId }) => [documentId, roundId]));
  const ids = people.map(({ id }) => id);
  const taken = (person: string, round: string) =>
    given.filter(({ documentId, personId }) => personId === person && rounds.get(documentId) === round)
      .length;
  const now = await roomOf(tx, projectId, ids, [...new Set(rounds.values())]);
  const room = now.map((one) => ({ ...one, has: one.has - taken(one.personId, one.round) }));
  const over = room.flatMap(({ personId, round, cap, has }) => {
    const by = taken(personId, round) - Math.max(0, cap - has);
    return by > 0 ? [{ personId, round, by }] : [];
  });
  return { room, over };
}

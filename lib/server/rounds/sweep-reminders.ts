import "server-only";
import { OVERDUE_REMINDERS_MAX } from "@/lib/contracts/rounds";
import { lockProject } from "../changes/write";
import { db, Prisma, type Transaction, transact } from "../database";
import { notify } from "../notifications/write";
import { type Unfinished, unfinishedIn, withinRest } from "./remind";

type DueRound = {
  readonly projectId: string;
  readonly id: string;
  readonly name: string;
  readonly dueAt: Date;
  readonly isOverdue: boolean;
};

/**
 * Open rounds whose people are to be reminded these days. An archived project stands still; a round that is closed
 * or not opened has nobody at work.
 */
const dueRounds = (
  tx: Pick<Transaction, "$queryRaw">,
  one: { readonly projectId: string; readonly id: string } | null,
): Promise<DueRound[]> => tx.$queryRaw<DueRound[]>`
  SELECT r."projectId", r."id", r."name", r."dueAt", r."dueAt" <= now() AS "isOverdue" FROM "Round" r
  JOIN "Project" p ON p."id" = r."projectId" AND p."archivedAt" IS NULL
  WHERE r."state" = 'open' AND r."remindDays" IS NOT NULL
    AND now() >= r."dueAt" - make_interval(days => r."remindDays")
    AND now() < r."dueAt" + make_interval(days => ${OVERDUE_REMINDERS_MAX}::int)
    AND ${one === null ? Prisma.sql`TRUE` : Prisma.sql`r."projectId" = ${one.projectId}::uuid AND r."id" = ${one.id}::uuid`}`;

/**
 * Who is to be reminded now: whoever has unfinished work and was not reminded of this round, by anybody, nor given
 * some of it, within a day. Before it is due, once is enough.
 */
async function toRemind(
  tx: Pick<Transaction, "$queryRaw">,
  { projectId, id, isOverdue }: DueRound,
): Promise<Unfinished[]> {
  const early = Prisma.sql`n."createdAt" > (
    SELECT r."dueAt" - make_interval(days => r."remindDays") FROM "Round" r
    WHERE r."projectId" = ${projectId}::uuid AND r."id" = ${id}::uuid)`;
  const isTold = Prisma.sql`(
    n."kind" IN ('reminder', 'assignment') AND ${withinRest}
    OR n."kind" = 'reminder' AND ${isOverdue ? Prisma.sql`FALSE` : early})`;
  return (await unfinishedIn(tx, projectId, id, isTold)).filter((one) => !one.isTold);
}

/** Reminds people by the clock, in the rounds that ask for that. Any number of processes may do so at once. */
export async function sweepReminders(): Promise<void> {
  for (const round of await dueRounds(db(), null))
    if ((await toRemind(db(), round)).length > 0) await transact((tx) => remindIn(tx, round));
}

async function remindIn(tx: Transaction, { projectId, id: roundId }: DueRound): Promise<void> {
  await lockProject(tx, projectId);
  // Asked again: another process may have done it, and a lead may have closed the round.
  const [round] = await dueRounds(tx, { projectId, id: roundId });
  if (!round) return;
  const { name, dueAt, isOverdue } = round;
  const people = await toRemind(tx, round);
  await notify(
    tx,
    { projectId, principal: { userId: null } },
    people.map(({ id: userId, documents: count }) => ({
      ...{ userId, kind: "reminder" as const, documentId: null, subjectId: roundId, setId: null },
      details: { count, round: name, dueAt: dueAt.toISOString(), isOverdue },
    })),
  );
}

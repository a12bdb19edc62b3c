import "server-only";
import type { z } from "zod";
import type { remindRound as declared } from "@/lib/contracts/hand-over";
import { codingRoles } from "@/lib/policy/policy";
import { AppError } from "../app-error";
import type { Scope } from "../authorize";
import { lockProject } from "../changes/write";
import { Prisma, type Transaction, transact } from "../database";
import { notify } from "../notifications/write";
import { plannedRound } from "./plan";

/** Nobody is reminded of one round more often. */
const REST_HOURS = 24;

/** Whether a notification `n` is so new that its person is left in peace. */
export const withinRest = Prisma.sql`n."createdAt" > now() - make_interval(hours => ${REST_HOURS}::int)`;

export type Unfinished = { id: string; name: string; documents: number; isTold: boolean };

/**
 * Tells people what they have not submitted in an open round, each once a day at most, whoever reminds. Nothing
 * that others may read says so: it is in the inbox of whoever is reminded, and no change of the project.
 */
export async function remindRound(
  scope: Scope<"round.manage">,
  roundId: string,
  { people }: z.output<NonNullable<(typeof declared)["body"]>>,
): Promise<z.input<(typeof declared)["returns"]>> {
  const { projectId, principal } = scope;
  return transact(async (tx) => {
    // Two leads who remind at once follow each other, and the second finds that everybody was told.
    await lockProject(tx, projectId);
    const round = await plannedRound(tx, projectId, roundId);
    if (round.state !== "open")
      throw new AppError("wrong_state", "Nobody works in this round now, so there is nothing to remind of.");
    const found = await unfinishedIn(
      tx,
      projectId,
      roundId,
      Prisma.sql`n."kind" = 'reminder' AND ${withinRest}`,
    );
    // Whoever reminds needs no word of it.
    const asked = found.filter(({ id }) => id !== principal.userId && (people?.includes(id) ?? true));
    const due = asked.filter(({ isTold }) => !isTold);
    await notify(
      tx,
      scope,
      due.map(({ id: userId, documents: count }) => ({
        ...{ userId, kind: "reminder" as const, documentId: null, subjectId: roundId, setId: null },
        details: { count, round: round.name },
      })),
    );
    return {
      reminded: due.map(({ id, name, documents }) => ({ id, name, documents })),
      spared: asked.filter(({ isTold }) => isTold).map(({ id, name }) => ({ id, name })),
    };
  });
}

/** Who has not submitted what in a round, and whether a notification `n` of it has told them: one that `isTold` is true of. */
export const unfinishedIn = (
  tx: Pick<Transaction, "$queryRaw">,
  projectId: string,
  roundId: string,
  isTold: Prisma.Sql,
): Promise<Unfinished[]> =>
  tx.$queryRaw<Unfinished[]>(Prisma.sql`
    SELECT u."id", u."name", count(*)::int AS "documents", EXISTS (
      SELECT FROM "Notification" n WHERE n."projectId" = ${projectId}::uuid AND n."userId" = u."id"
        AND n."subjectId" = ${roundId}::uuid AND ${isTold}) AS "isTold"
    FROM "Assignment" w
    JOIN "AnnotationSet" s ON s."projectId" = w."projectId" AND s."id" = w."setId" AND s."kind" = 'annotator'
    JOIN "Member" m ON m."projectId" = s."projectId" AND m."id" = s."userId" AND m."role" = ANY(${[...codingRoles]}::text[])
    JOIN "User" u ON u."id" = s."userId" AND u."disabledAt" IS NULL
    JOIN "RoundDocument" rd ON rd."projectId" = w."projectId" AND rd."documentId" = w."documentId"
      AND rd."roundId" = w."roundId" AND rd."leftAt" IS NULL
    JOIN "Document" d ON d."projectId" = w."projectId" AND d."id" = w."documentId" AND d."deletedAt" IS NULL
    WHERE w."projectId" = ${projectId}::uuid AND w."roundId" = ${roundId}::uuid AND w."state" IN ('open', 'reopened')
    GROUP BY u."id", u."name" ORDER BY lower(u."name") COLLATE "C", u."id"`);

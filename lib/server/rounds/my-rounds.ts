import "server-only";
import type { MyRound } from "@/lib/contracts/rounds";
import { roundModes } from "@/lib/domain/workflow/round-state";
import type { Scope } from "../authorize";
import { db, Prisma } from "../database";
import { isOpenTo, mySets } from "../visibility";
import { canClaim } from "./claim";

type Reader = Scope<"round.read"> | Scope<"document.read">;

/** How many documents a list of what is to do names; the rest is on the list of documents. */
const NEXT_SIZE_MAX = 5;

type Row = {
  id: string;
  name: string;
  mode: string;
  isBlind: boolean;
  cap: number | null;
  dueAt: Date | null;
  isMember: boolean;
  total: number;
  submitted: number;
  next: MyRound["next"];
  opened: MyRound["openedLast"];
};

/** Open rounds in which the caller is a member or holds work, with that work alone: the one due first comes first. */
const openRounds = ({ projectId, principal }: Reader): Promise<Row[]> => db().$queryRaw<Row[]>`
  SELECT * FROM (
    SELECT r."id", r."name", r."mode", r."isBlind", r."cap", r."dueAt",
      EXISTS (SELECT 1 FROM "RoundMember" m WHERE m."projectId" = r."projectId" AND m."roundId" = r."id"
        AND m."userId" = ${principal.userId}::uuid) AS "isMember",
      count(w.*)::int AS "total",
      count(w.*) FILTER (WHERE w."state" IN ('submitted', 'adjudicated'))::int AS "submitted",
      coalesce((jsonb_agg(jsonb_build_object('id', d."id", 'title', d."title", 'state', w."state",
          'isClaimed', w."claimedAt" IS NOT NULL) ORDER BY d."createdAt", d."id")
        FILTER (WHERE w."state" IN ('open', 'reopened'))), '[]') AS "next",
      coalesce((jsonb_agg(jsonb_build_object('id', d."id", 'title', d."title") ORDER BY w."submittedAt" DESC, d."id")
        FILTER (WHERE r."isBlind" AND rd."copies" > 1 AND w."state" IN ('submitted', 'adjudicated')
          AND ${isOpenTo({ projectId, principal }, Prisma.sql`d."id"`)})), '[]') AS "opened"
    FROM "Round" r
    LEFT JOIN ("Assignment" w
      JOIN "Document" d ON d."projectId" = w."projectId" AND d."id" = w."documentId" AND d."deletedAt" IS NULL
      JOIN "RoundDocument" rd ON rd."projectId" = w."projectId" AND rd."documentId" = w."documentId"
        AND rd."roundId" = w."roundId" AND rd."leftAt" IS NULL)
      ON w."projectId" = r."projectId" AND w."roundId" = r."id" AND w."state" <> 'returned'
        AND w."setId" IN ${mySets({ projectId, principal })}
    WHERE r."projectId" = ${projectId}::uuid AND r."state" = 'open'
    GROUP BY r."projectId", r."id"
  ) mine WHERE "isMember" OR "total" > 0 ORDER BY "dueAt" NULLS LAST, "id"`;

const isClaimable = async (scope: Reader, row: Row): Promise<boolean> =>
  row.mode === "claimed" && row.isMember && (await canClaim(db(), scope, row));

/** The open rounds that the caller works in. */
export async function readMyRounds(scope: Scope<"round.read">): Promise<{ items: MyRound[] }> {
  const mayWork = scope.may("round.claim", null);
  const items: MyRound[] = [];
  for (const row of await openRounds(scope)) {
    const { isMember: _, cap: __, mode: named, next, opened, dueAt, ...round } = row;
    const mode = roundModes.find((known) => known === named) ?? "assigned";
    items.push({
      ...round,
      mode,
      dueAt: dueAt?.toISOString() ?? null,
      isOverdue: dueAt !== null && dueAt.getTime() < Date.now(),
      canClaim: mayWork && (await isClaimable(scope, row)),
      next: next.slice(0, NEXT_SIZE_MAX),
      opened: opened.length,
      openedLast: opened.slice(0, NEXT_SIZE_MAX),
    });
  }
  return { items };
}

/** The open rounds from which the caller could claim a document now. */
export async function claimRounds(scope: Scope<"document.read">): Promise<{ id: string }[]> {
  if (!scope.may("round.claim", null)) return [];
  for (const row of await openRounds(scope)) if (await isClaimable(scope, row)) return [{ id: row.id }];
  return [];
}

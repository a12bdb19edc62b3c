import "server-only";
import type { Scope } from "../authorize";
import { db, Prisma } from "../database";
import { joinMyWork } from "../documents/document-filter";
import { isNewest } from "../documents/newest";
import { claimRounds } from "../rounds/my-rounds";

type Reader = Scope<"document.read">;

/**
 * What the caller may work on and has not finished, on `d` and `mine`: documents of theirs in open rounds come
 * first (rank 0), then those that no round has a say about (rank 1): they are in none, or in one that never opened.
 */
const unfinished = (scope: Reader): Prisma.Sql => Prisma.sql`
  SELECT d."id", d."createdAt", CASE WHEN r."state" = 'open' THEN 0 ELSE 1 END AS "rank"
  FROM "Document" d ${joinMyWork(scope)}
  LEFT JOIN "RoundDocument" rd ON rd."projectId" = d."projectId" AND rd."documentId" = d."id" AND rd."leftAt" IS NULL
  LEFT JOIN "Round" r ON r."projectId" = rd."projectId" AND r."id" = rd."roundId"
  WHERE d."projectId" = ${scope.projectId}::uuid AND d."deletedAt" IS NULL AND ${isNewest}
    AND coalesce(mine."state", 'open') NOT IN ('submitted', 'adjudicated')
    AND (r."openedAt" IS NULL OR (r."state" = 'open' AND mine."state" IN ('open', 'reopened')))`;

/**
 * The next document for the caller: after the given one in the order of the list, else from its start, so that
 * skipped ones come back. Their own in open rounds come first, then what they can claim, then what is free to all.
 * `remaining` counts what they may work on without claiming.
 */
export async function nextDocument(
  scope: Reader,
  after: string | undefined,
): Promise<{ id: string | null; remaining: number; claimRoundId: string | null }> {
  const given = after ? await placeOf(scope, after) : null;
  const laterFirst = given
    ? Prisma.sql`(u."createdAt", u."id") > (${given.createdAt}, ${given.id}::uuid) DESC,`
    : Prisma.empty;
  const isOther = given ? Prisma.sql`u."id" <> ${given.id}::uuid` : Prisma.sql`TRUE`;
  const rows = await db().$queryRaw<{ id: string; rank: number }[]>(Prisma.sql`
    SELECT DISTINCT ON (u."rank") u."id", u."rank" FROM (${unfinished(scope)}) u WHERE ${isOther}
    ORDER BY u."rank", ${laterFirst} u."createdAt", u."id"`);
  const [counted] = await db().$queryRaw<{ remaining: number }[]>(
    Prisma.sql`SELECT count(*)::int AS "remaining" FROM (${unfinished(scope)}) u`,
  );
  const remaining = counted?.remaining ?? 0;
  const mine = rows.find(({ rank }) => rank === 0);
  if (mine) return { id: mine.id, remaining, claimRoundId: null };
  const [round] = await claimRounds(scope);
  return { id: round ? null : (rows[0]?.id ?? null), remaining, claimRoundId: round?.id ?? null };
}

async function placeOf(scope: Reader, id: string): Promise<{ createdAt: Date; id: string } | null> {
  return db().document.findUnique({
    where: { projectId_id: { projectId: scope.projectId, id } },
    select: { createdAt: true, id: true },
  });
}

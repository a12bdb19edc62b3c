import "server-only";
import type { RoundResource } from "@/lib/contracts/rounds";
import { roundModes, roundStates } from "@/lib/domain/workflow/round-state";
import { missing } from "../app-error";
import type { Scope } from "../authorize";
import { nameOf } from "../contributors/read";
import { db, Prisma, type Transaction } from "../database";
import { idPage, type PageOf, startOf } from "../id-page";

type Reader = Scope<"round.read"> | Scope<"round.manage">;

export const roundSelect = {
  id: true,
  name: true,
  state: true,
  mode: true,
  copies: true,
  sharedPortion: true,
  cap: true,
  claimHours: true,
  dueAt: true,
  remindDays: true,
  isBlind: true,
  schemeVersion: true,
  guidelineVersion: true,
  plan: true,
  createdAt: true,
  openedAt: true,
  closedAt: true,
  revision: true,
} as const;

export type RoundRow = Omit<
  RoundResource,
  | "state"
  | "mode"
  | "dueAt"
  | "createdAt"
  | "openedAt"
  | "closedAt"
  | "documents"
  | "members"
  | "progress"
  | "isOverdue"
> & {
  readonly state: string;
  readonly mode: string;
  readonly dueAt: Date | null;
  readonly createdAt: Date;
  readonly openedAt: Date | null;
  readonly closedAt: Date | null;
};

/** What the log keeps of a round: its settings and where it stands. Who codes what is in changes of assignments. */
export type RoundFact = Omit<RoundResource, "documents" | "members" | "progress" | "isOverdue">;

export function roundFact(row: RoundRow): RoundFact {
  const state = roundStates.find((known) => known === row.state);
  const mode = roundModes.find((known) => known === row.mode);
  // Only this server writes these columns.
  if (!state || !mode) throw new Error(`“${row.state}”, “${row.mode}” is no round`);
  return {
    ...row,
    state,
    mode,
    dueAt: row.dueAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    openedAt: row.openedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}

type Counts = { id: string; documents: number; places: number; given: number; submitted: number };

/** How far rounds are. A document counts in the round that it is in, and in a round that it left while work lies there. */
async function countsOf(
  tx: Pick<Transaction, "$queryRaw">,
  projectId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Counts>> {
  const rows = await tx.$queryRaw<Counts[]>(Prisma.sql`
    SELECT r."id",
      (SELECT count(*)::int FROM "RoundDocument" rd JOIN "Document" d ON d."projectId" = rd."projectId" AND d."id" = rd."documentId"
        WHERE rd."projectId" = r."projectId" AND rd."roundId" = r."id" AND rd."leftAt" IS NULL AND d."deletedAt" IS NULL) AS "documents",
      (SELECT coalesce(sum(rd."copies"), 0)::int FROM "RoundDocument" rd
        JOIN "Document" d ON d."projectId" = rd."projectId" AND d."id" = rd."documentId"
        WHERE rd."projectId" = r."projectId" AND rd."roundId" = r."id" AND rd."leftAt" IS NULL AND d."deletedAt" IS NULL) AS "places",
      count(w.*)::int AS "given",
      count(w.*) FILTER (WHERE w."state" IN ('submitted', 'adjudicated'))::int AS "submitted"
    FROM "Round" r
    LEFT JOIN ("Assignment" w JOIN "RoundDocument" rd ON rd."projectId" = w."projectId" AND rd."roundId" = w."roundId"
        AND rd."documentId" = w."documentId" AND rd."leftAt" IS NULL
      JOIN "Document" d ON d."projectId" = w."projectId" AND d."id" = w."documentId" AND d."deletedAt" IS NULL)
      ON w."projectId" = r."projectId" AND w."roundId" = r."id" AND w."state" <> 'returned'
    WHERE r."projectId" = ${projectId}::uuid AND r."id" = ANY(${[...ids]}::uuid[])
    GROUP BY r."projectId", r."id"`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The people of rounds by round, by name. */
async function membersOf(
  tx: Pick<Transaction, "$queryRaw">,
  projectId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { id: string; name: string }[]>> {
  const rows = await tx.$queryRaw<{ roundId: string; id: string; name: string }[]>`
    SELECT named.* FROM (
      SELECT m."roundId", m."userId" AS "id", ${nameOf(Prisma.sql`m."projectId"`, Prisma.sql`m."userId"`)} AS "name"
      FROM "RoundMember" m
      WHERE m."projectId" = ${projectId}::uuid AND m."roundId" = ANY(${[...ids]}::uuid[])) named
    WHERE named."name" IS NOT NULL ORDER BY lower(named."name") COLLATE "C", named."id"`;
  const members = new Map<string, { id: string; name: string }[]>();
  for (const { roundId, ...person } of rows) members.set(roundId, [...(members.get(roundId) ?? []), person]);
  return members;
}

async function resources(
  tx: Pick<Transaction, "$queryRaw">,
  scope: Reader,
  rows: readonly RoundRow[],
): Promise<RoundResource[]> {
  const ids = rows.map(({ id }) => id);
  const [counts, members] = [
    await countsOf(tx, scope.projectId, ids),
    await membersOf(tx, scope.projectId, ids),
  ];
  const seesAll = scope.may("progress.readAll", null);
  return rows.map((row) => {
    const { documents = 0, places = 0, given = 0, submitted = 0 } = counts.get(row.id) ?? {};
    // Who works blind must not learn from totals whether teammates have submitted.
    const progress = seesAll ? { places, given, submitted } : null;
    const isOverdue = row.state === "open" && row.dueAt !== null && row.dueAt.getTime() < Date.now();
    return { ...roundFact(row), isOverdue, documents, members: members.get(row.id) ?? [], progress };
  });
}

/** The rounds of a project, newest first. */
export async function listRounds(
  scope: Scope<"round.read">,
  page: PageOf,
): Promise<{ items: RoundResource[]; nextCursor: string | null }> {
  const start = startOf(page);
  const rows = await db().round.findMany({
    where: { projectId: scope.projectId, ...(start ? { id: { lt: start } } : {}) },
    orderBy: { id: "desc" },
    take: page.limit + 1,
    select: roundSelect,
  });
  const { items, nextCursor } = idPage(rows, page, (row) => row);
  return { items: await resources(db(), scope, items), nextCursor };
}

/** A round as the log keeps it. */
export async function roundFactIn(
  tx: Pick<Transaction, "round">,
  projectId: string,
  id: string,
): Promise<RoundFact> {
  const row = await tx.round.findUnique({ where: { projectId_id: { projectId, id } }, select: roundSelect });
  if (!row) throw missing("round");
  return roundFact(row);
}

export const readRound = (scope: Reader, id: string): Promise<RoundResource> => readRoundIn(db(), scope, id);

export async function readRoundIn(
  tx: Pick<Transaction, "round" | "$queryRaw">,
  scope: Reader,
  id: string,
): Promise<RoundResource> {
  const row = await tx.round.findUnique({
    where: { projectId_id: { projectId: scope.projectId, id } },
    select: roundSelect,
  });
  const [round] = row ? await resources(tx, scope, [row]) : [];
  if (!round) throw missing("round");
  return round;
}

/** The versions of scheme and guidelines that a round planned now would use; no guidelines are 0. */
export async function versionsInForce({
  projectId,
}: Scope<"round.manage">): Promise<{ scheme: number; guideline: number }> {
  const [project, guideline] = await Promise.all([
    db().project.findUniqueOrThrow({ where: { id: projectId }, select: { schemeVersion: true } }),
    db().guidelineVersion.aggregate({ where: { projectId }, _max: { number: true } }),
  ]);
  return { scheme: project.schemeVersion, guideline: guideline._max.number ?? 0 };
}

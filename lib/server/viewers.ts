import "server-only";
import { type Principal, permits, projectRoles, sees } from "@/lib/policy/policy";
import { Prisma, type Transaction } from "./database";
import { blindRounds, visible } from "./visibility";

/** Somebody as the visibility rule looks at them, who is not the one who calls. */
export type Viewer = Parameters<typeof visible>[0];

/** Assertions of a set on a document; nobody's where `setId` is null, which every member may see. */
export type Sight = { readonly setId: string | null; readonly documentId: string | null };

const memberSelect = {
  id: true,
  projectId: true,
  role: true,
  user: { select: { name: true } },
  project: {
    select: {
      blind: true,
      archivedAt: true,
      rounds: { where: blindRounds, select: { id: true }, take: 1 },
    },
  },
} as const satisfies Prisma.MemberSelect;
type MemberRow = Prisma.MemberGetPayload<{ select: typeof memberSelect }>;

/** Those of these people who may read the project now: its members whose accounts are not disabled. */
export async function viewersOf(
  tx: Transaction,
  projectId: string,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, Viewer>> {
  const members = await tx.member.findMany({
    where: { projectId, id: { in: [...userIds] }, user: { disabledAt: null } },
    select: memberSelect,
  });
  return new Map(members.flatMap(viewer).map((one) => [one.principal.userId, one]));
}

/** One person as a viewer of each project that they may read now. */
export async function viewsOf(tx: Transaction, userId: string): Promise<Viewer[]> {
  const memberships = await tx.member.findMany({
    where: { id: userId, user: { disabledAt: null } },
    select: memberSelect,
  });
  return memberships.flatMap(viewer);
}

function viewer({ id, projectId, role: text, user, project }: MemberRow): Viewer[] {
  const role = projectRoles.find((one) => one === text) ?? null;
  const isBlind = project.blind || project.rounds.length > 0;
  const subject = { role, isBlind, isArchived: project.archivedAt !== null };
  const principal: Principal = {
    userId: id,
    name: user.name,
    administers: false,
    mayCreateProjects: false,
    via: { kind: "session", sessionId: "" },
  };
  if (!permits(principal, "annotation.read", subject)) return [];
  return [{ principal, projectId, sees: sees(principal, subject), isBlindByDefault: project.blind }];
}

/**
 * Which of these pairs hold: that the viewer may see the sight. Answers their places in the list. The one rule of
 * lib/server/visibility, asked for many people in one query.
 */
export async function mayBeSeen(
  tx: Transaction,
  pairs: readonly { readonly viewer: Viewer; readonly sight: Sight }[],
): Promise<ReadonlySet<number>> {
  const seen = new Set<number>();
  const asked: Prisma.Sql[] = [];
  for (const [at, { viewer, sight }] of pairs.entries()) {
    if (sight.setId === null || viewer.sees === "everyone") seen.add(at);
    else
      asked.push(Prisma.sql`
        SELECT t."at" FROM (SELECT ${at}::int AS "at", ${sight.setId}::uuid AS "setId",
          ${sight.documentId}::uuid AS "documentId") t WHERE ${visible(viewer, "t")}`);
  }
  if (asked.length === 0) return seen;
  const rows = await tx.$queryRaw<{ at: number }[]>(Prisma.join(asked, " UNION ALL "));
  for (const { at } of rows) seen.add(at);
  return seen;
}

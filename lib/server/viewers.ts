import "server-only";
import { type Principal, permits, projectRoles, sees } from "@/lib/policy/policy";
import { Prisma, type Transaction } from "./database";
import { visible } from "./visibility";

/** Somebody as the visibility rule looks at them, who is not the one who calls. */
export type Viewer = Parameters<typeof visible>[0];

/** Assertions of a set on a document; nobody's where `setId` is null, which every member may see. */
export type Sight = { readonly setId: string | null; readonly documentId: string | null };

/** Those of these people who may read the project now: its members whose accounts are not disabled. */
export async function viewersOf(
  tx: Transaction,
  projectId: string,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, Viewer>> {
  const project = await tx.project.findUniqueOrThrow({
    where: { id: projectId },
    select: {
      blind: true,
      archivedAt: true,
      rounds: { where: { isBlind: true, state: "open" }, select: { id: true }, take: 1 },
      members: {
        where: { id: { in: [...userIds] }, user: { disabledAt: null } },
        select: { id: true, role: true, user: { select: { name: true } } },
      },
    },
  });
  const isBlind = project.blind || project.rounds.length > 0;
  return new Map(
    project.members.flatMap(({ id, role, user }) => {
      const known = projectRoles.find((one) => one === role) ?? null;
      const subject = { role: known, isBlind, isArchived: project.archivedAt !== null };
      const principal: Principal = {
        userId: id,
        name: user.name,
        administers: false,
        mayCreateProjects: false,
        via: { kind: "session", sessionId: "" },
      };
      if (!permits(principal, "annotation.read", subject)) return [];
      const viewer = {
        principal,
        projectId,
        sees: sees(principal, subject),
        isBlindByDefault: project.blind,
      };
      return [[id, viewer] as const];
    }),
  );
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

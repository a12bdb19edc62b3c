import "server-only";
import type { z } from "zod";
import type { InvitationResource, MemberResource } from "@/lib/contracts/projects";
import { type Principal, type ProjectRole, projectRoles } from "@/lib/policy/policy";
import { AppError } from "../app-error";
import type { Scope } from "../authorize";
import { db } from "../database";
import { idPage, type PageOf, startOf } from "../id-page";

export type MemberItem = z.infer<typeof MemberResource>;
export type InvitationItem = z.infer<typeof InvitationResource>;

/** The role that a row names. Only this server writes the column, so another word in it is a bug. */
export function roleOf(text: string): ProjectRole {
  const role = projectRoles.find((known) => known === text);
  if (!role) throw new Error(`“${text}” is no role`);
  return role;
}

export const memberSelect = {
  id: true,
  role: true,
  createdAt: true,
  revision: true,
  user: { select: { name: true, email: true } },
} as const;

type MemberRow = {
  readonly id: string;
  readonly role: string;
  readonly createdAt: Date;
  readonly revision: number;
  readonly user: { readonly name: string; readonly email: string };
};

/** A member as the caller may see them. */
export const memberItem = (
  { seesEmails }: Pick<Scope<"member.read">, "seesEmails">,
  { user, ...row }: MemberRow,
): MemberItem => ({
  ...row,
  name: user.name,
  email: seesEmails ? user.email : null,
  role: roleOf(row.role),
  createdAt: row.createdAt.toISOString(),
});

/** Who works on the project. */
export async function listMembers(
  scope: Scope<"member.read">,
  page: PageOf,
): Promise<{ items: MemberItem[]; nextCursor: string | null }> {
  const start = startOf(page);
  const rows = await db().member.findMany({
    where: { projectId: scope.projectId, ...(start ? { id: { gt: start } } : {}) },
    orderBy: { id: "asc" },
    take: page.limit + 1,
    select: memberSelect,
  });
  return idPage(rows, page, (row) => memberItem(scope, row));
}

export const invitationSelect = {
  id: true,
  email: true,
  role: true,
  createdAt: true,
  expiresAt: true,
  usedAt: true,
  revokedAt: true,
} as const;

type InvitationRow = {
  readonly id: string;
  readonly email: string;
  readonly role: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  readonly revokedAt: Date | null;
};

export const invitationItem = ({ usedAt, revokedAt, ...row }: InvitationRow): InvitationItem => ({
  id: row.id,
  email: row.email,
  role: roleOf(row.role),
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  state: stateOf({ usedAt, revokedAt, expiresAt: row.expiresAt }),
});

function stateOf(row: Pick<InvitationRow, "usedAt" | "revokedAt" | "expiresAt">): InvitationItem["state"] {
  if (row.usedAt !== null) return "used";
  if (row.revokedAt !== null) return "revoked";
  return row.expiresAt <= new Date() ? "expired" : "open";
}

/** Invitations that were made, newest first. */
export async function listInvitations(
  { projectId }: Scope<"member.manage">,
  page: PageOf,
): Promise<{ items: InvitationItem[]; nextCursor: string | null }> {
  const start = startOf(page);
  const rows = await db().invitation.findMany({
    where: { projectId, ...(start ? { id: { lt: start } } : {}) },
    orderBy: { id: "desc" },
    take: page.limit + 1,
    select: invitationSelect,
  });
  return idPage(rows, page, invitationItem);
}

/**
 * On whose behalf a command on the server's own machine acts in a project: its longest-standing owner who is
 * not disabled. What the command may do is then decided by the same table as for everybody.
 */
export async function commandPrincipal(projectId: string): Promise<Principal> {
  const owner = await db().member.findFirst({
    where: { projectId, role: "owner", user: { disabledAt: null } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { user: { select: { id: true, name: true, administers: true, mayCreateProjects: true } } },
  });
  if (!owner)
    throw new AppError("not_found", "There is no such project, or nobody who could act in it owns it.");
  const { id: userId, ...user } = owner.user;
  return { userId, ...user, via: { kind: "session", sessionId: "command" } };
}

import "server-only";
import { uuidv7 } from "uuidv7";
import { invites, type ProjectRole } from "@/lib/policy/policy";
import { AppError, missing } from "../app-error";
import { type Audited, audit } from "../audit/write";
import type { Scope } from "../authorize";
import { lockProject, recordChanges } from "../changes/write";
import { type Transaction, transact } from "../database";
import { linkOf } from "../installation/write";
import { gone } from "../links/read";
import { randomSecret, secretHash } from "../secret";
import {
  type InvitationItem,
  invitationItem,
  invitationSelect,
  type MemberItem,
  memberItem,
  memberSelect,
} from "./read";

const INVITATION_MS = 7 * 86_400_000;

type Manage = Scope<"member.manage">;

/** Changes a member's role. */
export async function updateMember(
  scope: Manage,
  id: string,
  { role, revision }: { readonly role: ProjectRole; readonly revision: number },
): Promise<MemberItem> {
  const { projectId } = scope;
  return transact(async (tx) => {
    await lockProject(tx, projectId);
    const before = await memberIn(tx, scope, id);
    if (before.revision !== revision)
      throw new AppError("stale_revision", "Somebody changed this member first.", { current: before });
    const data = { role, revision: { increment: 1 } };
    const where = { projectId_id: { projectId, id } };
    const after = memberItem(scope, await tx.member.update({ where, data, select: memberSelect }));
    await keepOwner(tx, projectId);
    if (!invites(role)) await revokeInvitationsOf(tx, projectId, id);
    await note(tx, scope, "member.updated", id, { role: before.role }, { role });
    return after;
  });
}

/** Takes a member off the project: their next request is a stranger's. Their work stays. */
export async function removeMember(scope: Manage, id: string): Promise<Record<string, never>> {
  const { projectId } = scope;
  return transact(async (tx) => {
    await lockProject(tx, projectId);
    const { role } = await memberIn(tx, scope, id);
    await tx.member.delete({ where: { projectId_id: { projectId, id } }, select: { id: true } });
    await keepOwner(tx, projectId);
    await revokeInvitationsOf(tx, projectId, id);
    await note(tx, scope, "member.removed", id, { role }, null);
    return {};
  });
}

async function memberIn(tx: Transaction, scope: Manage, id: string): Promise<MemberItem> {
  const where = { projectId_id: { projectId: scope.projectId, id } };
  const row = await tx.member.findUnique({ where, select: memberSelect });
  if (!row) throw missing("member");
  return memberItem(scope, row);
}

/** Counted after the change and under the project's lock: two owners who leave at once don't both succeed. */
async function keepOwner(tx: Transaction, projectId: string): Promise<void> {
  const where = { projectId, role: "owner", user: { disabledAt: null } };
  if ((await tx.member.count({ where })) === 0)
    throw new AppError(
      "wrong_state",
      "A project keeps at least one owner. Make somebody else an owner first.",
    );
}

/** Who no longer leads a project leaves no open door behind. */
const revokeInvitationsOf = (tx: Transaction, projectId: string, createdBy: string) =>
  tx.invitation.updateMany({
    where: { projectId, createdBy, usedAt: null, revokedAt: null },
    data: { revokedAt: new Date() },
  });

type Noted = { readonly role: ProjectRole } | null;

/** The same act in the project's log and in the audit log. */
async function note(tx: Transaction, scope: Manage, kind: string, id: string, before: Noted, after: Noted) {
  const { projectId } = scope;
  await recordChanges(tx, scope, uuidv7(), [
    { kind, subjectId: id, documentId: null, setId: null, before, after },
  ]);
  await audit(tx, scope, { kind, outcome: "ok", projectId, details: { memberId: id, before, after } });
}

/** Makes a link with which one person joins. The answer is the only place where the link ever appears. */
export async function createInvitation(
  scope: Manage,
  { role, email }: { readonly role: ProjectRole; readonly email?: string | undefined },
): Promise<InvitationItem & { link: string }> {
  const { projectId, principal } = scope;
  const token = randomSecret();
  return transact(async (tx) => {
    await lockProject(tx, projectId);
    const row = await tx.invitation.create({
      data: {
        projectId,
        id: uuidv7(),
        role,
        email: email ?? "",
        tokenHash: secretHash(token),
        createdBy: principal.userId,
        expiresAt: new Date(Date.now() + INVITATION_MS),
      },
      select: invitationSelect,
    });
    await note(tx, scope, "invitation.created", row.id, null, { role });
    return { ...invitationItem(row), link: linkOf(token) };
  });
}

/** Makes an invitation useless. Asking again changes nothing. */
export async function revokeInvitation(scope: Manage, id: string): Promise<Record<string, never>> {
  const { projectId } = scope;
  return transact(async (tx) => {
    await lockProject(tx, projectId);
    const { count } = await tx.invitation.updateMany({
      where: { projectId, id, usedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    const where = { projectId_id: { projectId, id } };
    if (!(await tx.invitation.findUnique({ where, select: { id: true } }))) throw missing("invitation");
    if (count > 0) await note(tx, scope, "invitation.revoked", id, null, null);
    return {};
  });
}

/** An invitation as it was found; whether it is still open is asked again when it is taken. */
export type Invited = {
  readonly projectId: string;
  readonly id: string;
  readonly role: ProjectRole;
};

/** Makes somebody a member by their invitation. Of many who try at once, one succeeds. */
export async function acceptInvitation(
  tx: Transaction,
  { projectId, id, role }: Invited,
  userId: string,
  from: Pick<Audited, "address" | "requestId">,
): Promise<void> {
  await lockProject(tx, projectId);
  const project = await tx.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { archivedAt: true },
  });
  if (project.archivedAt !== null)
    throw new AppError("archived", "This project is archived. An owner can restore it.");
  const now = new Date();
  const { count } = await tx.invitation.updateMany({
    where: { projectId, id, usedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now, usedBy: userId },
  });
  if (count !== 1) throw gone();
  const added = await tx.member.createMany({ data: [{ projectId, id: userId, role }], skipDuplicates: true });
  // Rolled back with the rest, so the link still serves the one it was meant for.
  if (added.count === 0) throw new AppError("wrong_state", "You are a member of this project already.");
  const principal = { userId, via: { kind: "session", sessionId: "" } } as const;
  await recordChanges(tx, { projectId, principal }, uuidv7(), [
    { kind: "member.added", subjectId: userId, documentId: null, setId: null, before: null, after: { role } },
  ]);
  const details = { invitationId: id, role };
  await audit(tx, { principal, ...from }, { kind: "member.added", outcome: "ok", projectId, details });
}

import "server-only";
import type { Principal } from "@/lib/policy/policy";
import { insertUser, type Origin } from "../accounts/write";
import { type Audited, audit } from "../audit/write";
import { db, type Transaction, transact } from "../database";
import { roleOf } from "../members/read";
import { acceptInvitation } from "../members/write";

/** Somebody for whom another provider vouches. */
export type Identity = {
  readonly provider: string;
  /** The provider's own, unchanging name for the person. */
  readonly subject: string;
  /** In its one spelling, and only when the provider says that it is verified. */
  readonly email: string | null;
  readonly name: string;
};

/**
 * The person here whose identity this is, or null: nobody signs up, one is invited. An identity that was seen
 * before belongs to its person. A new one is joined to the account with its verified address, or makes the
 * account of somebody who was invited by that address.
 */
export async function personOf(
  identity: Identity,
  current: Principal | null,
  from: Origin,
): Promise<string | null> {
  const { provider, subject, email } = identity;
  const known = await db().account.findUnique({
    where: { provider_subject: { provider, subject } },
    select: { user: { select: { id: true, disabledAt: true } } },
  });
  if (known) return known.user.disabledAt === null ? known.user.id : refuse(identity, from, "disabled");
  if (email === null) return refuse(identity, from, "unverified");
  const user = await db().user.findUnique({ where: { email }, select: { id: true, disabledAt: true } });
  if (!user) return welcome(identity, email, from);
  if (user.disabledAt !== null) return refuse(identity, from, "disabled");
  if (current?.userId !== user.id && !(await isVouchedFor(user.id, email)))
    return refuse(identity, from, "unconfirmed");
  await transact((tx) => link(tx, identity, user.id, from));
  return user.id;
}

/**
 * Whether somebody else said that this address is the person's. Who joined by an open link typed it
 * themselves: they may have typed another one's, to be in that account before its owner comes with the
 * provider. They sign in with their password first.
 */
async function isVouchedFor(userId: string, email: string): Promise<boolean> {
  const used = await db().invitation.findMany({
    where: { usedBy: userId },
    take: 1000,
    select: { email: true },
  });
  return used.length === 0 || used.some((invitation) => invitation.email === email);
}

async function link(tx: Transaction, { provider, subject }: Identity, userId: string, from: Origin) {
  await tx.account.createMany({ data: [{ provider, subject, userId }], skipDuplicates: true });
  const who: Audited = { principal: null, ...from };
  await audit(tx, who, { kind: "identity.linked", outcome: "ok", details: { userId, provider } });
}

/** Makes the account of somebody who was invited by this address, and lets them into those projects. */
async function welcome(identity: Identity, email: string, from: Origin): Promise<string | null> {
  const invitations = await db().invitation.findMany({
    where: {
      email,
      usedAt: null,
      revokedAt: null,
      expiresAt: { gt: new Date() },
      project: { archivedAt: null },
    },
    // Everybody takes projects in the same order, so that two transactions can't wait for each other.
    orderBy: [{ projectId: "asc" }, { createdAt: "desc" }],
    distinct: ["projectId"],
    take: 100,
    select: { projectId: true, id: true, role: true },
  });
  if (invitations.length === 0) return refuse(identity, from, "unknown");
  return transact(async (tx) => {
    const userId = await insertUser(tx, {
      email,
      name: identity.name,
      passwordHash: null,
      administers: false,
    });
    await link(tx, identity, userId, from);
    for (const { role, ...invitation } of invitations)
      await acceptInvitation(tx, { ...invitation, role: roleOf(role) }, userId, from);
    return userId;
  });
}

async function refuse({ provider }: Identity, from: Origin, reason: string): Promise<null> {
  const who: Audited = { principal: null, ...from };
  await audit(db(), who, { kind: "session.started", outcome: "refused", details: { provider, reason } });
  return null;
}

import "server-only";
import type { z } from "zod";
import type { readLink as operation } from "@/lib/contracts/accounts";
import { type ProjectRole, projectRoles } from "@/lib/policy/policy";
import { AppError } from "../app-error";
import type { Scope } from "../authorize";
import { db } from "../database";
import { spend } from "../rate-limit";
import { secretHash } from "../secret";

/** What a token opens. */
export type Link = { readonly id: string; readonly expiresAt: Date } & (
  | { readonly purpose: "setup" }
  | { readonly purpose: "reset"; readonly userId: string; readonly email: string; readonly name: string }
  | {
      readonly purpose: "invitation";
      readonly projectId: string;
      readonly projectName: string;
      readonly role: ProjectRole;
      /** Empty when whoever holds the link may join. */
      readonly email: string;
    }
);

/** One answer for a used, expired, revoked and unknown link: a guess learns nothing. */
export const gone = (): AppError =>
  new AppError("gone", "This link has been used, has expired or never existed. Ask for a new one.");

/** The open link of a token. Tokens that open nothing are counted against the address. */
export async function openLink(token: string, address: string): Promise<Link> {
  const tokenHash = secretHash(token);
  const link = (await oneTimeLink(tokenHash)) ?? (await invitation(tokenHash));
  if (link) return link;
  await spend("link-address", address);
  throw gone();
}

async function oneTimeLink(tokenHash: string): Promise<Link | null> {
  const row = await db().oneTimeLink.findFirst({
    where: { tokenHash, usedAt: null, expiresAt: { gt: new Date() } },
    select: { id: true, purpose: true, userId: true, expiresAt: true },
  });
  if (!row) return null;
  const { id, expiresAt, userId } = row;
  if (row.purpose === "setup") return { purpose: "setup", id, expiresAt };
  if (userId === null) return null;
  const user = await db().user.findFirst({
    where: { id: userId, disabledAt: null },
    select: { email: true, name: true },
  });
  return user && { purpose: "reset", id, expiresAt, userId, ...user };
}

async function invitation(tokenHash: string): Promise<Link | null> {
  const row = await db().invitation.findFirst({
    where: { tokenHash, usedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
    select: {
      id: true,
      projectId: true,
      email: true,
      role: true,
      expiresAt: true,
      project: { select: { name: true } },
    },
  });
  const role = projectRoles.find((known) => known === row?.role);
  if (!row || !role) return null;
  const { project, ...rest } = row;
  return { ...rest, purpose: "invitation", role, projectName: project.name };
}

/** What a link is for, told to whoever holds its token. */
export async function readLink(
  { address }: Scope<"link.use">,
  token: string,
): Promise<z.input<typeof operation.returns>> {
  const link = await openLink(token, address);
  const email = link.purpose === "setup" ? "" : link.email;
  const hasAccount =
    email !== "" && (await db().user.findUnique({ where: { email }, select: { id: true } })) !== null;
  return {
    purpose: link.purpose,
    email,
    projectName: link.purpose === "invitation" ? link.projectName : null,
    role: link.purpose === "invitation" ? link.role : null,
    expiresAt: link.expiresAt.toISOString(),
    hasAccount,
  };
}

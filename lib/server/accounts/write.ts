import "server-only";
import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { AccountResource } from "@/lib/contracts/accounts";
import { normalizeEmail } from "@/lib/contracts/email";
import { Name } from "@/lib/contracts/operation";
import { AppError, invalid, missing } from "../app-error";
import { type Audited, audit, operator } from "../audit/write";
import type { Scope } from "../authorize";
import { db, type Transaction, transact } from "../database";
import { joinDemo } from "../demo/join-demo";
import { checkPassword } from "../passwords/check-password";
import { hashPassword, needsRehash, verifyPassword } from "../passwords/hash-password";
import { forgive, giveBack, spend } from "../rate-limit";
import { endSessionsOf } from "../sessions/write";
import { readAccount } from "./read";

/** Changes the caller's name. */
export async function updateAccount(
  scope: Scope<"account.manage">,
  { name }: { readonly name: string },
): Promise<z.infer<typeof AccountResource>> {
  await db().user.update({
    where: { id: scope.principal.userId },
    data: { name, revision: { increment: 1 } },
    select: { id: true },
  });
  return readAccount(scope);
}

/** Sets a new password after proof of the one in force, and ends the caller's other sessions. */
export async function changePassword(
  scope: Scope<"account.manage">,
  { current, next }: { readonly current: string; readonly next: string },
): Promise<Record<string, never>> {
  const { userId, via } = scope.principal;
  const user = await db().user.findUnique({
    where: { id: userId },
    select: { passwordHash: true, name: true, email: true },
  });
  if (!user) throw missing("account");
  if (user.passwordHash === null)
    throw new AppError(
      "wrong_state",
      "You sign in with another provider. An administrator can send you a link that sets a password.",
    );
  // A stolen session must not become a way to guess the password.
  await spend("sign-in-account", user.email);
  if (!(await verifyPassword(user.passwordHash, current))) {
    await audit(db(), scope, { kind: "password.changed", outcome: "refused" });
    throw invalid("current", "This is not your password");
  }
  await forgive("sign-in-account", user.email);
  checkPassword(next, await namesAround(userId, user), "next");
  const passwordHash = await hashPassword(next);
  await transact(async (tx) => {
    await setPassword(tx, userId, passwordHash, via.kind === "session" ? via.sessionId : null);
    await audit(tx, scope, { kind: "password.changed", outcome: "ok" });
  });
  return {};
}

/** Stores a new password; whoever came in with the old one is out. */
export async function setPassword(
  tx: Transaction,
  userId: string,
  passwordHash: string,
  keepSession: string | null,
): Promise<void> {
  await tx.user.update({
    where: { id: userId },
    data: { passwordHash, revision: { increment: 1 } },
    select: { id: true },
  });
  await tx.oneTimeLink.updateMany({ where: { userId, usedAt: null }, data: { usedAt: new Date() } });
  await endSessionsOf(tx, userId, keepSession);
}

/** Names that a password of this person may not be made of: their own, and those of their projects. */
export async function namesAround(
  userId: string,
  user: { readonly name: string; readonly email: string },
): Promise<string[]> {
  const memberships = await db().member.findMany({
    where: { id: userId },
    take: 100,
    select: { project: { select: { name: true } } },
  });
  return [user.name, user.email, ...memberships.map(({ project }) => project.name)];
}

export type NewPerson = {
  readonly email: string;
  readonly name: string;
  /** Null for those who sign in with another provider. */
  readonly passwordHash: string | null;
  readonly administers: boolean;
};

/** Adds an account inside a transaction. An address belongs to one person. */
export async function insertUser(tx: Transaction, person: NewPerson): Promise<string> {
  const id = uuidv7();
  const { count } = await tx.user.createMany({ data: [{ id, ...person }], skipDuplicates: true });
  if (count === 0) throw new AppError("conflict", "There is an account with this e-mail address already.");
  if (person.administers) await joinDemo(tx, id);
  return id;
}

/** Makes an account by command, on the server's own machine. */
export async function createUser(person: {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly administers: boolean;
}): Promise<{ id: string; email: string }> {
  const email = normalizeEmail(person.email);
  if (email === null) throw invalid("email", `“${person.email}” is no e-mail address`);
  const name = Name.safeParse(person.name);
  if (!name.success) throw invalid("name", name.error.issues[0]?.message ?? "This name can't be used");
  checkPassword(person.password, [name.data, email]);
  const passwordHash = await hashPassword(person.password);
  const id = await transact(async (tx) => {
    const made = await insertUser(tx, {
      email,
      name: name.data,
      passwordHash,
      administers: person.administers,
    });
    const details = { userId: made, administers: person.administers };
    await audit(tx, operator, { kind: "account.created", outcome: "ok", details });
    return made;
  });
  return { id, email };
}

/** Where a try to sign in comes from. */
export type Origin = { readonly address: string; readonly requestId: string };

/**
 * The person whose e-mail and password these are. Refuses with the same words and after the same work for a
 * wrong password and for an unknown person, and refuses to go on guessing: per account, and per address.
 */
export async function provePassword(
  given: { readonly email: string; readonly password: string },
  from: Origin,
): Promise<{ id: string; name: string; email: string }> {
  const email = normalizeEmail(given.email) ?? "";
  await spend("sign-in-address", from.address);
  await spend("sign-in-account", email);
  const user = await db().user.findUnique({
    where: { email },
    select: { id: true, name: true, email: true, passwordHash: true, disabledAt: true },
  });
  const isRight = await verifyPassword(user?.passwordHash ?? null, given.password);
  if (!user || !isRight) {
    await refused(from, user?.id ?? null, "password");
    throw new AppError("unauthenticated", "The e-mail address or the password is wrong.");
  }
  if (user.disabledAt !== null) {
    await refused(from, user.id, "disabled");
    throw new AppError("unauthenticated", "This account is disabled. An administrator can enable it.");
  }
  await Promise.all([forgive("sign-in-account", email), giveBack("sign-in-address", from.address)]);
  if (user.passwordHash !== null && needsRehash(user.passwordHash))
    await strengthen(user.id, user.passwordHash, given.password);
  return { id: user.id, name: user.name, email: user.email };
}

/** Hashes anew with today's parameters, unless the password was changed in the same moment. */
async function strengthen(id: string, weakHash: string, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  await db().user.updateMany({ where: { id, passwordHash: weakHash }, data: { passwordHash } });
}

/** Notes a refused sign-in. What was typed is not kept: it may be a password in the wrong field. */
async function refused({ address, requestId }: Origin, userId: string | null, reason: string): Promise<void> {
  const who: Audited = { principal: null, address, requestId };
  await audit(db(), who, { kind: "session.started", outcome: "refused", details: { userId, reason } });
}

import "server-only";
import { insertUser, namesAround, provePassword, setPassword } from "../accounts/write";
import { AppError, invalid } from "../app-error";
import { type Audited, audit } from "../audit/write";
import type { Scope } from "../authorize";
import { db, type Transaction, transact } from "../database";
import { withAccount } from "../installation/read";
import { lockSetUp } from "../installation/write";
import { acceptInvitation } from "../members/write";
import { checkPassword } from "../passwords/check-password";
import { hashPassword } from "../passwords/hash-password";
import { forgive } from "../rate-limit";
import { gone, type Link, openLink } from "./read";

/** What somebody types on the page of a link. */
export type Given = {
  readonly token: string;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  readonly password?: string | undefined;
};
type Used = { email: string; projectId: string | null };
type Of<Purpose extends Link["purpose"]> = Extract<Link, { purpose: Purpose }>;

/** Uses a link up: of many who try at once, one succeeds. */
export async function redeemLink(scope: Scope<"link.use">, given: Given): Promise<Used> {
  const link = await openLink(given.token, scope.address);
  switch (link.purpose) {
    case "setup":
      return setUp(scope, link, given);
    case "reset":
      return resetPassword(scope, link, given);
    case "invitation":
      return join(scope, link, given);
  }
}

/** Makes the first account, which administers the installation. */
async function setUp(scope: Audited, link: Of<"setup">, given: Given): Promise<Used> {
  const email = needed(given.email, "email", "An e-mail address is needed");
  const name = needed(given.name, "name", "A name is needed");
  const password = needed(given.password, "password", "A password is needed");
  checkPassword(password, [name, email]);
  const passwordHash = await hashPassword(password);
  return transact(async (tx) => {
    await lockSetUp(tx);
    await useUp(tx, link.id);
    // Somebody may have been added by command since the link was made.
    if (await tx.user.findFirst({ where: withAccount, select: { id: true } })) throw gone();
    const userId = await insertUser(tx, { email, name, passwordHash, administers: true });
    await audit(tx, scope, { kind: "account.created", outcome: "ok", details: { userId, by: "setup" } });
    return { email, projectId: null };
  });
}

/** Sets a new password; the sessions of whoever had the old one end. */
async function resetPassword(scope: Audited, link: Of<"reset">, given: Given): Promise<Used> {
  const { userId, email } = link;
  const password = needed(given.password, "password", "A password is needed");
  checkPassword(password, await namesAround(userId, link));
  const passwordHash = await hashPassword(password);
  await transact(async (tx) => {
    await useUp(tx, link.id);
    await setPassword(tx, userId, passwordHash, null);
    await audit(tx, scope, { kind: "password.reset", outcome: "ok", details: { userId } });
  });
  await forgive("sign-in-account", email);
  return { email, projectId: null };
}

/** Takes a one-time link, or finds that somebody was faster. */
async function useUp(tx: Transaction, id: string): Promise<void> {
  const now = new Date();
  const { count } = await tx.oneTimeLink.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (count !== 1) throw gone();
}

/**
 * Joins a project: as the person of this session, as the person whose password is given, or as a new person.
 * A link never opens an account that exists: that takes its session or its password.
 */
async function join(scope: Scope<"link.use">, link: Of<"invitation">, given: Given): Promise<Used> {
  const person = await personOf(scope, link, given);
  return transact(async (tx) => {
    const userId = "id" in person ? person.id : await insertUser(tx, { ...person, administers: false });
    if (!("id" in person))
      await audit(tx, scope, {
        kind: "account.created",
        outcome: "ok",
        details: { userId, by: "invitation" },
      });
    await acceptInvitation(tx, link, userId, scope);
    return { email: person.email, projectId: link.projectId };
  });
}

type Known = { readonly id: string; readonly email: string };
type New = { readonly email: string; readonly name: string; readonly passwordHash: string };

async function personOf(
  scope: Scope<"link.use">,
  link: Of<"invitation">,
  given: Given,
): Promise<Known | New> {
  if (given.password === undefined) return signedInPerson(scope, link);
  const email = needed(given.email ?? (link.email || undefined), "email", "An e-mail address is needed");
  refuseOther(link, email);
  if (await db().user.findUnique({ where: { email }, select: { id: true } }))
    return provePassword({ email, password: given.password }, scope);
  const name = needed(given.name, "name", "A name is needed");
  checkPassword(given.password, [name, email, link.projectName]);
  return { email, name, passwordHash: await hashPassword(given.password) };
}

async function signedInPerson({ principal }: Scope<"link.use">, link: Of<"invitation">): Promise<Known> {
  if (principal?.via.kind !== "session")
    throw new AppError("unauthenticated", "Sign in to join, or choose a password for a new account.");
  const where = { id: principal.userId };
  const user = await db().user.findUniqueOrThrow({ where, select: { id: true, email: true } });
  refuseOther(link, user.email);
  return user;
}

function refuseOther(link: Of<"invitation">, email: string): void {
  if (link.email !== "" && link.email !== email)
    throw new AppError("forbidden", "This invitation is for another e-mail address.");
}

function needed(value: string | undefined, field: string, words: string): string {
  if (value === undefined) throw invalid(field, words);
  return value;
}

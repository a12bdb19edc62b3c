import "server-only";
import { uuidv7 } from "uuidv7";
import { AppError, missing } from "../app-error";
import { audit } from "../audit/write";
import type { Scope } from "../authorize";
import { Prisma, type Transaction, transact } from "../database";
import { linkOf } from "../installation/write";
import { randomSecret, secretHash } from "../secret";
import { endSessionsOf } from "../sessions/write";
import { type UserItem, userItem, userSelect } from "./read";

const RESET_MS = 3_600_000;

type Changes = {
  readonly administers?: boolean | undefined;
  readonly mayCreateProjects?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
};

/** Changes what somebody may do here, or disables their account, which ends their sessions and rests their keys. */
export async function updateUser(
  scope: Scope<"installation.administer">,
  id: string,
  { administers, mayCreateProjects, isDisabled }: Changes,
): Promise<UserItem> {
  return transact(async (tx) => {
    await lockAdministrators(tx);
    const before = await tx.user.findUnique({ where: { id }, select: userSelect });
    if (!before) throw missing("user");
    const after = await tx.user.update({
      where: { id },
      data: {
        ...(administers === undefined ? {} : { administers }),
        ...(mayCreateProjects === undefined ? {} : { mayCreateProjects }),
        ...(isDisabled === undefined
          ? {}
          : { disabledAt: isDisabled ? (before.disabledAt ?? new Date()) : null }),
        revision: { increment: 1 },
      },
      select: userSelect,
    });
    if (!(await tx.user.findFirst({ where: { administers: true, disabledAt: null }, select: { id: true } })))
      throw new AppError(
        "wrong_state",
        "Somebody has to administer the installation. Let somebody else do it first.",
      );
    if (after.disabledAt !== null) await endSessionsOf(tx, id);
    const details = {
      userId: id,
      administers: after.administers,
      mayCreateProjects: after.mayCreateProjects,
      isDisabled: after.disabledAt !== null,
    };
    await audit(tx, scope, { kind: "user.updated", outcome: "ok", details });
    return userItem(after);
  });
}

/** Two administrators who step down at once must see each other. */
const lockAdministrators = (tx: Transaction) =>
  tx.$executeRaw(Prisma.sql`SELECT 1 FROM "User" WHERE "administers" ORDER BY "id" FOR UPDATE`);

/** Makes a one-time link with which somebody sets a new password. Earlier ones stop working. */
export async function createResetLink(
  scope: Scope<"installation.administer">,
  userId: string,
): Promise<{ link: string; expiresAt: string }> {
  const token = randomSecret();
  const expiresAt = new Date(Date.now() + RESET_MS);
  await transact(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId }, select: { disabledAt: true } });
    if (!user) throw missing("user");
    if (user.disabledAt !== null) throw new AppError("wrong_state", "This account is disabled.");
    await tx.oneTimeLink.updateMany({ where: { userId, usedAt: null }, data: { usedAt: new Date() } });
    const data = { id: uuidv7(), purpose: "reset", userId, tokenHash: secretHash(token), expiresAt };
    await tx.oneTimeLink.create({ data, select: { id: true } });
    await audit(tx, scope, { kind: "link.created", outcome: "ok", details: { purpose: "reset", userId } });
  });
  return { link: linkOf(token), expiresAt: expiresAt.toISOString() };
}

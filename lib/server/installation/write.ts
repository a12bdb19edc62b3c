import "server-only";
import { uuidv7 } from "uuidv7";
import { db, Prisma, type Transaction, transact } from "../database";
import { env } from "../env";
import { randomSecret, secretHash } from "../secret";
import { COOKIE_SECRET, origin, withAccount } from "./read";

const DISTINCT_MIN = 12;
/** What stands in examples and tutorials; whoever knows it could seal a cookie themselves. */
const exampleWords = /change.?me|example|secret|password|your.?|placeholder|nextauth|concord/i;

/** Prepares a migrated database for its first request. Every node may call it, at every start. */
export async function ensureInstallation(): Promise<void> {
  const given = env().NEXTAUTH_SECRET;
  if (given !== undefined && (exampleWords.test(given) || new Set(given).size < DISTINCT_MIN))
    throw new Error(
      "NEXTAUTH_SECRET looks like an example. Make one with: openssl rand -base64 32. Or leave it out: Concord then makes and keeps its own.",
    );
  await db().setting.createMany({
    data: [{ key: COOKIE_SECRET, value: randomSecret() }],
    skipDuplicates: true,
  });
}

const YEAR_MS = 365 * 86_400_000;
/** Any fixed number: it only has to be the same on all nodes. */
const SET_UP_LOCK = 7_266_101;

/** Held by whoever decides on whether there is a first person: nodes that start, and the set-up link's use. */
export const lockSetUp = async (tx: Transaction): Promise<void> => {
  await tx.$executeRaw(Prisma.sql`SELECT pg_advisory_xact_lock(${SET_UP_LOCK})`);
};

/**
 * A new link with which the first person makes the owner account; null when somebody has an account. Links
 * of earlier starts stop working, so that one which lies in an old log is worth nothing.
 */
export async function setUpLink(): Promise<string | null> {
  const token = randomSecret();
  const isMade = await transact(async (tx) => {
    await lockSetUp(tx);
    if (await tx.user.findFirst({ where: withAccount, select: { id: true } })) return false;
    await tx.oneTimeLink.deleteMany({ where: { purpose: "setup", usedAt: null } });
    await tx.oneTimeLink.create({
      data: {
        id: uuidv7(),
        purpose: "setup",
        tokenHash: secretHash(token),
        expiresAt: new Date(Date.now() + YEAR_MS),
      },
    });
    return true;
  });
  return isMade ? linkOf(token) : null;
}

/** The token stands behind the #, which browsers send to no server and write into no referrer. */
export const linkOf = (token: string): string => `${origin()}/link#${token}`;

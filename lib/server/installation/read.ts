import "server-only";
import { db, type Prisma } from "../database";
import { env } from "../env";

/** Those who can sign in. The demo project's annotators are people too, but have no way in. */
export const withAccount = {
  OR: [{ passwordHash: { not: null } }, { accounts: { some: {} } }],
} satisfies Prisma.UserWhereInput;

/** Whether anybody has an account; until then the set-up link is the only way in. */
export const hasUsers = async (): Promise<boolean> =>
  (await db().user.findFirst({ where: withAccount, select: { id: true } })) !== null;

/**
 * Where people reach the server. Never taken from a request: whoever chose the Host header would choose
 * where a link with a token leads.
 */
export const origin = (): string => env().APP_URL ?? `http://localhost:${env().PORT}`;

/** Whether cookies are for https only. */
export const isSecure = (): boolean => origin().startsWith("https:");

export const COOKIE_SECRET = "cookie-secret";

// Next loads modules more than once in one process.
const holder = globalThis as typeof globalThis & { concordCookieSecret?: string };

/** The secret that seals cookies: the one of the environment, or the one that the first start made for all nodes. */
export async function cookieSecret(): Promise<string> {
  const given = env().NEXTAUTH_SECRET;
  if (given !== undefined) return given;
  holder.concordCookieSecret ??= await storedSecret();
  return holder.concordCookieSecret;
}

async function storedSecret(): Promise<string> {
  const setting = await db().setting.findUnique({ where: { key: COOKIE_SECRET }, select: { value: true } });
  if (typeof setting?.value !== "string")
    throw new Error("The database holds no cookie secret; npm start makes one");
  return setting.value;
}

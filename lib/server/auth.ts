import "server-only";
import type { AuthOptions, CookiesOptions } from "next-auth";
import { decode, encode } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { normalizeEmail } from "@/lib/contracts/email";
import { returnPath } from "@/lib/contracts/return-path";
import type { Principal } from "@/lib/policy/policy";
import { provePassword } from "./accounts/write";
import { AppError } from "./app-error";
import { authProviders, vouched } from "./auth-providers";
import { isUuid } from "./authorize";
import { env } from "./env";
import { personOf } from "./identities/write";
import { cookieSecret, isSecure } from "./installation/read";
import { log } from "./log";
import { principalOfSession } from "./sessions/read";
import { signOut, startSession } from "./sessions/write";

const DAY_SECONDS = 86_400;
const SIGN_IN_PAGE = "/sign-in";
const NOT_KNOWN_HERE = `${SIGN_IN_PAGE}?error=AccessDenied`;
const FAILED = `${SIGN_IN_PAGE}?error=Callback`;

/** `__Host-` keeps other sites of the domain from setting our cookies; browsers take it on https only. */
const cookieName = (name: string): string => `${isSecure() ? "__Host-" : ""}concord.${name}`;

/** The cookie that carries the id of a session. */
export const sessionCookieName = (): string => cookieName("session");

function cookies(): CookiesOptions {
  const cookie = (name: string, maxAge?: number) => ({
    name: cookieName(name),
    options: {
      httpOnly: true,
      sameSite: "lax" as const,
      path: "/",
      secure: isSecure(),
      ...(maxAge === undefined ? {} : { maxAge }),
    },
  });
  return {
    sessionToken: cookie("session"),
    callbackUrl: cookie("return"),
    csrfToken: cookie("csrf"),
    pkceCodeVerifier: cookie("pkce", 900),
    state: cookie("state", 900),
    nonce: cookie("nonce", 900),
  };
}

/** The session whose id a cookie seals, or null: not ours, not whole, ended, idle for too long, or its person disabled. */
async function sealedSession(token: string | undefined) {
  const id = await sessionIdIn(token);
  return id === null ? null : principalOfSession(id);
}

async function sessionIdIn(token: string | undefined): Promise<string | null> {
  if (!token) return null;
  const secret = await cookieSecret();
  // Whatever is wrong with a cookie (another secret, no encryption, cut off, expired), it names no session.
  const payload = await decode({ token, secret }).catch(() => null);
  const id = payload?.sid;
  return typeof id === "string" && isUuid(id) ? id : null;
}

/** Who a Cookie header belongs to. */
export async function sessionPrincipal(cookieHeader: string): Promise<Principal | null> {
  const found = await sealedSession(cookiesIn(cookieHeader)[sessionCookieName()]);
  if (!found) return null;
  const { email: _, ...principal } = found;
  return principal;
}

/** The cookies of a Cookie header. */
export function cookiesIn(header: string): Record<string, string> {
  const pairs = header.split(";").flatMap((part): [string, string][] => {
    const at = part.indexOf("=");
    return at < 1 ? [] : [[part.slice(0, at).trim(), decoded(part.slice(at + 1).trim())]];
  });
  // A repeated name: the first is the one with the longest path, as the browser sends them.
  return Object.fromEntries(pairs.reverse());
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** One request to next-auth, and what came of it that next-auth has no words for. */
export type Attempt = {
  readonly address: string;
  readonly requestId: string;
  readonly userAgent: string;
  /** Whoever is signed in already in this browser. */
  readonly current: Principal | null;
  /** Why it can't be done; answered instead of next-auth's redirect. */
  problem: unknown;
};

/** next-auth swallows what callbacks throw; this keeps it, so that a refusal or an outage is told as such. */
async function keeping<T>(attempt: Attempt, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    attempt.problem ??= error;
    throw error;
  }
}

/**
 * next-auth for one request. Its token carries the id of a session and nothing else: whether that session is
 * still good, and who it is, is asked of the database each time, so that signing out works at once.
 */
export async function authOptions(attempt: Attempt): Promise<AuthOptions> {
  const maxAge = env().SESSION_DAYS * DAY_SECONDS;
  return {
    secret: await cookieSecret(),
    useSecureCookies: isSecure(),
    cookies: cookies(),
    pages: { signIn: SIGN_IN_PAGE, signOut: SIGN_IN_PAGE, error: SIGN_IN_PAGE },
    session: { strategy: "jwt", maxAge },
    logger,
    providers: [passwords(attempt), ...authProviders()],
    jwt: {
      maxAge,
      encode: ({ token, secret }) => encode({ token: { sid: token?.sid }, secret, maxAge }),
      decode: ({ token }) =>
        keeping(attempt, async () => {
          const found = await sealedSession(token);
          if (found?.via.kind !== "session") return null;
          const { userId, name, email, via } = found;
          return { sid: via.sessionId, sub: userId, name, email };
        }),
    },
    callbacks: callbacks(attempt),
    events: {
      signOut: ({ token }) =>
        keeping(attempt, async () => {
          // next-auth's type leaves out that a dead session decodes to nothing.
          const session: { sid?: unknown; sub?: unknown } | null = token;
          if (typeof session?.sid !== "string" || typeof session.sub !== "string") return;
          await signOut({ id: session.sid, userId: session.sub }, attempt);
        }),
    },
  };
}

type Proven = { readonly userId: string; readonly by: string };

function callbacks(attempt: Attempt): NonNullable<AuthOptions["callbacks"]> {
  // Who has been proven in this request, and by what.
  let proven: Proven | null = null;
  return {
    redirect: async ({ url, baseUrl }) =>
      returnPath(url.startsWith(baseUrl) ? url.slice(baseUrl.length) || "/" : url),
    signIn: async ({ user, account, profile }) => {
      if (account?.type === "credentials") {
        proven = { userId: user.id, by: "password" };
        return true;
      }
      if (!account) return FAILED;
      const answer = await identified(attempt, account.provider, account.providerAccountId, profile);
      if (answer.userId === null) return answer.goTo;
      proven = { userId: answer.userId, by: account.provider };
      return true;
    },
    jwt: ({ token, account }) => (account ? keeping(attempt, () => opened(attempt, proven)) : token),
    session: ({ session, token }) => ({
      ...session,
      user: { name: token.name ?? null, email: token.email ?? null },
    }),
  };
}

/** The names on the buttons of the sign-in page. */
export const signInProviders = (): { id: string; name: string }[] =>
  authProviders().map(({ id, name }) => ({ id, name }));

const passwords = (attempt: Attempt) =>
  CredentialsProvider({
    name: "Password",
    credentials: { email: { type: "email" }, password: { type: "password" } },
    authorize: (given) =>
      keeping(attempt, () =>
        provePassword({ email: textOf(given?.email), password: textOf(given?.password) }, attempt),
      ),
  });

/** What a form sends may be anything; longer than any password is not worth hashing. */
const textOf = (value: unknown): string => (typeof value === "string" ? value.slice(0, 1000) : "");

/** Opens a session under a new id and ends the one that this browser had. */
async function opened(attempt: Attempt, proven: Proven | null) {
  if (!proven) throw new AppError("unauthenticated", "Nobody was proven to be anybody.");
  const { current } = attempt;
  const replaces = current?.via.kind === "session" ? current.via.sessionId : null;
  return { sid: await startSession({ ...attempt, ...proven, replaces }) };
}

type Identified = { readonly userId: string } | { readonly userId: null; readonly goTo: string };

/** Who a provider's answer stands for. People come here by a redirect, so a refusal is a page too. */
async function identified(
  attempt: Attempt,
  provider: string,
  subject: string,
  profile: unknown,
): Promise<Identified> {
  try {
    const { email, name } = vouched(profile);
    const known = email === null ? null : normalizeEmail(email);
    const identity = { provider, subject, email: known, name: name || provider };
    const userId = await personOf(identity, attempt.current, attempt);
    return userId === null ? { userId, goTo: NOT_KNOWN_HERE } : { userId };
  } catch (error) {
    log().error({ requestId: attempt.requestId, provider, err: error }, "sign-in with a provider failed");
    return { userId: null, goTo: FAILED };
  }
}

/** Codes and messages only: next-auth's details hold tokens and client secrets. */
const logger: NonNullable<AuthOptions["logger"]> = {
  error: (code, details) => {
    const { message } = details instanceof Error ? details : details.error;
    // A cookie of an ended session is nothing to wake anybody for.
    if (code === "JWT_SESSION_ERROR") log().debug({ code }, "next-auth");
    else log().warn({ code, err: message }, "next-auth");
  },
  // It misses NEXTAUTH_URL, without which it redirects by path, as it should.
  warn: (code) => log().debug({ code }, "next-auth"),
  debug: () => {},
};

import "server-only";
import type { z } from "zod";
import type { SessionResource } from "@/lib/contracts/accounts";
import type { Principal } from "@/lib/policy/policy";
import type { Scope } from "../authorize";
import { db } from "../database";
import { env } from "../env";
import { idPage, type PageOf, startOf } from "../id-page";

type SessionItem = z.infer<typeof SessionResource>;

const HOUR_MS = 3_600_000;
const TOUCH_MS = 60_000;

/** A session ends by itself after this long without a request, and after SESSION_DAYS in any case. */
const idleSince = (): Date => new Date(Date.now() - env().SESSION_IDLE_HOURS * HOUR_MS);

const living = () => ({
  endedAt: null,
  expiresAt: { gt: new Date() },
  lastSeenAt: { gt: idleSince() },
  user: { disabledAt: null },
});

/** The person of a session that has not ended, or null. Notes at most once a minute that it is in use. */
export async function principalOfSession(sessionId: string): Promise<(Principal & { email: string }) | null> {
  const session = await db().session.findFirst({
    where: { id: sessionId, ...living() },
    select: {
      lastSeenAt: true,
      user: { select: { id: true, name: true, email: true, administers: true, mayCreateProjects: true } },
    },
  });
  if (!session) return null;
  const untouched = new Date(Date.now() - TOUCH_MS);
  if (session.lastSeenAt < untouched)
    await db().session.updateMany({
      where: { id: sessionId, endedAt: null, lastSeenAt: { lt: untouched } },
      data: { lastSeenAt: new Date() },
    });
  const { id: userId, ...user } = session.user;
  return { userId, ...user, via: { kind: "session", sessionId } };
}

/**
 * Whether a caller who was let in before still is: the session has not ended, the key has not been revoked,
 * the person has not been disabled. For feeds that stay open; being asked doesn't prolong a session.
 */
export async function isLive({ userId, via }: Principal): Promise<boolean> {
  if (via.kind === "session")
    return (await db().session.count({ where: { id: via.sessionId, userId, ...living() } })) > 0;
  const key = await db().apiKey.count({
    where: {
      id: via.apiKeyId,
      userId,
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
      user: { disabledAt: null },
    },
  });
  return key > 0;
}

/** Where the caller is signed in, newest first. */
export async function listSessions(
  { principal }: Scope<"account.manage">,
  page: PageOf,
): Promise<{ items: SessionItem[]; nextCursor: string | null }> {
  const start = startOf(page);
  const rows = await db().session.findMany({
    where: { userId: principal.userId, ...living(), ...(start ? { id: { lt: start } } : {}) },
    orderBy: { id: "desc" },
    take: page.limit + 1,
    select: { id: true, createdAt: true, lastSeenAt: true, expiresAt: true, userAgent: true, address: true },
  });
  const { via } = principal;
  return idPage(rows, page, (row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    isThis: via.kind === "session" && via.sessionId === row.id,
  }));
}

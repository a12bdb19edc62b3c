import "server-only";
import { uuidv7 } from "uuidv7";
import { missing } from "../app-error";
import { audit } from "../audit/write";
import type { Scope } from "../authorize";
import { type Transaction, transact } from "../database";
import { env } from "../env";

const DAY_MS = 86_400_000;
const USER_AGENT_LENGTH_MAX = 300;

/** A sign-in that has been proven, and where it came from. */
export type NewSession = {
  readonly userId: string;
  /** "password", or the provider that vouched. */
  readonly by: string;
  readonly address: string;
  readonly userAgent: string;
  readonly requestId: string;
  /** The session that the same browser had before: it ends, so that no older id lives on. */
  readonly replaces: string | null;
};

/** Opens a session under a new id. The cookie carries nothing but that id. */
export async function startSession(start: NewSession): Promise<string> {
  const { userId, by, address, requestId, replaces } = start;
  const id = uuidv7();
  await transact(async (tx) => {
    if (replaces !== null) await end(tx, { id: replaces });
    await tx.session.create({
      data: {
        id,
        userId,
        address,
        userAgent: start.userAgent.slice(0, USER_AGENT_LENGTH_MAX).toWellFormed().replaceAll("\0", ""),
        expiresAt: new Date(Date.now() + env().SESSION_DAYS * DAY_MS),
      },
    });
    const who = {
      principal: { userId, via: { kind: "session", sessionId: id } },
      address,
      requestId,
    } as const;
    await audit(tx, who, { kind: "session.started", outcome: "ok", details: { sessionId: id, by } });
  });
  return id;
}

const end = async (tx: Transaction, which: { id: string } | { userId: string; id?: { not: string } }) =>
  (await tx.session.updateMany({ where: { ...which, endedAt: null }, data: { endedAt: new Date() } })).count;

/** Ends all sessions of a person, but for one where that is wanted. */
export const endSessionsOf = (tx: Transaction, userId: string, keep: string | null = null): Promise<number> =>
  end(tx, { userId, ...(keep === null ? {} : { id: { not: keep } }) });

/** Signs out: the copy of the cookie that somebody may have kept is worth nothing from now on. */
export async function signOut(
  session: { readonly id: string; readonly userId: string },
  from: { readonly address: string; readonly requestId: string },
): Promise<void> {
  await transact(async (tx) => {
    if ((await end(tx, { id: session.id })) === 0) return;
    const principal = { userId: session.userId, via: { kind: "session", sessionId: session.id } } as const;
    await audit(
      tx,
      { principal, ...from },
      { kind: "session.ended", outcome: "ok", details: { sessionId: session.id } },
    );
  });
}

/** Ends one session of the caller's own. */
export async function endSession(scope: Scope<"account.manage">, id: string): Promise<Record<string, never>> {
  const { userId } = scope.principal;
  return transact(async (tx) => {
    const own = await tx.session.findFirst({ where: { id, userId }, select: { id: true } });
    if (!own) throw missing("session");
    if ((await end(tx, { id })) > 0)
      await audit(tx, scope, { kind: "session.ended", outcome: "ok", details: { sessionId: id } });
    return {};
  });
}

/** Ends the caller's sessions everywhere; the one they call from too, unless it is to stay. */
export async function endSessions(
  scope: Scope<"account.manage">,
  { keepThis }: { readonly keepThis: boolean },
): Promise<{ ended: number }> {
  const { userId, via } = scope.principal;
  return transact(async (tx) => {
    const ended = await endSessionsOf(tx, userId, keepThis && via.kind === "session" ? via.sessionId : null);
    await audit(tx, scope, { kind: "session.all_ended", outcome: "ok", details: { ended, keepThis } });
    return { ended };
  });
}

import { vi } from "vitest";
import type { Permission, Principal } from "@/lib/policy/policy";
import { insertUser } from "@/lib/server/accounts/write";
import { authorize, type Scope } from "@/lib/server/authorize";
import { db, disconnect, transact } from "@/lib/server/database";
import { ensureInstallation } from "@/lib/server/installation/write";
import { hashPassword } from "@/lib/server/passwords/hash-password";
import { closeRateLimits } from "@/lib/server/rate-limit";
import { startSession } from "@/lib/server/sessions/write";
import { freshDatabase } from "./fresh-database";

/** A password that the rules take, for people of tests. */
export const PASSWORD = "kettle-vinegar-oboe";
const from = { address: "203.0.113.7", requestId: "" };

/** Points this process at a database of its own, as the first start would. Close it in afterAll. */
export async function openInstallation(
  settings: Readonly<Record<string, string>> = {},
): Promise<{ close(): Promise<void> }> {
  const database = await freshDatabase();
  const variables = { DATABASE_URL: database.url, LOG_LEVEL: "silent", TRUST_PROXY: "1", ...settings };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  await ensureInstallation();
  return {
    close: async () => {
      await closeRateLimits();
      await disconnect();
      await database.drop();
      vi.unstubAllEnvs();
    },
  };
}

/** Made once: it takes longer than all else about a person, and says the same of everybody. */
let passwordHash: Promise<string> | undefined;

/** Somebody with an account and an open session. */
export async function signedInPerson(
  name: string,
  facts: { readonly administers?: boolean } = {},
): Promise<Principal & { readonly email: string; readonly sessionId: string }> {
  const administers = facts.administers ?? false;
  const email = `${name.toLowerCase()}@herald.example`;
  passwordHash ??= hashPassword(PASSWORD);
  const account = { email, name, passwordHash: await passwordHash, administers };
  const userId = await transact((tx) => insertUser(tx, account));
  const sessionId = await startSession({
    ...from,
    userId,
    by: "password",
    userAgent: "test",
    replaces: null,
  });
  const via = { kind: "session", sessionId } as const;
  return { userId, name, email, administers, mayCreateProjects: false, sessionId, via };
}

/** What the permission table says to this person, here. Throws what the API would answer. */
export const scopeOf = <P extends Permission>(
  permission: P,
  principal: Principal | null,
  projectId: string | null = null,
): Promise<Scope<P>> => authorize(permission, { ...from, principal, projectId });

/** Makes somebody a member without the ceremony of an invitation. */
export async function addMember(projectId: string, { userId }: Principal, role: string): Promise<void> {
  await db().member.create({ data: { projectId, id: userId, role }, select: { id: true } });
}

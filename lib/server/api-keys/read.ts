import "server-only";
import type { z } from "zod";
import type { ApiKeyResource } from "@/lib/contracts/accounts";
import { type Permission, type Principal, permissions } from "@/lib/policy/policy";
import type { Scope } from "../authorize";
import { db } from "../database";
import { idPage, type PageOf, startOf } from "../id-page";
import { spend } from "../rate-limit";
import { secretHash } from "../secret";

/** What every key begins with: secret scanners and people recognise it. */
export const KEY_MARK = "cck_";
const keyShape = /^cck_[A-Za-z0-9_-]{43}$/;
const TOUCH_MS = 60_000;

/**
 * On whose behalf a key speaks and what it may do, or null when it is unknown, revoked or expired, or its
 * person is disabled. Only wrong keys are counted against an address: a right one is never slowed down.
 */
export async function apiKeyPrincipal(key: string, address: string): Promise<Principal | null> {
  const found = keyShape.test(key) ? await liveKey(key) : null;
  if (!found) {
    await spend("key-address", address);
    return null;
  }
  await touch(found);
  const { id: userId, name, administers, mayCreateProjects } = found.user;
  return {
    userId,
    name,
    administers,
    mayCreateProjects,
    via: {
      kind: "apiKey",
      apiKeyId: found.id,
      permissions: found.isNarrowed ? known(found.permissions) : null,
      projectId: found.projectId,
    },
  };
}

const liveKey = (key: string) =>
  db().apiKey.findFirst({
    where: {
      keyHash: secretHash(key),
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
      user: { disabledAt: null },
    },
    select: {
      id: true,
      permissions: true,
      isNarrowed: true,
      projectId: true,
      lastUsedAt: true,
      user: { select: { id: true, name: true, administers: true, mayCreateProjects: true } },
    },
  });

/** A permission that was given and exists no longer allows nothing. */
const known = (given: readonly string[]): Permission[] =>
  permissions.filter((permission) => given.includes(permission));

/** Notes at most once a minute that a key is in use, so that a busy script doesn't write a row per request. */
async function touch({ id, lastUsedAt }: { id: string; lastUsedAt: Date | null }): Promise<void> {
  const untouched = new Date(Date.now() - TOUCH_MS);
  if (lastUsedAt !== null && lastUsedAt >= untouched) return;
  await db().apiKey.updateMany({
    where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: untouched } }] },
    data: { lastUsedAt: new Date() },
  });
}

export type ApiKeyItem = z.infer<typeof ApiKeyResource>;

export const apiKeySelect = {
  id: true,
  name: true,
  prefix: true,
  permissions: true,
  isNarrowed: true,
  projectId: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
  revokedAt: true,
} as const;

type ApiKeyRow = {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly permissions: readonly string[];
  readonly isNarrowed: boolean;
  readonly projectId: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
};

/** A key as its owner sees it: without its secret, which nobody has. */
export const apiKeyItem = ({ isNarrowed, ...row }: ApiKeyRow): ApiKeyItem => ({
  ...row,
  permissions: isNarrowed ? [...row.permissions] : null,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
});

/** The caller's keys, newest first. */
export async function listApiKeys(
  { principal }: Scope<"account.manage">,
  page: PageOf,
): Promise<{ items: ApiKeyItem[]; nextCursor: string | null }> {
  const start = startOf(page);
  const rows = await db().apiKey.findMany({
    where: { userId: principal.userId, ...(start ? { id: { lt: start } } : {}) },
    orderBy: { id: "desc" },
    take: page.limit + 1,
    select: apiKeySelect,
  });
  return idPage(rows, page, apiKeyItem);
}

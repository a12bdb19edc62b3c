import "server-only";
import { uuidv7 } from "uuidv7";
import { normalizeEmail } from "@/lib/contracts/email";
import type { Permission } from "@/lib/policy/policy";
import { AppError, invalid, missing } from "../app-error";
import { type Audited, audit, operator } from "../audit/write";
import type { Scope } from "../authorize";
import { db, type Transaction, transact } from "../database";
import { randomSecret, secretHash } from "../secret";
import { type ApiKeyItem, apiKeyItem, apiKeySelect, KEY_MARK } from "./read";

const PREFIX_LENGTH = KEY_MARK.length + 6;
/** More keys than anybody keeps apart; a script gone wild stops here. */
const KEYS_MAX = 200;

export type NewApiKey = {
  readonly name: string;
  /** What the key may do at most; null for whatever its person may. */
  readonly permissions: readonly Permission[] | null;
  readonly projectId: string | null;
  readonly expiresAt: string | null;
};

/** Makes a key for the caller. The answer is the only place where its secret ever appears. */
export async function createApiKey(
  scope: Scope<"account.manage">,
  wanted: NewApiKey,
): Promise<ApiKeyItem & { key: string }> {
  if (wanted.expiresAt !== null && Date.parse(wanted.expiresAt) <= Date.now())
    throw invalid("expiresAt", "This moment has passed");
  const { userId } = scope.principal;
  return transact(async (tx) => {
    if (wanted.projectId !== null) {
      const where = { projectId_id: { projectId: wanted.projectId, id: userId } };
      if (!(await tx.member.findUnique({ where, select: { id: true } }))) throw missing("project");
    }
    return insertKey(tx, scope, userId, wanted);
  });
}

async function insertKey(
  tx: Transaction,
  who: Audited,
  userId: string,
  { name, permissions, projectId, expiresAt }: NewApiKey,
): Promise<ApiKeyItem & { key: string }> {
  if ((await tx.apiKey.count({ where: { userId, revokedAt: null } })) >= KEYS_MAX)
    throw new AppError("wrong_state", `You have ${KEYS_MAX} keys. Revoke one that is no longer needed.`);
  const key = `${KEY_MARK}${randomSecret()}`;
  const row = await tx.apiKey.create({
    data: {
      id: uuidv7(),
      userId,
      name,
      prefix: key.slice(0, PREFIX_LENGTH),
      keyHash: secretHash(key),
      permissions: [...(permissions ?? [])],
      isNarrowed: permissions !== null,
      projectId,
      expiresAt,
    },
    select: apiKeySelect,
  });
  const details = { apiKeyId: row.id, userId, permissions: permissions && [...permissions], projectId };
  await audit(tx, who, { kind: "key.created", outcome: "ok", details });
  return { ...apiKeyItem(row), key };
}

/** Makes a key by command, on the server's own machine. */
export async function createKey(wanted: {
  readonly email: string;
  readonly name: string;
}): Promise<{ id: string; key: string }> {
  const email = normalizeEmail(wanted.email) ?? "";
  const user = await db().user.findUnique({ where: { email }, select: { id: true, disabledAt: true } });
  if (!user) throw new AppError("not_found", `Nobody has an account with the address ${wanted.email}.`);
  if (user.disabledAt !== null) throw new AppError("wrong_state", "This account is disabled.");
  const name = wanted.name.trim();
  if (name === "") throw invalid("name", "A name is needed");
  const { id, key } = await transact((tx) =>
    insertKey(tx, operator, user.id, { name, permissions: null, projectId: null, expiresAt: null }),
  );
  return { id, key };
}

/** Makes a key of the caller's useless from now on. Asking again changes nothing. */
export async function revokeApiKey(scope: Scope<"account.manage">, id: string): Promise<ApiKeyItem> {
  const { userId } = scope.principal;
  return transact(async (tx) => {
    const { count } = await tx.apiKey.updateMany({
      where: { id, userId, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    const row = await tx.apiKey.findFirst({ where: { id, userId }, select: apiKeySelect });
    if (!row) throw missing("key");
    if (count > 0) await audit(tx, scope, { kind: "key.revoked", outcome: "ok", details: { apiKeyId: id } });
    return apiKeyItem(row);
  });
}

import "server-only";
import { uuidv7 } from "uuidv7";
import type { Principal } from "@/lib/policy/policy";
import type { Prisma, Transaction } from "../database";

/** Who did it and from where; a scope is one. `principal` is null for strangers and for commands. */
export type Audited = {
  readonly principal: Pick<Principal, "userId" | "via"> | null;
  readonly requestId: string;
  readonly address: string;
};

export type AuditedAct = {
  /** Such as session.started, member.removed, key.created. */
  readonly kind: string;
  readonly outcome: "ok" | "refused";
  readonly projectId?: string;
  /** Ids, roles and counts. Never text, addresses of people, tokens or what somebody typed. */
  readonly details?: Prisma.InputJsonObject;
};

/** Whoever runs commands on the server's own machine. */
export const operator: Audited = { principal: null, requestId: "", address: "command" };

/** Appends to the audit log, in the transaction of the act where there is one. */
export async function audit(tx: Transaction, who: Audited, act: AuditedAct): Promise<void> {
  const via = who.principal?.via;
  await tx.auditEntry.create({
    data: {
      id: uuidv7(),
      kind: act.kind,
      outcome: act.outcome,
      userId: who.principal?.userId ?? null,
      projectId: act.projectId ?? null,
      address: who.address,
      requestId: who.requestId,
      details: { ...act.details, ...(via?.kind === "apiKey" ? { apiKeyId: via.apiKeyId } : {}) },
    },
  });
}

import "server-only";
import { codingRoles } from "@/lib/policy/policy";
import { invalid } from "../app-error";
import type { Scope } from "../authorize";
import type { Transaction } from "../database";

/** Refuses documents that a round has not. */
export async function requireInRound(
  tx: Transaction,
  projectId: string,
  roundId: string,
  documentIds: readonly string[],
): Promise<void> {
  const asked = new Set(documentIds);
  const found = await tx.roundDocument.count({
    where: {
      projectId,
      roundId,
      leftAt: null,
      documentId: { in: [...asked] },
      document: { deletedAt: null },
    },
  });
  if (found < asked.size) throw invalid("changes", "Some of these documents are not in this round");
}

/** These people with their names; refused when one of them can't annotate in the project. */
export async function codersAmong(
  tx: Pick<Transaction, "member">,
  { projectId }: Scope<"round.manage">,
  userIds: readonly string[],
): Promise<{ id: string; name: string }[]> {
  const asked = [...new Set(userIds)];
  const rows = await tx.member.findMany({
    where: { projectId, id: { in: asked }, role: { in: [...codingRoles] }, user: { disabledAt: null } },
    select: { id: true, user: { select: { name: true } } },
  });
  if (rows.length < asked.length)
    throw invalid("members", "Some of these people are no annotators of this project");
  return rows.map(({ id, user }) => ({ id, name: user.name }));
}

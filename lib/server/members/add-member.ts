import "server-only";
import { uuidv7 } from "uuidv7";
import type { ProjectRole } from "@/lib/policy/policy";
import { audit, operator } from "../audit/write";
import { lockProject, recordChanges } from "../changes/write";
import type { Transaction } from "../database";

/** Makes somebody a member without an invitation, on the server's own account. A member stays what they are. */
export async function addMember(
  tx: Transaction,
  projectId: string,
  userId: string,
  role: ProjectRole,
): Promise<void> {
  await lockProject(tx, projectId);
  const { count } = await tx.member.createMany({
    data: [{ projectId, id: userId, role }],
    skipDuplicates: true,
  });
  if (count === 0) return;
  const principal = { userId, via: { kind: "session" } };
  await recordChanges(tx, { projectId, principal }, uuidv7(), [
    { kind: "member.added", subjectId: userId, documentId: null, setId: null, before: null, after: { role } },
  ]);
  const details = { memberId: userId, role };
  await audit(tx, operator, { kind: "member.added", outcome: "ok", projectId, details });
}

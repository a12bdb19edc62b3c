import "server-only";
import { uuidv7 } from "uuidv7";
import { lockProject, recordChanges } from "../changes/write";
import type { Transaction } from "../database";
import { addMember } from "../members/add-member";
import { readDemo } from "./demo-setting";

/**
 * Gives the demo project to an administrator, so that their first page has something to show. Who looked after
 * it until somebody could sign in steps back: from then on the demo's people work blind, as annotators.
 */
export async function joinDemo(tx: Transaction, administratorId: string): Promise<void> {
  const demo = await readDemo(tx);
  if (!demo) return;
  const { projectId } = demo;
  const project = await tx.project.findUnique({
    where: { id: projectId },
    select: { archivedAt: true, createdBy: true },
  });
  if (!project || project.archivedAt !== null) return;
  await addMember(tx, projectId, administratorId, "owner");
  if (project.createdBy !== null) await stepBack(tx, projectId, project.createdBy, administratorId);
}

async function stepBack(tx: Transaction, projectId: string, id: string, byId: string): Promise<void> {
  await lockProject(tx, projectId);
  const { count } = await tx.member.updateMany({
    where: { projectId, id, role: "owner", user: { passwordHash: null, accounts: { none: {} } } },
    data: { role: "annotator", revision: { increment: 1 } },
  });
  if (count === 0) return;
  const principal = { userId: byId, via: { kind: "session" } };
  const [before, after] = [{ role: "owner" }, { role: "annotator" }];
  await recordChanges(tx, { projectId, principal }, uuidv7(), [
    { kind: "member.updated", subjectId: id, documentId: null, setId: null, before, after },
  ]);
}

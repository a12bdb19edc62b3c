import "server-only";
import type { Author, NewChange } from "../changes/write";
import type { Transaction } from "../database";
import { caseFact } from "../guidelines/cases";
import { laterIds } from "./carry-decisions";

/**
 * Lets the cases of guidelines follow what they cite to a corrected text: a conversation, and a decision as soon as it
 * has come along. A case that cites what stayed behind stays with it. `chain` are the revisions, the corrected text
 * last. Answers what is to be logged.
 */
export async function carryCases(
  tx: Transaction,
  { projectId }: Author,
  chain: readonly string[],
): Promise<readonly NewChange[]> {
  const earlier = { documentId: { in: chain.slice(0, -1) } };
  const found = await tx.guidelineCase.findMany({
    where: { projectId, OR: [{ thread: earlier }, { decision: earlier }] },
    select: {
      ...caseFact,
      thread: { select: { documentId: true } },
      decision: { select: { documentId: true } },
    },
    orderBy: { id: "asc" },
  });
  const cited = found.map(({ thread, decision, ...before }) => {
    const documentId = thread?.documentId ?? decision?.documentId ?? "";
    return { before, ids: laterIds(chain, documentId, before.threadId ?? before.decisionId ?? "") };
  });
  const where = { projectId, id: { in: cited.flatMap(({ ids }) => ids) } };
  const [threads, decisions] = [
    await tx.thread.findMany({ where, select: { id: true } }),
    await tx.decision.findMany({ where, select: { id: true } }),
  ];
  const there = new Set([...threads, ...decisions].map(({ id }) => id));
  const changes: NewChange[] = [];
  for (const { before, ids } of cited) {
    const here = ids.findLast((id) => there.has(id));
    if (here === undefined) continue;
    const after = await tx.guidelineCase.update({
      where: { projectId_id: { projectId, id: before.id } },
      data: {
        ...(before.threadId === null ? { decisionId: here } : { threadId: here }),
        revision: { increment: 1 },
      },
      select: caseFact,
    });
    changes.push({
      kind: "case.carried",
      subjectId: before.id,
      documentId: null,
      setId: null,
      before,
      after,
    });
  }
  return changes;
}

import "server-only";
import type { Author, NewChange } from "../changes/write";
import type { Prisma, Transaction } from "../database";
import { caseFact } from "../guidelines/cases";
import { laterIds } from "./carry-decisions";

/**
 * Lets the cases of guidelines cite the newest text that is there: they follow a conversation to a corrected text, and
 * a decision as soon as it has come along; when that text is removed they go back to the one before it, and forth
 * again when it is restored. A case of what is nowhere else stays with it. `chain` are the revisions up to the one
 * that was corrected, removed or restored. Answers what is to be logged.
 */
export async function carryCases(
  tx: Transaction,
  { projectId }: Author,
  chain: readonly string[],
): Promise<readonly NewChange[]> {
  const found = await citing(tx, projectId, chain);
  if (found.length === 0) return [];
  const live = await liveAmong(tx, projectId, chain);
  const earlier = found.some(({ at }) => !live.has(at.documentId))
    ? await citable(tx, { projectId, documentId: { in: [...chain] } })
    : [];
  const lines = found.map(({ before, at }) => ({
    before,
    at,
    line: lineOf(chain, at, live.has(at.documentId) ? [] : earlier),
  }));
  const ids = lines.flatMap(({ line }) => line.map(({ id }) => id));
  const there = new Set((await citable(tx, { projectId, id: { in: ids } })).map(({ id }) => id));
  const changes: NewChange[] = [];
  for (const { before, at, line } of lines) {
    const here = line.findLast(({ id, documentId }) => live.has(documentId) && there.has(id));
    if (here && here.id !== at.id) changes.push(await cite(tx, projectId, before, here.id));
  }
  return changes;
}

/** Something that cases cite, a conversation or a decision, on one of the revisions. */
type Cited = { readonly id: string; readonly documentId: string };

async function citing(tx: Transaction, projectId: string, chain: readonly string[]) {
  const here = { documentId: { in: [...chain] } };
  const rows = await tx.guidelineCase.findMany({
    where: { projectId, OR: [{ thread: here }, { decision: here }] },
    select: { ...caseFact, thread: { select: cited }, decision: { select: cited } },
    orderBy: { id: "asc" },
  });
  return rows.flatMap(({ thread, decision, ...before }) => {
    const at = thread ?? decision;
    return at ? [{ before, at }] : [];
  });
}

const cited = { id: true, documentId: true } as const;

async function citable(
  tx: Transaction,
  where: { readonly projectId: string } & Pick<Prisma.DecisionWhereInput, "id" | "documentId"> &
    Pick<Prisma.ThreadWhereInput, "id" | "documentId">,
): Promise<Cited[]> {
  return [
    ...(await tx.thread.findMany({ where, select: cited })),
    ...(await tx.decision.findMany({ where, select: cited })),
  ];
}

async function liveAmong(
  tx: Transaction,
  projectId: string,
  chain: readonly string[],
): Promise<ReadonlySet<string>> {
  const where = { projectId, id: { in: [...chain] }, deletedAt: null };
  return new Set((await tx.document.findMany({ where, select: { id: true } })).map(({ id }) => id));
}

/** What something is on each revision, oldest first: ids say what became of what, `earlier` what it may have been. */
function lineOf(chain: readonly string[], { id, documentId }: Cited, earlier: readonly Cited[]): Cited[] {
  const later = laterIds(chain, documentId, id);
  const from = chain.indexOf(documentId);
  const origins = earlier.filter((one) => {
    const steps = from - chain.indexOf(one.documentId);
    return steps > 0 && laterIds(chain, one.documentId, one.id)[steps - 1] === id;
  });
  return [
    ...chain.flatMap((document) => origins.filter((one) => one.documentId === document)),
    { id, documentId },
    ...chain.slice(from + 1).map((document, at) => ({ id: later[at] ?? "", documentId: document })),
  ];
}

async function cite(
  tx: Transaction,
  projectId: string,
  before: Prisma.GuidelineCaseGetPayload<{ select: typeof caseFact }>,
  id: string,
): Promise<NewChange> {
  const after = await tx.guidelineCase.update({
    where: { projectId_id: { projectId, id: before.id } },
    data: {
      ...(before.threadId === null ? { decisionId: id } : { threadId: id }),
      revision: { increment: 1 },
    },
    select: caseFact,
  });
  const about = { subjectId: before.id, documentId: null, setId: null };
  return { kind: "case.carried", ...about, before, after };
}

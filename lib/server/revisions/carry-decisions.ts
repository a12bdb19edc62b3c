import "server-only";
import type { DecisionResource } from "@/lib/contracts/adjudication";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import { loggedDecision, readDecisions } from "../adjudication/decision-rows";
import { goldSetOf } from "../adjudication/gold-set";
import { relatedRows } from "../annotations/read";
import type { Author, NewChange } from "../changes/write";
import type { Transaction } from "../database";
import { carriedId } from "./carried-id";
import { BEFORE_CORRECTION, saysTheSame } from "./carry-verdicts";

/** A decision of an earlier revision with its ids on all later ones; the last is the one here. */
type Candidate = { readonly decision: DecisionResource; readonly ids: readonly string[] };
type Rows = ReadonlyMap<string, StoredAnnotation>;

/**
 * Copies decisions on earlier texts to a corrected one, as soon as nothing that they cite waits for a place there:
 * when the text is corrected, and again whenever something has been decided about what waits. `chain` are the
 * revisions, the corrected text last. Sources that were left behind are cited no longer; where the gold itself was,
 * there is something to decide anew and nothing is carried. A source whose words were corrected is cited as
 * changed. Answers what is to be logged.
 */
export async function carryDecisions(
  tx: Transaction,
  { projectId }: Author,
  chain: readonly string[],
): Promise<readonly NewChange[]> {
  const to = chain.at(-1) ?? "";
  const goldSetId = await goldSetOf(tx, projectId);
  const candidates = goldSetId === null ? [] : await notCarried(tx, projectId, chain);
  if (goldSetId === null || candidates.length === 0) return [];
  const idHere = (documentId: string, id: string) => laterIds(chain, documentId, id).at(-1) ?? id;
  const earlier = await relatedRows(
    tx,
    projectId,
    candidates.flatMap(({ decision }) => citedBy(decision)),
  );
  const here = await relatedRows(
    tx,
    projectId,
    [...earlier.values()].map((row) => idHere(row.documentId, row.id)),
  );
  const waiting = await tx.displacement.findMany({
    where: { projectId, documentId: to, state: "waiting" },
    select: { id: true },
  });
  const context = { to, idHere, earlier, here, waiting: new Set(waiting.map(({ id }) => id)) };
  const copies = candidates.flatMap((one) => copyOf(one, context) ?? []);
  await store(tx, projectId, copies);
  const made = await readDecisions(tx, { projectId, id: { in: copies.map(({ id }) => id) } });
  return made.map((one) => loggedDecision("decision.carried", goldSetId, null, one));
}

const citedBy = ({ annotationId, sources }: DecisionResource): string[] => [
  ...sources.map((source) => source.annotationId),
  ...(annotationId === null ? [] : [annotationId]),
];

/** The ids that something of one revision has on each later one. */
export function laterIds(chain: readonly string[], documentId: string, id: string): string[] {
  const ids: string[] = [];
  for (const to of chain.slice(chain.indexOf(documentId) + 1)) ids.push(carriedId(to, ids.at(-1) ?? id));
  return ids;
}

/** Decisions in force on earlier texts that have come to none of the later ones: what was retracted there stays so. */
async function notCarried(
  tx: Transaction,
  projectId: string,
  chain: readonly string[],
): Promise<readonly Candidate[]> {
  const decisions = await readDecisions(tx, {
    projectId,
    documentId: { in: chain.slice(0, -1) },
    deletedAt: null,
  });
  const candidates = decisions.map((decision) => ({
    decision,
    ids: laterIds(chain, decision.documentId, decision.id),
  }));
  const known = await tx.decision.findMany({
    where: { projectId, id: { in: candidates.flatMap(({ ids }) => ids) } },
    select: { id: true },
  });
  const there = new Set(known.map(({ id }) => id));
  return candidates.filter(({ ids }) => !ids.some((id) => there.has(id)));
}

type Context = {
  readonly to: string;
  readonly idHere: (documentId: string, id: string) => string;
  readonly earlier: Rows;
  readonly here: Rows;
  readonly waiting: ReadonlySet<string>;
};

function copyOf({ decision, ids }: Candidate, context: Context): DecisionResource | null {
  const id = ids.at(-1);
  if (id === undefined || citedBy(decision).some((cited) => isWaiting(cited, context))) return null;
  const gold = decision.annotationId === null ? null : liveCopy(decision.annotationId, context);
  if (decision.annotationId !== null && !gold) return null;
  const sources = decision.sources.flatMap(({ annotationId, revision, isTaken }) => {
    const before = context.earlier.get(annotationId);
    const copy = liveCopy(annotationId, context);
    if (!before || !copy) return [];
    const isAsDecided = revision === before.revision && saysTheSame(before, copy);
    return [{ annotationId: copy.id, revision: isAsDecided ? 1 : BEFORE_CORRECTION, isTaken }];
  });
  if (sources.length === 0 && decision.sources.length > 0) return null;
  return { ...decision, id, documentId: context.to, annotationId: gold?.id ?? null, sources, revision: 1 };
}

/** Whether an annotation, or an end of a relation, has yet to find its place. */
function isWaiting(id: string, { earlier, idHere, waiting }: Context): boolean {
  const row = earlier.get(id);
  if (!row) return false;
  const ids = row.kind === "relation" ? [row.id, row.fromId, row.toId] : [row.id];
  return ids.some((one) => waiting.has(idHere(row.documentId, one)));
}

function liveCopy(id: string, { earlier, here, idHere }: Context): StoredAnnotation | null {
  const row = earlier.get(id);
  const copy = row && here.get(idHere(row.documentId, id));
  return copy && copy.deletedAt === null ? copy : null;
}

async function store(tx: Transaction, projectId: string, rows: readonly DecisionResource[]): Promise<void> {
  await tx.decision.createMany({
    data: rows.map(({ sources: _, ...row }) => ({ ...row, projectId })),
  });
  await tx.decisionSource.createMany({
    data: rows.flatMap(({ id, sources }) =>
      sources.map((source) => ({ ...source, projectId, decisionId: id })),
    ),
  });
}

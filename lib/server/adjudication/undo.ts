import "server-only";
import type { DecisionResource, Outcomes } from "@/lib/contracts/adjudication";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import type { Step } from "@/lib/domain/annotation/apply-steps";
import { relatedRows } from "../annotations/read";
import { AppError, missing } from "../app-error";
import { lockProject } from "../changes/write";
import { type Transaction, transact } from "../database";
import {
  applyToGold,
  type Decider,
  doneBefore,
  entitiesFor,
  type GoldPlace,
  type GoldWork,
  goldPlace,
  isOfGold,
} from "./apply-decisions";
import { readDecisions } from "./decision-rows";
import { bringBackEntities, entitiesNamed } from "./gold-entity-life";
import { goldSetOf, requireDecidable } from "./gold-set";
import { stepsTo } from "./gold-step";
import { lastToChange } from "./last-to-change";
import { requireNoOther } from "./write";

type Logged<Row> = { readonly subjectId: string; readonly before: Row | null; readonly after: Row };

/**
 * Takes back an operation on the gold of a document: the log knows what each row was before it. Refused when any of
 * the rows has changed since. An undo is an operation like any other, so undoing it does the first one again.
 */
export async function undoOperation(
  scope: Decider,
  documentId: string,
  { opId, undoes }: { readonly opId: string; readonly undoes: string },
): Promise<Outcomes> {
  return transact(async (tx) => {
    const { projectId } = scope;
    const { schemeVersion } = await lockProject(tx, projectId);
    const known = await doneBefore(tx, scope, documentId, opId);
    if (known) return known;
    await requireDecidable(tx, { projectId, documentId });
    const changes = await changesOf(tx, scope, documentId, undoes);
    const place = await goldPlace(tx, scope, documentId, opId, schemeVersion);
    const annotations = net(ofNoun<StoredAnnotation>(changes, "annotation."));
    const decisions = net(ofNoun<DecisionResource>(changes, "decision."));
    const { steps, rows } = await stepsFor(place, annotations);
    const named = entitiesNamed(steps, (id) => {
      const row = rows.get(id);
      return row?.kind === "span" ? row : undefined;
    });
    const back = await bringBackEntities(place, named);
    const entities = await entitiesFor(place, named);
    return applyToGold(place, {
      steps,
      decided: [],
      ...(await movesFor(place, decisions)),
      entities: { ...entities, changes: [...back, ...entities.changes] },
      hanging: "refuse",
    });
  });
}

async function changesOf(tx: Transaction, { projectId }: Decider, documentId: string, opId: string) {
  const changes = await tx.change.findMany({
    where: { projectId, opId, documentId },
    select: { kind: true, subjectId: true, setId: true, before: true, after: true },
    orderBy: { seq: "asc" },
  });
  const goldSetId = await goldSetOf(tx, projectId);
  if (!changes.some((one) => isOfGold(one, goldSetId))) throw missing("operation on this gold");
  return changes;
}

function ofNoun<Row>(changes: Awaited<ReturnType<typeof changesOf>>, noun: string): Logged<Row>[] {
  // The log holds what this application wrote there: rows as the domain has them.
  return changes.filter(({ kind }) => kind.startsWith(noun)) as unknown as Logged<Row>[];
}

/** What each row was before an operation and after it, in the order in which it first touched them. */
function net<Row>(changes: readonly Logged<Row>[]): Logged<Row>[] {
  const rows = new Map<string, Logged<Row>>();
  for (const { subjectId, before, after } of changes)
    rows.set(subjectId, {
      subjectId,
      before: rows.has(subjectId) ? (rows.get(subjectId)?.before ?? null) : before,
      after,
    });
  return [...rows.values()];
}

/** Says who changed it since: what they did would go with it. */
async function stale(tx: Transaction, projectId: string, subjectId: string): Promise<AppError> {
  const who = await lastToChange(tx, projectId, subjectId);
  const words = `${who} has changed this gold since, so it can't be taken back as it was. Edit it instead.`;
  return new AppError("stale_revision", words);
}

async function stepsFor(
  { tx, scope: { projectId } }: GoldPlace,
  annotations: readonly Logged<StoredAnnotation>[],
): Promise<{ steps: Step[]; rows: ReadonlyMap<string, StoredAnnotation> }> {
  const rows = await relatedRows(
    tx,
    projectId,
    annotations.map(({ subjectId }) => subjectId),
  );
  // Links before the marks they join when they go; the other way round when they come back.
  const gone: Step[] = [];
  const back: Step[] = [];
  for (const { subjectId, before, after } of annotations.toReversed()) {
    const row = rows.get(subjectId);
    if (!row || row.revision !== after.revision) throw await stale(tx, projectId, subjectId);
    const steps = stepsTo(row, before);
    (steps.some(({ op }) => op === "delete") ? gone : back).push(...steps);
  }
  const isLink = (step: Step) => rows.get(step.id)?.kind === "relation";
  const steps = [
    ...gone.filter(isLink),
    ...gone.filter((step) => !isLink(step)),
    ...back.filter((step) => !isLink(step)),
    ...back.filter(isLink),
  ];
  return { steps, rows };
}

async function movesFor(
  { tx, scope: { projectId } }: GoldPlace,
  decisions: readonly Logged<DecisionResource>[],
): Promise<Pick<GoldWork, "retracted" | "restored" | "amended">> {
  const ids = decisions.map(({ subjectId }) => subjectId);
  const current = new Map(
    (await readDecisions(tx, { projectId, id: { in: ids } })).map((one) => [one.id, one]),
  );
  const retracted: DecisionResource[] = [];
  const restored: DecisionResource[] = [];
  const amended: DecisionResource[] = [];
  for (const { subjectId, before, after } of decisions) {
    const row = current.get(subjectId);
    if (!row || row.revision !== after.revision) throw await stale(tx, projectId, subjectId);
    const wasInForce = before !== null && before.deletedAt === null;
    if (row.deletedAt === null && !wasInForce) retracted.push(row);
    if (row.deletedAt !== null && wasInForce) restored.push(row);
    if (row.deletedAt === null && wasInForce && before.kind !== row.kind) amended.push(asBefore(row, before));
  }
  await requireNoOther(tx, projectId, restored, new Set(retracted.map(({ id }) => id)));
  return { retracted, restored, amended };
}

/** A decision that an edit by hand made one for an edited version, as it was before, or the other way round. */
function asBefore(row: DecisionResource, { kind, sources }: DecisionResource): DecisionResource {
  const taken = new Set(sources.flatMap(({ annotationId, isTaken }) => (isTaken ? [annotationId] : [])));
  return {
    ...row,
    kind,
    sources: row.sources.map((source) => ({ ...source, isTaken: taken.has(source.annotationId) })),
  };
}

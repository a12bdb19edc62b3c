import "server-only";
import type { DecisionResource, Outcomes } from "@/lib/contracts/adjudication";
import { isSame, type StoredAnnotation } from "@/lib/domain/annotation/annotation";
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

/** What an operation made of a row: `before` is null for one that it added. */
export type Logged<Row> = { readonly subjectId: string; readonly before: Row | null; readonly after: Row };

/** What is taken back: each row as it was before and after, in the order in which they were first touched. */
export type Undone = {
  readonly annotations: readonly Logged<StoredAnnotation>[];
  readonly decisions: readonly Logged<DecisionResource>[];
};

/**
 * Takes back an operation on the gold of a document: the log knows what each row was before it. Refused when any of
 * the rows says something else by now; what has been changed and changed back since is as it was. An undo is an
 * operation like any other, so undoing it does the first one again.
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
    const undone = await undoneBy(tx, scope, documentId, undoes);
    await requireAsLeft(tx, projectId, undone);
    return takeBack(await goldPlace(tx, scope, documentId, opId, schemeVersion), undone);
  });
}

/** Makes the rows again what they were before. */
export async function takeBack(place: GoldPlace, { annotations, decisions }: Undone): Promise<Outcomes> {
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
}

/** What an operation did to the gold of a document. Missing where it did nothing to it. */
export async function undoneBy(
  tx: Transaction,
  scope: Decider,
  documentId: string,
  opId: string,
): Promise<Undone> {
  const changes = await changesOf(tx, scope, documentId, opId);
  return {
    annotations: net(ofNoun<StoredAnnotation>(changes, "annotation.")),
    decisions: net(ofNoun<DecisionResource>(changes, "decision.")),
  };
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
export function net<Row>(changes: readonly Logged<Row>[]): Logged<Row>[] {
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

/** Refuses where a row no longer says what the operation made it say. */
async function requireAsLeft(
  tx: Transaction,
  projectId: string,
  { annotations, decisions }: Undone,
): Promise<void> {
  const [rows, current] = [
    await relatedRows(tx, projectId, idsOf(annotations)),
    await currentOf(tx, projectId, decisions),
  ];
  for (const { subjectId, after } of annotations) {
    const row = rows.get(subjectId);
    if (!row || !isThere(row, after) || !isSame(row, after)) throw await stale(tx, projectId, subjectId);
  }
  for (const { subjectId, after } of decisions) {
    const row = current.get(subjectId);
    if (!row || !isThere(row, after) || row.kind !== after.kind) throw await stale(tx, projectId, subjectId);
  }
}

type Removable = { readonly deletedAt: string | null };
/** Whether both are there or both are not. */
const isThere = (a: Removable, b: Removable): boolean => (a.deletedAt === null) === (b.deletedAt === null);

const idsOf = (logged: readonly { readonly subjectId: string }[]): string[] =>
  logged.map(({ subjectId }) => subjectId);

async function currentOf(
  tx: Transaction,
  projectId: string,
  decisions: readonly Logged<DecisionResource>[],
): Promise<ReadonlyMap<string, DecisionResource>> {
  const rows = await readDecisions(tx, { projectId, id: { in: idsOf(decisions) } });
  return new Map(rows.map((one) => [one.id, one]));
}

async function stepsFor(
  { tx, scope: { projectId } }: GoldPlace,
  annotations: readonly Logged<StoredAnnotation>[],
): Promise<{ steps: Step[]; rows: ReadonlyMap<string, StoredAnnotation> }> {
  const rows = await relatedRows(tx, projectId, idsOf(annotations));
  // Links before the marks they join when they go; the other way round when they come back.
  const gone: Step[] = [];
  const back: Step[] = [];
  for (const { subjectId, before } of annotations.toReversed()) {
    const row = rows.get(subjectId);
    if (!row) continue;
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
  const current = await currentOf(tx, projectId, decisions);
  const retracted: DecisionResource[] = [];
  const restored: DecisionResource[] = [];
  const amended: DecisionResource[] = [];
  for (const { subjectId, before } of decisions) {
    const row = current.get(subjectId);
    if (!row) continue;
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

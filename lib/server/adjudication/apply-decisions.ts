import "server-only";
import type { DecisionResource, Outcomes } from "@/lib/contracts/adjudication";
import { type AnnotationChange, applySteps, type Step } from "@/lib/domain/annotation/apply-steps";
import { relatedRows, resource } from "../annotations/read";
import { loggedAnnotation, refused, storeAnnotations } from "../annotations/write";
import { AppError } from "../app-error";
import type { Scope } from "../authorize";
import { type NewChange, recordChanges } from "../changes/write";
import type { Transaction } from "../database";
import { attachCase, moveCasesOf } from "../guidelines/cases";
import { readScheme } from "../schemes/read";
import { readText } from "../texts/read";
import {
  amendDecisions,
  type DecisionRow,
  loggedDecision,
  moveDecisions,
  readDecisions,
  storeDecisions,
} from "./decision-rows";
import { entitiesOf, type GoldEntities, goldEntities } from "./gold-entities";
import { dropEmptyEntities } from "./gold-entity-life";
import { ensureGoldSet, goldSetOf, openGold } from "./gold-set";
import { type Named, requireLinksNamed } from "./named-gold";

export type Decider = Scope<"adjudication.decide">;

/** Where an operation on the gold of a document happens, inside the transaction that holds the project. */
export type GoldPlace = {
  readonly tx: Transaction;
  readonly scope: Decider;
  readonly documentId: string;
  readonly setId: string;
  readonly schemeVersion: number;
  readonly opId: string;
  readonly opened: readonly NewChange[];
};

export async function goldPlace(
  tx: Transaction,
  scope: Decider,
  documentId: string,
  opId: string,
  schemeVersion: number,
): Promise<GoldPlace> {
  const { projectId } = scope;
  const setId = await ensureGoldSet(tx, projectId);
  const opened = await openGold(tx, { projectId, documentId }, setId);
  return { tx, scope, documentId, setId, schemeVersion, opId, opened };
}

/** What an operation does to the gold: steps to its annotations, decisions that come, go and come back. */
export type GoldWork = {
  readonly steps: readonly Step[];
  readonly decided: readonly DecisionRow[];
  readonly retracted: readonly DecisionResource[];
  readonly restored: readonly DecisionResource[];
  /** Decisions as they have to read again: an edit by hand that is taken back, or made again. */
  readonly amended?: readonly DecisionResource[];
  /** The rule that a decision is a case of, by the id of the decision. */
  readonly rules?: ReadonlyMap<string, string>;
  readonly entities: GoldEntities;
  /** Links that went along with what they hung on: refused, or, as far as the caller named them, retracted too. */
  readonly hanging: "refuse" | { readonly named: readonly Named[] };
};

export const noEntities: GoldEntities = { goldOf: new Map(), known: new Map(), changes: [] };

/** Does it: annotations through the path of all annotations, decisions, cases, and one operation in the log. */
export async function applyToGold(place: GoldPlace, work: GoldWork): Promise<Outcomes> {
  const { tx, scope, documentId, setId } = place;
  const { projectId, principal } = scope;
  const { text, map } = await readText(scope, documentId);
  const applied = applySteps(await relatedRows(tx, projectId, namedIn(work.steps)), work.steps, {
    scheme: await readScheme(scope, place.schemeVersion),
    text,
    map,
    documentId,
    setId,
    entities: work.entities.known,
    userId: principal.userId,
    now: new Date().toISOString(),
  });
  if (!applied.ok) throw refused(applied, 1);
  const along = await decisionsOfHanging(place, work, applied.changes);
  if (applied.changes.length > 0) await storeAnnotations(tx, projectId, applied.changes);
  const emptied = await dropEmptyEntities(place, applied.changes);
  const userId = principal.userId;
  await storeDecisions(tx, { projectId, documentId, userId }, work.decided);
  const moved = [
    ...(await moveDecisions(tx, setId, "retracted", [...work.retracted, ...along], projectId)),
    ...(await moveDecisions(tx, setId, "restored", work.restored, projectId)),
    ...(await amendDecisions(tx, { projectId, setId }, work.amended ?? [])),
  ];
  const made = await readDecisions(tx, { projectId, id: { in: work.decided.map(({ id }) => id) } });
  const moves = moved.map(({ after }) => after);
  const amended = new Set(work.amended?.map(({ id }) => id));
  const cases = await moveCases(
    place,
    work,
    moves.filter(({ id }) => !amended.has(id)),
  );
  await recordChanges(tx, scope, place.opId, [
    ...place.opened,
    ...work.entities.changes,
    ...applied.changes.map(loggedAnnotation),
    ...emptied,
    ...made.map((one) => loggedDecision("decision.made", setId, null, one)),
    ...moved.map(({ change }) => change),
    ...cases,
  ]);
  const gold = [...new Map(applied.changes.map(({ after }) => [after.id, after])).values()];
  return {
    decisions: [...made, ...moves],
    gold: gold.map(resource),
    entities: await entitiesOf(tx, projectId, gold),
  };
}

export function namedIn(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => {
    const ends = step.op === "update" ? step.set : step.op === "create" ? step : {};
    return [step.id, ends.fromId, ends.toId].filter((id) => id !== undefined);
  });
}

/** Removing gold takes its links along; what was decided on those is then open again, or it is refused. */
async function decisionsOfHanging(
  place: GoldPlace,
  { steps, retracted, hanging }: GoldWork,
  changes: readonly AnnotationChange[],
): Promise<DecisionResource[]> {
  const asked = new Set(steps.map(({ id }) => id));
  const gone = changes.flatMap(({ before, after }) =>
    before !== null && after.deletedAt !== null && !asked.has(after.id) ? [before] : [],
  );
  if (gone.length === 0) return [];
  if (hanging === "refuse")
    throw new AppError("wrong_state", "Links that were decided later hang on it. Undo those first.");
  await requireLinksNamed(place, hanging.named, gone);
  const known = new Set(retracted.map(({ id }) => id));
  const found = await readDecisions(place.tx, {
    projectId: place.scope.projectId,
    deletedAt: null,
    annotationId: { in: gone.map(({ id }) => id) },
  });
  return found.filter(({ id }) => !known.has(id));
}

/** A case has the id of its decision: it comes with it, goes with it and comes back with it. */
async function moveCases(
  { tx, scope }: GoldPlace,
  { rules = new Map() }: GoldWork,
  moved: readonly DecisionResource[],
): Promise<NewChange[]> {
  for (const [id, ruleId] of rules) await attachCase(tx, scope, { id, ruleId, decisionId: id, note: "" });
  const [gone, back] = [
    moved.filter(({ deletedAt }) => deletedAt !== null),
    moved.filter(({ deletedAt }) => deletedAt === null),
  ];
  return [
    ...(await moveCasesOf(
      tx,
      scope.projectId,
      gone.map(({ id }) => id),
      "case.deleted",
    )),
    ...(await moveCasesOf(
      tx,
      scope.projectId,
      back.map(({ id }) => id),
      "case.restored",
    )),
  ];
}

/** Whether a change is one to the gold: a decision, or an edit by hand that left its decision as it was. */
export const isOfGold = (
  { kind, setId }: { readonly kind: string; readonly setId: string | null },
  goldSetId: string | null,
): boolean =>
  kind.startsWith("decision.") || (kind.startsWith("annotation.") && setId !== null && setId === goldSetId);

/**
 * What an operation that is sent again is answered: its rows as they are now. Null for a new one; an id that
 * somebody used for another operation is refused.
 */
export async function doneBefore(
  tx: Transaction,
  { projectId, principal }: Decider,
  documentId: string,
  opId: string,
): Promise<Outcomes | null> {
  const done = await tx.change.findMany({
    where: { projectId, opId },
    select: { kind: true, subjectId: true, documentId: true, setId: true, principal: true },
  });
  if (done.length === 0) return null;
  const goldSetId = await goldSetOf(tx, projectId);
  const isOurs = done.some((one) => one.documentId === documentId && isOfGold(one, goldSetId));
  if (!isOurs || done.some((one) => one.principal !== principal.userId))
    throw new AppError("conflict", "This operation id was used for something else; make a new one");
  const of = (noun: string) =>
    done.filter(({ kind }) => kind.startsWith(noun)).map(({ subjectId }) => subjectId);
  const decisions = await readDecisions(tx, { projectId, id: { in: of("decision.") } });
  const goldIds = new Set(of("annotation."));
  const rows = await relatedRows(tx, projectId, [...goldIds]);
  const gold = [...rows.values()].filter(({ id }) => goldIds.has(id));
  return { decisions, gold: gold.map(resource), entities: await entitiesOf(tx, projectId, gold) };
}

/** The gold's own entities for those that versions stand for. */
export const entitiesFor = (
  { tx, scope, setId }: GoldPlace,
  ids: readonly (string | null | undefined)[],
): Promise<GoldEntities> =>
  goldEntities(tx, { projectId: scope.projectId, setId, userId: scope.principal.userId }, [
    ...new Set(ids.flatMap((id) => id ?? [])),
  ]);

import "server-only";
import type { z } from "zod";
import type {
  DecisionResource,
  decide as declared,
  NewDecision,
  Outcomes,
} from "@/lib/contracts/adjudication";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import type { CreateStep, Step } from "@/lib/domain/annotation/apply-steps";
import { relatedRows } from "../annotations/read";
import { AppError, invalid } from "../app-error";
import { lockProject } from "../changes/write";
import { type Transaction, transact } from "../database";
import {
  applyToGold,
  type Decider,
  doneBefore,
  entitiesFor,
  type GoldPlace,
  goldPlace,
} from "./apply-decisions";
import { type DecisionRow, decisionsOn, readDecisions } from "./decision-rows";
import { GoldEnds } from "./gold-ends";
import { requireDecidable } from "./gold-set";
import { goldContent, stepTo } from "./gold-step";
import { personNamed } from "./last-to-change";
import { requireNamed } from "./named-gold";
import { nameEntities } from "./new-entities";

type Input = z.output<NonNullable<(typeof declared)["body"]>>;
type Rows = ReadonlyMap<string, StoredAnnotation>;

/**
 * Decides items of a document, all or nothing. What was read is named: sources with their revisions, and the
 * decisions that are replaced. If somebody decided or changed any of them in between, it is refused, so two curators
 * never make gold of one thing twice.
 */
export async function decideItems(scope: Decider, documentId: string, input: Input): Promise<Outcomes> {
  return transact(async (tx) => {
    const { schemeVersion } = await lockProject(tx, scope.projectId);
    const known = await doneBefore(tx, scope, documentId, input.opId);
    if (known) return known;
    await requireDecidable(tx, { projectId: scope.projectId, documentId });
    const place = await goldPlace(tx, scope, documentId, input.opId, schemeVersion);
    const replaced = await requireCurrent(place, input);
    const rows = await relatedRows(tx, scope.projectId, idsIn(input, replaced));
    requireSources(place, input.decisions, replaced, rows);
    await requireNamed(
      place,
      input.gold,
      goldIn(input, replaced).flatMap((id) => rows.get(id) ?? []),
    );
    return decideWith(place, input, replaced, rows);
  });
}

async function decideWith(
  place: GoldPlace,
  { decisions, gold, entities: unnamed }: Input,
  replaced: readonly DecisionResource[],
  rows: Rows,
): Promise<Outcomes> {
  const named = await nameEntities(place, unnamed, decisions);
  const entities = await entitiesFor(
    place,
    decisions.map(({ outcome }) =>
      outcome.kind === "edited" && outcome.annotation.kind === "span"
        ? outcome.annotation.entityId
        : outcome.kind === "chosen"
          ? entityOf(rows.get(outcome.from))
          : null,
    ),
  );
  const wanted = decisions.flatMap(({ outcome }) => {
    const version = outcome.kind === "chosen" ? rows.get(outcome.from) : undefined;
    return version?.kind === "relation" ? [version.fromId, version.toId] : [];
  });
  const ends = await GoldEnds.of(place, wanted);
  const made = decisions.flatMap(({ outcome }): CreateStep[] => {
    if (outcome.kind === "neither" || outcome.kind === "kept") return [];
    if (outcome.kind === "edited") return [edited(outcome, entities.goldOf)];
    const version = rows.get(outcome.from);
    if (!version) throw invalid("decisions", "The version that is taken is one of its sources");
    return [
      {
        ...goldContent(version, entities.goldOf, (id) => ends.require(id)),
        op: "create",
        id: outcome.goldId,
      },
    ];
  });
  const steps: Step[] = made.flatMap((step) => stepTo(rows.get(step.id), step));
  return applyToGold(place, {
    steps: [...steps, ...removals(decisions, replaced, rows)],
    decided: decisions.map((one) => decisionRow(one, replaced)),
    retracted: replaced,
    restored: [],
    rules: new Map(decisions.flatMap(({ id, rule }) => (rule ? [[id, rule.id] as const] : []))),
    entities: { ...entities, changes: [...named, ...entities.changes] },
    hanging: { named: gold },
  });
}

/** The gold that goes: what replaced decisions had made and these don't make or keep, and what is dropped by name. */
function removals(
  decisions: readonly NewDecision[],
  replaced: readonly DecisionResource[],
  rows: Rows,
): Step[] {
  const named = (kinds: readonly NewDecision["outcome"]["kind"][]) =>
    decisions.flatMap(({ outcome: { kind, goldId } }) =>
      kinds.includes(kind) && goldId !== undefined ? [goldId] : [],
    );
  const staying = new Set(named(["chosen", "edited", "kept"]));
  const leaving = new Set([
    ...replaced.flatMap(({ annotationId }) => annotationId ?? []),
    ...named(["neither"]),
  ]);
  return [...leaving].flatMap((id): Step[] => {
    const row = staying.has(id) ? undefined : rows.get(id);
    return row && row.deletedAt === null ? [{ op: "delete", id, revision: row.revision }] : [];
  });
}

const entityOf = (row: StoredAnnotation | undefined): string | null =>
  row?.kind === "span" ? row.entityId : null;

function edited(
  { goldId, annotation }: Extract<NewDecision["outcome"], { kind: "edited" }>,
  goldOf: ReadonlyMap<string, string>,
): CreateStep {
  if (annotation.kind !== "span") return { ...annotation, op: "create", id: goldId };
  const { entityId } = annotation;
  return {
    ...annotation,
    op: "create",
    id: goldId,
    entityId: entityId ? (goldOf.get(entityId) ?? entityId) : null,
  };
}

function decisionRow(
  { id, sources, outcome, reason, text }: NewDecision,
  replaced: readonly DecisionResource[],
): DecisionRow {
  const taken = new Set(outcome.kind === "chosen" ? [outcome.from] : []);
  if (outcome.kind === "kept")
    for (const before of replaced.filter(({ annotationId }) => annotationId === outcome.goldId))
      for (const { annotationId, isTaken } of before.sources) if (isTaken) taken.add(annotationId);
  return {
    id,
    kind: outcome.kind,
    annotationId: outcome.kind === "neither" ? null : outcome.goldId,
    reason: reason ?? "",
    text: text ?? "",
    sources: sources.map((one) => ({ ...one, isTaken: taken.has(one.annotationId) })),
  };
}

/** The rows an operation is about: versions, the gold that it makes or replaces. */
const idsIn = (input: Input, replaced: readonly DecisionResource[]): string[] => [
  ...input.decisions.flatMap(({ sources }) => sources.map(({ annotationId }) => annotationId)),
  ...goldIn(input, replaced),
];

/** All gold that an operation makes, keeps or touches, that which only goes with a decision that is replaced too. */
const goldIn = ({ decisions, gold }: Input, replaced: readonly DecisionResource[]): string[] => [
  ...new Set([
    ...decisions.flatMap(({ outcome }) => outcome.goldId ?? []),
    ...replaced.flatMap(({ annotationId }) => annotationId ?? []),
    ...gold.map(({ id }) => id),
  ]),
];

/** The decisions that are replaced, if they are those that are in force on these sources, as the caller read them. */
async function requireCurrent(
  { tx, scope, documentId }: GoldPlace,
  input: Input,
): Promise<DecisionResource[]> {
  const { projectId } = scope;
  const named = new Map(input.replaces.map(({ id, revision }) => [id, revision]));
  const sources = input.decisions.flatMap((one) => one.sources.map(({ annotationId }) => annotationId));
  const gold = input.decisions.flatMap(({ outcome }) => outcome.goldId ?? []);
  const inForce = [
    ...(await decisionsOn(tx, projectId, sources)),
    ...(await readDecisions(tx, { projectId, deletedAt: null, annotationId: { in: gold } })),
  ];
  const replaced = await readDecisions(tx, {
    projectId,
    documentId,
    id: { in: [...named.keys()] },
    deletedAt: null,
  });
  const isCurrent =
    inForce.every(({ id }) => named.has(id)) &&
    replaced.length === named.size &&
    replaced.every(({ id, revision }) => named.get(id) === revision);
  if (!isCurrent) throw await decidedMeanwhile(tx, inForce);
  return replaced;
}

/** A refusal that says who was faster, if one person was. */
export async function decidedMeanwhile(
  tx: Transaction,
  current: readonly DecisionResource[],
): Promise<AppError> {
  const deciders = new Set(current.map(({ createdBy }) => createdBy));
  const [only] = deciders.size === 1 ? deciders : [];
  const words = `${await personNamed(tx, only)} decided this in between. Look at it and decide again.`;
  return new AppError("stale_revision", words, { current });
}

/**
 * Versions of one thing: annotators' work on this document as it is now, at most one of each set. Work that is gone
 * may be cited again by what takes the place of the decision that cited it.
 */
function requireSources(
  place: GoldPlace,
  decisions: readonly NewDecision[],
  replaced: readonly DecisionResource[],
  rows: Rows,
): void {
  const cited = new Set(
    replaced.flatMap((one) => one.sources.map((source) => `${source.annotationId} ${source.revision}`)),
  );
  const { documentId, setId } = place;
  for (const { sources, outcome } of decisions) {
    const found = sources.map(({ annotationId }) => rows.get(annotationId));
    if (found.some((row) => !row || row.documentId !== documentId || row.setId === setId))
      throw invalid("sources", "Sources are annotators' work on this document");
    const outdated = sources.find(({ annotationId, revision }) => {
      const row = rows.get(annotationId);
      if (row && row.deletedAt !== null && cited.has(`${annotationId} ${revision}`)) return false;
      return row?.revision !== revision || row.deletedAt !== null;
    });
    if (outdated)
      throw new AppError("stale_revision", "This work has changed in between. Look at it and decide again.");
    if (new Set(found.map((row) => row?.setId)).size < found.length)
      throw invalid("sources", "An item has at most one version of each set");
    if (outcome.kind === "chosen" && !sources.some(({ annotationId }) => annotationId === outcome.from))
      throw invalid("outcome.from", "The version that is taken is one of its sources");
    requireOwnGold(place, outcome, replaced, rows);
  }
}

/** Gold that is kept was made by a decision that is replaced; gold that goes lies on this document. */
function requireOwnGold(
  { documentId, setId }: GoldPlace,
  outcome: NewDecision["outcome"],
  replaced: readonly DecisionResource[],
  rows: Rows,
): void {
  if (outcome.kind === "kept" && !replaced.some(({ annotationId }) => annotationId === outcome.goldId))
    throw invalid("outcome.goldId", "What is kept was made by a decision that this one replaces");
  if (outcome.kind !== "neither" || outcome.goldId === undefined) return;
  const row = rows.get(outcome.goldId);
  if (row?.documentId !== documentId || row.setId !== setId)
    throw invalid("outcome.goldId", "What goes is gold on this document");
}

/** Refuses to put decisions back in force beside others on the same sources, but for those that are `leaving`. */
export async function requireNoOther(
  tx: Transaction,
  projectId: string,
  restored: readonly DecisionResource[],
  leaving: ReadonlySet<string>,
): Promise<void> {
  const sources = restored.flatMap((one) => one.sources.map(({ annotationId }) => annotationId));
  const inForce = await decisionsOn(tx, projectId, sources);
  const own = new Set(restored.map(({ id }) => id));
  const others = inForce.filter(({ id }) => !own.has(id) && !leaving.has(id));
  if (others.length > 0) throw await decidedMeanwhile(tx, others);
}

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
    requireSources(place, input.decisions, rows);
    return decideWith(place, input, replaced, rows);
  });
}

async function decideWith(
  place: GoldPlace,
  { decisions }: Input,
  replaced: readonly DecisionResource[],
  rows: Rows,
): Promise<Outcomes> {
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
    if (outcome.kind === "neither") return [];
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
  const kept = new Set(made.map(({ id }) => id));
  for (const { annotationId } of replaced) {
    const row = annotationId === null ? undefined : rows.get(annotationId);
    if (row && row.deletedAt === null && !kept.has(row.id))
      steps.push({ op: "delete", id: row.id, revision: row.revision });
  }
  return applyToGold(place, {
    steps,
    decided: decisions.map(decisionRow),
    retracted: replaced,
    restored: [],
    rules: new Map(decisions.flatMap(({ id, rule }) => (rule ? [[id, rule.id] as const] : []))),
    entities,
    hanging: "retract",
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

function decisionRow({ id, sources, outcome, reason, text }: NewDecision): DecisionRow {
  const taken = outcome.kind === "chosen" ? outcome.from : null;
  return {
    id,
    kind: outcome.kind,
    annotationId: outcome.kind === "neither" ? null : outcome.goldId,
    reason: reason ?? "",
    text: text ?? "",
    sources: sources.map((one) => ({ ...one, isTaken: one.annotationId === taken })),
  };
}

/** The rows an operation is about: versions, the gold that it makes or replaces. */
function idsIn({ decisions }: Input, replaced: readonly DecisionResource[]): string[] {
  return [
    ...decisions.flatMap(({ sources, outcome }) => [
      ...sources.map(({ annotationId }) => annotationId),
      ...(outcome.kind === "neither" ? [] : [outcome.goldId]),
    ]),
    ...replaced.flatMap(({ annotationId }) => annotationId ?? []),
  ];
}

/** The decisions that are replaced, if they are those that are in force on these sources, as the caller read them. */
async function requireCurrent(
  { tx, scope, documentId }: GoldPlace,
  input: Input,
): Promise<DecisionResource[]> {
  const { projectId } = scope;
  const named = new Map(input.replaces.map(({ id, revision }) => [id, revision]));
  const sources = input.decisions.flatMap((one) => one.sources.map(({ annotationId }) => annotationId));
  const inForce = await decisionsOn(tx, projectId, sources);
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
  if (!isCurrent)
    throw new AppError("stale_revision", "Somebody decided this in between. Look at it and decide again.", {
      current: inForce,
    });
  return replaced;
}

/** Versions of one thing: annotators' work on this document as it is now, at most one of each set. */
function requireSources(
  { documentId, setId }: GoldPlace,
  decisions: readonly NewDecision[],
  rows: Rows,
): void {
  for (const { sources, outcome } of decisions) {
    const found = sources.map(({ annotationId }) => rows.get(annotationId));
    if (found.some((row) => !row || row.documentId !== documentId || row.setId === setId))
      throw invalid("sources", "Sources are annotators' work on this document");
    const outdated = sources.find(({ annotationId, revision }) => {
      const row = rows.get(annotationId);
      return row?.revision !== revision || row.deletedAt !== null;
    });
    if (outdated)
      throw new AppError("stale_revision", "This work has changed in between. Look at it and decide again.");
    if (new Set(found.map((row) => row?.setId)).size < found.length)
      throw invalid("sources", "An item has at most one version of each set");
    if (outcome.kind === "chosen" && !sources.some(({ annotationId }) => annotationId === outcome.from))
      throw invalid("outcome.from", "The version that is taken is one of its sources");
  }
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
  if (inForce.some(({ id }) => !own.has(id) && !leaving.has(id)))
    throw new AppError("stale_revision", "Somebody decided this in between. Look at it and decide again.");
}

import "server-only";
import type { AnnotationChange, Step } from "@/lib/domain/annotation/apply-steps";
import type { Entity } from "@/lib/domain/entity/entity";
import type { Principal } from "@/lib/policy/policy";
import type { NewChange } from "../changes/write";
import type { Transaction } from "../database";
import { goldEntities } from "./gold-entities";
import { hasGold, openGold, requireReady } from "./gold-set";
import { decisionsByHand } from "./hand-decisions";

type Curator = { readonly projectId: string; readonly principal: Principal };

/** The gold of a document in the hands of somebody who edits it as they would edit their own work. */
export type GoldHand = {
  /** The same steps with the gold's own entities. */
  readonly steps: readonly Step[];
  readonly entities: ReadonlyMap<string, { readonly kind: Entity["kind"] }>;
  /** What goes to the log, in order, once the annotations are stored: their decisions follow them. */
  decide(applied: readonly AnnotationChange[], logged: readonly NewChange[]): Promise<readonly NewChange[]>;
};

/**
 * Opens the gold of a document for steps by hand. Gold that is there, made by decisions or come with a file, can be
 * changed until its adjudication is finished; to begin one, its annotators must have submitted. Refused otherwise.
 */
export async function openGoldHand(
  tx: Transaction,
  { projectId, principal }: Curator,
  documentId: string,
  setId: string,
  steps: readonly Step[],
): Promise<GoldHand> {
  const place = { projectId, documentId };
  if (!(await hasGold(tx, place, setId))) await requireReady(tx, place);
  const userId = principal.userId;
  const entities = await goldEntities(tx, { projectId, setId, userId }, entitiesNamed(steps));
  return {
    steps: steps.map((step) => withEntity(step, entities.goldOf)),
    entities: entities.known,
    decide: async (applied, logged) => {
      if (applied.length === 0) return entities.changes;
      const opened = await openGold(tx, place, setId);
      const decisions = await decisionsByHand(tx, { ...place, setId, userId }, applied);
      return [...opened, ...entities.changes, ...logged, ...decisions];
    },
  };
}

const entityOf = (step: Step): string | null | undefined =>
  step.op === "update" ? step.set.entityId : step.op === "create" ? step.entityId : null;

const entitiesNamed = (steps: readonly Step[]): string[] => [
  ...new Set(steps.flatMap((step) => entityOf(step) ?? [])),
];

function withEntity(step: Step, goldOf: ReadonlyMap<string, string>): Step {
  const named = entityOf(step);
  const entityId = named ? (goldOf.get(named) ?? named) : null;
  if (entityId === null) return step;
  if (step.op === "update") return { ...step, set: { ...step.set, entityId } };
  return step.op === "create" ? { ...step, entityId } : step;
}

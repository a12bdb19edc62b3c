import "server-only";
import type { AdjudicationWork, DecisionResource } from "@/lib/contracts/adjudication";
import { alignWork } from "@/lib/domain/adjudication/align-work";
import { type ItemState, itemStates, orphanDecisions } from "@/lib/domain/adjudication/decision";
import { type AlignedItem, type AlignOptions, isUnanimous } from "@/lib/domain/adjudication/item";
import { entityKeys } from "@/lib/domain/adjudication/same-entities";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import type { Entity } from "@/lib/domain/entity/entity";
import { relationTypeOf, type Scheme } from "@/lib/domain/scheme/scheme";
import { type AssignmentState, assignmentStates } from "@/lib/domain/workflow/assignment-state";
import { type AnnotationRow, annotationColumns, storedAnnotation } from "../annotations/read";
import { Prisma, type Transaction } from "../database";
import { readScheme } from "../schemes/read";
import { coderKinds, isCoders } from "../sets/coder-kinds";
import { readDecisions } from "./decision-rows";
import { readEntities } from "./gold-entities";
import { goldSetOf } from "./gold-set";

/** A document's work side by side with its gold, as the domain compares them. */
export type Comparison = {
  readonly documentId: string;
  readonly sets: AdjudicationWork["sets"];
  readonly goldSetId: string | null;
  readonly goldState: AssignmentState | null;
  readonly annotations: readonly StoredAnnotation[];
  readonly gold: readonly StoredAnnotation[];
  readonly items: readonly AlignedItem[];
  readonly decisions: readonly DecisionResource[];
  readonly states: ReadonlyMap<string, ItemState<DecisionResource>>;
  readonly entities: readonly Entity[];
  readonly options: AlignOptions;
  readonly scheme: Scheme;
};

/** Compares the submitted work on some documents, in a few queries for all of them. */
export async function compareDocuments(
  tx: Transaction,
  projectId: string,
  documentIds: readonly string[],
): Promise<Comparison[]> {
  const ids = [...documentIds];
  const { schemeVersion } = await tx.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { schemeVersion: true },
  });
  const scheme = await readScheme({ projectId }, schemeVersion);
  const goldSetId = await goldSetOf(tx, projectId);
  const assignments = await tx.assignment.findMany({
    where: { projectId, documentId: { in: ids }, set: { kind: { in: [...coderKinds, "gold"] } } },
    select: {
      documentId: true,
      setId: true,
      state: true,
      submittedAt: true,
      set: { select: { name: true } },
    },
    orderBy: { setId: "asc" },
  });
  const rows = await tx.$queryRaw<AnnotationRow[]>`
    SELECT ${annotationColumns} FROM "Annotation" a
    JOIN "AnnotationSet" s ON s."projectId" = a."projectId" AND s."id" = a."setId" 
      AND (${isCoders(Prisma.sql`s."kind"`)} OR s."kind" = 'gold')
    WHERE a."projectId" = ${projectId}::uuid AND a."documentId" = ANY(${ids}::uuid[]) AND a."deletedAt" IS NULL
    ORDER BY a."start" NULLS LAST, a."id"`;
  const entities = await readEntities(tx, {
    projectId,
    ids: [...new Set(rows.flatMap(({ entityId }) => entityId ?? []))],
    ...(goldSetId === null ? {} : { setId: goldSetId }),
  });
  const keys = entityKeys(entities);
  const options: AlignOptions = {
    entityKey: (id) => keys.get(id) ?? id,
    isDirected: (type) => relationTypeOf(scheme, type)?.isDirected ?? true,
  };
  const decisions = await readDecisions(tx, { projectId, documentId: { in: ids }, deletedAt: null });
  const annotations = rows.map(storedAnnotation);
  const shared = { goldSetId, entities, options, scheme };
  const stateOf = (state: string) => assignmentStates.find((known) => known === state) ?? null;
  return ids.map((documentId) => {
    const here = assignments.filter((one) => one.documentId === documentId);
    const sets = here.flatMap(({ setId, set, state, submittedAt }) => {
      const known = stateOf(state);
      if (setId === goldSetId || known === null || !submittedAt) return [];
      return [{ id: setId, name: set.name, state: known, submittedAt: submittedAt.toISOString() }];
    });
    const goldRow = here.find(({ setId }) => setId === goldSetId);
    const own = annotations.filter((one) => one.documentId === documentId);
    const submitted = new Set(sets.map(({ id }) => id));
    return compared(
      {
        ...shared,
        documentId,
        sets,
        goldState: goldRow ? stateOf(goldRow.state) : null,
        annotations: own.filter(({ setId }) => submitted.has(setId)),
        gold: own.filter(({ setId }) => setId === goldSetId),
      },
      decisions.filter((one) => one.documentId === documentId),
    );
  });
}

function compared(
  found: Omit<Comparison, "items" | "states" | "decisions">,
  decisions: readonly DecisionResource[],
): Comparison {
  const work = found.sets.map(({ id }) => ({
    set: id,
    annotations: found.annotations.filter(({ setId }) => setId === id),
  }));
  const items = alignWork(work, found.options);
  return { ...found, items, decisions, states: itemStates(items, decisions) };
}

/** How much there is to decide. What stands on nothing any longer counts as changed. */
export function countsOf({ items, states, decisions }: Comparison) {
  const all = [...states.values()];
  return {
    items: items.length,
    differing: items.filter((item) => !isUnanimous(item)).length,
    decided: all.filter((one) => one.decisions.length > 0).length,
    changed: all.filter((one) => one.isChanged).length + orphanDecisions(items, decisions).length,
  };
}

import "server-only";
import { createHash } from "node:crypto";
import { entityKeys } from "@/lib/domain/adjudication/same-entities";
import type { AssignmentState } from "@/lib/domain/workflow/assignment-state";
import type { Transaction } from "../database";
import { type Comparison, compareDocuments, countsOf } from "./compare-documents";
import { readEntities } from "./gold-entities";
import { goldSetOf } from "./gold-set";

/** How the adjudication of a document stands, without the work itself. */
export type Summary = {
  readonly goldState: AssignmentState | null;
  readonly goldSetId: string | null;
  /** The sets that are compared. */
  readonly setIds: readonly string[];
  readonly counts: ReturnType<typeof countsOf>;
  readonly undecided: number;
};

export const nothingCounted: Summary = {
  goldState: null,
  goldSetId: null,
  setIds: [],
  counts: { items: 0, differing: 0, decided: 0, changed: 0 },
  undecided: 0,
};

/** Some hundred bytes each; the document that was asked for longest ago goes first. */
const KEPT_MAX = 20_000;
const kept = new Map<string, { readonly state: string; readonly summary: Summary }>();

/**
 * Summaries of documents. Putting work side by side is what costs, so that is done only where something has happened
 * since this process last did it: what each document says is named by its newest change in the log, the scheme and
 * which of its entities stand for the same. The database is asked for that every time, so other processes' writes
 * count at once; nothing has to be told to forget.
 */
export async function summariesOf(
  tx: Transaction,
  projectId: string,
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, Summary>> {
  const states = await statesOf(tx, projectId, documentIds);
  const stateOf = (id: string) => states.get(id) ?? "";
  const stale = documentIds.filter((id) => kept.get(`${projectId} ${id}`)?.state !== stateOf(id));
  const fresh = stale.length === 0 ? [] : await compareDocuments(tx, projectId, stale);
  for (const one of fresh) {
    const key = `${projectId} ${one.documentId}`;
    kept.delete(key);
    kept.set(key, { state: stateOf(one.documentId), summary: summaryOf(one) });
  }
  const found = documentIds.flatMap((id) => {
    const known = kept.get(`${projectId} ${id}`);
    return known ? [[id, known.summary] as const] : [];
  });
  for (const key of kept.keys()) {
    if (kept.size <= KEPT_MAX) break;
    kept.delete(key);
  }
  return new Map(found);
}

function summaryOf(comparison: Comparison): Summary {
  const { goldState, goldSetId, sets, items, states } = comparison;
  return {
    goldState,
    goldSetId,
    setIds: sets.map(({ id }) => id),
    counts: countsOf(comparison),
    undecided: items.filter(({ id }) => !states.get(id)?.decisions.length).length,
  };
}

/** What the summary of each document depends on, as a short text that is another one when any of it changes. */
async function statesOf(
  tx: Transaction,
  projectId: string,
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...documentIds];
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; state: string; entities: string[] }[]>`
    SELECT d."id", concat_ws(' ', p."schemeVersion", (
        SELECT max(c."seq") FROM "Change" c WHERE c."projectId" = d."projectId" AND c."documentId" = d."id"
      )) AS "state", ARRAY(
        SELECT DISTINCT a."entityId" FROM "Annotation" a
        WHERE a."projectId" = d."projectId" AND a."documentId" = d."id" AND a."entityId" IS NOT NULL
          AND a."deletedAt" IS NULL
      )::text[] AS "entities"
    FROM "Document" d JOIN "Project" p ON p."id" = d."projectId"
    WHERE d."projectId" = ${projectId}::uuid AND d."id" = ANY(${ids}::uuid[])`;
  const goldSetId = await goldSetOf(tx, projectId);
  const mentioned = [...new Set(rows.flatMap(({ entities }) => entities))];
  const keys = entityKeys(
    mentioned.length === 0
      ? []
      : await readEntities(tx, {
          projectId,
          ids: mentioned,
          ...(goldSetId === null ? {} : { setId: goldSetId }),
        }),
  );
  return new Map(
    rows.map(({ id, state, entities }) => {
      const alike = entities.map((entity) => `${entity} ${keys.get(entity) ?? ""}`).sort();
      return [id, `${state} ${createHash("sha256").update(alike.join()).digest("base64")}`];
    }),
  );
}

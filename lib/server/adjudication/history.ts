import "server-only";
import type { ChangeResource } from "@/lib/contracts/entities";
import type { Scope } from "../authorize";
import { changesOf } from "../changes/read";
import { db } from "../database";
import { readDecisions } from "./decision-rows";
import { requireReady } from "./gold-set";

const ENTRIES_MAX = 200;

/**
 * What was decided on one thing, by whom and why, those decisions too that were replaced or taken back, and what was
 * done to its gold by hand; newest first. `annotationId` is a version of it or its gold.
 */
export async function readDecisionHistory(
  scope: Scope<"adjudication.read">,
  documentId: string,
  annotationId: string,
): Promise<{ items: ChangeResource[] }> {
  const { projectId } = scope;
  await requireReady(db(), { projectId, documentId });
  const about = (ids: readonly string[]) =>
    readDecisions(db(), {
      projectId,
      documentId,
      OR: [{ annotationId: { in: [...ids] } }, { sources: { some: { annotationId: { in: [...ids] } } } }],
    });
  // Versions and gold of the decisions that are found lead to those that were made on other versions of it.
  const near = await about([annotationId]);
  const decisions = await about([
    annotationId,
    ...near.flatMap((one) => [
      ...one.sources.map((source) => source.annotationId),
      ...(one.annotationId === null ? [] : [one.annotationId]),
    ]),
  ]);
  const gold = decisions.flatMap((one) => one.annotationId ?? []);
  const items = await changesOf(
    scope,
    [...new Set([...decisions.map(({ id }) => id), ...gold])],
    ENTRIES_MAX,
  );
  return { items };
}

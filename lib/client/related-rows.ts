import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import type { Step } from "@/lib/domain/annotation/apply-steps";

/**
 * The rows that `applySteps` wants to see: those named, their relations, and both ends of these. `relations` are the
 * ids of those that hang on an annotation.
 */
export function relatedRows(
  steps: readonly Step[],
  known: ReadonlyMap<string, StoredAnnotation>,
  relations: ReadonlyMap<string, ReadonlySet<string>>,
): Map<string, StoredAnnotation> {
  const rows = new Map<string, StoredAnnotation>();
  const add = (id: string | undefined) => {
    const row = id === undefined ? undefined : known.get(id);
    if (row) rows.set(row.id, row);
    return row;
  };
  for (const step of steps) {
    const ends = step.op === "create" ? step : step.op === "update" ? step.set : {};
    const named = add(step.id);
    const joined = named?.kind === "relation" ? [named.fromId, named.toId] : [];
    for (const id of [step.id, ends.fromId, ends.toId, ...joined]) {
      add(id);
      for (const relation of (id && relations.get(id)) || []) {
        const row = add(relation);
        if (row?.kind !== "relation") continue;
        add(row.fromId);
        add(row.toId);
      }
    }
  }
  return rows;
}

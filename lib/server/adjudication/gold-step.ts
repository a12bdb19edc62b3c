import "server-only";
import { isSame, type StoredAnnotation } from "@/lib/domain/annotation/annotation";
import type { CreateStep, Edit, Step } from "@/lib/domain/annotation/apply-steps";

type Content = Omit<CreateStep, "op" | "id">;

/**
 * What the gold says when it takes a version: the same of the same text, with entities and ends of its own. Notes stay
 * with who wrote them.
 */
export function goldContent(
  version: StoredAnnotation,
  entityOf: ReadonlyMap<string, string>,
  endOf: (id: string) => string,
): Content {
  const { kind, tag, attributes } = version;
  if (version.kind === "document") return { kind, tag, attributes };
  if (version.kind === "relation")
    return { kind, tag, attributes, fromId: endOf(version.fromId), toId: endOf(version.toId) };
  const entityId = version.entityId === null ? null : (entityOf.get(version.entityId) ?? null);
  return { kind, tag, attributes, spans: version.spans, entityId };
}

/** The steps that make a gold annotation say this: a new one, or one that is there, or was, keeping what hangs on it. */
export function stepTo(row: StoredAnnotation | undefined, step: CreateStep): Step[] {
  if (!row) return [step];
  const { op: _, id, kind: __, ...set } = step;
  return stepsBack(row, { ...set, note: set.note ?? row.note });
}

/** The steps that make a row that is there, removed or not, say this. */
export function stepsBack(row: StoredAnnotation, set: Edit): Step[] {
  const isGone = row.deletedAt !== null;
  const { id, revision } = row;
  return [
    ...(isGone ? [{ op: "restore" as const, id, revision }] : []),
    { op: "update" as const, id, revision: isGone ? revision + 1 : revision, set },
  ];
}

/** What a row says, as an update would say it. */
export function editOf(row: StoredAnnotation): Edit {
  const common = { tag: row.tag, attributes: row.attributes, note: row.note };
  if (row.kind === "relation") return { ...common, fromId: row.fromId, toId: row.toId };
  if (row.kind === "document") return common;
  return { ...common, spans: row.spans, entityId: row.entityId };
}

/** The steps from a row as it is to what it was; none where it is that already. */
export function stepsTo(row: StoredAnnotation, before: StoredAnnotation | null): Step[] {
  const { id, revision } = row;
  if (before === null || before.deletedAt !== null)
    return row.deletedAt === null ? [{ op: "delete", id, revision }] : [];
  if (row.deletedAt !== null) {
    const back: Step = { op: "restore", id, revision };
    return isSame(row, before) ? [back] : stepsBack(row, editOf(before));
  }
  return isSame(row, before) ? [] : [{ op: "update", id, revision, set: editOf(before) }];
}

import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import { sameAttributes } from "@/lib/domain/annotation/annotation";
import type { Edit, Step } from "@/lib/domain/annotation/apply-steps";
import { sameSpans } from "@/lib/domain/span/span";

/** What an edit would set to make an annotation say what this row says. */
export function editOf(row: StoredAnnotation): Edit {
  const common = { tag: row.tag, attributes: row.attributes, note: row.note };
  if (row.kind === "relation") return { ...common, fromId: row.fromId, toId: row.toId };
  if (row.kind === "document") return common;
  const spans = row.spans.map(({ start, end }) => ({ start, end }));
  return { ...common, spans, entityId: row.entityId };
}

/** Whether a row says what an edit would set. */
export function isAt(row: StoredAnnotation, edit: Edit): boolean {
  const now = editOf(row);
  return (
    now.tag === edit.tag &&
    now.note === edit.note &&
    now.entityId === edit.entityId &&
    now.fromId === edit.fromId &&
    now.toId === edit.toId &&
    sameSpans(now.spans ?? [], edit.spans ?? []) &&
    sameAttributes(now.attributes ?? {}, edit.attributes ?? {})
  );
}

/** The steps that bring an annotation, as it is now, back to what it said once; none where it says that already. */
export function stepsBackTo(now: StoredAnnotation, then: StoredAnnotation): Step[] {
  const { id } = now;
  if (then.deletedAt !== null)
    return now.deletedAt === null ? [{ op: "delete", id, revision: now.revision }] : [];
  const steps: Step[] = [];
  let { revision } = now;
  if (now.deletedAt !== null) steps.push({ op: "restore", id, revision: revision++ });
  const set = editOf(then);
  if (!isAt(now, set)) steps.push({ op: "update", id, revision, set });
  return steps;
}

export type Difference = {
  readonly field: "tag" | "text" | "note" | "entity" | "ends" | "attribute";
  /** Which attribute. */
  readonly key: string;
  readonly before: string;
  readonly after: string;
};

/** What is not the same in two states of an annotation, one line for each thing that people would name. */
export function differences(before: StoredAnnotation, after: StoredAnnotation): Difference[] {
  const found: Difference[] = [];
  const compare = (field: Difference["field"], was: string, is: string, key = "") => {
    if (was !== is) found.push({ field, key, before: was, after: is });
  };
  compare("tag", before.tag, after.tag);
  if (before.kind === "span" && after.kind === "span") {
    if (!sameSpans(before.spans, after.spans))
      found.push({ field: "text", key: "", before: words(before), after: words(after) });
    compare("entity", before.entityId ?? "", after.entityId ?? "");
  }
  if (before.kind === "relation" && after.kind === "relation")
    compare("ends", `${before.fromId} ${before.toId}`, `${after.fromId} ${after.toId}`);
  for (const key of new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)]))
    compare("attribute", String(before.attributes[key] ?? ""), String(after.attributes[key] ?? ""), key);
  compare("note", before.note, after.note);
  return found;
}

const words = ({ spans }: Extract<StoredAnnotation, { kind: "span" }>): string =>
  spans.map(({ quote }) => quote).join(" … ");

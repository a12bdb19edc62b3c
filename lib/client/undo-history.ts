import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import type { AnnotationChange, Edit, Step } from "@/lib/domain/annotation/apply-steps";
import { editOf, isAt } from "./annotation-difference";

/** What an action is called: a key of the messages. */
export const actionTitles = [
  "tag",
  "relabel",
  "remove",
  "edges",
  "fragment",
  "attribute",
  "note",
  "entity",
  "link",
  "retry",
  "restore",
] as const;
export type ActionTitle = (typeof actionTitles)[number];

/** What can be undone later, without the words of the article: an undo may be kept on the computer. */
export type UndoEntry = {
  readonly title: ActionTitle;
  readonly changes: readonly {
    readonly kind: AnnotationChange["kind"];
    readonly id: string;
    readonly before: Edit | null;
    readonly after: Edit;
  }[];
};

export function undoEntry(title: ActionTitle, changes: readonly AnnotationChange[]): UndoEntry {
  return {
    title,
    changes: changes.map(({ kind, before, after }) => ({
      kind,
      id: after.id,
      before: before && editOf(before),
      after: editOf(after),
    })),
  };
}

/**
 * The steps that take an entry back, or do it again, on the rows as they are now. Null when somebody has
 * changed one of them since: undoing would then undo their work too.
 */
export function stepsFor(
  entry: UndoEntry,
  direction: "undo" | "redo",
  rowOf: (id: string) => StoredAnnotation | undefined,
): Step[] | null {
  const revisions = new Map<string, number>();
  const steps: Step[] = [];
  const changes = direction === "undo" ? [...entry.changes].reverse() : entry.changes;
  for (const change of changes) {
    const row = rowOf(change.id);
    if (!row) return null;
    const revision = revisions.get(change.id) ?? row.revision;
    const isFirst = !revisions.has(change.id);
    const expected = direction === "undo" ? change.after : change.before;
    if (isFirst && change.kind === "annotation.updated" && (!expected || !isAt(row, expected))) return null;
    const step = stepFor(change, direction, revision);
    if (!step) return null;
    steps.push(step);
    revisions.set(change.id, revision + 1);
  }
  return steps;
}

function stepFor(
  change: UndoEntry["changes"][number],
  direction: "undo" | "redo",
  revision: number,
): Step | null {
  const { id } = change;
  const appears = change.kind === "annotation.created" || change.kind === "annotation.restored";
  if (appears || change.kind === "annotation.deleted")
    return { op: appears === (direction === "undo") ? "delete" : "restore", id, revision };
  const set = direction === "undo" ? change.before : change.after;
  return set ? { op: "update", id, revision, set } : null;
}

/** Steps that were refused, on the revisions that their rows have now. */
export function stepsAgain(steps: readonly Step[], revisionOf: (id: string) => number | undefined): Step[] {
  const revisions = new Map<string, number>();
  return steps.map((step) => {
    if (step.op === "create") return step;
    const revision = revisions.get(step.id) ?? revisionOf(step.id) ?? step.revision;
    revisions.set(step.id, revision + 1);
    return { ...step, revision };
  });
}

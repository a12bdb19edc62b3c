import { relationTypeOf, type Scheme } from "../scheme/scheme";
import type { RelationAnnotation, StoredAnnotation } from "./annotation";
import { checkRelation, joins } from "./check-annotation";

type Rows = ReadonlyMap<string, StoredAnnotation>;
type Ends = Pick<RelationAnnotation, "id" | "tag" | "fromId" | "toId">;

/** Why something can't be done to a relation, or to a mark because of one. */
export type Fault = {
  readonly code: "invalid_input" | "not_found" | "wrong_state";
  readonly field: string;
  readonly reason: string;
};

const fault = (code: Fault["code"], field: string, reason: string): Fault => ({ code, field, reason });

/** Why a relation can't get these ends; null when it can. Both are marks of the set and document written to. */
export function endsFault(
  rows: Rows,
  context: { readonly scheme: Scheme; readonly documentId: string; readonly setId: string },
  relation: Ends,
): Fault | null {
  const { scheme, documentId, setId } = context;
  const markOf = (id: string) => {
    const row = rows.get(id);
    const isOurs = row?.kind === "span" && row.documentId === documentId && row.setId === setId;
    return isOurs && !row.deletedAt ? row : null;
  };
  const [from, to] = [markOf(relation.fromId), markOf(relation.toId)];
  if (!from || !to)
    return fault(
      "not_found",
      from ? "toId" : "fromId",
      "A relation joins two marks of your own on this document",
    );
  if (from.id === to.id) return fault("invalid_input", "toId", "A relation joins two different annotations");
  const checked = checkRelation(scheme, relation.tag, from.tag, to.tag);
  if (!checked.ok) return fault("invalid_input", checked.field, checked.reason);
  return isTaken(rows, scheme, relation)
    ? fault("invalid_input", "fromId", `A mark has one ${relation.tag} link only, and it has one`)
    : null;
}

/** Why a removed relation can't come back; null when it can. That its type has been retired is no reason. */
export function restoreFault(rows: Rows, scheme: Scheme, relation: Ends): Fault | null {
  const [from, to] = [rows.get(relation.fromId), rows.get(relation.toId)];
  const refuse = (reason: string) => fault("wrong_state", "id", reason);
  if (!from || !to || from.deletedAt !== null || to.deletedAt !== null)
    return refuse("It joins an annotation that has been removed; restore that first");
  if (!joins(scheme, relation.tag, from.tag, to.tag))
    return refuse(`A ${relation.tag} link can't join ${from.tag} to ${to.tag}, which they have become`);
  return isTaken(rows, scheme, relation)
    ? refuse(`There is another ${relation.tag} link by now, and a mark has one only`)
    : null;
}

/** Why a mark can't get another tag: a relation that hangs on it could not join it then. Null when it can. */
export function relabelFault(rows: Rows, scheme: Scheme, markId: string, tag: string): Fault | null {
  const tagOf = (id: string) => (id === markId ? tag : (rows.get(id)?.tag ?? ""));
  for (const row of rows.values()) {
    if (row.kind !== "relation" || row.deletedAt !== null) continue;
    if (row.fromId !== markId && row.toId !== markId) continue;
    if (!joins(scheme, row.tag, tagOf(row.fromId), tagOf(row.toId)))
      return fault(
        "wrong_state",
        "tag",
        `It has a ${row.tag} link, which ${tag} can't have. Remove the link first`,
      );
  }
  return null;
}

/** Whether a mark starts another relation already, of a type of which it may start one only. */
function isTaken(rows: Rows, scheme: Scheme, { id, tag, fromId }: Ends): boolean {
  if (relationTypeOf(scheme, tag)?.many !== false) return false;
  for (const row of rows.values())
    if (row.kind === "relation" && row.deletedAt === null && row.tag === tag && row.fromId === fromId)
      if (row.id !== id) return true;
  return false;
}

import "server-only";
import type { SetName } from "@/lib/contracts/annotations";
import { setKinds } from "@/lib/domain/annotation/set-kind";
import { setPermissions } from "@/lib/policy/policy";
import { ensureGoldSet } from "../adjudication/gold-set";
import { AppError, missing } from "../app-error";
import type { Scope } from "../authorize";
import type { Transaction } from "../database";
import { ensureMySet } from "./write";

type Writer = Pick<Scope<"annotation.create">, "projectId" | "principal" | "sees" | "may">;

/** A set that the caller may write to. */
export type WrittenSet = {
  readonly id: string;
  readonly kind: "mine" | "gold" | "others";
  /** Whose work is corrected; null where it is nobody else's. */
  readonly authorId: string | null;
};

const mine = (id: string): WrittenSet => ({ id, kind: "mine", authorId: null });

/**
 * The set that is named as the one to write to: the caller's own where none is. Besides that only the gold takes new
 * assertions, from those who make it; work of others is corrected, never added to. A set that the caller may know
 * nothing of is reported as missing.
 */
export async function namedSet(
  tx: Transaction,
  scope: Writer,
  name: SetName | undefined,
): Promise<WrittenSet> {
  if (name === undefined) return mine(await ensureMySet(tx, scope));
  const mayGold = scope.may(setPermissions.gold, null);
  if (name === "gold") {
    if (!mayGold) throw new AppError("forbidden", "Only those who adjudicate change the gold.");
    return { id: await ensureGoldSet(tx, scope.projectId), kind: "gold", authorId: null };
  }
  const set = await setOf(tx, scope.projectId, name);
  if (set?.kind === "annotator" && set.userId === scope.principal.userId) return mine(name);
  if (set?.kind === "gold" && mayGold) return { id: name, kind: "gold", authorId: null };
  if (!set || scope.sees !== "everyone") throw missing("set");
  throw new AppError("forbidden", "New annotations go to your own set or, from leads, to the gold.");
}

/**
 * The set that steps change, where that is another than the one named: a lead corrects a teammate, or the gold, by
 * naming what there is. Without the permission to, the steps go on against the named set, which refuses the rows of
 * others.
 */
export async function writtenSet(
  tx: Transaction,
  scope: Writer,
  target: string,
  named: WrittenSet,
): Promise<WrittenSet> {
  if (target === named.id) return named;
  const set = await setOf(tx, scope.projectId, target);
  const kind = setKinds.find((known) => known === set?.kind);
  if (!set || !kind) return named;
  if (kind === "annotator" && set.userId === scope.principal.userId) return mine(target);
  if (!scope.may(setPermissions[kind], set.userId)) return named;
  return { id: target, kind: kind === "gold" ? "gold" : "others", authorId: set.userId };
}

const setOf = (tx: Transaction, projectId: string, id: string) =>
  tx.annotationSet.findUnique({
    where: { projectId_id: { projectId, id } },
    select: { kind: true, userId: true },
  });

import "server-only";
import { uuidv7 } from "uuidv7";
import type { CorpusSet } from "@/lib/formats/corpus";
import type { Transaction } from "../database";

/**
 * Which set of the project each set of a file becomes. A member's work becomes theirs; work of somebody who is
 * no member, or a second gold, becomes an imported set of its own. Ids are kept where they are free.
 */
export async function placeSets(
  tx: Transaction,
  projectId: string,
  sets: readonly CorpusSet[],
): Promise<
  ReadonlyMap<
    string,
    {
      readonly id: string;
      readonly isAnnotators: boolean;
      readonly isGold: boolean;
      /** Whether work of it that is done says so: a second gold is nobody's coding, and would count as one. */
      readonly keepsDone: boolean;
    }
  >
> {
  const known = await tx.annotationSet.findMany({
    where: { projectId },
    select: { id: true, kind: true, userId: true },
  });
  const members = await tx.member.findMany({ where: { projectId }, select: { id: true } });
  const isMember = new Set(members.map(({ id }) => id));
  const placed = new Map<
    string,
    { id: string; isAnnotators: boolean; isGold: boolean; keepsDone: boolean }
  >();
  for (const set of sets) {
    const wish = wishOf(set, isMember, known);
    const same = known.find((one) =>
      wish.kind === "annotator" || wish.kind === "gold"
        ? one.kind === wish.kind && one.userId === wish.userId
        : one.id === set.id && one.kind === wish.kind && one.userId === null,
    );
    const id = same?.id ?? (known.some((one) => one.id === set.id) ? uuidv7() : set.id);
    if (!same) {
      await tx.annotationSet.create({
        data: { projectId, id, name: set.name, ...wish },
        select: { id: true },
      });
      known.push({ id, ...wish });
    }
    const isGold = wish.kind === "gold";
    const keepsDone = isGold || set.kind !== "gold";
    placed.set(set.id, { id, isAnnotators: wish.kind === "annotator", isGold, keepsDone });
  }
  return placed;
}

function wishOf(
  set: CorpusSet,
  isMember: ReadonlySet<string>,
  known: readonly { readonly id: string; readonly kind: string }[],
): { kind: string; userId: string | null } {
  if (set.kind === "annotator" && set.userId !== null && isMember.has(set.userId))
    return { kind: "annotator", userId: set.userId };
  // The team's own gold is made by adjudication; a file can begin one and not add to one.
  if (set.kind === "gold" && !known.some((one) => one.kind === "gold")) return { kind: "gold", userId: null };
  if (set.kind === "suggestions") return { kind: "suggestions", userId: null };
  return { kind: "imported", userId: null };
}

/** New ids for those that the project has already. */
export async function freshIds(
  tx: Transaction,
  table: "annotation" | "entity" | "review" | "decision" | "thread" | "comment" | "guidelineCase",
  projectId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const where = { projectId, id: { in: [...ids] } };
  const select = { id: true } as const;
  const taken = await {
    annotation: () => tx.annotation.findMany({ where, select }),
    entity: () => tx.entity.findMany({ where, select }),
    review: () => tx.review.findMany({ where, select }),
    decision: () => tx.decision.findMany({ where, select }),
    thread: () => tx.thread.findMany({ where, select }),
    comment: () => tx.comment.findMany({ where, select }),
    guidelineCase: () => tx.guidelineCase.findMany({ where, select }),
  }[table]();
  return new Map(taken.map(({ id }) => [id, uuidv7()]));
}

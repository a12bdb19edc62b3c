import "server-only";
import { AppError } from "../app-error";
import type { Scope } from "../authorize";
import type { Transaction } from "../database";

/**
 * The verdicts that the log holds of an operation of the caller's between two of its parts, the last one too, and
 * whether that step of it has been applied. An id that named another operation is refused.
 */
export async function loggedBefore(
  tx: Transaction,
  { projectId, principal }: Scope<"review.write">,
  opId: string,
  parts: { readonly first: number; readonly last: number },
): Promise<{ verdicts: { documentId: string | null }[]; isApplied: boolean }> {
  const { userId } = principal;
  const other = await tx.change.findFirst({
    where: {
      projectId,
      opId,
      OR: [{ principal: null }, { principal: { not: userId } }, { NOT: { OR: isReview } }],
    },
    select: { opId: true },
  });
  if (other) throw new AppError("conflict", "This operation id was used for something else; make a new one");
  const done = await tx.change.findMany({
    where: { projectId, opId, part: { gte: parts.first, lte: parts.last } },
    select: { documentId: true, kind: true },
  });
  return { verdicts: done.filter(({ kind }) => kind.startsWith("review.")), isApplied: done.length > 0 };
}

const isReview = [{ kind: { startsWith: "review." } }, { kind: "reviewRun.given" }];

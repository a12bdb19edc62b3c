import "server-only";
import { giveDocuments, type Placed } from "../assignments/give-documents";
import type { Scope } from "../authorize";
import type { NewChange } from "../changes/write";
import type { Transaction } from "../database";
import { ensureSetsOf } from "../sets/write";
import { codersAmong } from "./round-checks";
import { tellAssigned } from "./tell-assigned";

type Round = { readonly id: string; readonly name: string };
type Pair = { readonly documentId: string; readonly userId: string };

/** Gives documents of a round to people and tells them. The caller holds the project and logs what is answered. */
export async function giveOut(
  tx: Transaction,
  scope: Scope<"round.manage">,
  round: Round,
  pairs: readonly Pair[],
): Promise<readonly NewChange[]> {
  if (pairs.length === 0) return [];
  const { projectId } = scope;
  const people = await codersAmong(
    tx,
    scope,
    pairs.map(({ userId }) => userId),
  );
  const sets = await ensureSetsOf(tx, projectId, people);
  const placed = pairs.flatMap(({ documentId, userId }) => {
    const setId = sets.get(userId);
    return setId === undefined ? [] : [{ documentId, setId }];
  });
  const given = await giveDocuments(tx, projectId, placed, { roundId: round.id, claimedAt: null });
  await tellAssigned(tx, scope, { ...round, sets }, given);
  return given;
}

/** Takes work that was begun without a round into the one that its document is now in. */
export async function adoptWork(
  tx: Transaction,
  projectId: string,
  roundId: string,
): Promise<readonly NewChange[]> {
  const loose = await tx.$queryRaw<Placed[]>`
    SELECT w."documentId", w."setId" FROM "Assignment" w
    JOIN "RoundDocument" rd ON rd."projectId" = w."projectId" AND rd."documentId" = w."documentId" AND rd."leftAt" IS NULL
    JOIN "AnnotationSet" s ON s."projectId" = w."projectId" AND s."id" = w."setId" AND s."kind" = 'annotator'
    WHERE w."projectId" = ${projectId}::uuid AND rd."roundId" = ${roundId}::uuid AND w."roundId" IS NULL
      AND w."state" <> 'returned'`;
  return giveDocuments(tx, projectId, loose, { roundId, claimedAt: null });
}

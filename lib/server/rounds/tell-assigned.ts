import "server-only";
import type { Scope } from "../authorize";
import type { NewChange } from "../changes/write";
import type { Transaction } from "../database";
import { notify } from "../notifications/write";

type Given = {
  readonly id: string;
  readonly name: string;
  /** Whose set is whose. */
  readonly sets: ReadonlyMap<string, string>;
};

/** Who got how many documents by these changes. */
export function assignedUsers(
  { sets }: Pick<Given, "sets">,
  given: readonly NewChange[],
): Map<string, number> {
  const people = new Map([...sets].map(([userId, setId]) => [setId, userId]));
  const counts = new Map<string, number>();
  for (const { setId, kind } of given) {
    const userId = setId === null || kind !== "assignment.assigned" ? undefined : people.get(setId);
    if (userId !== undefined) counts.set(userId, (counts.get(userId) ?? 0) + 1);
  }
  return counts;
}

/** Tells people of documents that they were given: once for each round and operation, however many there are. */
export async function tellAssigned(
  tx: Transaction,
  scope: Scope<"round.manage">,
  round: Given,
  given: readonly NewChange[],
): Promise<void> {
  await notify(
    tx,
    scope,
    [...assignedUsers(round, given)].map(([userId, count]) => ({
      userId,
      kind: "assignment",
      documentId: null,
      subjectId: round.id,
      setId: null,
      details: { count },
    })),
  );
}

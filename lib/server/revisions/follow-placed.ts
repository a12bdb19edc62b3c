import "server-only";
import { uuidv7 } from "uuidv7";
import { type Author, recordChanges } from "../changes/write";
import type { Transaction } from "../database";
import { restoreCited } from "../entities/restore-cited";
import { carryCases } from "./carry-cases";
import { carryDecisions, laterIds } from "./carry-decisions";
import { placeThreads } from "./carry-threads";
import { type Copied, carryVerdicts } from "./carry-verdicts";
import { chainTo } from "./read";

/**
 * After something has been decided about annotations that waited on a corrected text: conversations take up those
 * that were placed, verdicts come to them, and so do decisions that waited for the last thing they cite. The caller
 * holds the project.
 */
export async function followPlaced(
  tx: Transaction,
  scope: Author,
  documentId: string,
  { copied }: { readonly copied: readonly Copied[] },
): Promise<void> {
  const chain = await chainTo(tx, scope.projectId, documentId);
  const idHere = (from: string, id: string) => laterIds(chain, from, id).at(-1) ?? id;
  const followed = copied.map(({ before, here }) => ({ id: before.id, here: here.id }));
  await recordChanges(tx, scope, uuidv7(), [
    ...(await placeThreads(tx, scope, followed, idHere)),
    ...(await carryVerdicts(tx, scope, copied, idHere)),
    ...(await carryDecisions(tx, scope, chain)),
    ...(await carryCases(tx, scope, chain)),
    ...(await restoreCited(tx, scope.projectId, documentId)),
  ]);
}

import "server-only";
import { missing } from "../app-error";
import type { Scope } from "../authorize";
import { db } from "../database";
import { mySets } from "../visibility";

/** What an integer column holds; nobody works on one document for 24 days. */
const ACTIVE_MS_TOTAL_MAX = 2_147_483_647;

/**
 * Adds to the time that the caller has worked on a document, while their work there is not submitted. A report
 * that comes again counts once, and none counts for more than has passed since the last: however often, from how
 * many windows or with what clock it is sent, the sum stays below the time that went by. Not in the log of
 * changes: it is a measurement and no assertion.
 */
export async function reportActivity(
  scope: Scope<"annotation.create">,
  documentId: string,
  { id, activeMs }: { readonly id: string; readonly activeMs: number },
): Promise<{ activeMs: number | null }> {
  const { projectId } = scope;
  const known = await db().document.count({ where: { projectId, id: documentId } });
  if (known === 0) throw missing("document");
  await db().$executeRaw`
    UPDATE "Assignment" w SET "activityId" = ${id}::uuid, "activeAt" = now(),
      "activeMs" = least(${ACTIVE_MS_TOTAL_MAX}::bigint, w."activeMs"::bigint + CASE
        WHEN w."activeAt" IS NULL THEN ${activeMs}::bigint
        ELSE greatest(0, least(${activeMs}::bigint, floor(extract(epoch FROM now() - w."activeAt") * 1000)::bigint))
      END)::int
    WHERE w."projectId" = ${projectId}::uuid AND w."documentId" = ${documentId}::uuid
      AND w."setId" IN ${mySets(scope)} AND w."state" IN ('open', 'reopened')
      AND w."activityId" IS DISTINCT FROM ${id}::uuid`;
  const [row] = await db().$queryRaw<{ activeMs: number }[]>`
    SELECT w."activeMs" FROM "Assignment" w
    WHERE w."projectId" = ${projectId}::uuid AND w."documentId" = ${documentId}::uuid
      AND w."setId" IN ${mySets(scope)} AND w."state" IN ('open', 'reopened')`;
  return { activeMs: row?.activeMs ?? null };
}

import "server-only";
import { PRESENCE_SECONDS, type PresentPerson } from "@/lib/contracts/presence";
import type { Scope } from "../authorize";
import { db, Prisma } from "../database";
import { visible } from "../visibility";

/** A set that nobody has: whoever sees it on a document sees everybody's work there. */
const SOMEBODYS_SET = "00000000-0000-0000-0000-000000000000";

/**
 * Who else has a document open now, each open page once. Nobody, for those to whom the document is not open: that
 * a teammate is at work on it, and where, is theirs to know as little as the work itself.
 */
export async function listPresent(
  scope: Scope<"change.read"> | Scope<"presence.send">,
  documentId: string,
): Promise<PresentPerson[]> {
  const { projectId, principal } = scope;
  return db().$queryRaw<PresentPerson[]>(Prisma.sql`
    SELECT p."id", p."userId", u."name", p."block"
    FROM "Presence" p
    JOIN "Member" m ON m."projectId" = p."projectId" AND m."id" = p."userId"
    JOIN "User" u ON u."id" = p."userId" AND u."disabledAt" IS NULL
    CROSS JOIN (SELECT ${SOMEBODYS_SET}::uuid AS "setId", ${documentId}::uuid AS "documentId") t
    WHERE p."projectId" = ${projectId}::uuid AND p."documentId" = ${documentId}::uuid
      AND p."userId" <> ${principal.userId}::uuid
      AND p."seenAt" > now() - make_interval(secs => ${PRESENCE_SECONDS})
      AND ${visible(scope, "t")}
    ORDER BY u."name", p."id"`);
}

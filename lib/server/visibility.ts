import "server-only";
import type { Permission } from "@/lib/policy/policy";
import type { Scope } from "./authorize";
import { Prisma } from "./database";

type Viewer = Pick<Scope<Extract<Permission, "annotation.read">>, "principal" | "projectId" | "sees">;

/**
 * The one visibility rule as SQL, behind pages, lists, counts, feeds and exports alike.
 *
 * `alias` is a table with projectId, setId and documentId. Who sees everyone sees all rows. Who works blind
 * sees rows of their own set, and all rows of a document that has opened: they and everybody else who works
 * on it have submitted.
 */
export function visible(scope: Viewer, alias: "a" | "c"): Prisma.Sql {
  if (scope.sees === "everyone") return Prisma.sql`TRUE`;
  const row = {
    a: { set: Prisma.sql`a."setId"`, document: Prisma.sql`a."documentId"` },
    c: { set: Prisma.sql`c."setId"`, document: Prisma.sql`c."documentId"` },
  }[alias];
  return Prisma.sql`(${row.set} IN ${mySets(scope)} OR ${row.document} IN ${openDocuments(scope)})`;
}

/** The caller's own sets, as a subquery. */
export const mySets = (scope: Pick<Viewer, "principal" | "projectId">): Prisma.Sql => Prisma.sql`(
  SELECT mine."id" FROM "AnnotationSet" mine
  WHERE mine."projectId" = ${scope.projectId}::uuid AND mine."userId" = ${scope.principal.userId}::uuid
)`;

/** Documents on which the caller and everybody else have submitted, as a subquery. */
const openDocuments = (scope: Viewer): Prisma.Sql => Prisma.sql`(
  SELECT work."documentId" FROM "Assignment" work
  WHERE work."projectId" = ${scope.projectId}::uuid
  GROUP BY work."documentId"
  HAVING bool_and(work."state" = 'submitted') AND bool_or(work."setId" IN ${mySets(scope)})
)`;

/** Changes that are nobody's assertion (a document came, a member joined) are everybody's to see. */
export const visibleChange = (scope: Viewer): Prisma.Sql =>
  Prisma.sql`(c."setId" IS NULL OR ${visible(scope, "c")})`;

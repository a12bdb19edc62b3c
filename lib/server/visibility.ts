import "server-only";
import type { Permission } from "@/lib/policy/policy";
import type { Scope } from "./authorize";
import { Prisma } from "./database";

type Viewer = Pick<Scope<Extract<Permission, "annotation.read">>, "principal" | "projectId" | "sees">;

/** Tables with projectId, setId and documentId, by the alias that queries give them. */
const rows = {
  a: { set: Prisma.sql`a."setId"`, document: Prisma.sql`a."documentId"` },
  c: { set: Prisma.sql`c."setId"`, document: Prisma.sql`c."documentId"` },
} as const;

/**
 * The one visibility rule as SQL, behind pages, lists, counts, feeds and exports alike.
 *
 * Who sees everyone sees all rows. Who works blind sees rows of their own set, and all rows of a document that
 * has opened: they and everybody else who works on it have submitted.
 */
export function visible(scope: Viewer, alias: keyof typeof rows): Prisma.Sql {
  if (scope.sees === "everyone") return Prisma.sql`TRUE`;
  const { set, document } = rows[alias];
  return Prisma.sql`(${set} IN ${mySets(scope)} OR ${isOpenTo(scope, document)})`;
}

/** The caller's own sets, as a subquery. */
export const mySets = (scope: Pick<Viewer, "principal" | "projectId">): Prisma.Sql => Prisma.sql`(
  SELECT mine."id" FROM "AnnotationSet" mine
  WHERE mine."projectId" = ${scope.projectId}::uuid AND mine."userId" = ${scope.principal.userId}::uuid
)`;

/**
 * Whether the caller and everybody else who works on a document have submitted. Asked per document: gathering
 * the open ones of a whole project first takes a hundred times as long. Who has left the project and never
 * submitted is not waited for.
 */
export const isOpenTo = (
  scope: Pick<Viewer, "principal" | "projectId">,
  document: Prisma.Sql,
): Prisma.Sql => Prisma.sql`(
  SELECT coalesce(bool_and(work."state" = 'submitted') AND bool_or(work."setId" IN ${mySets(scope)}), FALSE)
  FROM "Assignment" work
  WHERE work."projectId" = ${scope.projectId}::uuid AND work."documentId" = ${document}
    AND (work."state" = 'submitted' OR EXISTS (
      SELECT 1 FROM "AnnotationSet" worker
      JOIN "Member" present ON present."projectId" = worker."projectId" AND present."id" = worker."userId"
      WHERE worker."projectId" = work."projectId" AND worker."id" = work."setId"))
)`;

/** Changes that are nobody's assertion (a document came, a member joined) are everybody's to see. */
export const visibleChange = (scope: Viewer): Prisma.Sql =>
  Prisma.sql`(c."setId" IS NULL OR ${visible(scope, "c")})`;

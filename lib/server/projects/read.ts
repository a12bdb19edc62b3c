import "server-only";
import type { z } from "zod";
import type { ProjectResource, SchemeResource } from "@/lib/contracts/projects";
import { missing } from "../app-error";
import type { Scope } from "../authorize";
import { db, Prisma, type Transaction } from "../database";
import { isNewest } from "../documents/newest";
import { idPage, type PageOf, startOf } from "../id-page";
import { roleOf } from "../members/read";
import { readScheme } from "../schemes/read";

type InProject = Scope<"project.read"> | Scope<"project.manage"> | Scope<"project.archive">;

/** One project as its member sees it. */
export const readProject = (scope: InProject): Promise<ProjectResource> =>
  projectOf(db(), scope.principal.userId, scope.projectId);

/** The same inside a transaction, for what a write answers. */
export async function projectOf(
  tx: Transaction,
  userId: string,
  projectId: string,
): Promise<ProjectResource> {
  const [row] = await projects(tx, userId, Prisma.sql`p."id" = ${projectId}::uuid`, 1);
  if (!row) throw missing("project");
  return projectItem(row);
}

/** The projects that the caller is a member of, newest first; a key that is bound to one sees that one. */
export async function listProjects(
  { principal: { userId, via } }: Scope<"project.list">,
  { archived, ...page }: PageOf & { readonly archived?: boolean | undefined },
): Promise<{ items: ProjectResource[]; nextCursor: string | null }> {
  const start = startOf(page);
  const bound = via.kind === "apiKey" ? via.projectId : null;
  const which = Prisma.join(
    [
      archived ? Prisma.sql`p."archivedAt" IS NOT NULL` : Prisma.sql`p."archivedAt" IS NULL`,
      start === null ? Prisma.sql`TRUE` : Prisma.sql`p."id" < ${start}::uuid`,
      bound === null ? Prisma.sql`TRUE` : Prisma.sql`p."id" = ${bound}::uuid`,
    ],
    " AND ",
  );
  return idPage(await projects(db(), userId, which, page.limit + 1), page, projectItem);
}

type Row = {
  readonly id: string;
  readonly name: string;
  readonly blind: boolean;
  readonly role: string;
  readonly schemeVersion: number;
  readonly createdAt: Date;
  readonly archivedAt: Date | null;
  readonly revision: number;
  readonly documents: number;
  readonly members: number;
};

/** Rows and their counts in one query; the counts are taken for the rows of the page only. */
const projects = (tx: Transaction, userId: string, which: Prisma.Sql, limit: number): Promise<Row[]> =>
  tx.$queryRaw<Row[]>`
    SELECT page.*,
      (SELECT count(*)::int FROM "Document" d WHERE d."projectId" = page."id" AND d."deletedAt" IS NULL
        AND ${isNewest}) AS "documents",
      (SELECT count(*)::int FROM "Member" m WHERE m."projectId" = page."id") AS "members"
    FROM (
      SELECT p."id", p."name", p."blind", mine."role", p."schemeVersion", p."createdAt", p."archivedAt", p."revision"
      FROM "Project" p JOIN "Member" mine ON mine."projectId" = p."id" AND mine."id" = ${userId}::uuid
      WHERE ${which}
      ORDER BY p."id" DESC
      LIMIT ${limit}
    ) page
    ORDER BY page."id" DESC`;

const projectItem = ({ documents, members, ...row }: Row): ProjectResource => ({
  ...row,
  role: roleOf(row.role),
  createdAt: row.createdAt.toISOString(),
  archivedAt: row.archivedAt?.toISOString() ?? null,
  counts: { documents, members },
});

/** The scheme in force, or an earlier version of it. */
export async function readProjectScheme(
  scope: Scope<"scheme.read">,
  { version }: { readonly version?: number | undefined },
): Promise<z.infer<typeof SchemeResource>> {
  const { projectId } = scope;
  const number = version ?? (await versionInForce(projectId));
  const where = { projectId_number: { projectId, number } };
  // First, since it is the one that says that there is no such version.
  const scheme = await readScheme(scope, number);
  const row = await db().schemeVersion.findUnique({ where, select: { createdAt: true } });
  if (!row) throw missing("version of the scheme");
  return { version: number, scheme, createdAt: row.createdAt.toISOString() };
}

async function versionInForce(projectId: string): Promise<number> {
  const select = { schemeVersion: true } as const;
  const project = await db().project.findUnique({ where: { id: projectId }, select });
  if (!project) throw missing("project");
  return project.schemeVersion;
}

import "server-only";
import { Prisma, type Transaction } from "../database";

/**
 * What somebody is called: by their account here, or as an imported corpus named them whose account is elsewhere.
 * Null for who is known to neither. Both arguments are columns of the query.
 */
export const nameOf = (projectId: Prisma.Sql, id: Prisma.Sql): Prisma.Sql => Prisma.sql`coalesce(
  (SELECT account."name" FROM "User" account WHERE account."id" = ${id}),
  (SELECT elsewhere."name" FROM "Contributor" elsewhere
    WHERE elsewhere."projectId" = ${projectId} AND elsewhere."id" = ${id}))`;

/** The same for some people of a project. */
export async function namesOfPeople(
  tx: Pick<Transaction, "user" | "contributor">,
  projectId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const where = { id: { in: [...ids] } };
  const select = { id: true, name: true } as const;
  const elsewhere = await tx.contributor.findMany({ where: { projectId, ...where }, select });
  const accounts = await tx.user.findMany({ where, select });
  return new Map([...elsewhere, ...accounts].map(({ id, name }) => [id, name]));
}

import { uuidv7 } from "uuidv7";
import type { Permission, Principal } from "@/lib/policy/policy";
import { AppError } from "@/lib/server/app-error";
import { authorize, isUuid, type Scope } from "@/lib/server/authorize";
import { db } from "@/lib/server/database";
import { commandPrincipal } from "@/lib/server/members/read";

/** Asks the permission table on behalf of whoever a command acts for. */
export const scopeFor = <P extends Permission>(
  permission: P,
  principal: Principal,
  projectId: string | null,
): Promise<Scope<P>> =>
  authorize(permission, { principal, projectId, requestId: uuidv7(), address: "command" });

/** What an owner of the project may do in it. The project is named by its id or by its exact name. */
export async function projectScope<P extends Permission>(permission: P, project: string): Promise<Scope<P>> {
  const projectId = await projectNamed(project);
  return scopeFor(permission, await commandPrincipal(projectId), projectId);
}

async function projectNamed(idOrName: string): Promise<string> {
  const rows = await db().project.findMany({
    where: isUuid(idOrName) ? { OR: [{ id: idOrName }, { name: idOrName }] } : { name: idOrName },
    orderBy: { createdAt: "asc" },
    take: 10,
    select: { id: true, archivedAt: true },
  });
  const live = rows.filter(({ archivedAt }) => archivedAt === null);
  const [found, ...more] = live.length > 0 ? live : rows;
  if (!found) throw new AppError("not_found", `There is no project “${idOrName}”.${await others()}`);
  if (more.length > 0)
    throw new AppError(
      "conflict",
      `Several projects are called “${idOrName}”. Name one by its id:\n${[found, ...more].map(({ id }) => `    ${id}`).join("\n")}`,
    );
  return found.id;
}

const LISTED_MAX = 20;

async function others(): Promise<string> {
  const rows = await db().project.findMany({
    where: { archivedAt: null },
    orderBy: { name: "asc" },
    take: LISTED_MAX,
    select: { id: true, name: true },
  });
  if (rows.length === 0) return " There are no projects yet.";
  return ` There are:\n${rows.map(({ id, name }) => `    ${id}  ${name}`).join("\n")}`;
}

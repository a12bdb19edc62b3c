import "server-only";
import { uuidv7 } from "uuidv7";
import type { ProjectResource } from "@/lib/contracts/projects";
import { defaultScheme } from "@/lib/domain/scheme/default-scheme";
import { Existing } from "../api/handler";
import { AppError } from "../app-error";
import { audit } from "../audit/write";
import type { Scope } from "../authorize";
import { lockProject, recordChanges } from "../changes/write";
import { type Prisma, type Transaction, transact } from "../database";
import { projectOf } from "./read";

export type NewProject = {
  readonly id?: string | undefined;
  readonly name: string;
  readonly blind?: boolean | undefined;
};

/** Starts a project with the default scheme and the caller as owner. The same id again changes nothing. */
export async function createProject(
  scope: Scope<"project.create">,
  { id = uuidv7(), name, blind = true }: NewProject,
): Promise<ProjectResource | Existing<ProjectResource>> {
  const { userId } = scope.principal;
  return transact(async (tx) => {
    const data = [{ id, name, blind, createdBy: userId }];
    const { count } = await tx.project.createMany({ data, skipDuplicates: true });
    if (count === 0) return new Existing(await ownProject(tx, userId, id));
    await tx.member.create({ data: { projectId: id, id: userId, role: "owner" }, select: { id: true } });
    // A scheme is JSON by its definition; its type is read-only and Prisma's is not.
    const value = defaultScheme as unknown as Prisma.InputJsonObject;
    await tx.schemeVersion.create({
      data: { projectId: id, number: 1, value, createdBy: userId },
      select: { number: true },
    });
    await note(tx, { ...scope, projectId: id }, "project.created", null, { name, blind });
    return projectOf(tx, userId, id);
  });
}

/** The project that an earlier try with this id has made. */
async function ownProject(tx: Transaction, userId: string, id: string): Promise<ProjectResource> {
  const where = { id, createdBy: userId, members: { some: { id: userId } } };
  if (!(await tx.project.findFirst({ where, select: { id: true } })))
    throw new AppError("conflict", "This id is taken. Send another one, or none.");
  return projectOf(tx, userId, id);
}

type Settings = { readonly name?: string | undefined; readonly blind?: boolean | undefined };

/** Renames a project, or changes whether its annotators work blind. */
export async function updateProject(
  scope: Scope<"project.manage">,
  { name, blind, revision }: Settings & { readonly revision: number },
): Promise<ProjectResource> {
  const { projectId, principal } = scope;
  return transact(async (tx) => {
    await lockProject(tx, projectId);
    const before = await projectOf(tx, principal.userId, projectId);
    if (before.revision !== revision)
      throw new AppError("stale_revision", "Somebody changed the project first.", { current: before });
    const settings = { name: name ?? before.name, blind: blind ?? before.blind };
    const data = { ...settings, revision: { increment: 1 } };
    await tx.project.update({ where: { id: projectId }, data, select: { id: true } });
    await note(tx, scope, "project.updated", { name: before.name, blind: before.blind }, settings);
    return projectOf(tx, principal.userId, projectId);
  });
}

/** Makes a project read-only and takes it off the list. Asking again changes nothing. */
export const archiveProject = (scope: Scope<"project.archive">): Promise<ProjectResource> =>
  setArchived(scope, true);

/** Opens an archived project again. Asking again changes nothing. */
export const restoreProject = (scope: Scope<"project.archive">): Promise<ProjectResource> =>
  setArchived(scope, false);

async function setArchived(scope: Scope<"project.archive">, isArchived: boolean): Promise<ProjectResource> {
  const { projectId, principal } = scope;
  return transact(async (tx) => {
    await lockProject(tx, projectId);
    const before = await projectOf(tx, principal.userId, projectId);
    if ((before.archivedAt !== null) === isArchived) return before;
    const data = { archivedAt: isArchived ? new Date() : null, revision: { increment: 1 } };
    await tx.project.update({ where: { id: projectId }, data, select: { id: true } });
    const after = await projectOf(tx, principal.userId, projectId);
    const kind = isArchived ? "project.archived" : "project.restored";
    await note(tx, scope, kind, { archivedAt: before.archivedAt }, { archivedAt: after.archivedAt });
    return after;
  });
}

type Writer = Pick<Scope<"project.manage">, "projectId" | "principal" | "address" | "requestId">;
type Noted = { readonly [key: string]: string | boolean | null } | null;

/** The same act in the project's log and, without its name, in the audit log. */
async function note(
  tx: Transaction,
  scope: Writer,
  kind: string,
  before: Noted,
  after: Noted,
): Promise<void> {
  const { projectId } = scope;
  await recordChanges(tx, scope, uuidv7(), [
    { kind, subjectId: projectId, documentId: null, setId: null, before, after },
  ]);
  await audit(tx, scope, { kind, outcome: "ok", projectId, details: { blind: after?.blind ?? null } });
}

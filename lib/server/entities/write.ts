import "server-only";
import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type {
  createEntity as declaredCreate,
  updateEntity as declaredUpdate,
  EntityResource,
} from "@/lib/contracts/entities";
import { AppError, missing } from "../app-error";
import type { Scope } from "../authorize";
import { lockProject, recordChanges } from "../changes/write";
import { Prisma, type Transaction, transact } from "../database";
import { isNewest } from "../documents/newest";
import { namedSet, writtenSet } from "../sets/written-set";
import { type EntityFact, entityFact } from "./entity-fact";
import { readEntity, visibleEntity } from "./read";

/** Adds an entity to the caller's set, or from those who make it to the gold. `isNew` is false when its id was there already. */
export async function createEntity(
  scope: Scope<"entity.edit">,
  input: z.output<NonNullable<(typeof declaredCreate)["body"]>>,
): Promise<{ entity: EntityResource; isNew: boolean }> {
  const { projectId, principal } = scope;
  const { id = uuidv7(), set, kind, name, aliases = [], identifiers = {}, note = "" } = input;
  const isNew = await transact(async (tx) => {
    await lockProject(tx, projectId);
    const { id: setId } = await namedSet(tx, scope, set);
    const known = await factOf(tx, projectId, id);
    if (known) {
      if (known.setId !== setId || known.kind !== kind || known.deletedAt)
        throw new AppError("conflict", "This id is taken by another entity; make a new one");
      return false;
    }
    await tx.entity.create({
      data: { projectId, id, setId, kind, name, aliases, identifiers, note, createdBy: principal.userId },
      select: { id: true },
    });
    await record(tx, scope, "entity.created", null, id);
    return true;
  });
  return { entity: await readEntity(scope, id), isNew };
}

/** Changes an entity of the caller's; what is left out stays. */
export async function updateEntity(
  scope: Scope<"entity.edit">,
  id: string,
  { revision, ...set }: z.output<NonNullable<(typeof declaredUpdate)["body"]>>,
): Promise<EntityResource> {
  const entries = Object.entries(set).filter(([, value]) => value !== undefined);
  return edit(scope, id, revision, "entity.edited", Object.fromEntries(entries));
}

/** Brings back an entity of the caller's that was removed. Done twice, it is done once. */
export async function restoreEntity(
  scope: Scope<"entity.edit">,
  id: string,
  revision: number,
): Promise<EntityResource> {
  return edit(scope, id, revision, "entity.restored", { deletedAt: null });
}

/**
 * Removes an entity of the caller's that no annotation stands for. Those of texts that have been corrected don't
 * hold it: they are history, and bring it back if their text becomes the newest again.
 */
export async function deleteEntity(
  scope: Scope<"entity.edit">,
  id: string,
  revision: number,
): Promise<EntityResource> {
  return edit(scope, id, revision, "entity.deleted", { deletedAt: new Date() });
}

async function edit(
  scope: Scope<"entity.edit">,
  id: string,
  revision: number,
  kind: "entity.edited" | "entity.deleted" | "entity.restored",
  data: Prisma.EntityUpdateManyMutationInput,
): Promise<EntityResource> {
  const { projectId } = scope;
  const isCurrent = await transact(async (tx) => {
    await lockProject(tx, projectId);
    const before = await requireMine(tx, scope, id);
    if (before.deletedAt && kind === "entity.deleted") return true;
    if (!before.deletedAt && kind === "entity.restored") return true;
    if (kind === "entity.deleted") await requireUnused(tx, projectId, id);
    const { count } = await tx.entity.updateMany({
      where: { projectId, id, revision, deletedAt: kind === "entity.restored" ? { not: null } : null },
      data: { ...data, updatedAt: new Date(), revision: { increment: 1 } },
    });
    if (count === 0) return false;
    await record(tx, scope, kind, before, id);
    return true;
  });
  const current = await readEntity(scope, id);
  if (!isCurrent)
    throw new AppError(
      "stale_revision",
      "Someone changed this entity in between. Look at it and try again.",
      {
        current,
      },
    );
  return current;
}

/** Entities are assertions: everybody edits their own, and who makes the gold edits the gold's. One that isn't even visible is reported as missing. */
async function requireMine(tx: Transaction, scope: Scope<"entity.edit">, id: string): Promise<EntityFact> {
  const fact = await factOf(tx, scope.projectId, id);
  if (!fact) throw missing("entity");
  const mine = await namedSet(tx, scope, undefined);
  const { id: writtenId, kind } = await writtenSet(tx, scope, fact.setId, mine);
  if (fact.setId === writtenId && kind !== "others") return fact;
  const [shown] = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT e."id" FROM "Entity" e
    WHERE e."projectId" = ${scope.projectId}::uuid AND e."id" = ${id}::uuid AND ${visibleEntity(scope)}`);
  throw shown ? new AppError("forbidden", "This entity belongs to somebody else's set.") : missing("entity");
}

async function requireUnused(tx: Transaction, projectId: string, id: string): Promise<void> {
  const [used] = await tx.$queryRaw<unknown[]>(Prisma.sql`
    SELECT 1 FROM "Annotation" a
    JOIN "Document" d ON d."projectId" = a."projectId" AND d."id" = a."documentId"
    WHERE a."projectId" = ${projectId}::uuid AND a."entityId" = ${id}::uuid AND a."deletedAt" IS NULL AND (
      ${isNewest} OR EXISTS (
        SELECT 1 FROM "Displacement" x WHERE x."projectId" = a."projectId" AND x."annotationId" = a."id"
          AND x."state" = 'waiting'))
    LIMIT 1`);
  if (used)
    throw new AppError("wrong_state", "Annotations stand for this entity. Give them another one first.");
}

const factOf = (tx: Transaction, projectId: string, id: string): Promise<EntityFact | null> =>
  tx.entity.findUnique({ where: { projectId_id: { projectId, id } }, select: entityFact });

async function record(
  tx: Transaction,
  scope: Scope<"entity.edit">,
  kind: string,
  before: EntityFact | null,
  id: string,
): Promise<void> {
  const after = await factOf(tx, scope.projectId, id);
  if (!after) throw missing("entity");
  const change = { kind, subjectId: id, documentId: null, setId: after.setId, before, after };
  await recordChanges(tx, scope, uuidv7(), [change]);
}

import "server-only";
import type { NewDecision, NewGoldEntity } from "@/lib/contracts/adjudication";
import { AppError, invalid } from "../app-error";
import type { NewChange } from "../changes/write";
import type { GoldPlace } from "./apply-decisions";

/**
 * Makes the entities of the gold that decisions are the first to name, in the operation that names them: they are
 * there together or not at all, and go again with the decision when it is undone. Answers what to log.
 */
export async function nameEntities(
  { tx, scope, setId }: GoldPlace,
  entities: readonly NewGoldEntity[],
  decisions: readonly NewDecision[],
): Promise<NewChange[]> {
  if (entities.length === 0) return [];
  const { projectId, principal } = scope;
  const named = new Set(
    decisions.map(({ outcome }) =>
      outcome.kind === "edited" && outcome.annotation.kind === "span" ? outcome.annotation.entityId : null,
    ),
  );
  const ids = entities.map(({ id }) => id);
  if (!ids.every((id) => named.has(id)))
    throw invalid("entities", "An entity is made with the decision that names it");
  if (
    new Set(ids).size < ids.length ||
    (await tx.entity.count({ where: { projectId, id: { in: ids } } })) > 0
  )
    throw new AppError("conflict", "This id is taken by another entity; make a new one");
  const rows = entities.map(({ id, kind, name }) => ({
    ...{ id, setId, kind, name, aliases: [] as string[], identifiers: {}, note: "", revision: 1 },
  }));
  await tx.entity.createMany({
    data: rows.map((row) => ({ ...row, projectId, createdBy: principal.userId })),
  });
  return rows.map((row) => ({
    ...{ kind: "entity.created", subjectId: row.id, documentId: null, setId },
    ...{ before: null, after: { ...row, deletedAt: null } },
  }));
}

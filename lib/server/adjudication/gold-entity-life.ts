import "server-only";
import type { AnnotationChange, Step } from "@/lib/domain/annotation/apply-steps";
import type { NewChange } from "../changes/write";
import { Prisma } from "../database";
import type { GoldPlace } from "./apply-decisions";

type Logged = {
  readonly id: string;
  readonly setId: string;
  readonly kind: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly identifiers: unknown;
  readonly note: string;
  readonly revision: number;
};

const logged = Prisma.sql`
  e."id", e."setId", e."kind", e."name", e."aliases", e."identifiers", e."note", e."revision"`;

/** Whether a change \`c\` was part of an operation on the gold. */
const byAdjudication = Prisma.sql`EXISTS (
  SELECT 1 FROM "Change" d
  WHERE d."projectId" = c."projectId" AND d."opId" = c."opId" AND d."kind" LIKE 'decision.%')`;

/**
 * Removes the gold's entities that these changes have taken the last mention of: those that a decision had made and
 * nobody has touched since. An entity that somebody renamed or made is theirs, and stays.
 */
export async function dropEmptyEntities(
  { tx, scope: { projectId }, setId }: GoldPlace,
  changes: readonly AnnotationChange[],
): Promise<NewChange[]> {
  const left = [
    ...new Set(changes.flatMap(({ before }) => (before?.kind === "span" ? (before.entityId ?? []) : []))),
  ];
  if (left.length === 0) return [];
  const dropped = await tx.$queryRaw<Logged[]>(Prisma.sql`
    UPDATE "Entity" e SET "deletedAt" = now(), "updatedAt" = now(), "revision" = e."revision" + 1
    WHERE e."projectId" = ${projectId}::uuid AND e."setId" = ${setId}::uuid AND e."id" = ANY(${left}::uuid[])
      AND e."deletedAt" IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM "Annotation" a
        WHERE a."projectId" = e."projectId" AND a."entityId" = e."id" AND a."deletedAt" IS NULL)
      AND NOT EXISTS (
        SELECT 1 FROM "Change" c
        WHERE c."projectId" = e."projectId" AND c."subjectId" = e."id" AND c."kind" LIKE 'entity.%'
          AND NOT ${byAdjudication})
    RETURNING ${logged}`);
  return dropped.map((row) => moved("entity.deleted", row));
}

/** Brings back the entities that these steps' mentions stand for and that went with an earlier operation. */
export async function bringBackEntities(
  { tx, scope: { projectId }, setId }: GoldPlace,
  ids: readonly string[],
): Promise<NewChange[]> {
  if (ids.length === 0) return [];
  const back = await tx.$queryRaw<Logged[]>(Prisma.sql`
    UPDATE "Entity" e SET "deletedAt" = NULL, "updatedAt" = now(), "revision" = e."revision" + 1
    WHERE e."projectId" = ${projectId}::uuid AND e."setId" = ${setId}::uuid AND e."id" = ANY(${[...ids]}::uuid[])
      AND e."deletedAt" IS NOT NULL
      AND EXISTS (
        SELECT 1 FROM "Change" c
        WHERE c."projectId" = e."projectId" AND c."subjectId" = e."id" AND c."kind" = 'entity.deleted'
          AND (c."after"->>'revision')::int = e."revision" AND ${byAdjudication})
    RETURNING ${logged}`);
  return back.map((row) => moved("entity.restored", row));
}

/** The entities that marks stand for once these steps are done. */
export function entitiesNamed(
  steps: readonly Step[],
  rowOf: (id: string) => { readonly entityId?: string | null } | undefined,
): string[] {
  const named = steps.flatMap((step) => {
    if (step.op === "restore") return rowOf(step.id)?.entityId ?? [];
    if (step.op === "update") return step.set.entityId ?? [];
    return step.op === "create" ? (step.entityId ?? []) : [];
  });
  return [...new Set(named)];
}

function moved(kind: "entity.deleted" | "entity.restored", row: Logged): NewChange {
  const now = new Date().toISOString();
  const isGone = kind === "entity.deleted";
  const before = { ...row, revision: row.revision - 1, deletedAt: isGone ? null : now };
  const after = { ...row, deletedAt: isGone ? now : null };
  return { kind, subjectId: row.id, documentId: null, setId: row.setId, before, after };
}

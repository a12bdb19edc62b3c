import "server-only";
import { uuidv7 } from "uuidv7";
import type {
  AnnotationEdit,
  AnnotationResource,
  BatchStep,
  NewAnnotation,
  SetName,
} from "@/lib/contracts/annotations";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import {
  type AnnotationChange,
  applySteps,
  type Refusal,
  type Step,
} from "@/lib/domain/annotation/apply-steps";
import { targetSet } from "@/lib/domain/annotation/target-set";
import { entityKinds } from "@/lib/domain/scheme/scheme";
import { hull } from "@/lib/domain/span/span";
import { openGoldHand } from "../adjudication/gold-hand";
import { AppError, invalid } from "../app-error";
import type { Scope } from "../authorize";
import { lockProject, type NewChange, recordChanges } from "../changes/write";
import { Prisma, type Transaction, transact } from "../database";
import { requireLive } from "../documents/newest";
import { restoreCited } from "../entities/restore-cited";
import { type NewNotification, notify } from "../notifications/write";
import { readScheme } from "../schemes/read";
import { ensureOpenAssignment } from "../sets/write";
import { namedSet, writtenSet } from "../sets/written-set";
import { readText } from "../texts/read";
import { relatedRows, resource } from "./read";

type Writer = Scope<"annotation.create"> | Scope<"annotation.edit">;

/** Adds an annotation to the caller's set, or the one that is named. `isNew` is false when its id was there already. */
export async function createAnnotation(
  scope: Scope<"annotation.create">,
  documentId: string,
  input: NewAnnotation,
  set?: SetName,
): Promise<{ annotation: AnnotationResource; isNew: boolean }> {
  const { annotations, changes } = await write(scope, documentId, [created(input)], { set });
  return { annotation: only(annotations), isNew: changes > 0 };
}

/** Changes an annotation of the caller's. Sent again with the same `opId`, it answers and changes nothing. */
export async function updateAnnotation(
  scope: Scope<"annotation.edit">,
  documentId: string,
  id: string,
  { revision, opId, ...set }: AnnotationEdit & { revision: number; opId?: string | undefined },
): Promise<AnnotationResource> {
  const { annotations } = await write(scope, documentId, [{ op: "update", id, revision, set }], { opId });
  return only(annotations);
}

/** Removes or restores an annotation of the caller's; removing takes along the relations that hang on it. */
export async function moveAnnotation(
  scope: Scope<"annotation.edit">,
  documentId: string,
  op: "delete" | "restore",
  id: string,
  { revision, opId }: { revision: number; opId?: string | undefined },
): Promise<AnnotationResource> {
  const { annotations } = await write(scope, documentId, [{ op, id, revision }], { opId });
  return only(annotations);
}

/** Applies a batch in order, all or nothing, to the caller's set or the one that is named. */
export async function batchAnnotations(
  scope: Scope<"annotation.create">,
  documentId: string,
  steps: readonly BatchStep[],
  opId?: string,
  set?: SetName,
): Promise<AnnotationResource[]> {
  if (opId !== undefined && steps.some((step) => "kind" in step && step.id === undefined))
    throw invalid("opId", "An operation that can be sent again needs an id for each annotation it creates");
  const { annotations } = await write(
    scope,
    documentId,
    steps.map((step) => ("kind" in step ? created(step) : step)),
    { opId, set },
  );
  return annotations;
}

/** What the log calls what a step does. */
const logKind = {
  create: "annotation.created",
  update: "annotation.updated",
  delete: "annotation.deleted",
  restore: "annotation.restored",
} as const satisfies Record<Step["op"], AnnotationChange["kind"]>;

const created = (input: NewAnnotation): Step => ({ ...input, op: "create", id: input.id ?? uuidv7() });

function only(annotations: readonly AnnotationResource[]): AnnotationResource {
  const [annotation] = annotations;
  if (!annotation) throw new Error("A step without a result");
  return annotation;
}

/** One transaction: the rows, their changes, the notification. */
async function write(
  scope: Writer,
  documentId: string,
  steps: readonly Step[],
  { opId, set }: { readonly opId?: string | undefined; readonly set?: SetName | undefined },
): Promise<{ annotations: AnnotationResource[]; changes: number }> {
  const { text, map } = await readText(scope, documentId);
  return transact(async (tx) => {
    const { schemeVersion } = await lockProject(tx, scope.projectId);
    const rows = await relatedRows(tx, scope.projectId, namedIn(steps));
    const known = opId === undefined ? null : await sentBefore(tx, scope, opId, rows, steps);
    if (known) return { annotations: known, changes: 0 };
    await requireLive(tx, scope.projectId, documentId);
    const named = await namedSet(tx, scope, set);
    const seen = hideOthers(rows, scope, named.id);
    const written = await writtenSet(tx, scope, targetSet(seen, steps, named.id), named);
    const gold =
      written.kind === "gold" ? await openGoldHand(tx, scope, documentId, written.id, steps) : null;
    const applied = applySteps(seen, gold?.steps ?? steps, {
      scheme: await readScheme(scope, schemeVersion),
      text,
      map,
      documentId,
      setId: written.id,
      entities: gold?.entities ?? (await entitiesIn(tx, scope, steps, written.id)),
      userId: scope.principal.userId,
      now: new Date().toISOString(),
    });
    if (!applied.ok) throw refused(applied, steps.length);
    const logged = applied.changes.map(loggedAnnotation);
    const isWritten = logged.length > 0;
    // Leads correct what has been submitted too: it stays submitted, and the log says who did it.
    const isOwn = written.kind === "mine" && isWritten;
    const opened = isOwn ? await ensureOpenAssignment(tx, scope, written.id, documentId) : [];
    if (isWritten) await storeAnnotations(tx, scope.projectId, applied.changes);
    const said = gold ? await gold.decide(applied.changes, logged) : [...opened, ...logged];
    // A mark that comes back needs the entity that it stands for, which could go while nothing named it.
    const isBack = applied.changes.some(({ kind }) => kind === "annotation.restored");
    const changes = [...said, ...(isBack ? await restoreCited(tx, scope.projectId, documentId) : [])];
    if (changes.length > 0) await recordChanges(tx, scope, opId ?? uuidv7(), changes);
    if (written.authorId && isWritten)
      await notify(tx, scope, [correction(written.authorId, applied.changes)]);
    return { annotations: applied.results.map(resource), changes: applied.changes.length };
  });
}

/** Tells an author that a lead has changed their work: once for an operation, by what it was done to first. */
function correction(userId: string, changes: readonly AnnotationChange[]): NewNotification {
  const [first] = changes;
  return {
    userId,
    kind: "correction",
    documentId: first?.after.documentId ?? null,
    subjectId: first?.after.id ?? null,
    setId: first?.after.setId ?? null,
    details: { change: first?.kind ?? "", count: changes.length },
  };
}

/** Every id the steps name, so that all rows come in one query. */
function namedIn(steps: readonly Step[]): string[] {
  const ids = new Set<string>();
  for (const step of steps) {
    ids.add(step.id);
    const ends = step.op === "update" ? step.set : step.op === "create" ? step : {};
    if (ends.fromId) ids.add(ends.fromId);
    if (ends.toId) ids.add(ends.toId);
  }
  return [...ids];
}

/**
 * What an operation that is sent again is answered: the caller's rows as they are now. Null for a new one. An
 * id that named another operation is refused, or what is asked now would be lost without a word.
 */
async function sentBefore(
  tx: Transaction,
  { projectId, principal }: Writer,
  opId: string,
  rows: ReadonlyMap<string, StoredAnnotation>,
  steps: readonly Step[],
): Promise<AnnotationResource[] | null> {
  const done = await tx.change.findMany({
    where: { projectId, opId },
    select: { kind: true, subjectId: true, setId: true, principal: true },
  });
  if (done.length === 0) return null;
  const isSame = done.some(
    (change) =>
      change.principal === principal.userId &&
      steps.some(({ id, op }) => id === change.subjectId && logKind[op] === change.kind),
  );
  const answers = steps.flatMap(({ id }) => {
    const row = rows.get(id);
    return row && done.some(({ setId }) => setId === row.setId) ? [resource(row)] : [];
  });
  if (!isSame || answers.length < steps.length)
    throw new AppError("conflict", "This operation id was used for something else; make a new one");
  return answers;
}

/** Who works blind must not learn from a refusal that somebody else's annotation exists. */
function hideOthers(
  rows: ReadonlyMap<string, StoredAnnotation>,
  scope: Writer,
  setId: string,
): ReadonlyMap<string, StoredAnnotation> {
  if (scope.sees === "everyone") return rows;
  return new Map([...rows].filter(([, row]) => row.setId === setId));
}

async function entitiesIn(tx: Transaction, scope: Writer, steps: readonly Step[], setId: string) {
  const ids = steps.flatMap((step) => {
    const named = step.op === "update" ? step.set.entityId : step.op === "create" ? step.entityId : null;
    return named ? [named] : [];
  });
  if (ids.length === 0) return new Map();
  const rows = await tx.entity.findMany({
    where: {
      projectId: scope.projectId,
      id: { in: ids },
      deletedAt: null,
      ...(scope.sees === "everyone" ? {} : { OR: [{ setId }, { set: { kind: "gold" } }] }),
    },
    select: { id: true, kind: true },
  });
  return new Map(
    rows.flatMap(({ id, kind }) => {
      const known = entityKinds.find((one) => one === kind);
      return known ? [[id, { kind: known }] as const] : [];
    }),
  );
}

/** What a caller is told of a refused batch. */
export function refused(refusal: Refusal, steps: number): AppError {
  const where = steps > 1 ? `annotations.${refusal.step}.${refusal.field}` : refusal.field;
  return new AppError(
    refusal.code,
    steps > 1 ? `Item ${refusal.step + 1}: ${refusal.reason}` : refusal.reason,
    {
      issues: [{ field: where, message: refusal.reason }],
      ...(refusal.current ? { current: resource(refusal.current) } : {}),
    },
  );
}

/** How the log tells of a change of an annotation. */
export const loggedAnnotation = ({ kind, before, after }: AnnotationChange): NewChange => ({
  kind,
  subjectId: after.id,
  documentId: after.documentId,
  setId: after.setId,
  before,
  after,
});

/** Writes the last state of every changed row in one statement. */
export async function storeAnnotations(
  tx: Transaction,
  projectId: string,
  changes: readonly AnnotationChange[],
): Promise<void> {
  const last = new Map(changes.map(({ after }) => [after.id, after]));
  // Marks before the relations that join them: the foreign keys are checked at the end of each row's insert.
  const rows = [...last.values()]
    .sort((a, b) => Number(a.kind === "relation") - Number(b.kind === "relation"))
    .map((row) => ({ ...row, ...(row.kind === "span" ? hull(row.spans) : {}) }));
  const written = await tx.$executeRaw(Prisma.sql`
    INSERT INTO "Annotation" AS stored ("projectId", "id", "documentId", "setId", "kind", "tag", "spans", "start", "end",
      "entityId", "fromId", "toId", "attributes", "note", "createdAt", "createdBy", "updatedAt", "deletedAt", "revision")
    SELECT ${projectId}::uuid, r."id", r."documentId", r."setId", r."kind", r."tag", coalesce(r."spans", '[]'), r."start",
      r."end", r."entityId", r."fromId", r."toId", r."attributes", r."note", r."createdAt", r."createdBy", r."updatedAt",
      r."deletedAt", r."revision"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid, "documentId" uuid, "setId" uuid, "kind" text,
      "tag" text, "spans" jsonb, "start" int, "end" int, "entityId" uuid, "fromId" uuid, "toId" uuid, "attributes" jsonb,
      "note" text, "createdAt" timestamptz, "createdBy" uuid, "updatedAt" timestamptz, "deletedAt" timestamptz,
      "revision" int)
    ON CONFLICT ("projectId", "id") DO UPDATE SET
      "tag" = excluded."tag", "spans" = excluded."spans", "start" = excluded."start", "end" = excluded."end",
      "entityId" = excluded."entityId", "fromId" = excluded."fromId", "toId" = excluded."toId",
      "attributes" = excluded."attributes", "note" = excluded."note", "updatedAt" = excluded."updatedAt",
      "deletedAt" = excluded."deletedAt", "revision" = excluded."revision"
      WHERE stored."setId" = excluded."setId" AND stored."documentId" = excluded."documentId"`);
  // An id that names somebody else's row, which who works blind can't be shown: theirs stays as it is.
  if (written !== rows.length)
    throw new AppError("conflict", "An id belongs to another annotation; make a new one");
}

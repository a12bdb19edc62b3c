import "server-only";
import { uuidv7 } from "uuidv7";
import type { DisplacementResource, DisplacementStep } from "@/lib/contracts/revisions";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import { assignmentStates, isEditable } from "@/lib/domain/workflow/assignment-state";
import { relatedRows } from "../annotations/read";
import { loggedAnnotation, storeAnnotations } from "../annotations/write";
import { AppError, missing } from "../app-error";
import type { Scope } from "../authorize";
import { lockProject, recordChanges } from "../changes/write";
import { Prisma, type Transaction, transact } from "../database";
import { requireLive } from "../documents/newest";
import { carriedId } from "../revisions/carried-id";
import { followPlaced } from "../revisions/follow-placed";
import { chainTo } from "../revisions/read";
import { readScheme } from "../schemes/read";
import { readText } from "../texts/read";
import { visible } from "../visibility";
import { type DisplacementFact, displacementChange, displacementFact, displacementsOf } from "./read";
import { Resolution } from "./resolution";

type Resolver = Scope<"displacement.resolve">;

/** Places, drops or takes back what waits, all or nothing. Sent again with the same `opId`, it changes nothing. */
export async function resolveDisplacements(
  scope: Resolver,
  documentId: string,
  steps: readonly DisplacementStep[],
  opId: string | undefined,
): Promise<DisplacementResource[]> {
  const { projectId } = scope;
  const text = await readText(scope, documentId);
  const ids = steps.map(({ id }) => id);
  return transact(async (tx) => {
    const { schemeVersion } = await lockProject(tx, projectId);
    if (opId !== undefined && (await isSentBefore(tx, scope, opId, ids)))
      return displacementsOf(tx, scope, documentId, ids);
    await requireLive(tx, projectId, documentId);
    const facts = await mine(tx, scope, documentId, ids);
    await requireOpenWork(tx, projectId, documentId, facts);
    const resolution = await openResolution(tx, scope, documentId, facts, {
      text,
      scheme: await readScheme(scope, schemeVersion),
    });
    for (const [at, step] of steps.entries()) {
      const fact = facts[at];
      if (!fact || fact.revision !== step.revision)
        throw new AppError("stale_revision", "Somebody has decided about this one in between", {
          current: fact ?? null,
        });
      resolution.apply(step, fact);
    }
    await store(tx, scope, resolution, opId ?? uuidv7());
    await followPlaced(tx, scope, documentId, resolution);
    return displacementsOf(tx, scope, documentId, ids);
  });
}

async function isSentBefore(
  tx: Transaction,
  { projectId, principal }: Resolver,
  opId: string,
  ids: readonly string[],
): Promise<boolean> {
  const done = await tx.change.findMany({
    where: { projectId, opId },
    select: { kind: true, subjectId: true, principal: true },
  });
  if (done.length === 0) return false;
  const isSame = done.some(
    ({ kind, subjectId, principal: by }) =>
      by === principal.userId && kind.startsWith("displacement.") && ids.includes(subjectId),
  );
  if (!isSame)
    throw new AppError("conflict", "This operation id was used for something else; make a new one");
  return true;
}

/** The displacements of these ids, each once; one that the caller may not see or decide is reported as absent. */
async function mine(
  tx: Transaction,
  scope: Resolver,
  documentId: string,
  ids: readonly string[],
): Promise<DisplacementFact[]> {
  const { projectId } = scope;
  const shown = await tx.$queryRaw<{ id: string; userId: string | null }[]>(Prisma.sql`
    SELECT x."id", s."userId" FROM "Displacement" x
    JOIN "AnnotationSet" s ON s."projectId" = x."projectId" AND s."id" = x."setId"
    WHERE x."projectId" = ${projectId}::uuid AND x."documentId" = ${documentId}::uuid
      AND x."id" = ANY(${[...ids]}::uuid[]) AND ${visible(scope, "x")}`);
  const allowed = shown.filter(({ userId }) => scope.may("displacement.resolve", userId));
  if (new Set(ids).size < ids.length) throw new AppError("invalid_input", "Each may be named once");
  if (allowed.length < ids.length) throw missing("displacement");
  const rows = await tx.displacement.findMany({
    where: { projectId, id: { in: [...ids] } },
    select: displacementFact,
  });
  const known = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => known.get(id) ?? []);
}

/** What others may be reading doesn't change under them: submitted work is reopened first. */
async function requireOpenWork(
  tx: Transaction,
  projectId: string,
  documentId: string,
  facts: readonly DisplacementFact[],
): Promise<void> {
  const rows = await tx.assignment.findMany({
    where: {
      projectId,
      documentId,
      setId: { in: facts.map(({ setId }) => setId) },
      set: { kind: "annotator" },
    },
    select: { state: true },
  });
  for (const { state } of rows) {
    const known = assignmentStates.find((one) => one === state);
    if (known && !isEditable(known) && known !== "returned")
      throw new AppError("submitted", "This work has been submitted. Reopen it to change it.");
  }
}

async function openResolution(
  tx: Transaction,
  { projectId }: Resolver,
  documentId: string,
  facts: readonly DisplacementFact[],
  given: Pick<ConstructorParameters<typeof Resolution>[1], "text" | "scheme">,
): Promise<Resolution> {
  const earlier = await relatedRows(
    tx,
    projectId,
    facts.map(({ annotationId }) => annotationId),
  );
  const chain = await chainTo(tx, projectId, documentId);
  const idHere = (from: StoredAnnotation, id: string) =>
    chain.slice(chain.indexOf(from.documentId) + 1).reduce((known, to) => carriedId(to, known), id);
  const relations = new Map(
    facts.map(({ annotationId }) => [
      annotationId,
      [...earlier.values()].flatMap((row) =>
        row.kind === "relation" && row.deletedAt === null && [row.fromId, row.toId].includes(annotationId)
          ? [row]
          : [],
      ),
    ]),
  );
  const ends = [...relations.values()]
    .flat()
    .flatMap((row) => [idHere(row, row.id), idHere(row, row.fromId), idHere(row, row.toId)]);
  const rows = await relatedRows(tx, projectId, [...facts.map(({ id }) => id), ...ends]);
  const now = new Date().toISOString();
  return new Resolution(rows, { ...given, documentId, now, earlier, relations, idHere });
}

async function store(
  tx: Transaction,
  scope: Resolver,
  { changes, resolved }: Resolution,
  opId: string,
): Promise<void> {
  const { projectId, principal } = scope;
  if (resolved.length === 0) return;
  const rows = resolved.map(({ after: { id, state, revision } }) => ({ id, state, revision }));
  await tx.$executeRaw`
    UPDATE "Displacement" x SET "state" = r."state", "revision" = r."revision",
      "resolvedAt" = CASE WHEN r."state" <> 'waiting' THEN now() END,
      "resolvedBy" = CASE WHEN r."state" <> 'waiting' THEN ${principal.userId}::uuid END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid, "state" text, "revision" int)
    WHERE x."projectId" = ${projectId}::uuid AND x."id" = r."id"`;
  await storeAnnotations(tx, projectId, changes);
  await recordChanges(tx, scope, opId, [
    ...changes.map(loggedAnnotation),
    ...resolved.map(({ kind, before, after }) => displacementChange(kind, before, after)),
  ]);
}

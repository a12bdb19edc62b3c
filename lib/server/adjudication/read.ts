import "server-only";
import type { z } from "zod";
import type {
  AdjudicationResource,
  AdjudicationWork,
  listAdjudication as declaredList,
} from "@/lib/contracts/adjudication";
import { orphanDecisions } from "@/lib/domain/adjudication/decision";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import { type AnnotationRow, annotationColumns, resource, storedAnnotation } from "../annotations/read";
import type { Scope } from "../authorize";
import { newestSeq } from "../changes/read";
import { db, Prisma } from "../database";
import { isNewest } from "../documents/newest";
import { readGuideline } from "../guidelines/read";
import { idPage, startOf } from "../id-page";
import { isReadyToAdjudicate } from "../visibility";
import { type Comparison, compareDocuments, countsOf } from "./compare-documents";
import { shownEntity } from "./gold-entities";
import { adjudicationState, requireReady } from "./gold-set";
import { nothingCounted, summariesOf } from "./summaries";

type Reader = Scope<"adjudication.read"> | Scope<"adjudication.decide">;

/** A page of the documents that can be adjudicated, in the order in which they came. */
export async function listAdjudication(
  { projectId }: Scope<"adjudication.read">,
  query: z.output<NonNullable<(typeof declaredList)["query"]>>,
): Promise<{ items: AdjudicationResource[]; nextCursor: string | null }> {
  const start = startOf(query);
  const rows = await db().$queryRaw<{ id: string; title: string }[]>(Prisma.sql`
    SELECT d."id", d."title" FROM "Document" d
    WHERE d."projectId" = ${projectId}::uuid AND d."deletedAt" IS NULL AND ${isNewest}
      AND ${start === null ? Prisma.sql`TRUE` : Prisma.sql`d."id" > ${start}::uuid`}
      AND ${query.state ? isFinished(query.state === "finished") : Prisma.sql`TRUE`}
      AND ${isReadyToAdjudicate({ projectId }, Prisma.sql`d."id"`)}
    ORDER BY d."id" LIMIT ${query.limit + 1}`);
  const summaries = await summariesOf(
    db(),
    projectId,
    rows.slice(0, query.limit).map(({ id }) => id),
  );
  return idPage(rows, query, ({ id, title }) => {
    const { goldState, setIds, counts } = summaries.get(id) ?? nothingCounted;
    return {
      documentId: id,
      title,
      state: adjudicationState(goldState),
      annotators: setIds.length,
      ...counts,
    };
  });
}

/** Whether the adjudication of a document `d` is finished, as its gold's assignment says, or is not. */
const isFinished = (isIt: boolean): Prisma.Sql => Prisma.sql`(${isIt} = EXISTS (
  SELECT 1 FROM "Assignment" w
  JOIN "AnnotationSet" g ON g."projectId" = w."projectId" AND g."id" = w."setId" AND g."kind" = 'gold'
  WHERE w."projectId" = d."projectId" AND w."documentId" = d."id"
    AND w."state" IN ('submitted', 'adjudicated')))`;

/** What annotators say of a document side by side, and what has been decided. */
export async function readAdjudication(scope: Reader, documentId: string): Promise<AdjudicationWork> {
  const { projectId } = scope;
  await requireReady(db(), { projectId, documentId });
  // First: what happens while the rest is read comes again through the feed, and is not missed.
  const seq = await newestSeq(scope);
  const [found] = await compareDocuments(db(), projectId, [documentId]);
  if (!found) throw new Error("A comparison of one document has one part");
  return {
    state: adjudicationState(found.goldState),
    ...countsOf(found),
    sets: found.sets,
    items: found.items.map((item) => ({
      id: item.id,
      kind: item.kind,
      versions: item.versions.map(({ id }) => id),
      missing: [...item.missing],
      differences: [...item.differences],
      attributes: [...item.attributes],
      decisions: found.states.get(item.id)?.decisions.map(({ id }) => id) ?? [],
      isChanged: found.states.get(item.id)?.isChanged ?? false,
    })),
    annotations: found.annotations.map(resource),
    decisions: [...found.decisions],
    gold: found.gold.map(resource),
    goldSetId: found.goldSetId,
    orphaned: orphanDecisions(found.items, found.decisions).map(({ id }) => id),
    vanished: (await vanishedOf(projectId, found)).map(resource),
    seq,
    entities: Object.fromEntries(
      found.entities.map((one) => [
        one.id,
        { ...shownEntity(one), key: found.options.entityKey?.(one.id) ?? one.id },
      ]),
    ),
    deciders: await decidersOf(found),
    rules: await rulesOf(scope),
  };
}

/** What decisions cite and nobody compares any longer: removed, or of somebody who takes part no more. */
async function vanishedOf(projectId: string, found: Comparison): Promise<StoredAnnotation[]> {
  const present = new Set(found.annotations.map(({ id }) => id));
  const cited = found.decisions.flatMap((one) => one.sources.map(({ annotationId }) => annotationId));
  const gone = [...new Set(cited)].filter((id) => !present.has(id));
  if (gone.length === 0) return [];
  const rows = await db().$queryRaw<AnnotationRow[]>`
    SELECT ${annotationColumns} FROM "Annotation" a
    WHERE a."projectId" = ${projectId}::uuid AND a."id" = ANY(${gone}::uuid[]) ORDER BY a."id"`;
  return rows.map(storedAnnotation);
}

/** Those who decided, by name: curators know each other. */
async function decidersOf({ decisions }: Comparison): Promise<Record<string, string>> {
  const ids = [...new Set(decisions.flatMap(({ createdBy }) => createdBy ?? []))];
  const people = await db().user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return Object.fromEntries(people.map(({ id, name }) => [id, name]));
}

/** The rules of the guidelines in force, for decisions that are a case of one. */
async function rulesOf(scope: Reader): Promise<AdjudicationWork["rules"]> {
  const { guideline } = await readGuideline(scope, {}, db());
  return guideline.rules.map(({ id, title }) => ({ id, title }));
}

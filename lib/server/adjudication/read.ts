import "server-only";
import type { AdjudicationWork } from "@/lib/contracts/adjudication";
import { orphanDecisions } from "@/lib/domain/adjudication/decision";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import { type AnnotationRow, annotationColumns, resource, storedAnnotation } from "../annotations/read";
import type { Scope } from "../authorize";
import { newestSeq } from "../changes/read";
import { db } from "../database";
import { readGuideline } from "../guidelines/read";
import { type Comparison, compareDocuments, countsOf } from "./compare-documents";
import { shownEntity } from "./gold-entities";
import { adjudicationState, requireReady } from "./gold-set";

type Reader = Scope<"adjudication.read"> | Scope<"adjudication.decide">;

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

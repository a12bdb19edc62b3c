import "server-only";
import type { AgreementOptions, AgreementResult } from "@/lib/contracts/agreement";
import type { Snapshot } from "../corpus/snapshot";
import { Prisma } from "../database";
import type { CodedRow, CodedSet } from "./coded-row";
import { codedAnnotations, codedWork } from "./coded-work";

const BATCH_DOCUMENTS = 50;

type Coder = Pick<AgreementResult["coders"][number], "id" | "userId" | "name" | "isGold">;

/** What a report is about, without texts and annotations. */
export type Outline = {
  /** By name; the gold first. */
  readonly coders: readonly Coder[];
  readonly documents: readonly { readonly id: string; readonly period: string }[];
  readonly tags: readonly { readonly tag: string; readonly kind: "unit" | "link"; readonly count: number }[];
};

/** Who coded which documents, when, and with which tags. */
export async function readOutline(
  snapshot: Snapshot,
  projectId: string,
  options: AgreementOptions,
): Promise<Outline> {
  const work = codedWork(projectId, options);
  const coders = await snapshot.rows<Coder>(Prisma.sql`
    SELECT s."id", s."userId", coalesce(u."name", s."name") AS "name", s."kind" = 'gold' AS "isGold"
    FROM "AnnotationSet" s LEFT JOIN "User" u ON u."id" = s."userId"
    WHERE s."projectId" = ${projectId}::uuid AND s."id" IN (SELECT w."setId" FROM ${work} w)
    ORDER BY s."kind" = 'gold' DESC, coalesce(u."name", s."name"), s."id"`);
  const documents = await snapshot.rows<{ id: string; period: string }>(Prisma.sql`
    SELECT w."documentId" AS "id",
      to_char(date_trunc(${options.period}::text, max(w."submittedAt") AT TIME ZONE 'UTC'), 'YYYY-MM-DD') AS "period"
    FROM ${work} w GROUP BY w."documentId" ORDER BY w."documentId"`);
  const tags = await snapshot.rows<Outline["tags"][number]>(Prisma.sql`
    WITH work AS MATERIALIZED ${work}
    SELECT n."tag", CASE n."kind" WHEN 'relation' THEN 'link' ELSE 'unit' END AS "kind", count(*)::int AS "count"
    FROM "Annotation" n
    WHERE ${codedAnnotations(projectId, options)}
      AND (n."documentId", n."setId") IN (SELECT w."documentId", w."setId" FROM work w)
    GROUP BY 1, 2 ORDER BY 2 DESC, 1`);
  return { coders, documents, tags };
}

/** Documents with their codings, in batches, in the order of their ids. */
export async function* readCodedDocuments(
  snapshot: Snapshot,
  projectId: string,
  options: AgreementOptions,
  documents: readonly { readonly id: string; readonly period: number }[],
): AsyncGenerator<CodedRow[]> {
  for (let at = 0; at < documents.length; at += BATCH_DOCUMENTS) {
    const batch = documents.slice(at, at + BATCH_DOCUMENTS);
    const periods = new Map(batch.map(({ id, period }) => [id, period]));
    const ids = [...periods.keys()];
    const [texts, sets] = await Promise.all([
      fetchTexts(snapshot, projectId, ids),
      fetchSets(snapshot, projectId, { ...options, documents: ids }),
    ]);
    yield texts.flatMap((row) => {
      const ofDocument = sets.get(row.id);
      return ofDocument ? [{ ...row, period: periods.get(row.id) ?? 0, sets: ofDocument }] : [];
    });
  }
}

const fetchTexts = (snapshot: Snapshot, projectId: string, ids: readonly string[]) =>
  snapshot.rows<Pick<CodedRow, "id" | "title" | "text" | "length">>(Prisma.sql`
    SELECT d."id", d."title", d."text", d."length" FROM "Document" d
    WHERE d."projectId" = ${projectId}::uuid AND d."id" = ANY(${ids}::uuid[]) ORDER BY d."id"`);

/** By document. Lists of one column each: the database writes them in half the time that lists of rows take. */
async function fetchSets(
  snapshot: Snapshot,
  projectId: string,
  options: AgreementOptions,
): Promise<Map<string, CodedSet[]>> {
  const rows = await snapshot.rows<CodedSet & { documentId: string }>(Prisma.sql`
    WITH work AS MATERIALIZED ${codedWork(projectId, options)}
    SELECT w."documentId", w."setId" AS "coder", m.* FROM work w CROSS JOIN LATERAL (
      SELECT array_to_json(array_agg(n."tag"))::text AS "tags",
        array_to_json(array_agg(n."kind" = 'relation'))::text AS "links",
        array_to_json(array_agg(n."start"))::text AS "starts",
        array_to_json(array_agg(n."end"))::text AS "ends",
        array_to_json(array_agg(CASE WHEN jsonb_array_length(n."spans") > 1 THEN n."spans" END))::text AS "spans",
        array_to_json(array_agg(n."id"))::text AS "ids",
        array_to_json(array_agg(n."fromId"))::text AS "froms",
        array_to_json(array_agg(n."toId"))::text AS "tos",
        array_to_json(array_agg(n."attributes"))::text AS "attributes"
      FROM "Annotation" n WHERE n."documentId" = w."documentId" AND n."setId" = w."setId"
        AND ${codedAnnotations(projectId, options)}) m
    ORDER BY w."documentId", w."setId"`);
  const sets = new Map<string, CodedSet[]>();
  for (const { documentId, ...set } of rows) {
    const known = sets.get(documentId);
    if (known) known.push(set);
    else sets.set(documentId, [set]);
  }
  return sets;
}

import "server-only";
import type { AgreementOptions, AgreementResult } from "@/lib/contracts/agreement";
import type { Snapshot } from "../corpus/snapshot";
import { Prisma } from "../database";
import type { CodedRow } from "./coded-row";
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
    FROM work w JOIN "Annotation" n ON n."documentId" = w."documentId" AND n."setId" = w."setId"
    WHERE ${codedAnnotations(projectId, options)} GROUP BY 1, 2 ORDER BY 2 DESC, 1`);
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
    const rows = await fetchBatch(snapshot, projectId, options, [...periods.keys()]);
    yield rows.map((row) => ({ ...row, period: periods.get(row.id) ?? 0 }));
  }
}

const fetchBatch = (
  snapshot: Snapshot,
  projectId: string,
  options: AgreementOptions,
  ids: readonly string[],
): Promise<Omit<CodedRow, "period">[]> =>
  snapshot.rows<Omit<CodedRow, "period">>(Prisma.sql`
    WITH work AS MATERIALIZED ${codedWork(projectId, { ...options, documents: [...ids] })}
    SELECT d."id", d."title", d."text",
      (SELECT json_agg(w."setId" ORDER BY w."setId") FROM work w WHERE w."documentId" = d."id") AS "sets",
      (SELECT json_agg(json_build_array(n."setId", n."id", n."kind", n."tag", n."start", n."end",
          CASE WHEN jsonb_array_length(n."spans") > 1 THEN n."spans" END, n."fromId", n."toId", n."attributes"))::text
        FROM work w JOIN "Annotation" n ON n."documentId" = w."documentId" AND n."setId" = w."setId"
        WHERE w."documentId" = d."id" AND ${codedAnnotations(projectId, options)}) AS "annotations"
    FROM "Document" d WHERE d."projectId" = ${projectId}::uuid AND d."id" IN (SELECT w."documentId" FROM work w)
    ORDER BY d."id"`);

import "server-only";
import type { z } from "zod";
import type {
  AnnotationColumns,
  AnnotationResource,
  listAnnotations as declared,
  ListedAnnotation,
} from "@/lib/contracts/annotations";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import type { QuotedSpan } from "@/lib/domain/span/span";
import { invalid, missing } from "../app-error";
import type { Scope } from "../authorize";
import { db, Prisma, type Transaction } from "../database";
import { reviewsOn } from "../reviews/read";
import { visible } from "../visibility";

type Reader = Scope<"annotation.read">;

/** A row as SQL answers it. */
export type AnnotationRow = {
  id: string;
  documentId: string;
  setId: string;
  kind: string;
  tag: string;
  spans: QuotedSpan[];
  entityId: string | null;
  fromId: string | null;
  toId: string | null;
  attributes: Record<string, string | boolean>;
  note: string;
  revision: number;
  createdBy: string | null;
  createdAt: Date;
  updatedAt: Date;
  deletedAt: Date | null;
};

/** The columns of an annotation `a`, for `storedAnnotation`. */
export const annotationColumns = Prisma.sql`a."id", a."documentId", a."setId", a."kind", a."tag", a."spans", a."entityId", a."fromId",
  a."toId", a."attributes", a."note", a."revision", a."createdBy", a."createdAt", a."updatedAt", a."deletedAt"`;

/** A row as the domain knows it: one of three kinds, times as text. */
export function storedAnnotation(row: AnnotationRow): StoredAnnotation {
  const common = {
    id: row.id,
    documentId: row.documentId,
    setId: row.setId,
    tag: row.tag,
    attributes: row.attributes,
    note: row.note,
    revision: row.revision,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
  };
  if (row.kind === "relation")
    return { kind: "relation", ...common, fromId: row.fromId ?? "", toId: row.toId ?? "" };
  if (row.kind === "document") return { kind: "document", ...common };
  return { kind: "span", ...common, spans: row.spans, entityId: row.entityId };
}

/** The rows of these ids, the ends of those that are relations, all relations on any of these, and their ends. */
export async function relatedRows(
  tx: Transaction,
  projectId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredAnnotation>> {
  const rows = await tx.$queryRaw<AnnotationRow[]>`
    WITH given AS (
      SELECT n."id", n."fromId", n."toId" FROM "Annotation" n
      WHERE n."projectId" = ${projectId}::uuid AND n."id" = ANY(${ids}::uuid[])
    ), named AS (
      SELECT "id" FROM given UNION SELECT "fromId" FROM given UNION SELECT "toId" FROM given
    ), hanging AS (
      SELECT r."id", r."fromId", r."toId" FROM "Annotation" r
      WHERE r."projectId" = ${projectId}::uuid AND r."fromId" IN (SELECT "id" FROM named)
      UNION
      SELECT r."id", r."fromId", r."toId" FROM "Annotation" r
      WHERE r."projectId" = ${projectId}::uuid AND r."toId" IN (SELECT "id" FROM named)
    ), wanted AS (
      SELECT "id" FROM named UNION SELECT "id" FROM hanging
      UNION SELECT "fromId" FROM hanging UNION SELECT "toId" FROM hanging
    )
    SELECT ${annotationColumns} FROM "Annotation" a
    WHERE a."projectId" = ${projectId}::uuid AND a."id" IN (SELECT "id" FROM wanted)`;
  return new Map(rows.map((row) => [row.id, storedAnnotation(row)]));
}

/** All annotations of a document that are not removed, whoever may see them: for what treats everybody's alike. */
export async function liveAnnotations(
  tx: Transaction,
  projectId: string,
  documentId: string,
): Promise<StoredAnnotation[]> {
  const rows = await tx.$queryRaw<AnnotationRow[]>`
    SELECT ${annotationColumns} FROM "Annotation" a
    WHERE a."projectId" = ${projectId}::uuid AND a."documentId" = ${documentId}::uuid AND a."deletedAt" IS NULL
    ORDER BY a."start" NULLS LAST, a."id"`;
  return rows.map(storedAnnotation);
}

/** One annotation the caller may see, removed ones too. */
export async function readAnnotation(
  scope: Reader,
  documentId: string,
  id: string,
): Promise<AnnotationResource> {
  const [row] = await db().$queryRaw<AnnotationRow[]>`
    SELECT ${annotationColumns} FROM "Annotation" a
    WHERE a."projectId" = ${scope.projectId}::uuid AND a."documentId" = ${documentId}::uuid
      AND a."id" = ${id}::uuid AND ${visible(scope, "a")}`;
  if (!row) throw missing("annotation");
  return resource(storedAnnotation(row));
}

/** Where annotations without a place in the text are listed: the largest number that the database has there. */
const LAST_PLACE = 2_147_483_647;

/** A page of the annotations the caller may see, in the order of the text; document-level ones come last. */
export async function listAnnotations(
  scope: Reader,
  documentId: string,
  query: z.output<NonNullable<(typeof declared)["query"]>>,
): Promise<{ items: ListedAnnotation[]; nextCursor: string | null }> {
  await requireDocument(scope, documentId);
  const after = query.cursor === undefined ? null : cursorOf(query.cursor);
  const rows = await db().$queryRaw<(AnnotationRow & { place: number })[]>`
    SELECT ${annotationColumns}, coalesce(a."start", ${LAST_PLACE}::int) AS place FROM "Annotation" a
    WHERE a."projectId" = ${scope.projectId}::uuid AND a."documentId" = ${documentId}::uuid
      AND a."deletedAt" IS NULL AND ${visible(scope, "a")}
      AND ${query.set === undefined ? Prisma.sql`TRUE` : Prisma.sql`a."setId" = ${query.set}::uuid`}
      AND ${query.tag === undefined ? Prisma.sql`TRUE` : Prisma.sql`a."tag" = ${query.tag}`}
      AND ${query.kind === undefined ? Prisma.sql`TRUE` : Prisma.sql`a."kind" = ${query.kind}`}
      AND ${after === null ? Prisma.sql`TRUE` : Prisma.sql`(coalesce(a."start", ${LAST_PLACE}::int), a."id") > (${after.place}, ${after.id}::uuid)`}
    ORDER BY place, a."id" LIMIT ${query.limit + 1}`;
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  const items = shown.map((row): ListedAnnotation => resource(storedAnnotation(row)));
  const reviews = query.include
    ? await reviewsOn(
        scope,
        items.map(({ id }) => id),
      )
    : null;
  return {
    items: reviews ? items.map((item) => ({ ...item, reviews: [...(reviews.get(item.id) ?? [])] })) : items,
    nextCursor: last ? `${last.place}.${last.id}` : null,
  };
}

function cursorOf(cursor: string): { place: number; id: string } {
  const [, place, id] = /^(\d{1,10})\.([0-9a-f-]{36})$/.exec(cursor) ?? [];
  if (place === undefined || id === undefined || Number(place) > LAST_PLACE)
    throw invalid("cursor", "Not a cursor of this list");
  return { place: Number(place), id };
}

async function requireDocument(scope: Reader, documentId: string): Promise<void> {
  const document = await db().document.findUnique({
    where: { projectId_id: { projectId: scope.projectId, id: documentId } },
    select: { id: true },
  });
  if (!document) throw missing("document");
}

/** The domain's value as the API answers it: the same fields, in arrays of its own. */
export function resource(annotation: StoredAnnotation): AnnotationResource {
  if (annotation.kind === "span")
    return { ...annotation, spans: [...annotation.spans], attributes: { ...annotation.attributes } };
  return { ...annotation, attributes: { ...annotation.attributes } };
}

type ColumnRow = Pick<
  AnnotationRow,
  "id" | "setId" | "tag" | "entityId" | "fromId" | "toId" | "revision" | "note"
> & {
  kind: "span" | "relation" | "document";
  offsets: number[] | null;
  attributes: AnnotationRow["attributes"] | null;
};

/**
 * Every annotation of a document that the caller may see, as columns: what the annotation page draws. With
 * `before`, a code point, only the marks that begin before it: those of the first screens.
 */
export async function readColumns(
  scope: Reader,
  documentId: string,
  before?: number,
): Promise<AnnotationColumns> {
  const rows = await db().$queryRaw<ColumnRow[]>`
    SELECT a."id", a."setId", a."kind", a."tag", a."entityId", a."fromId", a."toId", a."revision", a."note",
      nullif(a."attributes", '{}'::jsonb) AS "attributes",
      (SELECT array_agg(v.n ORDER BY v.at) FROM (
        SELECT (s.span->>'start')::int AS n, s.at * 2 AS at FROM jsonb_array_elements(a."spans") WITH ORDINALITY s(span, at)
        UNION ALL
        SELECT (s.span->>'end')::int, s.at * 2 + 1 FROM jsonb_array_elements(a."spans") WITH ORDINALITY s(span, at)
      ) v) AS offsets
    FROM "Annotation" a
    WHERE a."projectId" = ${scope.projectId}::uuid AND a."documentId" = ${documentId}::uuid
      AND a."deletedAt" IS NULL AND ${visible(scope, "a")}
      AND ${before === undefined ? Prisma.sql`TRUE` : Prisma.sql`a."start" < ${before}`}
    ORDER BY a."start" NULLS LAST, a."end" DESC, a."id"`;
  return toColumns(rows);
}

function toColumns(rows: readonly ColumnRow[]): AnnotationColumns {
  const tags = new Index();
  const sets = new Index();
  const entities = new Index();
  const result: AnnotationColumns = {
    tags: tags.values,
    sets: sets.values,
    entities: entities.values,
    ids: rows.map((row) => row.id),
    kind: rows.map((row) => row.kind),
    tag: rows.map((row) => tags.of(row.tag)),
    set: rows.map((row) => sets.of(row.setId)),
    spans: rows.map((row) => row.offsets ?? []),
    entity: rows.map((row) => (row.entityId === null ? null : entities.of(row.entityId))),
    ends: rows.map((row) => (row.fromId && row.toId ? [row.fromId, row.toId] : null)),
    revision: rows.map((row) => row.revision),
    attributes: {},
    notes: {},
  };
  for (const [at, row] of rows.entries()) {
    if (row.attributes) result.attributes[at] = row.attributes;
    if (row.note !== "") result.notes[at] = row.note;
  }
  return result;
}

/** Numbers values in order of first appearance. */
class Index {
  readonly values: string[] = [];
  readonly #at = new Map<string, number>();

  of(value: string): number {
    const known = this.#at.get(value);
    if (known !== undefined) return known;
    this.#at.set(value, this.values.push(value) - 1);
    return this.values.length - 1;
  }
}

import "server-only";
import type { PreviewedAnnotation } from "@/lib/contracts/reviews";
import { OffsetMap, sliceCodePoints } from "@/lib/domain/text/offsets";
import { wordsAround } from "@/lib/domain/text/words-around";
import type { Scope } from "../authorize";
import { db, Prisma } from "../database";

/** Code points of the text that are shown on each side of a mark. */
const CONTEXT = 48;
/** Code points of its words. */
const QUOTE_MAX = 200;

/** The text on each side is one code point longer than what is shown of it, which tells where the text ends. */
type Row = Omit<PreviewedAnnotation, "before" | "after"> & {
  readonly textBefore: string;
  readonly textAfter: string;
};

const quoteOf = (row: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`coalesce((SELECT string_agg(p->>'quote', ' … ' ORDER BY (p->>'start')::int)
    FROM jsonb_array_elements(${row}."spans") p), '')`;

/** What a preview shows of annotations that its caller may see, in the order of their ids in the list. */
export async function previewed(
  { projectId }: Scope<"review.write">,
  ids: readonly string[],
): Promise<PreviewedAnnotation[]> {
  if (ids.length === 0) return [];
  const rows = await db().$queryRaw<Row[]>`
    SELECT a."id" AS "annotationId", a."documentId", d."title" AS "documentTitle", s."name" AS "setName", a."kind",
      a."tag",
      left(CASE WHEN a."kind" = 'relation' THEN
          concat(${quoteOf(Prisma.sql`f`)}, ' → ', ${quoteOf(Prisma.sql`t`)})
        ELSE ${quoteOf(Prisma.sql`a`)} END, ${QUOTE_MAX}) AS "quote",
      coalesce(right(left(d."text", a."start"), ${CONTEXT + 1}), '') AS "textBefore",
      coalesce(substr(d."text", a."end" + 1, ${CONTEXT + 1}), '') AS "textAfter"
    FROM "Annotation" a
    JOIN "AnnotationSet" s ON s."projectId" = a."projectId" AND s."id" = a."setId"
    JOIN "Document" d ON d."projectId" = a."projectId" AND d."id" = a."documentId"
    LEFT JOIN "Annotation" f ON f."projectId" = a."projectId" AND f."id" = a."fromId"
    LEFT JOIN "Annotation" t ON t."projectId" = a."projectId" AND t."id" = a."toId"
    WHERE a."projectId" = ${projectId}::uuid AND a."id" = ANY(${[...ids]}::uuid[])
    ORDER BY array_position(${[...ids]}::uuid[], a."id")`;
  return rows.map(withContext);
}

function withContext({ textBefore, textAfter, ...row }: Row): PreviewedAnnotation {
  const text = textBefore + textAfter;
  const map = new OffsetMap(text);
  const at = new OffsetMap(textBefore).length;
  const around = wordsAround({ text, map }, { start: at, end: at }, CONTEXT);
  return {
    ...row,
    before: sliceCodePoints(text, map, around.start, at),
    after: sliceCodePoints(text, map, at, around.end),
  };
}

import "server-only";
import { SchemeShape } from "@/lib/contracts/scheme";
import type { AnnotationKind, Attributes } from "@/lib/domain/annotation/annotation";
import { checkAttributes } from "@/lib/domain/annotation/check-annotation";
import { relationTypeOf, type Scheme, tagOf } from "@/lib/domain/scheme/scheme";
import type { QuotedSpan } from "@/lib/domain/span/span";
import { OffsetMap, sliceCodePoints } from "@/lib/domain/text/offsets";
import { Prisma } from "../database";
import type { View, Violation } from "./check";

type SchemeRow = { readonly projectId: string; readonly number: number; readonly value: unknown };

/** Schemes that the one check of schemes would refuse. */
export async function brokenSchemes(view: View): Promise<Violation[]> {
  const rows = await view.rows<SchemeRow>(
    Prisma.sql`SELECT "projectId", "number", "value" FROM "SchemeVersion" ORDER BY "projectId", "number"`,
  );
  return rows.flatMap(({ projectId, number, value }) => {
    const result = SchemeShape.safeParse(value);
    if (result.success) return [];
    const [first] = result.error.issues;
    return [{ projectId, id: `version ${number}`, detail: `${first?.path.join(".")}: ${first?.message}` }];
  });
}

type Row = {
  readonly id: string;
  readonly kind: AnnotationKind;
  readonly tag: string;
  readonly attributes: Attributes;
  readonly spans: readonly QuotedSpan[];
};

/** What the annotations of each document say wrongly of its text, and what the scheme does not know. */
export async function* brokenContent(
  view: View,
): AsyncGenerator<{ readonly quote: Violation } | { readonly scheme: Violation }> {
  const schemes = await currentSchemes(view);
  for await (const { projectId, text, rows } of annotatedDocuments(view)) {
    const map = new OffsetMap(text);
    const scheme = schemes.get(projectId);
    for (const row of rows) {
      const misquoted = row.spans.find(({ start, end, quote }) => quoteAt(text, map, start, end) !== quote);
      // Where, and not what: a quote is article text, which belongs in no log.
      if (misquoted)
        yield { quote: { projectId, id: row.id, detail: `[${misquoted.start}, ${misquoted.end})` } };
      const problem = scheme && schemeProblem(scheme, row);
      if (problem) yield { scheme: { projectId, id: row.id, detail: problem } };
    }
  }
}

const quoteAt = (text: string, map: OffsetMap, start: number, end: number): string | null =>
  start >= 0 && start <= end && end <= map.length ? sliceCodePoints(text, map, start, end) : null;

function schemeProblem(scheme: Scheme, { kind, tag, attributes }: Row): string | null {
  const known = kind === "relation" ? relationTypeOf(scheme, tag) : tagOf(scheme, tag);
  if (!known) return `${kind} ${tag}`;
  const checked = checkAttributes(scheme, kind, tag, attributes);
  return checked.ok ? null : `${tag}, ${checked.field}`;
}

async function currentSchemes(view: View): Promise<ReadonlyMap<string, Scheme>> {
  const rows = await view.rows<SchemeRow>(Prisma.sql`
    SELECT s."projectId", s."number", s."value" FROM "SchemeVersion" s
    JOIN "Project" p ON p."id" = s."projectId" AND p."schemeVersion" = s."number"`);
  return new Map(
    rows.flatMap(({ projectId, value }) => {
      const result = SchemeShape.safeParse(value);
      return result.success ? [[projectId, result.data] as const] : [];
    }),
  );
}

type DocumentKey = { readonly projectId: string; readonly id: string };

/** One document after the other, so that memory holds one text however large the corpus is. */
async function* annotatedDocuments(
  view: View,
): AsyncGenerator<{ readonly projectId: string; readonly text: string; readonly rows: readonly Row[] }> {
  const documents = await view.rows<DocumentKey>(
    Prisma.sql`SELECT DISTINCT "projectId", "documentId" AS "id" FROM "Annotation" ORDER BY 1, 2`,
  );
  for (const { projectId, id } of documents) {
    const [document] = await view.rows<{ text: string }>(Prisma.sql`
      SELECT "text" FROM "Document" WHERE "projectId" = ${projectId}::uuid AND "id" = ${id}::uuid`);
    const rows = await view.rows<Row>(Prisma.sql`
      SELECT "id", "kind", "tag", "attributes", "spans" FROM "Annotation"
      WHERE "projectId" = ${projectId}::uuid AND "documentId" = ${id}::uuid ORDER BY "id"`);
    if (document) yield { projectId, text: document.text, rows };
  }
}

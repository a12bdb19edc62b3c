import "server-only";
import type { Attributes } from "@/lib/domain/annotation/annotation";
import type { QuotedSpan } from "@/lib/domain/span/span";
import type { CorpusAnnotation, CorpusDocument } from "@/lib/formats/corpus";
import { Prisma } from "../database";
import type { SelectionSql } from "./corpus-selection";
import { isoTimeOf } from "./iso-time";
import type { Snapshot } from "./snapshot";

export type Asserted = Pick<CorpusDocument, "annotations" | "removed">;

/** The annotations of one set in one document, column by column. */
type Columns = {
  readonly documentId: string;
  readonly setId: string;
  // Entries between commas, null as nothing …
  readonly ids: string;
  readonly kinds: string;
  readonly entityIds: string;
  readonly fromIds: string;
  readonly toIds: string;
  readonly revisions: string;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly deletedAt: string;
  // … and JSON lists, where there may be commas.
  readonly tags: string;
  readonly notes: string;
  readonly spans: string;
  readonly attributes: string;
};

/** By place in the text, then by id; relations after the marks, document-level ones between. */
const order = Prisma.sql`
  ORDER BY array_position(ARRAY['span', 'document', 'relation'], a."kind"), a."start", a."end" DESC, a."id"`;
const listOf = (column: Prisma.Sql) => Prisma.sql`string_agg(coalesce(${column}::text, ''), ',' ${order})`;
const jsonOf = (column: Prisma.Sql) => Prisma.sql`array_to_json(array_agg(${column} ${order}))::text`;

/**
 * The annotations of some documents, removed ones apart, by set and then in order; those of a document are made when somebody asks for
 * them. The database sends a few long columns for each set: single values, of which there would be millions, take
 * four times as long to receive, and what is made long before it is written costs the collection of garbage more.
 */
export async function fetchAnnotations(
  snapshot: Snapshot,
  projectId: string,
  sql: SelectionSql,
  ids: readonly string[],
): Promise<(documentId: string) => Asserted> {
  const sets = await snapshot.rows<Columns>(Prisma.sql`
    SELECT a."documentId", a."setId", ${listOf(Prisma.sql`a."id"`)} AS "ids", ${listOf(Prisma.sql`a."kind"`)} AS "kinds",
      ${listOf(Prisma.sql`a."entityId"`)} AS "entityIds", ${listOf(Prisma.sql`a."fromId"`)} AS "fromIds",
      ${listOf(Prisma.sql`a."toId"`)} AS "toIds", ${listOf(Prisma.sql`a."revision"`)} AS "revisions",
      ${listOf(Prisma.sql`a."createdBy"`)} AS "createdBy", ${listOf(Prisma.sql`a."createdAt"`)} AS "createdAt",
      ${listOf(Prisma.sql`a."updatedAt"`)} AS "updatedAt", ${listOf(Prisma.sql`a."deletedAt"`)} AS "deletedAt",
      ${jsonOf(Prisma.sql`a."tag"`)} AS "tags",
      ${jsonOf(Prisma.sql`a."note"`)} AS "notes", ${jsonOf(Prisma.sql`a."spans"`)} AS "spans",
      ${jsonOf(Prisma.sql`a."attributes"`)} AS "attributes"
    FROM "Annotation" a WHERE a."projectId" = ${projectId}::uuid AND a."documentId" = ANY(${[...ids]}::uuid[])
      AND ${sql.work}
    GROUP BY a."documentId", a."setId" ORDER BY a."documentId", a."setId"`);
  const found = new Map<string, Columns[]>();
  for (const set of sets) found.set(set.documentId, [...(found.get(set.documentId) ?? []), set]);
  return (documentId) => {
    const asserted: Gathered = { annotations: [], removed: [] };
    for (const set of found.get(documentId) ?? []) gather(set, asserted);
    return asserted;
  };
}

type Gathered = { readonly [Name in keyof Asserted]: Asserted[Name][number][] };

function gather(set: Columns, { annotations, removed }: Gathered): void {
  const deletedAt = set.deletedAt.split(",");
  annotationsOf(set).forEach((annotation, at) => {
    const left = deletedAt[at];
    if (left) removed.push({ ...annotation, deletedAt: isoTimeOf(left) });
    else annotations.push(annotation);
  });
}

/** The columns of each kind are the fields of its type: what the database holds passed the domain's checks. */
function annotationsOf(set: Columns): CorpusAnnotation[] {
  const { documentId, setId } = set;
  const kinds = set.kinds.split(",");
  const [entityIds, fromIds, toIds] = [
    set.entityIds.split(","),
    set.fromIds.split(","),
    set.toIds.split(","),
  ];
  const [revisions, createdBy] = [set.revisions.split(","), set.createdBy.split(",")];
  const [createdAt, updatedAt] = [set.createdAt.split(","), set.updatedAt.split(",")];
  const tags = JSON.parse(set.tags) as readonly string[];
  const notes = JSON.parse(set.notes) as readonly string[];
  const spans = JSON.parse(set.spans) as readonly (readonly QuotedSpan[])[];
  const attributes = JSON.parse(set.attributes) as readonly Attributes[];
  return set.ids.split(",").map((id, at): CorpusAnnotation => {
    const common = {
      id,
      documentId,
      setId,
      tag: tags[at] ?? "",
      attributes: attributes[at] ?? {},
      note: notes[at] ?? "",
      revision: Number(revisions[at]),
      createdBy: createdBy[at] || null,
      createdAt: isoTimeOf(createdAt[at] ?? ""),
      updatedAt: isoTimeOf(updatedAt[at] ?? ""),
    };
    if (kinds[at] === "span")
      return { kind: "span", ...common, spans: spans[at] ?? [], entityId: entityIds[at] || null };
    if (kinds[at] === "relation")
      return { kind: "relation", ...common, fromId: fromIds[at] ?? "", toId: toIds[at] ?? "" };
    return { kind: "document", ...common };
  });
}

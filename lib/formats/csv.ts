import type { Attributes } from "@/lib/domain/annotation/annotation";
import type { Entity } from "@/lib/domain/entity/entity";
import { hull, type QuotedSpan } from "@/lib/domain/span/span";
import { OffsetMap } from "@/lib/domain/text/offsets";
import type { Codec, CorpusFront, Loss } from "./codec";
import type { Corpus, CorpusAnnotation, CorpusDocument, CorpusHeader, CorpusSet } from "./corpus";
import { byteOrderMark, type Cell, csvBytes } from "./csv-bytes";
import { jsonText } from "./json-text";
import { teamworkFrontLosses, teamworkLosses } from "./teamwork-losses";

const loss = {
  text: { code: "text", message: "The text of a document is not in the table, only its hash and the quotes" },
  metadata: {
    code: "metadata",
    message: "Of a document's metadata only title, outlet and date are in the table",
  },
  noRow: { code: "document-without-annotations", message: "A document without annotations has no row" },
  assignment: {
    code: "assignment",
    message: "Whose task a document was, and its state, is not in the table",
  },
  review: { code: "review", message: "What reviewers think of an annotation is not in the table" },
  decision: {
    code: "decision",
    message: "How the gold was decided, and from whose work, is not in the table",
  },
  entity: {
    code: "entity-details",
    message: "Of an entity only id and name are in the table, in the rows of its mentions",
  },
  scheme: {
    code: "scheme",
    message: "The scheme and the settings of the project are not in the table, only the keys that were used",
  },
} as const satisfies Record<string, Loss>;

const columnsBefore = [
  ...["project", "document_id", "title", "outlet", "published_at", "set_id", "set_kind", "set", "annotator"],
  ...["annotation_id", "kind", "tag", "start", "end", "spans", "start_utf16", "end_utf16", "quote"],
];
const columnsAfter = [
  ...["attributes_outside_scheme", "entity_id", "entity_name", "from_id", "to_id", "note", "revision"],
  ...["created_at", "updated_at", "text_sha256", "offset_unit"],
];

/** Between the fragments of a discontinuous quote; `spans` says where each one is. */
const fragmentJoint = " … ";

function attributeKeys({ scheme }: CorpusHeader): string[] {
  const holders = [...scheme.tags, ...scheme.relationTypes];
  return [...new Set(holders.flatMap(({ attributes }) => attributes.map(({ key }) => key)))];
}

type Lookup = {
  readonly header: CorpusHeader;
  readonly keys: readonly string[];
  readonly sets: ReadonlyMap<string, CorpusSet>;
  readonly entities: ReadonlyMap<string, Entity>;
};

function rowsOf({ document, annotations }: CorpusDocument, lookup: Lookup): Cell[][] {
  const map = new OffsetMap(document.text);
  return annotations.map((annotation) => {
    const set = lookup.sets.get(annotation.setId);
    return [
      ...[lookup.header.project.name, document.id, document.title, document.outlet, document.publishedAt],
      ...[annotation.setId, set?.kind ?? "", set?.name ?? "", annotation.createdBy],
      ...[annotation.id, annotation.kind, annotation.tag],
      ...positionCells(annotation.kind === "span" ? annotation.spans : [], map),
      ...attributeCells(annotation.attributes, lookup.keys),
      ...linkCells(annotation, lookup.entities),
      ...[annotation.note, annotation.revision, annotation.createdAt, annotation.updatedAt],
      ...[document.textSha256, "code points"],
    ];
  });
}

function positionCells(spans: readonly QuotedSpan[], map: OffsetMap): Cell[] {
  const whole = hull(spans);
  if (!whole) return [null, null, null, null, null, null];
  return [
    whole.start,
    whole.end,
    spans.map(({ start, end }) => `${start}-${end}`).join(";"),
    map.toUtf16(whole.start),
    map.toUtf16(whole.end),
    spans.map(({ quote }) => quote).join(fragmentJoint),
  ];
}

/** A column for each key of the scheme; keys that it no longer has share one, as JSON. */
function attributeCells(attributes: Attributes, keys: readonly string[]): Cell[] {
  const values = new Map(Object.entries(attributes));
  const cells = keys.map((key) => {
    const value = values.get(key);
    values.delete(key);
    return value === undefined ? null : String(value);
  });
  const others = [...values].sort(([a], [b]) => (a < b ? -1 : 1));
  return [...cells, others.length > 0 ? jsonText(Object.fromEntries(others)) : null];
}

function linkCells(annotation: CorpusAnnotation, entities: ReadonlyMap<string, Entity>): Cell[] {
  switch (annotation.kind) {
    case "span": {
      const { entityId } = annotation;
      return [entityId, entityId === null ? null : (entities.get(entityId)?.name ?? ""), null, null];
    }
    case "relation":
      return [null, null, annotation.fromId, annotation.toId];
    case "document":
      return [null, null, null, null];
  }
}

async function* write({ header, entities, documents }: Corpus): AsyncGenerator<Uint8Array> {
  const keys = attributeKeys(header);
  const lookup: Lookup = {
    header,
    keys,
    sets: new Map(header.sets.map((set) => [set.id, set])),
    entities: new Map(entities.map((entity) => [entity.id, entity])),
  };
  yield byteOrderMark;
  yield csvBytes([[...columnsBefore, ...keys.map((key) => `attr_${key}`), ...columnsAfter]]);
  for await (const item of documents) {
    const rows = rowsOf(item, lookup);
    if (rows.length > 0) yield csvBytes(rows);
  }
}

const losses = (_: CorpusHeader, item: CorpusDocument): Loss[] => [
  loss.text,
  loss.metadata,
  ...(item.annotations.length === 0 ? [loss.noRow] : []),
  ...item.assignments.map(() => loss.assignment),
  ...item.reviews.map(() => loss.review),
  ...item.decisions.map(() => loss.decision),
  ...teamworkLosses(item),
];

const frontLosses = (front: CorpusFront): Loss[] => [
  loss.scheme,
  ...front.entities.map(() => loss.entity),
  ...teamworkFrontLosses(front),
];

/** A table for spreadsheets and statistics: one row for each annotation, relations among them. */
export const csv = {
  id: "csv",
  title: "CSV table",
  summary: "One row for each annotation, for spreadsheets and statistics. Without the texts.",
  extension: "csv",
  mediaType: "text/csv",
  offsetUnit: "code points",
  frontLosses,
  losses,
  write,
} as const satisfies Codec;

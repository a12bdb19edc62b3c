import type {
  DocumentAnnotation,
  RelationAnnotation,
  SpanAnnotation,
} from "@/lib/domain/annotation/annotation";
import type { QuotedSpan } from "@/lib/domain/span/span";
import type { CorpusAnnotation, Provenance, RemovedAnnotation } from "./corpus";
import {
  count,
  dictionary,
  list,
  nullable,
  oneOf,
  record,
  type Shape,
  text,
  textOrFlag,
  time,
  variants,
} from "./json-shape";

export const provenance = { createdBy: nullable(text), createdAt: time, updatedAt: time };

const assertion = { id: text, documentId: text, setId: text };
const content = {
  tag: text,
  attributes: dictionary(textOrFlag),
  note: text,
  revision: count,
  ...provenance,
};
const span = {
  kind: oneOf(["span"]),
  ...assertion,
  spans: list(record<QuotedSpan>({ start: count, end: count, quote: text })),
  entityId: nullable(text),
  ...content,
};
const relation = { kind: oneOf(["relation"]), ...assertion, fromId: text, toId: text, ...content };
const document = { kind: oneOf(["document"]), ...assertion, ...content };

export const annotation: Shape<CorpusAnnotation> = variants("kind", {
  span: record<SpanAnnotation & Provenance>(span),
  relation: record<RelationAnnotation & Provenance>(relation),
  document: record<DocumentAnnotation & Provenance>(document),
});

type Removed<T> = T & Provenance & Pick<RemovedAnnotation, "deletedAt">;

export const removedAnnotation: Shape<RemovedAnnotation> = variants("kind", {
  span: record<Removed<SpanAnnotation>>({ ...span, deletedAt: time }),
  relation: record<Removed<RelationAnnotation>>({ ...relation, deletedAt: time }),
  document: record<Removed<DocumentAnnotation>>({ ...document, deletedAt: time }),
});

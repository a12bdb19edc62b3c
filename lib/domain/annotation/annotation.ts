import { type QuotedSpan, sameSpans } from "../span/span";

export type AttributeValue = string | boolean;
export type Attributes = { readonly [key: string]: AttributeValue };

export function sameAttributes(a: Attributes, b: Attributes): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

type Assertion = {
  readonly id: string;
  readonly documentId: string;
  readonly setId: string;
  /** Key of a tag, or of a relation type when `kind` is "relation". */
  readonly tag: string;
  readonly attributes: Attributes;
  readonly note: string;
  /** Counts the edits; an update names the one it read. */
  readonly revision: number;
};

/** A mark on one or more stretches of text. `spans` are sorted and neither overlap nor touch. */
export type SpanAnnotation = Assertion & {
  readonly kind: "span";
  readonly spans: readonly QuotedSpan[];
  /** The project-level actor, event, utterance, place or time this mention stands for. */
  readonly entityId: string | null;
};

/** A typed link between two annotations of the same set and document. */
export type RelationAnnotation = Assertion & {
  readonly kind: "relation";
  readonly fromId: string;
  readonly toId: string;
};

/** An assertion about the document as a whole. */
export type DocumentAnnotation = Assertion & { readonly kind: "document" };

/** One person's assertion about one document. */
export type Annotation = SpanAnnotation | RelationAnnotation | DocumentAnnotation;

export const annotationKinds = ["span", "relation", "document"] as const;
export type AnnotationKind = (typeof annotationKinds)[number];

/** Who and when. Times are ISO 8601 in UTC and only for display: order comes from the log. */
export type Trace = {
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Set while it is removed; it can be restored. */
  readonly deletedAt: string | null;
};

export type StoredAnnotation = Annotation & Trace;

/** Whether two say the same. Fields are compared one by one: databases reorder what is in an object. */
export function isSame(a: Annotation, b: Annotation): boolean {
  if (a.tag !== b.tag || a.note !== b.note || !sameAttributes(a.attributes, b.attributes)) return false;
  if (a.kind === "span" && b.kind === "span") return a.entityId === b.entityId && sameSpans(a.spans, b.spans);
  if (a.kind === "relation" && b.kind === "relation") return a.fromId === b.fromId && a.toId === b.toId;
  return a.kind === b.kind;
}

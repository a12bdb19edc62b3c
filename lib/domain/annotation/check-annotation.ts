import { attributesOf, relationTypeOf, type Scheme, tagOf } from "../scheme/scheme";
import { normalSpans, type QuotedSpan, type Span } from "../span/span";
import { type OffsetMap, sliceCodePoints } from "../text/offsets";
import type { AnnotationKind, Attributes, SpanAnnotation } from "./annotation";

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string; readonly field: string };

const refuse = (field: string, reason: string) => ({ ok: false, field, reason }) as const;

/**
 * Spans as they are stored: sorted, disjoint, each with the text it covers.
 *
 * Refuses spans outside the text, and a quote that is not what the text says there: the two would describe
 * different places, and nobody could tell which was meant. Offsets are code points.
 */
export function checkSpans(
  text: string,
  map: OffsetMap,
  spans: readonly (Span & { readonly quote?: string | undefined })[],
): Checked<QuotedSpan[]> {
  if (spans.length === 0) return refuse("spans", "An annotation of text needs at least one span");
  for (const [at, { start, end, quote }] of spans.entries()) {
    if (start >= end) return refuse(`spans.${at}`, "A span ends after it starts");
    if (end > map.length)
      return refuse(`spans.${at}.end`, `The text has ${map.length} code points; ${end} is past its end`);
    const covered = sliceCodePoints(text, map, start, end);
    if (quote !== undefined && quote !== covered)
      return refuse(
        `spans.${at}.quote`,
        `The text at ${start}–${end} reads “${covered.slice(0, 80)}”, not the quote that was sent`,
      );
  }
  return {
    ok: true,
    value: normalSpans(spans).map(({ start, end }) => ({
      start,
      end,
      quote: sliceCodePoints(text, map, start, end),
    })),
  };
}

/**
 * A tag a new annotation may use. A retired tag is refused for new work; what already carries it stays.
 */
export function checkTag(scheme: Scheme, appliesTo: "span" | "document", key: string): Checked<string> {
  const tag = tagOf(scheme, key);
  if (!tag || tag.appliesTo !== appliesTo) {
    const known = scheme.tags.filter((t) => t.appliesTo === appliesTo && !t.retired).map((t) => t.key);
    return refuse(
      "tag",
      `The scheme has no ${appliesTo} tag “${key}”. It has: ${known.join(", ") || "none"}`,
    );
  }
  if (tag.retired) return refuse("tag", `The tag “${key}” is retired; choose another for new work`);
  return { ok: true, value: key };
}

/** Attribute values that the scheme allows for this tag or relation type. */
export function checkAttributes(
  scheme: Scheme,
  kind: AnnotationKind,
  key: string,
  attributes: Attributes,
): Checked<Attributes> {
  const allowed = new Map(attributesOf(scheme, kind, key).map((attribute) => [attribute.key, attribute]));
  for (const [name, value] of Object.entries(attributes)) {
    const attribute = allowed.get(name);
    if (!attribute)
      return refuse(
        `attributes.${name}`,
        `“${key}” has no attribute “${name}”. It has: ${[...allowed.keys()].join(", ") || "none"}`,
      );
    if (attribute.type === "choice" && !attribute.values.some((choice) => choice.key === value))
      return refuse(
        `attributes.${name}`,
        `“${name}” is one of ${attribute.values.map((choice) => choice.key).join(", ")}`,
      );
    if (attribute.type === "boolean" && typeof value !== "boolean")
      return refuse(`attributes.${name}`, `“${name}” is true or false`);
    if (attribute.type === "text" && typeof value !== "string")
      return refuse(`attributes.${name}`, `“${name}” is text`);
  }
  return { ok: true, value: attributes };
}

/** Whether this relation type may join annotations of these two tags; retired ones too, for what exists already. */
export function joins(scheme: Scheme, key: string, fromTag: string, toTag: string): boolean {
  const type = relationTypeOf(scheme, key);
  if (!type) return false;
  const fits = (from: string, to: string) => type.from.includes(from) && type.to.includes(to);
  return fits(fromTag, toTag) || (!type.isDirected && fits(toTag, fromTag));
}

/** Whether the scheme lets a new relation of this type join annotations of these two tags. */
export function checkRelation(scheme: Scheme, key: string, fromTag: string, toTag: string): Checked<string> {
  const type = relationTypeOf(scheme, key);
  if (!type || type.retired) {
    const known = scheme.relationTypes.filter((t) => !t.retired).map((t) => t.key);
    return refuse("tag", `The scheme has no relation type “${key}”. It has: ${known.join(", ")}`);
  }
  if (!joins(scheme, key, fromTag, toTag))
    return refuse("tag", `“${key}” joins ${type.from.join(" or ")} to ${type.to.join(" or ")}`);
  return { ok: true, value: key };
}

/** What an annotation keeps under a new tag: the values that the new tag allows. The rest is in the log. */
export function survivingAttributes(
  scheme: Scheme,
  kind: AnnotationKind,
  tag: string,
  attributes: Attributes,
): Attributes {
  const kept = Object.entries(attributes).filter(
    ([key, value]) => checkAttributes(scheme, kind, tag, { [key]: value }).ok,
  );
  return Object.fromEntries(kept);
}

/** The entity that a mention keeps under a new tag: its own where both tags stand for the same kind. */
export const survivingEntity = (
  scheme: Scheme,
  { entityId, tag }: Pick<SpanAnnotation, "entityId" | "tag">,
  next: string,
): string | null => (tagOf(scheme, tag)?.entityKind === tagOf(scheme, next)?.entityKind ? entityId : null);

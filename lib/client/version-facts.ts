import type { AlignedItem } from "@/lib/domain/adjudication/item";
import type { Annotation } from "@/lib/domain/annotation/annotation";
import { relationTypeOf, type Scheme, tagOf } from "@/lib/domain/scheme/scheme";
import type { QuotedSpan } from "@/lib/domain/span/span";
import type { AnnotationStore } from "./annotation-store";

/** A piece of a quote; `isOwn` for words that not all versions cover. */
export type QuotePart = {
  /** Where it begins, in code points. */
  readonly start: number;
  readonly words: string;
  readonly isOwn: boolean;
};

export type VersionFact = {
  /** What it tells; an attribute by its key. */
  readonly name: "tag" | "entity" | "from" | "to" | "note" | { readonly attribute: string };
  /** Null where this version says nothing of it. */
  readonly value: string | null;
  /** Whether versions differ in it. A note never makes a difference. */
  readonly differs: boolean;
};

/**
 * What one version of an item says, each fact with whether the others say otherwise. What says nothing and differs
 * from nobody is left out.
 */
export function versionFacts(store: AnnotationStore, item: AlignedItem, version: Annotation): VersionFact[] {
  const has = (kind: AlignedItem["differences"][number]) => item.differences.includes(kind);
  const facts: VersionFact[] = [
    { name: "tag", value: tagTitle(store.scheme, version), differs: has("tag") },
    ...attributeFacts(store.scheme, item, version),
  ];
  if (version.kind === "span")
    facts.push({ name: "entity", value: entityName(store, version.entityId), differs: has("entity") });
  if (version.kind === "relation")
    facts.push(
      { name: "from", value: wordsOf(store, version.fromId), differs: has("relation") },
      { name: "to", value: wordsOf(store, version.toId), differs: has("relation") },
    );
  facts.push({ name: "note", value: version.note || null, differs: false });
  return facts.filter(({ value, differs }) => value !== null || differs);
}

export const tagTitle = (scheme: Scheme, { kind, tag }: Annotation): string =>
  (kind === "relation" ? relationTypeOf(scheme, tag) : tagOf(scheme, tag))?.title ?? tag;

function attributeFacts(scheme: Scheme, item: AlignedItem, version: Annotation): VersionFact[] {
  const declared =
    (version.kind === "relation" ? relationTypeOf(scheme, version.tag) : tagOf(scheme, version.tag))
      ?.attributes ?? [];
  const keys = new Set([...item.attributes, ...Object.keys(version.attributes)]);
  return [...keys].sort().map((key) => {
    const value = version.attributes[key];
    const attribute = declared.find((one) => one.key === key);
    const choice =
      attribute?.type === "choice" ? attribute.values.find((one) => one.key === value)?.title : undefined;
    return {
      name: { attribute: attribute?.title ?? key },
      value: value === undefined ? null : (choice ?? String(value)),
      differs: item.attributes.includes(key),
    };
  });
}

function entityName(store: AnnotationStore, id: string | null): string | null {
  return id === null ? null : (store.entities.get(id)?.name ?? id);
}

/** The words of an annotation, or what it is about where it has none. */
export function wordsOf(store: AnnotationStore, id: string): string {
  const row = store.get(id);
  if (row?.kind === "span") return row.spans.map(({ quote }) => quote).join(" … ");
  if (row?.kind === "relation") return `${wordsOf(store, row.fromId)} → ${wordsOf(store, row.toId)}`;
  return "";
}

/** The words of a version, with those marked that another version leaves out. */
export function quoteParts(item: AlignedItem, version: Annotation): readonly (readonly QuotePart[])[] {
  if (version.kind !== "span") return [];
  const others = item.versions.flatMap((one) => (one.kind === "span" && one !== version ? [one.spans] : []));
  return version.spans.map((span) => cutAt(span, others));
}

/** Cuts a quote where the coverage by all others begins or ends. */
function cutAt(span: QuotedSpan, others: readonly (readonly QuotedSpan[])[]): QuotePart[] {
  const signs = [...span.quote];
  const parts: { start: number; words: string; isOwn: boolean }[] = [];
  for (const [at, sign] of signs.entries()) {
    const place = span.start + at;
    const isOwn = others.some((spans) => !spans.some(({ start, end }) => start <= place && place < end));
    const last = parts.at(-1);
    if (last?.isOwn === isOwn) last.words += sign;
    else parts.push({ start: place, words: sign, isOwn });
  }
  return parts;
}

import type { CodedDocument } from "./coding";
import type { Scale } from "./level";

/** An attribute whose values are compared on matched marks of a tag. */
export type ComparedAttribute = {
  readonly tag: string;
  readonly attribute: string;
  readonly scale: Scale;
  /** The values in their order, where they have one; numbers need none. */
  readonly order: readonly string[];
};

/**
 * What is compared, known before the first document is read: a document in which nobody used a tag is a document
 * in which everybody agreed about it, so tags can't be found out on the way.
 */
export type Plan = {
  readonly coders: readonly string[];
  /** With it every coder is compared, instead of with each other. One of `coders`. */
  readonly gold: string | null;
  /** Tags of units, of those on text and of those about whole documents alike. */
  readonly tags: readonly string[];
  readonly linkTags: readonly string[];
  /** Relation types for which from and to are the same. */
  readonly undirected: ReadonlySet<string>;
  readonly attributes: readonly ComparedAttribute[];
};

/** The plan that compares everything in these documents, each attribute nominally. */
export function planOf(documents: Iterable<CodedDocument>): Plan {
  const coders = new Set<string>();
  const tags = new Set<string>();
  const linkTags = new Set<string>();
  const attributes = new Map<string, ComparedAttribute>();
  for (const { codings } of documents)
    for (const { coder, units, links } of codings) {
      coders.add(coder);
      for (const { tag } of links) linkTags.add(tag);
      for (const unit of units) {
        tags.add(unit.tag);
        for (const attribute of Object.keys(unit.attributes))
          attributes.set(JSON.stringify([unit.tag, attribute]), {
            tag: unit.tag,
            attribute,
            scale: "nominal",
            order: [],
          });
      }
    }
  return {
    coders: [...coders].sort(),
    gold: null,
    tags: [...tags].sort(),
    linkTags: [...linkTags].sort(),
    undirected: new Set(),
    attributes: [...attributes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, attribute]) => attribute),
  };
}

import type { AnnotationKind } from "@/lib/domain/annotation/annotation";
import { attributesOf } from "@/lib/domain/scheme/scheme";
import type { CorpusHeader } from "./corpus";
import { SafeNames } from "./safe-name";

/** Words with a meaning of their own in brat's files. */
const reservedNames = [
  "span_default",
  "arc_default",
  "attribute_default",
  "separator",
  "equiv",
  "reference",
  "annotatornotes",
];

/**
 * What the keys of a project are called in brat's files, where names have no spaces. brat finds a type by name
 * alone, so a relation type may not be called like a tag: `TIME` the relation becomes `TIME_link`.
 */
export class BratNames {
  readonly #taken = new Set(reservedNames);
  readonly #tags = new SafeNames(this.#taken);
  readonly #relations = new SafeNames(this.#taken);
  readonly #attributes = new SafeNames(this.#taken);
  readonly #values = new Map<string, SafeNames>();
  readonly #folders = new SafeNames(new Set(["unassigned"]));
  readonly #files = new SafeNames();
  readonly #tagKeys: ReadonlySet<string>;

  /** Names everything the scheme has, in its order, so that the names do not depend on the documents. */
  constructor({ scheme, sets }: CorpusHeader) {
    this.#tagKeys = new Set(scheme.tags.map((tag) => tag.key));
    for (const { key } of scheme.tags) this.tag(key);
    for (const { key } of scheme.relationTypes) this.relation(key);
    for (const { attributes } of [...scheme.tags, ...scheme.relationTypes])
      for (const attribute of attributes) {
        this.attribute(attribute.key);
        if (attribute.type === "choice")
          for (const { key } of attribute.values) this.value(attribute.key, key);
      }
    for (const { id, kind, name } of sets) this.#folders.of(id, /[a-z0-9]/i.test(name) ? name : kind);
  }

  tag = (key: string): string => this.#tags.of(key);
  relation = (key: string): string => this.#relations.of(key, this.#tagKeys.has(key) ? `${key}_link` : key);
  attribute = (key: string): string => this.#attributes.of(key);
  folder = (setId: string): string => this.#folders.of(setId, "set");

  /** Ends in a part of the document's id, so that it is the same in every export. */
  file = (documentId: string, title: string): string =>
    this.#files.of(documentId, `${title.slice(0, 40)}-${documentId.replace(/\W/g, "").slice(-12)}`);

  value(attribute: string, key: string): string {
    const known = this.#values.get(attribute);
    if (known) return known.of(key);
    const names = new SafeNames();
    this.#values.set(attribute, names);
    return names.of(key);
  }

  /** Every key beside its name, for the export report: what was renamed can be named back. */
  table() {
    return {
      tags: this.#tags.entries(),
      relations: this.#relations.entries(),
      attributes: this.#attributes.entries().map((entry) => ({
        ...entry,
        values: this.#values.get(entry.key)?.entries() ?? [],
      })),
    };
  }
}

/** How an attribute goes into a file: as a choice, as a mark that is there or not, or as a note of its own. */
export function attributeForm(
  { scheme }: CorpusHeader,
  kind: AnnotationKind,
  tag: string,
  attribute: string,
  value: string | boolean,
): "choice" | "boolean" | "text" {
  const declared = attributesOf(scheme, kind, tag).find(({ key }) => key === attribute)?.type;
  if (typeof value === "boolean") return "boolean";
  return declared === "choice" ? "choice" : "text";
}

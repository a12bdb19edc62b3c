/** What an entity can be; see Entity. */
export const entityKinds = ["actor", "event", "utterance", "place", "time"] as const;
export type EntityKind = (typeof entityKinds)[number];

/** How a mark is drawn besides its colour, so that colour is never the only sign. */
export const linePatterns = ["solid", "dashed", "dotted", "double", "wavy"] as const;
export type LinePattern = (typeof linePatterns)[number];

/** A typed property of annotations of a tag or relation type. */
export type Attribute = {
  readonly key: string;
  readonly title: string;
  readonly guideline?: string | undefined;
  readonly retired?: boolean | undefined;
} & (
  | {
      readonly type: "choice";
      readonly values: readonly {
        readonly key: string;
        readonly title: string;
        readonly guideline?: string | undefined;
      }[];
    }
  | { readonly type: "boolean" }
  | { readonly type: "text" }
);

/** One kind of mark on a stretch of text, or of assertion about a whole document. */
export type Tag = {
  readonly key: string;
  readonly title: string;
  readonly appliesTo: "span" | "document";
  /** One or two letters printed at the mark. */
  readonly code: string;
  /** The single key that applies the tag; lower case letter or digit. */
  readonly hotkey: string;
  /** CSS colour as #rrggbb, from which tints for both themes are derived. */
  readonly colour: string;
  readonly pattern: LinePattern;
  /** A helper serves another tag (a cue serves a quote) and is drawn thin. */
  readonly isHelper: boolean;
  readonly entityKind?: EntityKind | undefined;
  readonly guideline: string;
  readonly attributes: readonly Attribute[];
  readonly retired?: boolean | undefined;
};

/** One kind of directed link between annotations, with the tags it may join. */
export type RelationType = {
  readonly key: string;
  readonly title: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly isDirected: boolean;
  /** How many links of this type one annotation may start. */
  readonly many: boolean;
  readonly guideline: string;
  readonly attributes: readonly Attribute[];
  readonly retired?: boolean | undefined;
};

/** The annotation scheme of a project at one version: an immutable value. */
export type Scheme = {
  readonly tags: readonly Tag[];
  readonly relationTypes: readonly RelationType[];
};

export const tagOf = (scheme: Scheme, key: string): Tag | undefined =>
  scheme.tags.find((tag) => tag.key === key);

export const relationTypeOf = (scheme: Scheme, key: string): RelationType | undefined =>
  scheme.relationTypes.find((type) => type.key === key);

/** The attributes that an annotation of this kind and tag may carry. Tags and relation types may share a key. */
export function attributesOf(
  scheme: Scheme,
  kind: "span" | "relation" | "document",
  key: string,
): readonly Attribute[] {
  const holder = kind === "relation" ? relationTypeOf(scheme, key) : tagOf(scheme, key);
  return holder?.attributes ?? [];
}

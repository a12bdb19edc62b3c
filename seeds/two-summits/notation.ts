import type { AnnotatorKey } from "./annotators";
import type { ArticleKey } from "./articles";
import type { AttributesOf, RelationFrom, SeedRelationType, SeedTag } from "./attribute-values";
import type { EntityKey } from "./entities";

/** The exact words, or the fragments of a quote that the reporter broke up. */
type Words = string | readonly string[];
type EntityType = NonNullable<AttributesOf<"ACTOR">["entity_type"]>;
type MentionType = NonNullable<AttributesOf<"ACTOR">["mention_type"]>;
type QuoteForm = NonNullable<AttributesOf<"QUOTE">["form"]>;

/** What may be said of a mark beside its words. `link` names the local ids of what it is related to. */
type Details<T extends SeedTag> = AttributesOf<T> & {
  readonly nth?: number;
  readonly note?: string;
  readonly entity?: EntityKey;
  readonly link?: { readonly [R in RelationFrom<T>]?: Words };
};

export interface SeedSpanAnnotation {
  /** Unique among the marks of one annotator in one article. */
  readonly id: string;
  readonly article: ArticleKey;
  readonly annotator: AnnotatorKey;
  readonly tag: SeedTag;
  readonly quote: readonly string[];
  readonly nth: number;
  readonly attributes: Readonly<Record<string, string | boolean>>;
  readonly note?: string;
  readonly entity?: EntityKey;
}

export interface SeedRelation {
  readonly id: string;
  readonly article: ArticleKey;
  readonly annotator: AnnotatorKey;
  readonly type: SeedRelationType;
  /** Local ids of two span annotations of the same work. */
  readonly from: string;
  readonly to: string;
}

/** What one person did in one article. `open` is work in progress: nobody else may see it yet. */
export interface SeedWork {
  readonly article: ArticleKey;
  readonly annotator: AnnotatorKey;
  readonly state: "open" | "submitted";
  readonly spans: readonly SeedSpanAnnotation[];
  readonly relations: readonly SeedRelation[];
}

interface Mark {
  readonly span: Omit<SeedSpanAnnotation, "article" | "annotator">;
  readonly links: readonly Omit<SeedRelation, "article" | "annotator">[];
}

const asList = (words: Words): readonly string[] => (typeof words === "string" ? [words] : words);

function mark<T extends SeedTag>(tag: T, id: string, words: Words, details: Details<T>): Mark {
  const { nth = 1, note, entity, link = {}, ...attributes } = details;
  // Object.entries forgets the keys' type; `Details` admits no other keys than relation types.
  const linked = Object.entries(link) as [SeedRelationType, Words][];
  return {
    span: {
      id,
      tag,
      quote: asList(words),
      nth,
      // What the rest pattern leaves are the attributes of `Details`: strings and booleans by their declaration.
      attributes: attributes as Record<string, string | boolean>,
      ...(note === undefined ? {} : { note }),
      ...(entity === undefined ? {} : { entity }),
    },
    links: linked.flatMap(([type, targets]) =>
      asList(targets).map((to) => ({ id: `${id}-${type.toLowerCase()}-${to}`, type, from: id, to })),
    ),
  };
}

export const actor = (
  id: string,
  words: Words,
  entity_type: EntityType,
  mention_type: MentionType,
  details: Details<"ACTOR"> = {},
): Mark => mark("ACTOR", id, words, { entity_type, mention_type, group: false, ...details });

/** Without details: something that happened. */
export const event = (id: string, words: Words, details: Details<"EVENT"> = {}): Mark =>
  mark("EVENT", id, words, { ...happened, ...details });

export const quote = (id: string, words: Words, form: QuoteForm, details: Details<"QUOTE"> = {}): Mark =>
  mark("QUOTE", id, words, { form, attitude: "STATEMENT", ...details });

export const cue = (id: string, words: Words, details: Details<"CUE"> = {}): Mark =>
  mark("CUE", id, words, details);

export const time = (id: string, words: Words, details: Details<"TIME"> = {}): Mark =>
  mark("TIME", id, words, details);

export const place = (id: string, words: Words, details: Details<"PLACE"> = {}): Mark =>
  mark("PLACE", id, words, details);

export const prop = (id: string, words: Words, details: Details<"PROP"> = {}): Mark =>
  mark("PROP", id, words, details);

const happened = {
  class: "OCCURRENCE",
  polarity: "POS",
  realis: "ACTUAL",
  tense: "PAST",
  modality: "ASSERTED",
} as const satisfies AttributesOf<"EVENT">;

/** Announced or intended, not yet happened. */
export const planned = { realis: "OTHER", tense: "FUTURE", modality: "PLANNED" } as const;

/** Floated: someone suggests it, nobody has fixed it. */
export const proposed = { realis: "OTHER", tense: "FUTURE", modality: "PROPOSED" } as const;

/** Said not to have happened. */
export const denied = { polarity: "NEG", realis: "OTHER", modality: "DENIED" } as const;

/** One person's marks in one article, in reading order; the links become relations. */
export function work(
  annotator: AnnotatorKey,
  article: ArticleKey,
  state: SeedWork["state"],
  marks: readonly Mark[],
): SeedWork {
  const by = { article, annotator };
  return {
    ...by,
    state,
    spans: marks.map(({ span }) => ({ ...by, ...span })),
    relations: marks.flatMap(({ links }) => links.map((link) => ({ ...by, ...link }))),
  };
}

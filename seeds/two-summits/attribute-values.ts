/** The legal attributes of each tag, and their values, as the default scheme names them. */
export const attributeValues = {
  ACTOR: {
    entity_type: ["PER", "ORG", "GPE", "FAC", "VEH", "MET", "GENERIC"],
    mention_type: ["NAM", "NOM", "PRO"],
    group: [true, false],
    certainty: ["SURE", "UNSURE"],
  },
  EVENT: {
    class: ["OCCURRENCE", "REPORTING", "PERCEPTION", "ASPECTUAL", "STATE", "CAUSATIVE", "GENERIC"],
    polarity: ["POS", "NEG"],
    realis: ["ACTUAL", "GENERIC", "OTHER"],
    tense: ["PAST", "PRESENT", "FUTURE", "UNSPECIFIED"],
    modality: ["ASSERTED", "PLANNED", "PROPOSED", "HYPOTHETICAL", "DENIED"],
    certainty: ["SURE", "UNSURE"],
  },
  QUOTE: {
    form: ["DIRECT", "INDIRECT", "MIXED"],
    attitude: ["STATEMENT", "BELIEF", "INTENTION", "DECREE", "PERCEPTION"],
    certainty: ["SURE", "UNSURE"],
  },
  CUE: { certainty: ["SURE", "UNSURE"] },
  TIME: { certainty: ["SURE", "UNSURE"] },
  PLACE: { certainty: ["SURE", "UNSURE"] },
  PROP: { certainty: ["SURE", "UNSURE"] },
} as const;

export type SeedTag = keyof typeof attributeValues;

/** Some of a tag's attributes, each with one of its legal values. */
export type AttributesOf<T extends SeedTag> = {
  readonly [A in keyof (typeof attributeValues)[T]]?: (typeof attributeValues)[T][A] extends readonly (infer V)[]
    ? V
    : never;
};

/** From which tag to which tag each relation type leads. COREF is apart: it joins two mentions of one tag. */
export const relationEnds = {
  SOURCE: ["QUOTE", "ACTOR"],
  CUE: ["QUOTE", "CUE"],
  ADDRESSEE: ["QUOTE", "ACTOR"],
  ABOUT: ["QUOTE", "EVENT"],
  AGENT: ["EVENT", "ACTOR"],
  RECIPIENT: ["EVENT", "ACTOR"],
  PARTICIPANT: ["EVENT", "ACTOR"],
  PLACE: ["EVENT", "PLACE"],
  TIME: ["EVENT", "TIME"],
  SUBEVENT_OF: ["EVENT", "EVENT"],
} as const satisfies Record<string, readonly [SeedTag, SeedTag]>;

/** The relation types that may start at an annotation of a tag. */
export type RelationFrom<T extends SeedTag> =
  | {
      [R in keyof typeof relationEnds]: (typeof relationEnds)[R][0] extends T ? R : never;
    }[keyof typeof relationEnds]
  | "COREF";

export type SeedRelationType = keyof typeof relationEnds | "COREF";

import type { Attribute, RelationType, Scheme, Tag } from "./scheme";

const choice = (key: string, title: string, values: readonly string[], guideline?: string): Attribute => ({
  key,
  title,
  type: "choice",
  values: values.map((value) => ({ key: value, title: sentenceCase(value) })),
  ...(guideline ? { guideline } : {}),
});

/** Abbreviations of the field stay as they are; words become readable. */
const sentenceCase = (key: string): string =>
  key.length <= 3 ? key : key.charAt(0) + key.slice(1).toLowerCase().replaceAll("_", " ");

const certainty = choice(
  "certainty",
  "Certainty",
  ["SURE", "UNSURE"],
  "Unsure marks what a teammate should look at first.",
);

const tags: readonly Tag[] = [
  {
    key: "ACTOR",
    title: "Actor",
    appliesTo: "span",
    code: "A",
    hotkey: "a",
    colour: "#2d3588",
    pattern: "solid",
    isHelper: false,
    entityKind: "actor",
    guideline:
      "A person, organisation or state that acts or is acted on, named (Minister Oran), described (the minister) or by pronoun (she). Include titles and identifying modifiers.",
    attributes: [
      choice("entity_type", "Entity type", ["PER", "ORG", "GPE", "FAC", "VEH", "MET", "GENERIC"]),
      choice("mention_type", "Mention type", ["NAM", "NOM", "PRO"], "Named, described, or a pronoun."),
      { key: "group", title: "Group of several actors", type: "boolean" },
      certainty,
    ],
  },
  {
    key: "EVENT",
    title: "Event",
    appliesTo: "span",
    code: "E",
    hotkey: "e",
    colour: "#9a4208",
    pattern: "dashed",
    isHelper: false,
    entityKind: "event",
    guideline:
      "The word that evokes something happening, planned, wished for or denied: the smallest trigger (met, the summit, agreed).",
    attributes: [
      choice("class", "Class", [
        "OCCURRENCE",
        "REPORTING",
        "PERCEPTION",
        "ASPECTUAL",
        "STATE",
        "CAUSATIVE",
        "GENERIC",
      ]),
      choice("polarity", "Polarity", ["POS", "NEG"]),
      choice("realis", "Realis", ["ACTUAL", "GENERIC", "OTHER"]),
      choice("tense", "Tense", ["PAST", "PRESENT", "FUTURE", "UNSPECIFIED"]),
      choice("modality", "Modality", ["ASSERTED", "PLANNED", "PROPOSED", "HYPOTHETICAL", "DENIED"]),
      certainty,
    ],
  },
  {
    key: "QUOTE",
    title: "Quote",
    appliesTo: "span",
    code: "Q",
    hotkey: "q",
    colour: "#00a593",
    pattern: "double",
    isHelper: false,
    entityKind: "utterance",
    guideline:
      "What somebody is reported to have said, with its quotation marks. A quote broken by “she said” is one quote with two fragments. Shudder quotes and titles of works are not quotes.",
    attributes: [
      choice("form", "Form", ["DIRECT", "INDIRECT", "MIXED"]),
      choice("attitude", "Attitude", ["STATEMENT", "BELIEF", "INTENTION", "DECREE", "PERCEPTION"]),
      certainty,
    ],
  },
  helper(
    "CUE",
    "Cue",
    "C",
    "c",
    "#7e67c6",
    "dotted",
    "The words that attribute a quote: said, according to.",
  ),
  helper("TIME", "Time", "T", "t", "#927024", "dotted", "A date, time, duration or repetition.", "time"),
  helper(
    "PLACE",
    "Place",
    "P",
    "p",
    "#017397",
    "dotted",
    "A location or facility where something happens.",
    "place",
  ),
  helper(
    "PROP",
    "Prop",
    "O",
    "o",
    "#5b4c4f",
    "dotted",
    "A non-human participant: a document, a missile, money.",
  ),
];

function helper(
  key: string,
  title: string,
  code: string,
  hotkey: string,
  colour: string,
  pattern: Tag["pattern"],
  guideline: string,
  entityKind?: Tag["entityKind"],
): Tag {
  return {
    key,
    title,
    appliesTo: "span",
    code,
    hotkey,
    colour,
    pattern,
    isHelper: true,
    guideline,
    attributes: [certainty],
    ...(entityKind ? { entityKind } : {}),
  };
}

const link = (
  key: string,
  title: string,
  from: readonly string[],
  to: readonly string[],
  guideline: string,
  more: Partial<Pick<RelationType, "many" | "isDirected">> = {},
): RelationType => ({
  key,
  title,
  from,
  to,
  guideline,
  many: more.many ?? true,
  isDirected: more.isDirected ?? true,
  attributes: [certainty],
});

const spanTags = tags.map((tag) => tag.key);

const relationTypes: readonly RelationType[] = [
  link(
    "SOURCE",
    "Source",
    ["QUOTE"],
    ["ACTOR"],
    "Who is quoted. May be absent, and several may share a quote.",
  ),
  link("CUE", "Cue", ["QUOTE"], ["CUE"], "The words that attribute the quote.", { many: false }),
  link("ADDRESSEE", "Addressee", ["QUOTE"], ["ACTOR"], "Whom the words were said to."),
  link("ABOUT", "About", ["QUOTE"], ["EVENT"], "The quoted proposition is about that event."),
  link("PARENT", "Quoted within", ["QUOTE"], ["QUOTE"], "A quote inside a quote.", { many: false }),
  link("AGENT", "Agent", ["EVENT"], ["ACTOR"], "Who does it."),
  link("RECIPIENT", "Recipient", ["EVENT"], ["ACTOR"], "Whom it is done to."),
  link(
    "PARTICIPANT",
    "Participant",
    ["EVENT"],
    ["ACTOR"],
    "Who takes part, where nobody is agent or recipient.",
  ),
  link("PLACE", "Place", ["EVENT"], ["PLACE"], "Where it happens."),
  link("TIME", "Time", ["EVENT"], ["TIME"], "When it happens."),
  link("TOPIC", "Topic", ["EVENT"], ["EVENT", "PROP"], "What it is about."),
  link("INSTRUMENT", "Instrument", ["EVENT"], ["PROP"], "What it is done with."),
  link("SUBEVENT_OF", "Part of", ["EVENT"], ["EVENT"], "One event is a part of another."),
  link("BEFORE", "Before", ["EVENT"], ["EVENT"], "One event ends before the other begins."),
  link("AFTER", "After", ["EVENT"], ["EVENT"], "One event begins after the other ends."),
  link("OVERLAPS", "Overlaps", ["EVENT"], ["EVENT"], "Both go on at once for a while.", {
    isDirected: false,
  }),
  link("SAME_TIME", "Same time", ["EVENT"], ["EVENT"], "Both take the same time.", { isDirected: false }),
  link("CAUSES", "Causes", ["EVENT"], ["EVENT"], "One event brings the other about."),
  link("MEMBER_OF", "Member of", ["ACTOR"], ["ACTOR"], "A person or body belongs to another."),
  link("AFFILIATED_WITH", "Affiliated with", ["ACTOR"], ["ACTOR"], "A looser tie than membership."),
  link("RESPONDS_TO", "Responds to", ["QUOTE"], ["QUOTE"], "An utterance answers another."),
  link("CONTRADICTS", "Contradicts", ["QUOTE"], ["QUOTE"], "Both cannot be true."),
  link("CONFIRMS", "Confirms", ["QUOTE"], ["QUOTE"], "One supports the other."),
  link("REPEATS", "Repeats", ["QUOTE"], ["QUOTE"], "The same words again."),
  link("COREF", "Same as", spanTags, spanTags, "Two mentions of the same thing in this document.", {
    isDirected: false,
  }),
];

/** The scheme a new project starts with: three tags, four helpers, attributes in the field's standard terms. */
export const defaultScheme: Scheme = { tags, relationTypes };

import { actor, cue, event, place, prop, proposed, quote, time, work } from "@/seeds/two-summits/notation";

export const inesCallWire = work("ines", "call-wire", "submitted", [
  place("tarnholm", "TARNHOLM", { entity: "tarnholm" }),
  actor("varrand", "President Ilse Varrand of Velmark", "PER", "NAM", { entity: "varrand" }),
  actor("keszel", "President Dragomir Keszel of Dorvania", "PER", "NAM", { entity: "keszel" }),
  event("call", "spoke by telephone", {
    entity: "phone-call",
    link: { PARTICIPANT: ["varrand", "keszel"], TIME: "late-tuesday" },
  }),
  time("late-tuesday", "late on Tuesday", { entity: "march-4" }),
  place("strait", "the Marrow Strait", { entity: "marrow-strait" }),
  event("closed", "closed", { entity: "strait-closure", link: { PLACE: "strait" } }),
  actor("office", "Varrand’s office", "ORG", "NOM", { group: true, entity: "velmark-government" }),
  event("meeting", "a meeting in person", { ...proposed, entity: "planned-summit" }),
  quote(
    "silence",
    ["“We have been silent for long enough,”", "“and silence has become the most expensive policy we own.”"],
    "DIRECT",
    { entity: "silence", link: { SOURCE: "varrand-2", CUE: "told", ADDRESSEE: "reporters" } },
  ),
  actor("varrand-2", "Varrand", "PER", "NAM", { nth: 3, entity: "varrand", link: { COREF: "varrand" } }),
  cue("told", "told"),
  actor("reporters", "reporters", "GENERIC", "NOM", { group: true }),
  quote(
    "no-date",
    "no date had been set for a summit and that none would be set until the delegations had reported back",
    "INDIRECT",
    { link: { SOURCE: "she", CUE: "said-date", ABOUT: "summit" } },
  ),
  actor("she", "She", "PER", "PRO", { entity: "varrand", link: { COREF: "varrand-2" } }),
  cue("said-date", "said", { nth: 3 }),
  event("summit", "summit", {
    ...proposed,
    modality: "HYPOTHETICAL",
    entity: "planned-summit",
    link: { COREF: "meeting" },
  }),
  actor("brandev", "Dorvania’s presidential spokesman, Ilko Brandev", "PER", "NAM", { entity: "brandev" }),
  quote("question", "Dorvania was ready to discuss “every question that has an answer,”", "MIXED", {
    attitude: "INTENTION",
    entity: "every-question",
    link: { SOURCE: "keszel", CUE: "keszel-told" },
  }),
  cue("keszel-told", "told", { nth: 2 }),
  prop("ban", "a ban on Dorvanian timber and grain"),
  actor("diplomat", "a diplomat in Pelluna, who asked not to be named", "PER", "NOM", {
    entity: "lissenian-diplomat",
  }),
  quote("telephones", "“We read about it on our telephones like everybody else,”", "DIRECT", {
    link: { SOURCE: "diplomat", CUE: "diplomat-said", ABOUT: "call" },
  }),
  cue("diplomat-said", "said", { nth: 6 }),
]);

import { actor, cue, event, place, planned, quote, time, work } from "@/seeds/two-summits/notation";

export const inesSummitObserver = work("ines", "summit-observer", "submitted", [
  place("orvany", "ORVANY, Dorvania", { entity: "orvany" }),
  actor("varrand", "Ilse Varrand", "PER", "NAM", { entity: "varrand" }),
  time("saturday", "on Saturday morning", { entity: "may-3" }),
  event("hands", "shook hands", {
    link: { PARTICIPANT: ["varrand", "keszel"], PLACE: "pier", TIME: "saturday", SUBEVENT_OF: "meeting" },
  }),
  actor("keszel", "Dragomir Keszel", "PER", "NAM", { entity: "keszel" }),
  place("pier", "a wet pier"),
  event("meeting", "the first meeting", {
    entity: "held-summit",
    link: { PLACE: "orvany", TIME: "saturday" },
  }),
  event("signed", "signed a declaration", { link: { AGENT: "two", SUBEVENT_OF: "meeting" } }),
  actor("two", "the two", "PER", "NOM", { group: true, entity: "both-presidents" }),
  event("convoy", "the first merchant convoy", {
    ...planned,
    entity: "first-convoy",
    link: { TIME: "june-1" },
  }),
  time("june-1", "June 1", { entity: "june-1" }),
  quote(
    "maps",
    [
      "“We did not solve the strait today,”",
      "“We agreed where it begins and where it ends, which is more than our maps could do.”",
    ],
    "DIRECT",
    { entity: "begins-and-ends", link: { SOURCE: "varrand-said", CUE: "said", ABOUT: "meeting" } },
  ),
  actor("varrand-said", "Varrand", "PER", "NAM", { nth: 2, entity: "varrand", link: { COREF: "varrand" } }),
  cue("said", "said"),
  actor("keszel-2", "Keszel, who seldom speaks to foreign reporters,", "PER", "NAM", {
    entity: "keszel",
    link: { COREF: "keszel" },
  }),
  quote("metres", "“A guest who crosses a lake should not walk the last metres alone,”", "DIRECT", {
    attitude: "BELIEF",
    entity: "last-metres",
    link: { SOURCE: "he", CUE: "he-said" },
  }),
  actor("he", "he", "PER", "PRO", { nth: 2, entity: "keszel", link: { COREF: "keszel-2" } }),
  cue("he-said", "said", { nth: 2 }),
  event("summit", "The summit", {
    ...planned,
    tense: "PAST",
    entity: "planned-summit",
    link: { TIME: "april-12", PLACE: "oumrane" },
    note: "The meeting that did not take place: not the same event as the meeting in Orvany.",
  }),
  time("april-12", "April 12", { entity: "april-12" }),
  place("oumrane", "Oumrane", { entity: "oumrane" }),
  event("put-off", "put off", { entity: "postponement" }),
  event("failed", "failed to agree", { polarity: "NEG", link: { AGENT: "negotiators" } }),
  actor("negotiators", "negotiators", "PER", "NOM", { group: true, entity: "delegations" }),
  event("saved", "the meeting", { entity: "held-summit", link: { COREF: "meeting" } }),
  actor("tazirra", "Tazirra, which carried drafts between the capitals for three weeks", "GPE", "NAM", {
    entity: "tazirra-government",
  }),
  quote("ajar", "a door left ajar “is not yet an invitation”", "MIXED", {
    entity: "door-ajar",
    link: { SOURCE: "taleghane", CUE: "warned" },
  }),
  actor("taleghane", "Idriss Taleghane, the Tazirran foreign minister", "PER", "NAM", {
    entity: "taleghane",
  }),
  cue("warned", "warned"),
  quote("stool", "“a stool, not a chair”", "MIXED", {
    entity: "stool-not-chair",
    link: { SOURCE: "harnasek", CUE: "called" },
  }),
  actor("harnasek", "Prime Minister Žofia Harnášek", "PER", "NAM", { entity: "harnasek" }),
  cue("called", "called"),
  event("again", "meet again", { ...planned, modality: "HYPOTHETICAL" }),
  quote("boat", "“Ask the boat,”", "DIRECT", {
    attitude: "DECREE",
    link: { SOURCE: "brandev", CUE: "said-brandev", ABOUT: "again" },
  }),
  cue("said-brandev", "said", { nth: 7 }),
  actor("brandev", "Keszel’s spokesman, Ilko Brandev", "PER", "NAM", { entity: "brandev" }),
]);

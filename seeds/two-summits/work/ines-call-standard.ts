import { actor, cue, event, place, planned, proposed, quote, time, work } from "@/seeds/two-summits/notation";

export const inesCallStandard = work("ines", "call-standard", "submitted", [
  actor("keszel", "President Dragomir Keszel", "PER", "NAM", { entity: "keszel" }),
  time("first-hour", "the first hour of Wednesday, March 5", { entity: "march-5" }),
  actor("head", "the head of the Velmark state", "PER", "NOM", { entity: "varrand" }),
  actor("tarnholm", "Tarnholm", "MET", "NAM", {
    entity: "velmark-government",
    note: "The capital stands for whoever picked up the telephone.",
  }),
  event("called", "called", {
    entity: "phone-call",
    link: { AGENT: "tarnholm", RECIPIENT: "keszel", TIME: "first-hour" },
  }),
  quote("door", '"Dorvania closes no door that it may wish to walk through,"', "DIRECT", {
    entity: "closes-no-door",
    link: { SOURCE: "he", CUE: "told", ADDRESSEE: "varrand" },
  }),
  actor("he", "he", "PER", "PRO", { entity: "keszel", link: { COREF: "keszel" } }),
  cue("told", "told"),
  actor("varrand", "President Ilse Varrand", "PER", "NAM", { entity: "varrand", link: { COREF: "head" } }),
  quote("question", "his country would discuss every question that has an answer", "INDIRECT", {
    attitude: "INTENTION",
    entity: "every-question",
    link: { SOURCE: "he-added", CUE: "added" },
  }),
  actor("he-added", "He", "PER", "PRO", { entity: "keszel", link: { COREF: "he" } }),
  cue("added", "added"),
  actor("mrs-varrand", "Mrs Varrand", "PER", "NAM", { entity: "varrand", link: { COREF: "varrand" } }),
  cue("conceded", "conceded", {
    certainty: "SURE",
    note: "Loaded verb: nobody else says that she gave way.",
  }),
  quote("costly", "the silence between the two capitals had become costly for her own people", "INDIRECT", {
    entity: "silence",
    link: { SOURCE: "mrs-varrand", CUE: "conceded" },
  }),
  quote(
    "not-ask",
    [
      '"The President did not ask for this call and he did not refuse it,"',
      '"He has always said that the strait will open on the day that it is respected."',
    ],
    "DIRECT",
    { link: { SOURCE: "brandev", CUE: "told-standard", ABOUT: "called" } },
  ),
  actor("brandev", "spokesman Ilko Brandev", "PER", "NAM", { entity: "brandev" }),
  cue("told-standard", "told", { nth: 2 }),
  event("meet", "meet", {
    ...planned,
    entity: "oumrane-talks",
    link: { PLACE: "oumrane", AGENT: "vostrak" },
  }),
  actor("vostrak", "Foreign Minister Milena Vostrak", "PER", "NAM", { entity: "vostrak" }),
  place("oumrane", "Oumrane", { entity: "oumrane" }),
  event("meeting", "meeting", { ...proposed, modality: "HYPOTHETICAL", entity: "planned-summit" }),
  actor("pelluna", "The Lissenian government", "ORG", "NOM", { group: true, entity: "lissenia-government" }),
]);

import { actor, cue, event, place, planned, quote, time, work } from "@/seeds/two-summits/notation";

export const marekCallStandard = work("marek", "call-standard", "submitted", [
  actor("keszel", "Dragomir Keszel", "PER", "NAM", { entity: "keszel" }),
  time("march-5", "Wednesday, March 5", { entity: "march-5" }),
  place("tarnholm", "Tarnholm", { entity: "tarnholm" }),
  event("call", "the conversation", { entity: "phone-call", link: { TIME: "march-5" } }),
  quote("door", "Dorvania closes no door that it may wish to walk through,", "DIRECT", {
    attitude: "INTENTION",
    entity: "closes-no-door",
    link: { SOURCE: "he", CUE: "told" },
  }),
  actor("he", "he", "PER", "PRO", { entity: "keszel", link: { COREF: "keszel" } }),
  cue("told", "told"),
  actor("varrand", "Ilse Varrand", "PER", "NAM", { entity: "varrand" }),
  quote("question", "every question that has an answer", "INDIRECT", {
    attitude: "INTENTION",
    entity: "every-question",
    link: { SOURCE: "keszel", CUE: "added" },
  }),
  cue("added", "added that"),
  actor("brandev", "Ilko Brandev", "PER", "NAM", { entity: "brandev" }),
  quote("not-ask", "The President did not ask for this call and he did not refuse it,", "DIRECT", {
    link: { SOURCE: "brandev", CUE: "told-standard", ABOUT: "call" },
  }),
  cue("told-standard", "told", { nth: 2 }),
  quote("respected", "the strait will open on the day that it is respected", "INDIRECT", {
    attitude: "INTENTION",
    link: { SOURCE: "brandev" },
  }),
  event("meet", "meet", { ...planned, entity: "oumrane-talks", link: { PLACE: "oumrane" } }),
  actor("vostrak", "Foreign Minister Milena Vostrak", "PER", "NAM", { entity: "vostrak" }),
  place("oumrane", "Oumrane", { entity: "oumrane" }),
  event("meeting", "meeting", { ...planned, entity: "planned-summit" }),
  place("pelluna", "Pelluna", { entity: "pelluna" }),
  quote("fish", ["Let them talk,", "Fish does not care who telephoned first."], "DIRECT", {
    link: { SOURCE: "halubik", CUE: "said" },
  }),
  cue("said", "said", { nth: 2 }),
  actor("halubik", "Vesna Halubik", "PER", "NAM", { entity: "halubik" }),
]);

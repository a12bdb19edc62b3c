import { actor, cue, event, place, planned, quote, time, work } from "@/seeds/two-summits/notation";

export const marekCallWire = work("marek", "call-wire", "submitted", [
  actor("varrand", "Ilse Varrand", "PER", "NAM", { entity: "varrand" }),
  actor("keszel", "Dragomir Keszel", "PER", "NAM", { entity: "keszel" }),
  event("call", "spoke", {
    entity: "phone-call",
    link: { PARTICIPANT: ["varrand", "keszel"], TIME: "tuesday" },
  }),
  time("tuesday", "Tuesday", { entity: "march-4" }),
  place("strait", "Marrow Strait", { entity: "marrow-strait" }),
  event("meeting", "meeting", { ...planned, entity: "planned-summit" }),
  quote(
    "silence",
    ["We have been silent for long enough,", "and silence has become the most expensive policy we own."],
    "DIRECT",
    { entity: "silence", link: { SOURCE: "varrand-2", CUE: "told" } },
  ),
  actor("varrand-2", "Varrand", "PER", "NAM", { nth: 3, entity: "varrand" }),
  cue("told", "told reporters"),
  event("summit", "summit", { ...planned, entity: "planned-summit" }),
  actor("brandev", "Ilko Brandev", "PER", "NAM", { entity: "brandev" }),
  quote("question", "every question that has an answer,", "DIRECT", {
    entity: "every-question",
    link: { SOURCE: "brandev", CUE: "said" },
    note: "Brandev’s words about Keszel’s words. I took the outer source.",
  }),
  cue("said", "said", { nth: 4 }),
  event("call-date", "the call took place", {
    entity: "phone-call",
    link: { COREF: "call", TIME: "march-4" },
  }),
  time("march-4", "Tuesday, March 4", { entity: "march-4" }),
  place("novarik", "Novarik", { entity: "novarik" }),
  event("closed", "closed", {
    nth: 2,
    entity: "strait-closure",
    link: { AGENT: "dorvania", PLACE: "strait" },
  }),
  actor("dorvania", "Dorvania", "GPE", "NAM", { nth: 4, entity: "dorvania-government" }),
  event("collision", "collision", { entity: "patrol-collision" }),
  actor("diplomat", "a diplomat in Pelluna", "PER", "NOM", { entity: "lissenian-diplomat" }),
  quote("telephones", "We read about it on our telephones like everybody else,", "DIRECT", {
    link: { SOURCE: "diplomat" },
  }),
  actor("harnasek", "Žofia Harnášek", "PER", "NAM", { entity: "harnasek" }),
]);

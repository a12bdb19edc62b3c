import { actor, cue, event, place, planned, proposed, quote, time, work } from "@/seeds/two-summits/notation";

export const marekDelayGazette = work("marek", "delay-gazette", "submitted", [
  event("meeting", "meeting", {
    ...planned,
    tense: "PAST",
    entity: "planned-summit",
    link: { TIME: "saturday" },
  }),
  time("saturday", "on Saturday", { entity: "april-12" }),
  event("put-off", "put off", { entity: "postponement", link: { AGENT: "governments" } }),
  actor("governments", "the two governments", "ORG", "NOM", { group: true }),
  time("tuesday", "on Tuesday evening", { entity: "april-8" }),
  actor("chancellery", "The Chancellery in Tarnholm", "MET", "NAM", { entity: "velmark-government" }),
  cue("called", "called"),
  quote("calendar", "not a cancellation but a correction of the calendar", "DIRECT", {
    entity: "calendar-correction",
    link: { SOURCE: "chancellery", CUE: "called", ABOUT: "put-off" },
  }),
  place("novarik", "Novarik", { entity: "novarik" }),
  quote("technical", "unfinished technical work", "DIRECT", { link: { CUE: "spoke", ABOUT: "put-off" } }),
  cue("spoke", "spoke of"),
  place("palace", "Palace of Winds", { entity: "palace-of-winds" }),
  actor("taleghane", "Idriss Taleghane", "PER", "NAM", { entity: "taleghane" }),
  quote("porte", "Une porte entrouverte n’est pas encore une invitation,", "DIRECT", {
    attitude: "BELIEF",
    entity: "door-ajar",
    link: { SOURCE: "taleghane", CUE: "he-said" },
    note: "In French in the original.",
  }),
  cue("he-said", "said"),
  quote("door", "A door left ajar is not yet an invitation.", "DIRECT", {
    attitude: "BELIEF",
    entity: "door-ajar",
    link: { SOURCE: "taleghane", CUE: "he-said", COREF: "porte" },
    note: "His own translation: the same utterance.",
  }),
  actor("brandev", "Ilko Brandev", "PER", "NAM", { entity: "brandev" }),
  quote("sit-down", "sit down yet", "MIXED", {
    entity: "table-being-laid",
    link: { SOURCE: "brandev", CUE: "advice" },
  }),
  cue("advice", "advice"),
  quote("no-date", "not moved the date, because there was no date to move", "MIXED", {
    link: { SOURCE: "brandev", CUE: "brandev-said", ABOUT: "put-off" },
  }),
  cue("brandev-said", "said by telephone"),
  actor("people", "Two people briefed on the preparations", "PER", "NOM", { group: true }),
  event("receive", "receive", {
    ...proposed,
    entity: "held-summit",
    link: { AGENT: "keszel", RECIPIENT: "varrand", PLACE: "orvany" },
  }),
  actor("keszel", "Dragomir Keszel", "PER", "NAM", { entity: "keszel" }),
  actor("varrand", "Ilse Varrand", "PER", "NAM", { entity: "varrand" }),
  place("orvany", "Orvany", { entity: "orvany" }),
  actor("ilvane", "Kasper Ilvane", "PER", "NAM", { entity: "ilvane" }),
  quote("caterers", "from the caterers", "MIXED", { link: { SOURCE: "ilvane" } }),
]);

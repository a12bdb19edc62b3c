import { actor, cue, event, place, prop, quote, time, work } from "@/seeds/two-summits/notation";

export const marekSummitObserver = work("marek", "summit-observer", "submitted", [
  actor("varrand", "Ilse Varrand", "PER", "NAM", { entity: "varrand" }),
  time("saturday", "Saturday morning", { entity: "may-3" }),
  event("hands", "shook hands", {
    link: { PARTICIPANT: ["varrand", "keszel"], TIME: "saturday" },
  }),
  actor("keszel", "Dragomir Keszel", "PER", "NAM", { entity: "keszel" }),
  event("meeting", "meeting", { entity: "held-summit", link: { TIME: "saturday" } }),
  event("signed", "signed", { link: { SUBEVENT_OF: "meeting" } }),
  prop("declaration", "a declaration of two pages"),
  quote(
    "maps",
    [
      "We did not solve the strait today,",
      "We agreed where it begins and where it ends, which is more than our maps could do.",
    ],
    "DIRECT",
    { entity: "begins-and-ends", link: { SOURCE: "varrand-said", CUE: "said" } },
  ),
  actor("varrand-said", "Varrand", "PER", "NAM", { nth: 2, entity: "varrand" }),
  cue("said", "said"),
  quote("metres", "A guest who crosses a lake should not walk the last metres alone,", "DIRECT", {
    entity: "last-metres",
    link: { SOURCE: "keszel" },
  }),
  event("summit", "The summit", {
    entity: "held-summit",
    link: { TIME: "april-12" },
    note: "One summit, moved once: I link both to the day it was held.",
  }),
  time("april-12", "April 12", { entity: "april-12" }),
  event("put-off", "put off", { entity: "postponement" }),
  event("saved", "the meeting", { entity: "held-summit", link: { COREF: "meeting" } }),
  actor("taleghane", "Idriss Taleghane", "PER", "NAM", { entity: "taleghane" }),
  quote("ajar", "is not yet an invitation", "MIXED", { entity: "door-ajar", link: { SOURCE: "taleghane" } }),
  quote("pushed", "Today somebody pushed it,", "DIRECT", { link: { SOURCE: "taleghane" } }),
  actor("harnasek", "Prime Minister Žofia Harnášek", "PER", "NAM", { entity: "harnasek" }),
  quote("stool", "a stool, not a chair", "DIRECT", {
    entity: "stool-not-chair",
    link: { SOURCE: "harnasek", CUE: "called" },
  }),
  cue("called", "called"),
  actor("saltow", "Henrike Saltow", "PER", "NAM", { entity: "saltow" }),
  place("tarnholm", "Tarnholm", { entity: "tarnholm" }),
  quote("boat", "Ask the boat,", "DIRECT", { link: { SOURCE: "brandev" } }),
  actor("brandev", "Ilko Brandev", "PER", "NAM", { entity: "brandev" }),
]);

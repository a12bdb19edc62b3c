import { actor, cue, event, place, planned, proposed, quote, time, work } from "@/seeds/two-summits/notation";

export const tomokoTalksCourier = work("tomoko", "talks-courier", "submitted", [
  place("oumrane", "OUMRANE", { entity: "oumrane" }),
  actor("ministers", "The foreign ministers of Velmark and Dorvania", "PER", "NOM", {
    group: true,
    entity: "delegations",
  }),
  event("ended", "ended", { class: "ASPECTUAL", link: { AGENT: "ministers" } }),
  event("talks", "seven hours of talks", {
    entity: "oumrane-talks",
    link: { PARTICIPANT: "ministers", PLACE: "oumrane", TIME: "tuesday" },
  }),
  time("tuesday", "on Tuesday", { entity: "march-18" }),
  event("meeting", "a meeting of their presidents", { ...proposed, entity: "planned-summit" }),
  quote("how-to-meet", "“This was a meeting about how to meet,”", "DIRECT", {
    attitude: "BELIEF",
    entity: "meeting-about-meeting",
    link: { SOURCE: "rennquist", CUE: "told", ABOUT: "talks" },
  }),
  actor("rennquist", "Velmark’s foreign minister, Tobias Rennquist", "PER", "NAM", { entity: "rennquist" }),
  cue("told", "told"),
  actor("vostrak", "Milena Vostrak", "PER", "NAM", { entity: "vostrak" }),
  quote(
    "eleven",
    [
      "“We came with a list of forty items and we leave with a list of eleven,”",
      "“which is how progress looks before it is pretty.”",
    ],
    "DIRECT",
    { entity: "list-of-eleven", link: { SOURCE: "she", CUE: "said", ABOUT: "talks" } },
  ),
  actor("she", "she", "PER", "PRO", { entity: "vostrak", link: { COREF: "vostrak" } }),
  cue("said", "said"),
  event("reopen", "reopen consular sections", { ...planned, link: { AGENT: "delegations" } }),
  actor("delegations", "The delegations", "ORG", "NOM", { group: true, entity: "delegations" }),
  event("invited", "invited", { polarity: "NEG", note: "A non-event that the story turns on." }),
  quote("subject", "“At some point there has to be a subject.”", "DIRECT", { link: { SOURCE: "saltow" } }),
  actor("saltow", "Henrike Saltow", "PER", "NAM", { entity: "saltow" }),
  quote("silence", "“the most expensive policy we own”", "MIXED", {
    attitude: "BELIEF",
    entity: "silence",
    link: { SOURCE: "varrand", CUE: "repeating" },
  }),
  actor("varrand", "President Ilse Varrand", "PER", "NAM", { entity: "varrand" }),
  cue("repeating", "repeating"),
  event("speak", "speak again", { ...planned, entity: "video-talks", link: { TIME: "friday" } }),
  time("friday", "on Friday"),
  event("summit", "summit", { ...proposed, entity: "planned-summit" }),
  quote("paper", "a summit in the second week of April was “possible on paper”", "MIXED", {
    attitude: "BELIEF",
    link: { SOURCE: "official", CUE: "official-said", ABOUT: "summit" },
  }),
  actor("official", "One official", "PER", "NOM"),
  cue("official-said", "said", { nth: 4 }),
]);

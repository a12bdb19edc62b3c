import { actor, cue, event, place, planned, quote, time, work } from "@/seeds/two-summits/notation";

export const inesTalksCourier = work("ines", "talks-courier", "submitted", [
  place("oumrane", "OUMRANE, Tazirra", { entity: "oumrane" }),
  actor("ministers", "The foreign ministers of Velmark and Dorvania", "PER", "NOM", {
    group: true,
    entity: "delegations",
  }),
  event("talks", "talks", {
    entity: "oumrane-talks",
    link: { PARTICIPANT: "ministers", PLACE: "oumrane", TIME: "tuesday" },
  }),
  time("tuesday", "on Tuesday", { entity: "march-18" }),
  event("meeting", "meeting", { ...planned, entity: "planned-summit" }),
  quote("how-to-meet", "“This was a meeting about how to meet,”", "DIRECT", {
    entity: "meeting-about-meeting",
    link: { SOURCE: "rennquist", CUE: "told", ADDRESSEE: "reporters", ABOUT: "talks" },
  }),
  actor("rennquist", "Velmark’s foreign minister, Tobias Rennquist", "PER", "NAM", { entity: "rennquist" }),
  cue("told", "told"),
  actor("reporters", "reporters", "GENERIC", "NOM", { group: true }),
  place("palace", "the steps of the Palace of Winds", { entity: "palace-of-winds" }),
  actor("vostrak", "His Dorvanian counterpart, Milena Vostrak", "PER", "NAM", { entity: "vostrak" }),
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
  actor("saltow", "Henrike Saltow, who leads the opposition in the Estates", "PER", "NAM", {
    entity: "saltow",
  }),
  cue("accused", "accused"),
  quote("instalments", "the government of negotiating in instalments", "INDIRECT", {
    link: { SOURCE: "saltow", CUE: "accused" },
  }),
  quote(
    "subject",
    ["“First a call, then a corridor, then a communiqué,”", "“At some point there has to be a subject.”"],
    "DIRECT",
    { link: { SOURCE: "saltow" } },
  ),
  actor("varrand", "President Ilse Varrand", "PER", "NAM", { entity: "varrand" }),
  quote("silence", "silence had become “the most expensive policy we own”", "MIXED", {
    entity: "silence",
    link: { SOURCE: "varrand", CUE: "remark" },
  }),
  cue("remark", "repeating her remark"),
  event("summit", "summit", { ...planned, modality: "HYPOTHETICAL", entity: "planned-summit" }),
]);

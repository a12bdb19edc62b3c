import { actor, cue, event, place, planned, quote, time, work } from "@/seeds/two-summits/notation";

export const marekTalksEveningPost = work("marek", "talks-evening-post", "submitted", [
  actor("harnasek", "Žofia Harnášek", "PER", "NAM", { entity: "harnasek" }),
  cue("said", "said"),
  quote("not-bound", "Lissenia would not be bound by any arrangement for the Marrow Strait", "INDIRECT", {
    attitude: "INTENTION",
    link: { SOURCE: "harnasek", CUE: "said" },
  }),
  event("held", "talks", {
    entity: "oumrane-talks",
    link: { PARTICIPANT: ["velmark", "dorvania"] },
  }),
  actor("velmark", "Velmark", "GPE", "NAM", { entity: "velmark-government" }),
  actor("dorvania", "Dorvania", "GPE", "NAM", { entity: "dorvania-government" }),
  quote(
    "chair",
    "You cannot settle the future of our coast in a room where our chair is missing,",
    "DIRECT",
    {
      entity: "missing-chair",
      link: { SOURCE: "she", CUE: "told", ABOUT: "held" },
    },
  ),
  actor("she", "she", "PER", "PRO", { entity: "harnasek", link: { COREF: "harnasek" } }),
  cue("told", "told"),
  place("hall", "Rope Hall", { entity: "rope-hall" }),
  event("meeting", "meeting", { nth: 2, ...planned, entity: "planned-summit" }),
  quote("how-to-meet", "This was a meeting about how to meet,", "DIRECT", {
    entity: "meeting-about-meeting",
    link: { SOURCE: "rennquist", CUE: "told-reporters", ABOUT: "held" },
  }),
  actor("rennquist", "Tobias Rennquist", "PER", "NAM", { entity: "rennquist" }),
  cue("told-reporters", "told", { nth: 2 }),
  actor("vostrak", "Milena Vostrak", "PER", "NAM", { entity: "vostrak" }),
  quote("eleven", "We came with a list of forty items and we leave with a list of eleven,", "DIRECT", {
    entity: "list-of-eleven",
    link: { SOURCE: "vostrak" },
    note: "The second half is decoration; I left it out.",
  }),
  actor("tessely", "Bruno Tessely", "PER", "NAM", { entity: "tessely" }),
  quote(
    "first-round",
    [
      "If they clear the mines I’ll buy the first round,",
      "But they’ll be clearing them outside my window, and nobody has rung me.",
    ],
    "DIRECT",
    {
      attitude: "STATEMENT",
      link: { SOURCE: "tessely-2", CUE: "tessely-said" },
    },
  ),
  actor("tessely-2", "Mr Tessely", "PER", "NAM", { entity: "tessely", link: { COREF: "tessely" } }),
  cue("tessely-said", "said", { nth: 4 }),
  quote("trust", "I trust her to remember that we are here,", "DIRECT", { link: { SOURCE: "harnasek" } }),
  event("march", "march", {
    ...planned,
    entity: "pelluna-march",
    link: { AGENT: "union", TIME: "saturday" },
  }),
  actor("union", "Pelluna Dockers’ Union", "ORG", "NAM", { group: true, entity: "dockers-union" }),
  time("saturday", "Saturday"),
]);

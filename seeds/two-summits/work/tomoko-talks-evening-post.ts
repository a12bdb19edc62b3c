import { actor, cue, event, place, planned, quote, time, work } from "@/seeds/two-summits/notation";

export const tomokoTalksEveningPost = work("tomoko", "talks-evening-post", "submitted", [
  actor("harnasek", "Prime Minister Žofia Harnášek", "PER", "NAM", { entity: "harnasek" }),
  cue("said", "said"),
  quote(
    "not-bound",
    "that Lissenia would not be bound by any arrangement for the Marrow Strait made behind its back",
    "INDIRECT",
    { attitude: "INTENTION", link: { SOURCE: "harnasek", CUE: "said" } },
  ),
  actor("lissenia", "Lissenia", "GPE", "NAM", { entity: "lissenia-government" }),
  event("held", "held talks", { entity: "oumrane-talks" }),
  quote(
    "chair",
    "“You cannot settle the future of our coast in a room where our chair is missing,”",
    "DIRECT",
    {
      attitude: "BELIEF",
      entity: "missing-chair",
      link: { SOURCE: "she", CUE: "told", ADDRESSEE: "public", ABOUT: "held" },
    },
  ),
  actor("she", "she", "PER", "PRO", { entity: "harnasek", link: { COREF: "harnasek" } }),
  cue("told", "told"),
  actor("public", "a packed public meeting", "GENERIC", "NOM", { group: true }),
  place("hall", "the Rope Hall", { entity: "rope-hall" }),
  event("meeting", "a meeting of their presidents", { ...planned, entity: "planned-summit" }),
  quote("how-to-meet", "“This was a meeting about how to meet,”", "DIRECT", {
    attitude: "BELIEF",
    entity: "meeting-about-meeting",
    link: { SOURCE: "rennquist", CUE: "told-reporters" },
  }),
  actor("rennquist", "Velmark’s foreign minister, Tobias Rennquist", "PER", "NAM", { entity: "rennquist" }),
  cue("told-reporters", "told", { nth: 2 }),
  quote(
    "eleven",
    [
      "“We came with a list of forty items and we leave with a list of eleven,”",
      "“which is how progress looks before it is pretty.”",
    ],
    "DIRECT",
    { entity: "list-of-eleven", link: { SOURCE: "vostrak" } },
  ),
  actor("vostrak", "His Dorvanian counterpart, Milena Vostrak", "PER", "NAM", { entity: "vostrak" }),
  actor("tessely", "harbour master Bruno Tessely", "PER", "NAM", { entity: "tessely" }),
  quote("ships", "The port handled 41 ships last month", "INDIRECT", {
    link: { SOURCE: "he", CUE: "he-said" },
  }),
  actor("he", "he", "PER", "PRO", { entity: "tessely", link: { COREF: "tessely" } }),
  cue("he-said", "said", { nth: 3 }),
  event("written", "written", { class: "REPORTING", link: { AGENT: "premier" } }),
  actor("premier", "The premier", "PER", "NOM", { entity: "harnasek", link: { COREF: "harnasek" } }),
  event("replied", "replied", { class: "REPORTING", polarity: "NEG", link: { AGENT: "dorvania" } }),
  actor("dorvania", "Dorvania", "GPE", "NAM", { nth: 3, entity: "dorvania-government" }),
  event("march", "march", { ...planned, entity: "pelluna-march", link: { PLACE: "quay", TIME: "saturday" } }),
  place("quay", "the quay", { entity: "northern-quay" }),
  time("saturday", "on Saturday"),
]);

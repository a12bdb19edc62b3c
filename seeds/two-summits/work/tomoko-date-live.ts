import { actor, cue, event, place, planned, quote, time, work } from "@/seeds/two-summits/notation";

export const tomokoDateLive = work("tomoko", "date-live", "submitted", [
  event("meeting", "the planned meeting", { ...planned, entity: "planned-summit" }),
  actor("presidents", "the Velmark and Dorvanian presidents", "PER", "NOM", {
    group: true,
    entity: "both-presidents",
  }),
  actor("varrand", "President Ilse Varrand", "PER", "NAM", { entity: "varrand" }),
  event("meet", "meet", {
    ...planned,
    entity: "planned-summit",
    link: { PARTICIPANT: ["varrand", "keszel"], PLACE: "oumrane", TIME: "april-12", COREF: "meeting" },
  }),
  actor("keszel", "President Dragomir Keszel", "PER", "NAM", { entity: "keszel" }),
  place("oumrane", "Oumrane", { entity: "oumrane" }),
  time("april-12", "on Saturday, April 12", { entity: "april-12" }),
  actor("chancellery", "the Chancellery", "MET", "NAM", { entity: "velmark-government" }),
  quote("agenda", "“the strait and whatever surrounds it”", "MIXED", {
    link: { SOURCE: "chancellery", CUE: "says-notice", ABOUT: "meet" },
  }),
  cue("says-notice", "says"),
  actor("brandev", "Dorvanian spokesman Ilko Brandev", "PER", "NAM", { entity: "brandev" }),
  quote("table", "“The table is being laid. I would not sit down yet.”", "DIRECT", {
    entity: "table-being-laid",
    certainty: "SURE",
    link: { SOURCE: "brandev", CUE: "says", ABOUT: "meet" },
  }),
  cue("says", "says", { nth: 2 }),
  actor("rennquist", "Foreign Minister Tobias Rennquist", "PER", "NAM", { entity: "rennquist" }),
  cue("tells", "tells"),
  quote("no-contradiction", "there is no contradiction", "INDIRECT", {
    attitude: "BELIEF",
    link: { SOURCE: "rennquist", CUE: "tells", ADDRESSEE: "radio" },
  }),
  actor("radio", "Harbour Radio", "ORG", "NAM"),
  event("sat-down", "sat down", { entity: "oumrane-talks", link: { TIME: "tuesday" } }),
  time("tuesday", "on Tuesday", { entity: "march-18" }),
  quote(
    "how-to-meet",
    "the delegations that sat down in Oumrane on Tuesday only ever claimed to be meeting about how to meet",
    "INDIRECT",
    {
      entity: "meeting-about-meeting",
      certainty: "UNSURE",
      link: { SOURCE: "rennquist", CUE: "tells", ABOUT: "sat-down" },
    },
  ),
  quote("bags", "“Bags packed, tea ordered, Oumrane here we come 🚢”", "DIRECT", {
    attitude: "INTENTION",
    entity: "bags-packed",
    link: { SOURCE: "odell", ABOUT: "meet" },
    note: "No verb of saying: “That is Casimir Odell”.",
  }),
  actor("odell", "Casimir Odell, Varrand’s envoy for the strait,", "PER", "NAM", { entity: "odell" }),
  quote(
    "chair",
    "Nobody can decide what becomes of Lissenia’s coast while Lissenia is left standing outside the room",
    "INDIRECT",
    { entity: "missing-chair", link: { SOURCE: "harnasek", CUE: "saying" } },
  ),
  actor("harnasek", "Prime Minister Žofia Harnášek", "PER", "NAM", { entity: "harnasek" }),
  cue("saying", "saying"),
  actor("tazirra", "Tazirra", "GPE", "NAM", { entity: "tazirra-government" }),
  event("host", "host", { ...planned, entity: "planned-summit", link: { AGENT: "tazirra" } }),
  actor("taleghane", "Its foreign minister, Idriss Taleghane,", "PER", "NAM", { entity: "taleghane" }),
  quote("roof", "“delighted to lend a roof”", "MIXED", { link: { SOURCE: "taleghane", CUE: "roof-says" } }),
  cue("roof-says", "says", { nth: 3 }),
  event("contact", "a working contact at the highest level", {
    ...planned,
    entity: "planned-summit",
    certainty: "UNSURE",
    note: "Dorvania never calls it a summit.",
  }),
  quote("certain", "“We are certain ours does,”", "DIRECT", {
    attitude: "BELIEF",
    link: { SOURCE: "press-office", CUE: "answer" },
  }),
  actor("press-office", "Varrand’s press office", "ORG", "NOM", {
    group: true,
    entity: "velmark-government",
  }),
  cue("answer", "comes the answer"),
]);

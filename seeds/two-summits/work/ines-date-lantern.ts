import { actor, cue, event, planned, quote, time, work } from "@/seeds/two-summits/notation";

export const inesDateLantern = work("ines", "date-lantern", "submitted", [
  event("handshake", "THE biggest handshake in a generation", { ...planned, entity: "planned-summit" }),
  actor("varrand", "Iron Ilse Varrand", "PER", "NAM", { entity: "varrand" }),
  actor("keszel", "Dorvania's strongman Dragomir Keszel", "PER", "NAM", { entity: "keszel" }),
  event("nose-to-nose", "go nose to nose", {
    ...planned,
    entity: "planned-summit",
    link: { PARTICIPANT: ["varrand", "keszel"], TIME: "april-11", COREF: "handshake" },
  }),
  time("april-11", "Friday, April 11", {
    entity: "april-11",
    note: "Every other outlet has Saturday the 12th.",
  }),
  actor("brandev", "cheeky spin doctor Ilko Brandev", "PER", "NAM", { entity: "brandev" }),
  quote("table", ['"The table is being laid,"', '"I would not sit down yet."'], "DIRECT", {
    entity: "table-being-laid",
    link: { SOURCE: "he", CUE: "smirked", ADDRESSEE: "hacks", ABOUT: "nose-to-nose" },
  }),
  actor("he", "he", "PER", "PRO", { entity: "brandev", link: { COREF: "brandev" } }),
  cue("smirked", "smirked"),
  actor("hacks", "waiting hacks", "GENERIC", "NOM", { group: true }),
  actor("odell", "Varrand's right-hand man, Casimir Odell, 44,", "PER", "NAM", { entity: "odell" }),
  cue("message", "gushing message"),
  quote("bags", '"Bags packed, tea ordered, Oumrane here we come 🚢"', "DIRECT", {
    attitude: "INTENTION",
    entity: "bags-packed",
    link: { SOURCE: "odell", CUE: "message", ABOUT: "nose-to-nose" },
  }),
  actor("insider", "An insider", "PER", "NOM", { entity: "lantern-insider", certainty: "UNSURE" }),
  cue("told", "told"),
  quote("timetable", '"Casimir got ahead of the timetable. The boss was not amused."', "DIRECT", {
    link: { SOURCE: "insider", CUE: "told" },
  }),
  quote("silence", '"the most expensive policy we own"', "MIXED", {
    attitude: "BELIEF",
    entity: "silence",
    link: { SOURCE: "varrand-herself", CUE: "branded" },
  }),
  actor("varrand-herself", "Varrand herself", "PER", "NAM", { entity: "varrand" }),
  cue("branded", "branded"),
  event("call", "late-night phone call", { entity: "phone-call", link: { TIME: "march-4" } }),
  time("march-4", "March 4", { entity: "march-4" }),
  actor("harnasek", "Fuming Lissenian PM Žofia Harnášek, 52,", "PER", "NAM", { entity: "harnasek" }),
  quote("chair", 'the big two can\'t carve up her coast "in a room where our chair is missing"', "MIXED", {
    entity: "missing-chair",
    link: { SOURCE: "harnasek", CUE: "says" },
  }),
  cue("says", "says"),
  quote("going-ahead", "the summit was going ahead on April 12, not April 11", "INDIRECT", {
    link: { SOURCE: "source", CUE: "insisted", ABOUT: "summit" },
  }),
  actor("source", "a Chancellery source", "PER", "NOM", { entity: "lantern-insider", certainty: "UNSURE" }),
  cue("insisted", "insisted"),
  event("summit", "summit", {
    ...planned,
    entity: "planned-summit",
    link: { TIME: "april-12", COREF: "nose-to-nose" },
  }),
  time("april-12", "April 12", { entity: "april-12" }),
]);

import { actor, cue, event, planned, prop, quote, time, work } from "@/seeds/two-summits/notation";

export const tomokoDateLantern = work("tomoko", "date-lantern", "open", [
  event("handshake", "handshake", { ...planned, modality: "HYPOTHETICAL", entity: "planned-summit" }),
  actor("varrand", "Ilse Varrand", "PER", "NAM", { entity: "varrand" }),
  actor("keszel", "Dragomir Keszel", "PER", "NAM", { entity: "keszel" }),
  time("april-11", "Friday, April 11", {
    entity: "april-12",
    certainty: "UNSURE",
    note: "A slip for the 12th? Linked to the day they mean.",
  }),
  actor("brandev", "Ilko Brandev", "PER", "NAM", { entity: "brandev" }),
  quote("table", ['"The table is being laid,"', '"I would not sit down yet."'], "DIRECT", {
    attitude: "BELIEF",
    entity: "table-being-laid",
    link: { SOURCE: "brandev", CUE: "smirked" },
  }),
  cue("smirked", "smirked"),
  actor("odell", "Casimir Odell", "PER", "NAM", { entity: "odell" }),
  quote("bags", '"Bags packed, tea ordered, Oumrane here we come 🚢"', "DIRECT", {
    attitude: "INTENTION",
    entity: "bags-packed",
    link: { SOURCE: "odell" },
  }),
  actor("insider", "An insider", "PER", "NOM", { certainty: "UNSURE" }),
  prop("crossing", "the Marrow crossing"),
]);

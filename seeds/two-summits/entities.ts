import { actors } from "@/seeds/two-summits/entities/actors";
import { events } from "@/seeds/two-summits/entities/events";
import { places, times } from "@/seeds/two-summits/entities/places-and-times";
import { utterances } from "@/seeds/two-summits/entities/utterances";
import type { SeedEntity } from "./seed-entity";

/** Every identity that the demo annotators link mentions to, by kind. */
export const entities = [
  ...actors,
  ...events,
  ...utterances,
  ...places,
  ...times,
] as const satisfies readonly SeedEntity[];

export type EntityKey = (typeof entities)[number]["key"];

import { entities } from "./entities";
import { entityLinks } from "./entities/events";
import type { SeedEntity, SeedEntityLink } from "./seed-entity";

const corpus: readonly SeedEntity[] = entities;
const links: readonly SeedEntityLink[] = entityLinks;
const nameByKey = new Map(corpus.map(({ key, name }) => [key, name]));
const linkWords = { realises: "Realises", part_of: "Part of" } as const;

const nameOf = (key: string | undefined) => (key === undefined ? undefined : (nameByKey.get(key) ?? key));

/** What an annotator would note about an identity, one fact a line. */
export function describeEntity(entity: SeedEntity): string {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["Country", entity.country],
    ["Date", entity.date],
    ["Place", nameOf(entity.place)],
    ["Status", entity.status],
    ["Takes part", entity.participants?.map(nameOf).join(", ")],
    ["Said by", nameOf(entity.speaker)],
    ["First said in", entity.originalLanguage],
    ...links
      .filter(({ from }) => from === entity.key)
      .map(({ type, to }) => [linkWords[type], nameOf(to)] as const),
  ];
  const lines = facts.flatMap(([label, value]) => (value === undefined ? [] : [`${label}: ${value}`]));
  return [...(entity.description === undefined ? [] : [entity.description]), ...lines].join("\n");
}

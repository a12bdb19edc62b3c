import { entityKeys } from "@/lib/domain/adjudication/same-entities";
import type { EntityKind } from "@/lib/domain/scheme/scheme";
import type { KnownEntity } from "./annotation-store";

/** An entity that is offered, with other names that find it. */
export type EntityOption = {
  readonly value: string;
  readonly label: string;
  readonly keywords: readonly string[];
  /** What tells it from another one of the same name; empty where nothing has to. */
  readonly hint: string;
};

export type EntityOptions = {
  readonly options: readonly EntityOption[];
  /** The option that stands for what is chosen. */
  readonly value: string | null;
};

/**
 * What a mark in a set may stand for, by name: the set's own entities, and of those of others the ones that it has
 * none for yet. What several sets call the same is offered once.
 */
export function entityOptions(
  entities: ReadonlyMap<string, KnownEntity>,
  { kind, setId, chosen }: { kind: EntityKind; setId: string | null; chosen: string | null },
): EntityOptions {
  const known = [...entities].flatMap(([id, one]) => (one.kind === kind ? [{ ...one, id }] : []));
  const keys = entityKeys(known);
  const keyOf = (id: string) => keys.get(id) ?? id;
  const own = known.filter((one) => one.setId === setId);
  const offered = new Set(own.map(({ id }) => keyOf(id)));
  const others = known.filter((one) => {
    if (one.setId === setId || offered.has(keyOf(one.id))) return false;
    return offered.add(keyOf(one.id));
  });
  const names = new Map<string, string[]>();
  for (const { id, name, aliases } of known)
    names.set(keyOf(id), [...(names.get(keyOf(id)) ?? []), name, ...aliases]);
  const shown = [...own, ...others].sort((a, b) => a.name.localeCompare(b.name));
  const options = shown.map(({ id, name, identifiers }) => ({
    value: id,
    label: name,
    keywords: names.get(keyOf(id)) ?? [],
    hint: shown.some((other) => other.name === name && other.id !== id) ? tellingApart(identifiers) : "",
  }));
  if (chosen === null) return { options, value: null };
  const isShown = shown.some(({ id }) => id === chosen);
  const alike = isShown ? chosen : shown.find(({ id }) => keyOf(id) === keyOf(chosen))?.id;
  return { options, value: alike ?? null };
}

const tellingApart = (identifiers: KnownEntity["identifiers"]): string =>
  Object.entries(identifiers)
    .map(([registry, key]) => `${registry} ${key}`)
    .join(", ");

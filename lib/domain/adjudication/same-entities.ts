import type { Entity } from "../entity/entity";

type Known = Pick<Entity, "id" | "kind" | "name" | "aliases" | "identifiers">;

/**
 * Which entities stand for the same, as a key for each: people who work blind make entities of their own, and two
 * that both call "Lysa" do not disagree. The same are those that share an identifier of an outside registry, then
 * those of one kind that share a name or alias, unless their identifiers say that they are different.
 */
export function entityKeys(entities: readonly Known[]): ReadonlyMap<string, string> {
  const ordered = [...entities].sort((a, b) => (a.id < b.id ? -1 : 1));
  const groups = new Map(ordered.map((one) => [one.id, [one]]));
  joinBy(ordered, identifierKeys, groups, () => true);
  joinBy(ordered, nameKeys, groups, agree);
  return new Map(ordered.map(({ id }) => [id, groups.get(id)?.[0]?.id ?? id]));
}

function joinBy(
  ordered: readonly Known[],
  keysOf: (one: Known) => string[],
  groups: Map<string, Known[]>,
  mayJoin: (a: readonly Known[], b: readonly Known[]) => boolean,
): void {
  const holders = new Map<string, Known[][]>();
  for (const one of ordered) {
    for (const key of keysOf(one)) {
      const own = groups.get(one.id) ?? [one];
      const known = (holders.get(key) ?? []).find((group) => group === own || mayJoin(group, own));
      if (!known) holders.set(key, [...(holders.get(key) ?? []), own]);
      else if (known !== own) {
        known.push(...own);
        for (const { id } of own) groups.set(id, known);
        for (const [held, list] of holders)
          if (list.includes(own))
            holders.set(held, [...new Set(list.map((group) => (group === own ? known : group)))]);
      }
    }
  }
}

const identifierKeys = ({ kind, identifiers }: Known): string[] =>
  Object.entries(identifiers).map((entry) => JSON.stringify([kind, ...entry]));

const nameKeys = ({ kind, name, aliases }: Known): string[] => [
  ...new Set([name, ...aliases].map((one) => JSON.stringify([kind, fold(one)]))),
];

const fold = (name: string): string => name.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();

/** Whether no registry has them down as two. */
const agree = (a: readonly Known[], b: readonly Known[]): boolean =>
  a.every((one) =>
    b.every((other) =>
      Object.entries(one.identifiers).every(([registry, id]) => (other.identifiers[registry] ?? id) === id),
    ),
  );

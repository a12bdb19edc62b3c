import { alignWork } from "@/lib/domain/adjudication/align-work";
import { type AlignedItem, type DifferenceKind, differenceKinds } from "@/lib/domain/adjudication/item";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import { type TagChoice, tagChoice } from "./tag-choice";

/** What two or more sets say of one document, put side by side. */
export type Comparison = {
  readonly items: readonly AlignedItem[];
  /** The item that an annotation is in. */
  readonly itemOf: ReadonlyMap<string, AlignedItem>;
};

export const emptyComparison: Comparison = { items: [], itemOf: new Map() };

/** Which differences are looked at. What is empty lets everything through. */
export type DifferenceFilter = {
  readonly tag: TagChoice;
  /** A set: only items that it speaks of, or is missing from. */
  readonly set: string;
  readonly kind: DifferenceKind | "";
  /** Just these annotations, as a link named them. */
  readonly annotations: ReadonlySet<string>;
};

export const noFilter: DifferenceFilter = { tag: "", set: "", kind: "", annotations: new Set() };

/** Aligns the work of these sets. `rows` may hold work of others, and what was removed. */
export function compareSets(
  rows: Iterable<StoredAnnotation>,
  sets: readonly string[],
  { scheme, entityKey }: { readonly scheme: Scheme; readonly entityKey: (id: string) => string },
): Comparison {
  if (sets.length < 2) return emptyComparison;
  const work = new Map(sets.map((set) => [set, [] as StoredAnnotation[]]));
  for (const row of rows) if (row.deletedAt === null) work.get(row.setId)?.push(row);
  const undirected = new Set(
    scheme.relationTypes.filter(({ isDirected }) => !isDirected).map(({ key }) => key),
  );
  const items = alignWork(
    [...work].map(([set, annotations]) => ({ set, annotations })),
    { entityKey, isDirected: (type) => !undirected.has(type) },
  );
  const itemOf = new Map(items.flatMap((item) => item.versions.map(({ id }) => [id, item] as const)));
  return { items, itemOf };
}

/** Whether an item differs, and in a way that is looked at. */
export function isWanted(item: AlignedItem, filter: DifferenceFilter): boolean {
  if (item.differences.length === 0) return false;
  const { tag, set, kind, annotations } = filter;
  return (
    (tag === "" || item.versions.some((version) => tagChoice(version) === tag)) &&
    (set === "" || item.missing.includes(set) || item.versions.some((version) => version.setId === set)) &&
    (kind === "" || item.differences.includes(kind)) &&
    (annotations.size === 0 || item.versions.some(({ id }) => annotations.has(id)))
  );
}

/** How many items differ in each way, under the other filters; an item may count for several. */
export function countKinds(
  items: readonly AlignedItem[],
  filter: DifferenceFilter,
): Readonly<Record<DifferenceKind, number>> {
  const others = { ...filter, kind: "" } as const;
  const wanted = items.filter((item) => isWanted(item, others));
  // Every kind of the list gets its count.
  return Object.fromEntries(
    differenceKinds.map((kind) => [kind, wanted.filter((item) => item.differences.includes(kind)).length]),
  ) as Record<DifferenceKind, number>;
}

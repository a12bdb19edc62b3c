import "server-only";
import { uuidv7 } from "uuidv7";
import type { Outcomes } from "@/lib/contracts/adjudication";
import { entityKeys } from "@/lib/domain/adjudication/same-entities";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import type { Entity } from "@/lib/domain/entity/entity";
import { entityKinds } from "@/lib/domain/scheme/scheme";
import type { NewChange } from "../changes/write";
import type { Transaction } from "../database";

const shown = {
  id: true,
  setId: true,
  kind: true,
  name: true,
  aliases: true,
  identifiers: true,
  note: true,
  revision: true,
} as const;

/** Entities of a project with what the domain knows of them. Kinds that no version knows are left out. */
export async function readEntities(
  tx: Transaction,
  where: { readonly projectId: string; readonly ids?: readonly string[]; readonly setId?: string },
): Promise<Entity[]> {
  const { projectId, ids, setId } = where;
  const rows = await tx.entity.findMany({
    where: {
      projectId,
      deletedAt: null,
      OR: [...(ids ? [{ id: { in: [...ids] } }] : []), ...(setId === undefined ? [] : [{ setId }])],
    },
    select: shown,
    orderBy: { id: "asc" },
  });
  return rows.flatMap(({ kind, identifiers, ...row }) => {
    const known = entityKinds.find((one) => one === kind);
    // Written by our own API alone, which takes nothing but a flat object of strings.
    return known ? [{ ...row, kind: known, identifiers: identifiers as Entity["identifiers"] }] : [];
  });
}

/** An entity as the adjudication shows it. */
export const shownEntity = ({
  setId,
  kind,
  name,
  aliases,
  identifiers,
}: Entity): Outcomes["entities"][string] => ({
  setId,
  kind,
  name,
  aliases: [...aliases],
  identifiers: { ...identifiers },
});

/** What these annotations stand for, by id. */
export async function entitiesOf(
  tx: Transaction,
  projectId: string,
  annotations: readonly StoredAnnotation[],
): Promise<Outcomes["entities"]> {
  const ids = annotations.flatMap((one) => (one.kind === "span" ? (one.entityId ?? []) : []));
  if (ids.length === 0) return {};
  const found = await readEntities(tx, { projectId, ids: [...new Set(ids)] });
  return Object.fromEntries(found.map((one) => [one.id, shownEntity(one)]));
}

export type GoldEntities = {
  /** The gold's own entity for each that was asked for. */
  readonly goldOf: ReadonlyMap<string, string>;
  readonly known: ReadonlyMap<string, { readonly kind: Entity["kind"] }>;
  readonly changes: readonly NewChange[];
};

/**
 * The gold has entities of its own: those that annotators made stay theirs to rename. The first time that one is
 * needed it is copied, unless the gold has one already that stands for the same.
 */
export async function goldEntities(
  tx: Transaction,
  place: { readonly projectId: string; readonly setId: string; readonly userId: string },
  wanted: readonly string[],
): Promise<GoldEntities> {
  if (wanted.length === 0) return { goldOf: new Map(), known: new Map(), changes: [] };
  const { projectId, setId, userId } = place;
  const all = await readEntities(tx, { projectId, ids: wanted, setId });
  const keys = entityKeys(all);
  const goldByKey = new Map<string, string>();
  for (const one of all) {
    const key = keys.get(one.id) ?? one.id;
    if (one.setId === setId && !goldByKey.has(key)) goldByKey.set(key, one.id);
  }
  const goldOf = new Map<string, string>();
  const copies: Entity[] = [];
  for (const one of all) {
    const key = keys.get(one.id) ?? one.id;
    if (one.setId === setId) {
      goldOf.set(one.id, one.id);
      continue;
    }
    const gold = goldByKey.get(key) ?? uuidv7();
    if (!goldByKey.has(key)) copies.push({ ...one, id: gold, setId, revision: 1 });
    goldByKey.set(key, gold);
    goldOf.set(one.id, gold);
  }
  if (copies.length > 0)
    await tx.entity.createMany({
      data: copies.map((one) => ({ ...one, aliases: [...one.aliases], projectId, createdBy: userId })),
    });
  return {
    goldOf,
    known: new Map([...all, ...copies].map(({ id, kind }) => [id, { kind }])),
    changes: copies.map((after) => ({
      kind: "entity.created",
      subjectId: after.id,
      documentId: null,
      setId,
      before: null,
      after: { ...after, deletedAt: null },
    })),
  };
}

import "server-only";
import type { z } from "zod";
import type { DocumentFilter, documentSorts } from "@/lib/contracts/documents";
import { AppError, invalid } from "../app-error";
import type { Scope } from "../authorize";
import { Prisma } from "../database";
import { isNewest } from "./newest";
import { matchesSearch } from "./search-query";

export type Filter = z.output<typeof DocumentFilter>;
type Sort = (typeof documentSorts)[number];
type Viewer =
  | Scope<"document.read">
  | Scope<"document.import">
  | Scope<"document.edit">
  | Scope<"document.delete">
  | Scope<"round.manage">;

/**
 * What each order sorts by, exactly as its index does. Text is compared by its bytes: the same on every
 * database server, whatever collations it was built with.
 */
const keys = {
  created: { key: Prisma.sql`d."createdAt"`, type: Prisma.sql`timestamptz` },
  title: { key: Prisma.sql`(lower(d."title") COLLATE "C")`, type: Prisma.sql`text COLLATE "C"` },
  outlet: { key: Prisma.sql`(lower(d."outlet") COLLATE "C")`, type: Prisma.sql`text COLLATE "C"` },
  published: {
    key: Prisma.sql`(coalesce(d."publishedAt", '') COLLATE "C")`,
    type: Prisma.sql`text COLLATE "C"`,
  },
} as const satisfies Record<Sort, { key: Prisma.Sql; type: Prisma.Sql }>;

export const sortKey = (filter: Filter): Prisma.Sql => keys[filter.sort].key;

export const orderOf = (filter: Filter): Prisma.Sql =>
  filter.order === "asc"
    ? Prisma.sql`${sortKey(filter)} ASC, d."id" ASC`
    : Prisma.sql`${sortKey(filter)} DESC, d."id" DESC`;

/** The caller's own work on a document `d`, as `mine`; at most one row. */
export const joinMyWork = (scope: Viewer): Prisma.Sql => Prisma.sql`
  LEFT JOIN "Assignment" mine ON mine."projectId" = d."projectId" AND mine."documentId" = d."id"
    AND mine."setId" = (
      SELECT s."id" FROM "AnnotationSet" s WHERE s."projectId" = ${scope.projectId}::uuid
        AND s."kind" = 'annotator' AND s."userId" = ${scope.principal.userId}::uuid)`;

/** The documents that a filter lets through, as a condition on `d` and `mine`. */
export function matches(scope: Viewer, filter: Filter): Prisma.Sql {
  if (filter.deleted && !scope.may("document.delete", null))
    throw new AppError("forbidden", "Only those who may remove documents see removed ones.");
  const conditions = [
    Prisma.sql`d."projectId" = ${scope.projectId}::uuid`,
    filter.deleted
      ? Prisma.sql`d."deletedAt" IS NOT NULL`
      : Prisma.sql`d."deletedAt" IS NULL AND ${isNewest}`,
  ];
  const add = <V>(value: V | undefined, condition: (value: V) => Prisma.Sql) => {
    if (value !== undefined) conditions.push(condition(value));
  };
  add(filter.outlet, (value) => Prisma.sql`d."outlet" = ${value}`);
  add(filter.language, (value) => Prisma.sql`d."language" = ${value}`);
  add(filter.genre, (value) => Prisma.sql`d."genre" = ${value}`);
  add(filter.split, (value) => Prisma.sql`d."split" = ${value}`);
  add(filter.state, (value) => Prisma.sql`coalesce(mine."state", 'none') = ${value}`);
  add(filter.publishedFrom, (value) => Prisma.sql`left(d."publishedAt", 10) >= ${value}`);
  add(filter.publishedTo, (value) => Prisma.sql`left(d."publishedAt", 10) <= ${value}`);
  add(filter.search?.trim() || undefined, () => matchesSearch(filter.search ?? ""));
  return Prisma.join(conditions, " AND ");
}

/** Where the next page begins. It is opaque to callers, and belongs to one order of the list. */
export function cursorAfter(filter: Filter, last: { readonly key: string; readonly id: string }): string {
  return Buffer.from(JSON.stringify([filter.sort, filter.order, last.key, last.id])).toString("base64url");
}

/** The rows after a cursor, as a condition on `d`. */
export function afterCursor(filter: Filter, cursor: string | undefined): Prisma.Sql {
  if (cursor === undefined) return Prisma.sql`TRUE`;
  const { key, id } = readCursor(filter, cursor);
  const { type } = keys[filter.sort];
  const bound = Prisma.sql`(${key}::${type}, ${id}::uuid)`;
  return filter.order === "asc"
    ? Prisma.sql`(${sortKey(filter)}, d."id") > ${bound}`
    : Prisma.sql`(${sortKey(filter)}, d."id") < ${bound}`;
}

const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const timeShape = /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:?\d\d)*$/;

function readCursor(filter: Filter, cursor: string): { key: string; id: string } {
  const [sort, order, key, id] = parts(cursor);
  if (sort !== filter.sort || order !== filter.order)
    throw invalid("cursor", "This cursor belongs to another order of the list; begin without one");
  const isKey = typeof key === "string" && !key.includes("\0") && key.isWellFormed();
  if (!isKey || (sort === "created" && !timeShape.test(key)) || typeof id !== "string" || !uuidShape.test(id))
    throw invalid("cursor", "Not a cursor of this list");
  return { key, id };
}

function parts(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(value) ? value : [];
  } catch {
    // What isn't JSON is no cursor of ours; the caller is told below.
    return [];
  }
}

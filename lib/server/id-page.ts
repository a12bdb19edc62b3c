import "server-only";
import { invalid } from "./app-error";
import { isUuid } from "./authorize";

/** How a list that is ordered by its ids is asked for. */
export type PageOf = { readonly cursor?: string | undefined; readonly limit: number };

/** The id after which a page starts; null for the first page. Its cursor is the last id of the page before. */
export function startOf({ cursor }: PageOf): string | null {
  if (cursor === undefined) return null;
  if (!isUuid(cursor)) throw invalid("cursor", "This cursor is not from this list");
  return cursor;
}

/** A page of at most `limit` items, from rows of which one more was asked for. */
export function idPage<Row extends { readonly id: string }, Item>(
  rows: readonly Row[],
  { limit }: PageOf,
  itemOf: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const items = rows.slice(0, limit).map(itemOf);
  return { items, nextCursor: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null };
}

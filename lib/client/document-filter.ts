import type { z } from "zod";
import { DocumentFilter, type listDocuments } from "@/lib/contracts/documents";

/** What a document list shows, as it stands in the address of the page. */
export type DocumentListFilter = Omit<z.input<NonNullable<typeof listDocuments.query>>, "cursor" | "limit">;
export type DocumentFilterField = keyof DocumentListFilter;

/** The fields that leave documents out; sorting does not. */
export const narrowingFields = [
  "search",
  "outlet",
  "language",
  "genre",
  "split",
  "state",
  "publishedFrom",
  "publishedTo",
  "deleted",
] as const satisfies readonly DocumentFilterField[];
export type NarrowingField = (typeof narrowingFields)[number];

type Given = Readonly<Record<string, string | string[] | undefined>>;

/** Takes what is valid from an address, which anybody may have typed, and leaves out the rest. */
export function readDocumentFilter(given: Given): DocumentListFilter {
  const known: Record<string, string> = {};
  for (const [field, shape] of Object.entries(DocumentFilter.shape)) {
    const value = given[field];
    if (typeof value === "string" && value !== "" && shape.safeParse(value).success) known[field] = value;
  }
  if (known.deleted !== undefined && known.deleted !== "true") delete known.deleted;
  // Each value has passed the schema of its own field just above.
  return known as DocumentListFilter;
}

/** The query of the page's address: only what differs from an unfiltered list, always in the same order. */
export function documentFilterQuery(filter: DocumentListFilter): string {
  const query = new URLSearchParams();
  for (const field of [...narrowingFields, "sort", "order"] as const) {
    const value = filter[field];
    if (value === undefined || value === "") continue;
    if ((field === "sort" && value === "created") || (field === "order" && value === "asc")) continue;
    query.set(field, value);
  }
  return query.size > 0 ? `?${query}` : "";
}

export const isNarrowed = (filter: DocumentListFilter): boolean =>
  narrowingFields.some((field) => filter[field] !== undefined);

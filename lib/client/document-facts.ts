import type { DocumentSummary } from "@/lib/contracts/documents";
import type { DocumentListFilter } from "./document-filter";

/** Which facts have a column in the list of documents. */
export type DocumentFacts = {
  readonly hasOutlet: boolean;
  readonly hasPublished: boolean;
  readonly hasLanguage: boolean;
};

type Fact = Pick<DocumentSummary, "outlet" | "publishedAt" | "language">;

/** The facts that some document of those shown has, and the one that they are ordered by: it has the button for that. */
export const documentFacts = (
  documents: readonly (Fact | undefined)[],
  { sort }: Pick<DocumentListFilter, "sort">,
): DocumentFacts => ({
  hasOutlet: sort === "outlet" || documents.some((one) => one && one.outlet !== ""),
  hasPublished: sort === "published" || documents.some((one) => one && one.publishedAt !== null),
  hasLanguage: documents.some((one) => one && one.language !== ""),
});

import type { z } from "zod";
import {
  type ImportItemResource,
  type ImportResource,
  importItemStates,
  listImportItems,
} from "@/lib/contracts/imports";
import { api } from "./api";
import { PagedList } from "./paged-list";

export type ImportItem = z.output<typeof ImportItemResource>;
export type ImportItemState = (typeof importItemStates)[number];

/** What was found in an import's files, all of it or of one kind, as a list that loads while it is read. */
export function importItemsOf(
  projectId: string,
  { id, counts }: ImportResource,
  state: ImportItemState | "all",
): PagedList<ImportItem> {
  const total =
    state === "all" ? importItemStates.reduce((sum, kind) => sum + counts[kind], 0) : counts[state];
  return new PagedList<ImportItem>(null, total, (cursor, limit) =>
    api(listImportItems, {
      params: { project: projectId, import: id },
      query: {
        limit,
        ...(cursor === undefined ? {} : { cursor }),
        ...(state === "all" ? {} : { state }),
      },
    }),
  );
}

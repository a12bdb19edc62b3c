import type { Brought, ImportResource } from "@/lib/contracts/imports";

export const broughtKinds = [
  "guidelines",
  "rounds",
  "entities",
] as const satisfies readonly (keyof Brought)[];

/** What there is to add after a dry run: documents, only what a corpus brings besides them, or nothing. */
export function importOffer({
  counts,
  brings,
}: Pick<ImportResource, "counts" | "brings">): "documents" | "besides" | "nothing" {
  if (counts.new > 0) return "documents";
  return broughtKinds.some((kind) => brings[kind] > 0) ? "besides" : "nothing";
}

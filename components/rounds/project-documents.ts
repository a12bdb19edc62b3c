import { api } from "@/lib/client/api";
import { listDocuments } from "@/lib/contracts/documents";
import type { Found } from "./document-picker";

/** As many as somebody looks through; more are found by other words, or chosen by what they have in common. */
export const LISTED_MAX = 200;

/** The documents of a project in which these words occur. */
export async function findDocuments(projectId: string, words: string): Promise<Found> {
  const query = { limit: LISTED_MAX, ...(words === "" ? {} : { search: words }) };
  const { items, total } = await api(listDocuments, { params: { project: projectId }, query });
  return { items: items.map(({ id, title, outlet }) => ({ id, title, outlet })), total };
}

import "server-only";
import { OffsetMap } from "@/lib/domain/text/offsets";
import { missing } from "../app-error";
import { db } from "../database";

/** A text with its offset map. Texts never change, so a copy is never out of date. */
export type Text = { readonly text: string; readonly map: OffsetMap };

const CACHE_UNITS_MAX = 32_000_000;
const cache = new Map<string, Text>();
let cachedUnits = 0;

/**
 * The text of a document, from memory where possible: every write of an annotation checks its quotes, and
 * must not read a megabyte to do so. Takes the proof that the caller has been let into the project.
 */
export async function readText(scope: { readonly projectId: string }, documentId: string): Promise<Text> {
  const key = `${scope.projectId} ${documentId}`;
  const known = cache.get(key);
  if (known) {
    cache.delete(key);
    cache.set(key, known);
    return known;
  }
  const row = await db().document.findUnique({
    where: { projectId_id: { projectId: scope.projectId, id: documentId } },
    select: { text: true },
  });
  if (!row) throw missing("document");
  const entry = { text: row.text, map: new OffsetMap(row.text) };
  remember(key, entry);
  return entry;
}

function remember(key: string, entry: Text): void {
  if (!cache.has(key)) cachedUnits += entry.text.length;
  cache.set(key, entry);
  for (const [oldest, { text }] of cache) {
    if (cachedUnits <= CACHE_UNITS_MAX) break;
    cache.delete(oldest);
    cachedUnits -= text.length;
  }
}

import "server-only";
import type { Scope } from "../authorize";
import { db } from "../database";
import { newestRevision } from "../documents/newest";
import { laterIds } from "./carry-decisions";
import { chainTo } from "./read";

type NewestPlace = {
  readonly documentId: string;
  /** The id that something of the earlier text has there, if it has come along. */
  readonly idOf: (id: string) => string;
};

/** Where work on an earlier text goes on, so that old links lead there; null for the newest text itself. */
export async function newestPlace(
  { projectId }: Scope<"document.read"> | Scope<"adjudication.read">,
  documentId: string,
): Promise<NewestPlace | null> {
  const newest = await newestRevision(db(), projectId, documentId);
  if (newest === documentId) return null;
  const chain = await chainTo(db(), projectId, newest);
  return { documentId: newest, idOf: (id) => laterIds(chain, documentId, id).at(-1) ?? id };
}

/** Where a decision on an earlier text has come along to; null where it has not, or has not yet. */
export async function decisionNow(
  scope: Scope<"adjudication.read">,
  documentId: string,
  decisionId: string,
): Promise<{ readonly documentId: string; readonly decisionId: string } | null> {
  const place = await newestPlace(scope, documentId);
  if (!place) return null;
  const id = place.idOf(decisionId);
  const known = await db().decision.count({ where: { projectId: scope.projectId, id } });
  return known > 0 ? { documentId: place.documentId, decisionId: id } : null;
}

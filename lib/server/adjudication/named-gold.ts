import "server-only";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import { resource } from "../annotations/read";
import { AppError, invalid } from "../app-error";
import type { Transaction } from "../database";
import type { GoldPlace } from "./apply-decisions";
import { lastToChange } from "./last-to-change";

/** Gold as a caller read it. */
export type Named = { readonly id: string; readonly revision: number };

/**
 * Refuses unless all gold that an operation touches is named as it is: somebody may have changed it by hand, or
 * removed it, since the caller read it. `touched` may hold annotators' work too, which is none of this.
 */
export async function requireNamed(
  { tx, scope: { projectId }, setId }: GoldPlace,
  named: readonly Named[],
  touched: readonly StoredAnnotation[],
): Promise<void> {
  const revisions = new Map(named.map(({ id, revision }) => [id, revision]));
  for (const row of touched) {
    const revision = revisions.get(row.id);
    const isThere = row.deletedAt === null;
    if (row.setId !== setId || (isThere ? revision === row.revision : revision === undefined)) continue;
    if (revision === undefined)
      throw invalid(
        "gold",
        "Name all gold that is there on what is decided, with its revision as you read it",
      );
    throw await changedMeanwhile(tx, projectId, row, isThere ? "changed this gold" : "removed this gold");
  }
}

/** Refuses where links would go along with their mark that the caller has not seen, or not as they are. */
export async function requireLinksNamed(
  { tx, scope: { projectId } }: GoldPlace,
  named: readonly Named[],
  gone: readonly StoredAnnotation[],
): Promise<void> {
  for (const row of gone) {
    const known = named.find(({ id }) => id === row.id);
    if (known?.revision === row.revision) continue;
    const did = known ? "changed a link of this gold" : "linked this gold to another";
    throw await changedMeanwhile(tx, projectId, row, did);
  }
}

async function changedMeanwhile(
  tx: Transaction,
  projectId: string,
  row: StoredAnnotation,
  did: string,
): Promise<AppError> {
  const who = await lastToChange(tx, projectId, row.id);
  const words = `${who} ${did} in between. Look at it and decide again.`;
  return new AppError("stale_revision", words, { current: resource(row) });
}

import "server-only";
import { missing } from "../app-error";
import { Prisma, type Transaction } from "../database";
import type { Channel } from "./listener";

/** The payload is the project: it only says "look again". */
export const CHANGES_CHANNEL = "concord_changes" satisfies Channel;

/** The project row as it is while the transaction holds it. */
export type LockedProject = { readonly schemeVersion: number; readonly name: string };

/**
 * Takes the project for writing until the transaction ends. Writers of one project follow each other, so
 * changes become visible in the order of their numbers and a feed that has read up to n has missed nothing
 * below n. Readers and foreign keys to the project are not held up.
 */
export async function lockProject(tx: Transaction, projectId: string): Promise<LockedProject> {
  const [project] = await tx.$queryRaw<LockedProject[]>`
    SELECT "schemeVersion", "name" FROM "Project" WHERE "id" = ${projectId}::uuid FOR NO KEY UPDATE`;
  if (!project) throw missing("project");
  return project;
}

export type NewChange = {
  readonly kind: string;
  readonly subjectId: string;
  readonly documentId: string | null;
  /** Whose assertions changed; null where nobody's did. It decides who may see the change. */
  readonly setId: string | null;
  readonly before: unknown;
  readonly after: unknown;
};

export type Author = {
  readonly projectId: string;
  readonly principal: {
    /** Null for what nobody did: the clock. */
    readonly userId: string | null;
    readonly via: { readonly kind: string; readonly apiKeyId?: string };
  };
};

/**
 * Appends to the log in the transaction that writes the rows, and wakes the listeners when it commits. The
 * caller holds the project (`lockProject`). `opId` is unique: the same operation can't be logged twice. One that
 * takes several transactions numbers its changes on from `firstPart`, each time from another.
 *
 * Numbers follow each other in the order of the log, whatever the clock does: above the newest of the project, under
 * its lock. They begin at the microsecond all the same, or who works blind could count from the gaps between two of
 * their own how much teammates have done meanwhile.
 */
export async function recordChanges(
  tx: Transaction,
  { projectId, principal }: Author,
  opId: string,
  changes: readonly NewChange[],
  firstPart = 0,
): Promise<bigint | null> {
  if (changes.length === 0) return null;
  const rows = JSON.stringify(changes.map((change, at) => ({ ...change, part: firstPart + at })));
  const apiKeyId = principal.via.apiKeyId ?? null;
  const written = await tx.$queryRaw<{ seq: bigint }[]>`
    INSERT INTO "Change" ("seq", "projectId", "opId", "part", "kind", "subjectId", "documentId", "setId",
                          "principal", "apiKeyId", "before", "after")
    SELECT newest."seq" + 1 + r."part" - ${firstPart}::int, ${projectId}::uuid, ${opId}::uuid, r."part", r."kind", r."subjectId",
      r."documentId", r."setId", ${principal.userId}::uuid, ${apiKeyId}::uuid, r."before", r."after"
    FROM (SELECT greatest(max(c."seq"), (extract(epoch FROM clock_timestamp()) * 1000000)::bigint) AS "seq"
      FROM "Change" c WHERE c."projectId" = ${projectId}::uuid) newest,
    jsonb_to_recordset(${rows}::jsonb) AS r(
      "part" int, "kind" text, "subjectId" uuid, "documentId" uuid, "setId" uuid, "before" jsonb, "after" jsonb)
    ORDER BY r."part"
    RETURNING "seq"`;
  // Math.max takes no bigint.
  const last =
    written
      .map(({ seq }) => seq)
      .sort((a, b) => (a < b ? -1 : 1))
      .at(-1) ?? null;
  await tx.$executeRaw(Prisma.sql`SELECT pg_notify(${CHANGES_CHANNEL}, ${projectId})`);
  return last;
}

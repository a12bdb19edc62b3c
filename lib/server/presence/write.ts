import "server-only";
import { PRESENCE_SECONDS, type PresenceNews } from "@/lib/contracts/presence";
import { AppError, missing } from "../app-error";
import type { Scope } from "../authorize";
import type { Channel } from "../changes/listener";
import { Prisma, type Transaction, transact } from "../database";
import { requireLive } from "../documents/newest";
import { listPresent } from "./read";

/** The channel on which every node listens for who comes, moves and leaves; the payload is project and document. */
export const PRESENCE_CHANNEL = "concord_presence" satisfies Channel;

/**
 * Notes where somebody is in a document, and tells open pages when that is news. Takes no lock and leaves no trace
 * in the log: it is worth nothing in a minute.
 */
export async function sendPresence(
  scope: Scope<"presence.send">,
  documentId: string,
  { id, block }: { readonly id: string; readonly block: number },
): Promise<PresenceNews> {
  const { projectId, principal } = scope;
  await transact(async (tx) => {
    await requireLive(tx, projectId, documentId);
    const [before] = await tx.$queryRaw<
      { documentId: string; userId: string; block: number; isHere: boolean }[]
    >`
      SELECT "documentId", "userId", "block",
        "seenAt" > now() - make_interval(secs => ${PRESENCE_SECONDS}) AS "isHere"
      FROM "Presence" WHERE "projectId" = ${projectId}::uuid AND "id" = ${id}::uuid`;
    if (before && before.userId !== principal.userId)
      throw new AppError("conflict", "This id belongs to somebody else's page; make a new one");
    await tx.$executeRaw`
      INSERT INTO "Presence" AS known ("projectId", "id", "documentId", "userId", "block", "seenAt")
      VALUES (${projectId}::uuid, ${id}::uuid, ${documentId}::uuid, ${principal.userId}::uuid, ${block}, now())
      ON CONFLICT ("projectId", "id") DO UPDATE SET
        "documentId" = excluded."documentId", "block" = excluded."block", "seenAt" = excluded."seenAt"
        WHERE known."userId" = excluded."userId"`;
    await tx.$executeRaw`
      DELETE FROM "Presence" WHERE "projectId" = ${projectId}::uuid AND "documentId" = ${documentId}::uuid
        AND "seenAt" < now() - make_interval(secs => ${2 * PRESENCE_SECONDS})`;
    const isNews = !before?.isHere || before.block !== block || before.documentId !== documentId;
    if (isNews) await say(tx, projectId, documentId);
    if (before && before.documentId !== documentId) await say(tx, projectId, before.documentId);
  });
  return { present: await listPresent(scope, documentId) };
}

/** Somebody has closed a page. Who says so of a page that is not theirs, or is gone, changes nothing. */
export async function endPresence(
  { projectId, principal }: Scope<"presence.send">,
  documentId: string,
  id: string,
): Promise<Record<string, never>> {
  await transact(async (tx) => {
    const where = { projectId_id: { projectId, id: documentId } };
    if (!(await tx.document.findUnique({ where, select: { id: true } }))) throw missing("document");
    const { count } = await tx.presence.deleteMany({
      where: { projectId, id, documentId, userId: principal.userId },
    });
    if (count > 0) await say(tx, projectId, documentId);
  });
  return {};
}

const say = (tx: Transaction, projectId: string, documentId: string) =>
  tx.$executeRaw(Prisma.sql`SELECT pg_notify(${PRESENCE_CHANNEL}, ${`${projectId} ${documentId}`})`);

import "server-only";
import { uuidv7 } from "uuidv7";
import type { NewThread, ThreadResource } from "@/lib/contracts/threads";
import { checkSpans } from "@/lib/domain/annotation/check-annotation";
import { invalid, missing } from "../app-error";
import type { Scope } from "../authorize";
import { lockProject } from "../changes/write";
import {
  about,
  insertComment,
  keepPace,
  participants,
  recordIn,
  requireRevision,
  taken,
  tellOf,
} from "../comments/write";
import { type Transaction, transact } from "../database";
import { requireLive } from "../documents/newest";
import { notify } from "../notifications/write";
import { ensureMySet } from "../sets/write";
import { readText } from "../texts/read";
import { QUOTE_LENGTH_MAX } from "./quote-length";
import { readThread, requireVisibleSet } from "./read";

type Place = {
  readonly setId: string;
  readonly annotationId: string | null;
  readonly start: number | null;
  readonly end: number | null;
  readonly quote: string;
};

/** Begins a conversation with its first comment. `isNew` is false when its id was there already. */
export async function createThread(
  scope: Scope<"comment.write">,
  documentId: string,
  { id = uuidv7(), comment, ...about }: NewThread,
): Promise<{ thread: ThreadResource; isNew: boolean }> {
  const { projectId, principal } = scope;
  await keepPace(scope);
  const text = about.span ? await readText(scope, documentId) : null;
  return transact(async (tx) => {
    await lockProject(tx, projectId);
    await requireLive(tx, projectId, documentId);
    const where = { projectId_id: { projectId, id } };
    const known = await tx.thread.findUnique({ where, select: { createdBy: true, documentId: true } });
    if (known) {
      if (known.createdBy !== principal.userId || known.documentId !== documentId) throw taken();
      return { thread: await readThread(scope, documentId, id, tx), isNew: false };
    }
    const place = await placeOf(tx, scope, documentId, about, text);
    await tx.thread.create({
      data: { projectId, id, documentId, ...place, createdBy: principal.userId },
      select: { id: true },
    });
    const made = await insertComment(tx, scope, { threadId: id, documentId, setId: place.setId }, comment);
    const thread = await readThread(scope, documentId, id, tx);
    const { comments: _, unread: __, ...row } = thread;
    await recordIn(tx, scope, thread, [
      { kind: "thread.created", subjectId: id, before: null, after: row },
      { kind: "comment.created", subjectId: made.id, before: null, after: made },
    ]);
    await tellOf(tx, scope, thread, made);
    return { thread, isNew: true };
  });
}

async function placeOf(
  tx: Transaction,
  scope: Scope<"comment.write">,
  documentId: string,
  { annotationId, span, setId }: Omit<NewThread, "id" | "comment">,
  text: Awaited<ReturnType<typeof readText>> | null,
): Promise<Place> {
  const nowhere = { annotationId: null, start: null, end: null, quote: "" };
  if (annotationId !== undefined) {
    const row = await tx.annotation.findFirst({
      where: { projectId: scope.projectId, documentId, id: annotationId },
      select: { setId: true },
    });
    if (!row) throw missing("annotation");
    await requireVisibleSet(tx, scope, documentId, row.setId).catch(() => {
      throw missing("annotation");
    });
    return { ...nowhere, annotationId, setId: row.setId };
  }
  if (setId !== undefined) await requireVisibleSet(tx, scope, documentId, setId);
  const about = setId ?? (await ensureMySet(tx, scope));
  if (!span || !text) return { ...nowhere, setId: about };
  const checked = checkSpans(text.text, text.map, [span]);
  if (!checked.ok) throw invalid(checked.field.replace(/^spans\.0/, "span"), checked.reason);
  if (span.end - span.start > QUOTE_LENGTH_MAX)
    throw invalid("span", `At most ${QUOTE_LENGTH_MAX} characters; or speak about the whole document`);
  return { ...nowhere, setId: about, start: span.start, end: span.end, quote: checked.value[0]?.quote ?? "" };
}

/** Ends a conversation or takes it up again, and tells those who took part. */
export async function moveThread(
  scope: Scope<"comment.write">,
  documentId: string,
  state: "open" | "resolved",
  id: string,
  revision: number,
): Promise<ThreadResource> {
  const { projectId, principal } = scope;
  await keepPace(scope);
  return transact(async (tx) => {
    await lockProject(tx, projectId);
    const before = await readThread(scope, documentId, id, tx);
    if (before.state === state) return before;
    await requireLive(tx, projectId, documentId);
    requireRevision(before, revision);
    const ended = state === "resolved" ? { resolvedAt: new Date(), resolvedBy: principal.userId } : null;
    await tx.thread.update({
      where: { projectId_id: { projectId, id } },
      data: { state, ...(ended ?? { resolvedAt: null, resolvedBy: null }), revision: { increment: 1 } },
      select: { id: true },
    });
    const after = await readThread(scope, documentId, id, tx);
    const kind = state === "resolved" ? "thread.resolved" : "thread.reopened";
    await recordIn(tx, scope, after, [{ kind, subjectId: id, before: rowOf(before), after: rowOf(after) }]);
    const details = { threadId: id, isReopened: state === "open" };
    await notify(
      tx,
      scope,
      [...participants(after)].map((userId) => ({
        ...about(after, userId, "resolved"),
        subjectId: id,
        details,
      })),
    );
    return after;
  });
}

const rowOf = ({ comments: _, unread: __, ...row }: ThreadResource) => row;

/** Notes up to where the caller has read; reading goes forward only. */
export async function markThreadRead(
  scope: Scope<"presence.send">,
  documentId: string,
  id: string,
  commentId: string,
): Promise<ThreadResource> {
  return transact(async (tx) => {
    const thread = await readThread(scope, documentId, id, tx);
    if (!thread.comments.some((comment) => comment.id === commentId)) throw missing("comment");
    // The database's own times are compared, never this process's clock.
    await tx.$executeRaw`
      INSERT INTO "ThreadRead" AS known ("projectId", "threadId", "userId", "readAt")
      SELECT c."projectId", c."threadId", ${scope.principal.userId}::uuid, c."createdAt" FROM "Comment" c
      WHERE c."projectId" = ${scope.projectId}::uuid AND c."id" = ${commentId}::uuid
      ON CONFLICT ("projectId", "threadId", "userId")
        DO UPDATE SET "readAt" = greatest(known."readAt", excluded."readAt")`;
    return readThread(scope, documentId, id, tx);
  });
}

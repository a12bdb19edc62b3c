import "server-only";
import { uuidv7 } from "uuidv7";
import {
  COMMENTS_MAX,
  type CommentResource,
  type NewComment,
  type ThreadResource,
} from "@/lib/contracts/threads";
import { AppError, invalid, missing } from "../app-error";
import type { Scope } from "../authorize";
import { lockProject, type NewChange, recordChanges } from "../changes/write";
import { type Transaction, transact } from "../database";
import { requireLive } from "../documents/newest";
import { type NewNotification, notify } from "../notifications/write";
import { spend } from "../rate-limit";
import {
  commentResource,
  commentSelect,
  namesOf,
  readThread,
  seersOf,
  type ThreadScope,
} from "../threads/read";

type Writer = Scope<"comment.write"> | Scope<"comment.edit">;

/**
 * Counts one thing that the caller says to others in this project, or refuses it when there have been too many: each
 * tells many people, some by mail. Counted before anything is held, whether it then is done or not.
 */
export const keepPace = ({ projectId, principal }: Writer): Promise<void> =>
  spend("comment-person", `${projectId} ${principal.userId}`);

/** Answers in a conversation. `isNew` is false when the comment's id was there already. */
export async function createComment(
  scope: Scope<"comment.write">,
  documentId: string,
  threadId: string,
  input: NewComment,
): Promise<{ comment: CommentResource; isNew: boolean }> {
  const { projectId, principal } = scope;
  await keepPace(scope);
  return transact(async (tx) => {
    await lockProject(tx, projectId);
    const thread = await readThread(scope, documentId, threadId, tx);
    await requireLive(tx, projectId, documentId);
    const known = input.id === undefined ? undefined : thread.comments.find(({ id }) => id === input.id);
    if (known) {
      if (known.createdBy !== principal.userId) throw taken();
      return { comment: known, isNew: false };
    }
    if (thread.comments.length >= COMMENTS_MAX)
      throw new AppError("wrong_state", "This conversation is full. Begin a new one.");
    const comment = await insertComment(tx, scope, { threadId, documentId, setId: thread.setId }, input);
    await recordIn(tx, scope, thread, [
      { kind: "comment.created", subjectId: comment.id, before: null, after: comment },
    ]);
    await tellOf(tx, scope, thread, comment);
    return { comment, isNew: true };
  });
}

/** Writes a comment that is not there yet, in the caller's transaction. Its id must be new. */
export async function insertComment(
  tx: Transaction,
  scope: Scope<"comment.write">,
  { threadId, documentId, setId }: { threadId: string; documentId: string; setId: string | null },
  { id = uuidv7(), text, mentions = [] }: NewComment,
): Promise<CommentResource> {
  const { projectId, principal } = scope;
  await requireSeers(tx, scope, { setId, documentId }, mentions);
  const { count } = await tx.comment.createMany({
    data: [{ projectId, id, threadId, text, mentions: [...new Set(mentions)], createdBy: principal.userId }],
    skipDuplicates: true,
  });
  if (count === 0) throw taken();
  return readComment(tx, scope, id);
}

/** Who may not see what is said is not spoken to: refused alike for strangers and for those who work blind. */
async function requireSeers(
  tx: Transaction,
  { projectId }: Writer,
  { setId, documentId }: { setId: string | null; documentId: string },
  mentions: readonly string[],
): Promise<void> {
  if (mentions.length === 0 || setId === null) return;
  const seers = await seersOf(tx, projectId, { setId, documentId }, mentions);
  if (mentions.some((id) => !seers.has(id)))
    throw invalid("mentions", "Somebody who is spoken to can't see this conversation");
}

/** Changes the caller's own words; who is newly spoken to is told. */
export async function updateComment(
  scope: Scope<"comment.edit">,
  documentId: string,
  key: { readonly threadId: string; readonly id: string },
  { revision, text, mentions }: { revision: number; text: string; mentions?: string[] | undefined },
): Promise<CommentResource> {
  await keepPace(scope);
  return transact(async (tx) => {
    const { thread, before } = await commentForEdit(tx, scope, documentId, key, revision);
    if (before.createdBy !== scope.principal.userId)
      throw new AppError("forbidden", "Only its author changes what a comment says.");
    if (before.deletedAt !== null) throw new AppError("wrong_state", "This comment has been removed.");
    const spokenTo = [...new Set(mentions ?? before.mentions)];
    const added = spokenTo.filter((id) => !before.mentions.includes(id));
    await requireSeers(tx, scope, thread, added);
    if (text === before.text && added.length === 0 && spokenTo.length === before.mentions.length)
      return before;
    const data = { text, mentions: spokenTo, editedAt: new Date() };
    const after = await changeComment(tx, scope, key.id, data);
    await recordIn(tx, scope, thread, [{ kind: "comment.edited", subjectId: key.id, before, after }]);
    await notify(tx, scope, mentionsOf(thread, { ...after, mentions: added }));
    return after;
  });
}

/** Removes a comment. Removed already, it stays so. */
export async function deleteComment(
  scope: Scope<"comment.edit">,
  documentId: string,
  key: { readonly threadId: string; readonly id: string },
  revision: number,
): Promise<CommentResource> {
  return transact(async (tx) => {
    const { thread, before } = await commentForEdit(tx, scope, documentId, key, null);
    if (before.deletedAt !== null) return before;
    requireRevision(before, revision);
    const after = await changeComment(tx, scope, key.id, { deletedAt: new Date() });
    await recordIn(tx, scope, thread, [{ kind: "comment.deleted", subjectId: key.id, before, after }]);
    return after;
  });
}

async function commentForEdit(
  tx: Transaction,
  scope: Scope<"comment.edit">,
  documentId: string,
  { threadId, id }: { readonly threadId: string; readonly id: string },
  revision: number | null,
): Promise<{ thread: ThreadResource; before: CommentResource }> {
  await lockProject(tx, scope.projectId);
  const thread = await readThread(scope, documentId, threadId, tx);
  const before = thread.comments.find((comment) => comment.id === id);
  if (!before) throw missing("comment");
  if (!scope.may("comment.edit", before.createdBy))
    throw new AppError("forbidden", "Only its author or a lead changes a comment.");
  if (revision !== null) requireRevision(before, revision);
  return { thread, before };
}

async function changeComment(
  tx: Transaction,
  scope: Writer,
  id: string,
  data: { text?: string; mentions?: string[]; editedAt?: Date; deletedAt?: Date },
): Promise<CommentResource> {
  await tx.comment.update({
    where: { projectId_id: { projectId: scope.projectId, id } },
    data: { ...data, revision: { increment: 1 } },
    select: { id: true },
  });
  return readComment(tx, scope, id);
}

async function readComment(
  tx: Transaction,
  { projectId }: ThreadScope,
  id: string,
): Promise<CommentResource> {
  const row = await tx.comment.findUniqueOrThrow({
    where: { projectId_id: { projectId, id } },
    select: commentSelect,
  });
  return commentResource(row, await namesOf(tx, projectId, [row]));
}

/** Refuses a change of something that the caller has not seen as it is now. */
export function requireRevision(current: { readonly revision: number }, revision: number): void {
  if (current.revision !== revision)
    throw new AppError(
      "stale_revision",
      `You read revision ${revision}; it is at ${current.revision} by now`,
      {
        current,
      },
    );
}

export const taken = () => new AppError("conflict", "This id is taken; make a new one");

/** Logs what happened in a conversation, for those who may see it. */
export async function recordIn(
  tx: Transaction,
  scope: Writer,
  { documentId, setId }: Pick<ThreadResource, "documentId" | "setId">,
  changes: readonly Omit<NewChange, "documentId" | "setId">[],
): Promise<void> {
  await recordChanges(
    tx,
    scope,
    uuidv7(),
    changes.map((change) => ({ ...change, documentId, setId })),
  );
}

/** Tells those who are spoken to, those who took part before, and whose work it is about. */
export async function tellOf(
  tx: Transaction,
  scope: Writer,
  thread: ThreadResource,
  comment: CommentResource,
): Promise<void> {
  const set = thread.setId && {
    where: { projectId_id: { projectId: scope.projectId, id: thread.setId } },
    select: { userId: true },
  };
  const author = set ? await tx.annotationSet.findUnique(set) : null;
  const others = participants(thread);
  if (author?.userId) others.add(author.userId);
  const details = { threadId: thread.id };
  await notify(tx, scope, [
    ...mentionsOf(thread, comment),
    ...[...others].map((userId) => ({ ...about(thread, userId, "reply"), subjectId: comment.id, details })),
  ]);
}

const mentionsOf = (thread: ThreadResource, comment: CommentResource): NewNotification[] =>
  comment.mentions.map((userId) => ({
    ...about(thread, userId, "mention"),
    subjectId: comment.id,
    details: { threadId: thread.id },
  }));

/** The part of a notification that a conversation decides. */
export const about = (
  { documentId, setId }: ThreadResource,
  userId: string,
  kind: NewNotification["kind"],
) => ({ userId, kind, documentId, setId });

/** Everybody who has said something that has not been removed. */
export const participants = ({ comments }: ThreadResource): Set<string> =>
  new Set(
    comments.flatMap(({ createdBy, deletedAt }) =>
      createdBy === null || deletedAt !== null ? [] : [createdBy],
    ),
  );

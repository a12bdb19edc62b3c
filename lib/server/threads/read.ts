import "server-only";
import type { z } from "zod";
import type {
  readAudience as audience,
  CommentResource,
  listThreads as declared,
  ThreadResource,
} from "@/lib/contracts/threads";
import { threadStates } from "@/lib/domain/review/thread-state";
import { missing } from "../app-error";
import type { Scope } from "../authorize";
import { nameOf, namesOfPeople } from "../contributors/read";
import { db, Prisma, type Transaction } from "../database";
import { idPage, startOf } from "../id-page";
import { roleOf } from "../members/read";
import { mayBeSeen, viewersOf } from "../viewers";
import { visible } from "../visibility";

/** Everything that may see conversations; what it may see is asked of the one visibility rule. */
export type ThreadScope =
  | Scope<"comment.read">
  | Scope<"comment.write">
  | Scope<"comment.edit">
  | Scope<"presence.send">;
type Query = z.output<NonNullable<(typeof declared)["query"]>>;

type ThreadRow = Omit<ThreadResource, "state" | "createdAt" | "resolvedAt" | "unread" | "comments"> & {
  state: string;
  createdAt: Date;
  resolvedAt: Date | null;
  readAt: Date | null;
};

/** A page of the conversations on a document that the caller may see; those of which every word was removed are left out. */
export async function listThreads(
  scope: Scope<"comment.read">,
  documentId: string,
  query: Query,
): Promise<{ items: ThreadResource[]; nextCursor: string | null }> {
  await requireDocument(scope, documentId);
  const start = startOf(query);
  const asked = [
    Prisma.sql`EXISTS (
    SELECT FROM "Comment" said WHERE said."projectId" = t."projectId" AND said."threadId" = t."id"
      AND said."deletedAt" IS NULL)`,
  ];
  if (start !== null) asked.push(Prisma.sql`t."id" > ${start}::uuid`);
  if (query.state !== undefined) asked.push(Prisma.sql`t."state" = ${query.state}`);
  if (query.annotation !== undefined) asked.push(Prisma.sql`t."annotationId" = ${query.annotation}::uuid`);
  const rows = await threadRows(db(), scope, documentId, asked, query.limit + 1);
  const { items, nextCursor } = idPage(rows, query, (row) => row);
  return { items: await withComments(db(), scope, items), nextCursor };
}

/** One conversation that the caller may see. */
export async function readThread(
  scope: ThreadScope,
  documentId: string,
  id: string,
  tx: Transaction = db(),
): Promise<ThreadResource> {
  const rows = await threadRows(tx, scope, documentId, [Prisma.sql`t."id" = ${id}::uuid`], 1);
  const [thread] = await withComments(tx, scope, rows);
  if (!thread) throw missing("conversation");
  return thread;
}

async function threadRows(
  tx: Transaction,
  scope: ThreadScope,
  documentId: string,
  asked: readonly Prisma.Sql[],
  limit: number,
): Promise<ThreadRow[]> {
  const { projectId, principal } = scope;
  return tx.$queryRaw<ThreadRow[]>`
    SELECT t."id", t."documentId", t."setId", t."annotationId", t."start", t."end", t."quote", t."state",
      t."createdBy", t."createdAt", t."resolvedAt", t."resolvedBy",
      ${nameOf(Prisma.sql`t."projectId"`, Prisma.sql`t."resolvedBy"`)} AS "resolvedByName", t."revision",
      r."readAt"
    FROM "Thread" t
    LEFT JOIN "ThreadRead" r ON r."projectId" = t."projectId" AND r."threadId" = t."id"
      AND r."userId" = ${principal.userId}::uuid
    WHERE t."projectId" = ${projectId}::uuid AND t."documentId" = ${documentId}::uuid
      AND ${visible(scope, "t")} AND ${Prisma.join([...asked], " AND ")}
    ORDER BY t."id" LIMIT ${limit}`;
}

async function withComments(
  tx: Transaction,
  { projectId, principal }: ThreadScope,
  threads: readonly ThreadRow[],
): Promise<ThreadResource[]> {
  if (threads.length === 0) return [];
  const rows = await tx.comment.findMany({
    where: { projectId, threadId: { in: threads.map(({ id }) => id) } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: commentSelect,
  });
  const names = await namesOf(tx, projectId, rows);
  return threads.map(({ readAt, state, createdAt, resolvedAt, ...thread }) => {
    const said = rows.filter(({ threadId }) => threadId === thread.id);
    const isUnread = (row: CommentRow) =>
      row.createdBy !== principal.userId &&
      row.deletedAt === null &&
      (readAt === null || row.createdAt > readAt);
    return {
      ...thread,
      state: threadStates.find((known) => known === state) ?? "open",
      createdAt: createdAt.toISOString(),
      resolvedAt: resolvedAt?.toISOString() ?? null,
      unread: said.filter(isUnread).length,
      comments: said.map((row) => commentResource(row, names)),
    };
  });
}

export const commentSelect = {
  id: true,
  threadId: true,
  text: true,
  mentions: true,
  createdBy: true,
  createdAt: true,
  editedAt: true,
  deletedAt: true,
  revision: true,
} as const;

export type CommentRow = {
  readonly id: string;
  readonly threadId: string;
  readonly text: string;
  readonly mentions: readonly string[];
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  readonly deletedAt: Date | null;
  readonly revision: number;
};

/** What people who wrote are called; they may have left the project since. */
export async function namesOf(
  tx: Transaction,
  projectId: string,
  rows: readonly CommentRow[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.flatMap(({ createdBy }) => (createdBy === null ? [] : [createdBy])))];
  return namesOfPeople(tx, projectId, ids);
}

/** A comment as it is answered and logged. What has been removed is no longer said. */
export function commentResource(row: CommentRow, names: ReadonlyMap<string, string>): CommentResource {
  const isRemoved = row.deletedAt !== null;
  return {
    id: row.id,
    threadId: row.threadId,
    text: isRemoved ? "" : row.text,
    mentions: isRemoved ? [] : [...row.mentions],
    createdBy: row.createdBy,
    createdByName: row.createdBy === null ? null : (names.get(row.createdBy) ?? null),
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    deletedAt: row.deletedAt?.toISOString() ?? null,
    revision: row.revision,
  };
}

/** Who may be spoken to in conversations about a set's work on a document: members who may see them, the caller left out. */
export async function readAudience(
  scope: Scope<"comment.read">,
  documentId: string,
  { set }: z.output<NonNullable<(typeof audience)["query"]>>,
): Promise<z.input<(typeof audience)["returns"]>> {
  await requireDocument(scope, documentId);
  const { projectId, principal } = scope;
  const setId = set ?? (await mySetOf(db(), scope));
  if (set !== undefined) await requireVisibleSet(db(), scope, documentId, set);
  const members = await db().member.findMany({
    where: { projectId, id: { not: principal.userId } },
    orderBy: { id: "asc" },
    select: { id: true, role: true, user: { select: { name: true } } },
  });
  const seers = await seersOf(
    db(),
    projectId,
    { setId: setId ?? NO_SET, documentId },
    members.map(({ id }) => id),
  );
  return {
    items: members
      .filter(({ id }) => seers.has(id))
      .map(({ id, role, user }) => ({ id, name: user.name, role: roleOf(role) })),
  };
}

/** A set that nobody has: what somebody says before they have one of their own is seen by those who see everything. */
const NO_SET = "00000000-0000-0000-0000-000000000000";

async function mySetOf(tx: Transaction, { projectId, principal }: ThreadScope): Promise<string | null> {
  const where = { projectId_kind_userId: { projectId, kind: "annotator", userId: principal.userId } };
  return (await tx.annotationSet.findUnique({ where, select: { id: true } }))?.id ?? null;
}

/** Which of these people may see what is said about a set's work on a document. */
export async function seersOf(
  tx: Transaction,
  projectId: string,
  sight: { readonly setId: string; readonly documentId: string },
  userIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const viewers = [...(await viewersOf(tx, projectId, userIds))];
  const seen = await mayBeSeen(
    tx,
    viewers.map(([, viewer]) => ({ viewer, sight })),
  );
  return new Set(viewers.flatMap(([id], at) => (seen.has(at) ? [id] : [])));
}

/** Refuses a set that is not there or whose work on this document the caller may not see, in the same words. */
export async function requireVisibleSet(
  tx: Transaction,
  scope: ThreadScope,
  documentId: string,
  setId: string,
): Promise<void> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT t."setId" AS "id" FROM (
      SELECT s."id" AS "setId", ${documentId}::uuid AS "documentId" FROM "AnnotationSet" s
      WHERE s."projectId" = ${scope.projectId}::uuid AND s."id" = ${setId}::uuid) t
    WHERE ${visible(scope, "t")}`;
  if (!row) throw missing("set");
}

async function requireDocument(scope: ThreadScope, id: string): Promise<void> {
  const where = { projectId_id: { projectId: scope.projectId, id } };
  if (!(await db().document.findUnique({ where, select: { id: true } }))) throw missing("document");
}

import "server-only";
import type { z } from "zod";
import {
  type listNotifications as declared,
  EXCERPT_LENGTH_MAX,
  type NotificationResource,
  type NotificationSettings,
  notificationKinds,
} from "@/lib/contracts/notifications";
import type { Principal } from "@/lib/policy/policy";
import { missing } from "../app-error";
import type { Scope } from "../authorize";
import { db, Prisma } from "../database";
import { env } from "../env";
import { startOf } from "../id-page";
import { viewsOf } from "../viewers";
import { visible } from "../visibility";

type Reader = Scope<"notification.read"> | Scope<"notification.manage">;
type Query = z.output<NonNullable<(typeof declared)["query"]>>;
type Row = Omit<NotificationResource, "createdAt" | "readAt" | "details" | "kind"> & {
  kind: string;
  createdAt: Date;
  readAt: Date | null;
  details: NotificationResource["details"];
};

/**
 * The caller's notifications that they may still see: of projects they are a member of, and of work that is open
 * to them now. What was told before a document closed again, or before somebody left, is not told on.
 */
async function mine(principal: Principal): Promise<Prisma.Sql> {
  const bound = principal.via.kind === "apiKey" ? principal.via.projectId : null;
  const views = await viewsOf(db(), principal.userId);
  const open = views
    .filter(({ projectId }) => bound === null || bound === projectId)
    .map(
      (viewer) =>
        Prisma.sql`(t."projectId" = ${viewer.projectId}::uuid AND (t."setId" IS NULL OR ${visible(viewer, "t")}))`,
    );
  const sight = open.length === 0 ? Prisma.sql`FALSE` : Prisma.join(open, " OR ");
  return Prisma.sql`
    (SELECT n.*, (n."details"->>'setId')::uuid AS "setId" FROM "Notification" n
      WHERE n."userId" = ${principal.userId}::uuid) t WHERE (${sight})`;
}

/** A page of what the caller should know of, newest first. */
export async function listNotifications(
  { principal }: Reader,
  query: Query,
): Promise<z.output<(typeof declared)["returns"]>> {
  const from = await mine(principal);
  const start = startOf(query);
  const asked: Prisma.Sql[] = [from];
  if (start !== null) asked.push(Prisma.sql`t."id" < ${start}::uuid`);
  if (query.unread) asked.push(Prisma.sql`t."readAt" IS NULL`);
  if (query.kind !== undefined) asked.push(Prisma.sql`t."kind" = ${query.kind}`);
  if (query.project !== undefined) asked.push(Prisma.sql`t."projectId" = ${query.project}::uuid`);
  const rows = await db().$queryRaw<Row[]>`
    WITH asked AS (
      SELECT t.* FROM ${Prisma.join(asked, " AND ")} ORDER BY t."id" DESC LIMIT ${query.limit + 1}
    )
    SELECT t."id", t."projectId", p."name" AS "projectName", t."kind", t."actorId", u."name" AS "actorName",
      t."documentId", d."title" AS "documentTitle", t."subjectId", t."details" - 'setId' AS "details",
      t."createdAt", t."readAt",
      coalesce(left(CASE WHEN c."deletedAt" IS NULL THEN c."text" END, ${EXCERPT_LENGTH_MAX}::int),
        left((SELECT string_agg(s->>'quote', ' … ') FROM jsonb_array_elements(a."spans") s), ${EXCERPT_LENGTH_MAX}::int),
        left(th."quote", ${EXCERPT_LENGTH_MAX}::int), '') AS "excerpt"
    FROM asked t
    JOIN "Project" p ON p."id" = t."projectId"
    LEFT JOIN "User" u ON u."id" = t."actorId"
    LEFT JOIN "Document" d ON d."projectId" = t."projectId" AND d."id" = t."documentId"
    LEFT JOIN "Comment" c ON c."projectId" = t."projectId" AND c."id" = t."subjectId"
    LEFT JOIN "Thread" th ON th."projectId" = t."projectId" AND th."id" = t."subjectId"
    LEFT JOIN "Annotation" a ON a."projectId" = t."projectId" AND a."id" = coalesce(th."annotationId", t."subjectId")
    ORDER BY t."id" DESC`;
  const shown = rows.slice(0, query.limit);
  return {
    items: shown.flatMap(item),
    nextCursor: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
    unread: await countUnread({ principal }),
  };
}

/** A kind that this version does not know, written by a newer one beside it, has no sentence here. */
function item({ kind: text, createdAt, readAt, ...row }: Row): NotificationResource[] {
  const kind = notificationKinds.find((known) => known === text);
  if (!kind) return [];
  return [{ ...row, kind, createdAt: createdAt.toISOString(), readAt: readAt?.toISOString() ?? null }];
}

/** How many the caller has not read. */
export async function countUnread({ principal }: Pick<Reader, "principal">): Promise<number> {
  const from = await mine(principal);
  const [row] = await db().$queryRaw<{ unread: bigint }[]>`
    SELECT count(*) AS unread FROM ${from} AND t."readAt" IS NULL`;
  return Number(row?.unread ?? 0n);
}

/** Which kinds are mailed to the caller. */
export async function readNotificationSettings({ principal }: Reader): Promise<NotificationSettings> {
  const user = await db().user.findUnique({ where: { id: principal.userId }, select: { mailed: true } });
  if (!user) throw missing("account");
  return {
    mailed: notificationKinds.filter((kind) => user.mailed.includes(kind)),
    canMail: canMail(),
  };
}

/** Whether mail can be sent at all: off unless a server for it is named. */
export const canMail = (): boolean => env().SMTP_URL !== undefined;

import "server-only";
import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type {
  markNotificationsRead as declared,
  NotificationKind,
  NotificationSettings,
} from "@/lib/contracts/notifications";
import type { Scope } from "../authorize";
import type { Channel } from "../changes/listener";
import { db, Prisma, type Transaction, transact } from "../database";
import { enqueue } from "../jobs/enqueue";
import { mayBeSeen, viewersOf } from "../viewers";
import { canMail, countUnread, readNotificationSettings } from "./read";

/** The channel on which every node listens for news of somebody's inbox; the payload is the person. */
export const INBOX_CHANNEL = "concord_inbox" satisfies Channel;

export type NewNotification = {
  /** Who should know. */
  readonly userId: string;
  readonly kind: NotificationKind;
  readonly documentId: string | null;
  /** What it leads to: an annotation, a conversation, a comment, a round. */
  readonly subjectId: string | null;
  /** Whose assertions it tells of; null where nobody's. Who may not see that set there is not told. */
  readonly setId: string | null;
  /** What its sentence needs besides names, which are read when it is shown. Holds no text of articles. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
};

type Sender = {
  readonly projectId: string;
  readonly principal: {
    /** Null for what nobody did: the clock. */
    readonly userId: string | null;
  };
};

/**
 * Tells people, in the transaction that writes what they are told of, and wakes their open pages when it commits.
 * Nobody is told of what they did themselves, nor of what they may not see: who is no member any more, is disabled
 * or works blind is passed over without a word. Told twice of the same in one call, somebody is told once.
 */
export async function notify(
  tx: Transaction,
  { projectId, principal }: Sender,
  items: readonly NewNotification[],
): Promise<void> {
  const others = firstOfEach(items.filter(({ userId }) => userId !== principal.userId));
  if (others.length === 0) return;
  const viewers = await viewersOf(tx, projectId, [...new Set(others.map(({ userId }) => userId))]);
  const pairs = others.flatMap((item) => {
    const viewer = viewers.get(item.userId);
    return viewer ? [{ item, viewer, sight: { setId: item.setId, documentId: item.documentId } }] : [];
  });
  const seen = await mayBeSeen(tx, pairs);
  const rows = pairs
    .filter((_, at) => seen.has(at))
    .map(({ item: { setId, details, ...item } }) => ({
      projectId,
      id: uuidv7(),
      actorId: principal.userId,
      ...item,
      // Asked again when it is shown: what could be seen then may be closed by now.
      details: { ...details, ...(setId === null ? {} : { setId }) },
    }));
  if (rows.length === 0) return;
  await tx.notification.createMany({ data: rows });
  if (canMail()) await enqueueMails(tx, rows);
  await wakeInboxes(
    tx,
    rows.map(({ userId }) => userId),
  );
}

/**
 * Tells somebody of an operation that takes several transactions, once: told before, it is the same news, which now
 * says all of it and is unread again. No second mail goes out.
 */
export async function tellWholly(
  tx: Transaction,
  scope: Sender,
  opId: string,
  item: NewNotification,
): Promise<void> {
  const { userId, documentId, subjectId, setId } = item;
  const known = await toldOf(tx, scope, opId, userId);
  const details = { ...item.details, opId };
  if (!known) return notify(tx, scope, [{ ...item, details }]);
  await tx.notification.update({
    where: { projectId_id: { projectId: scope.projectId, id: known.id } },
    data: {
      documentId,
      subjectId,
      readAt: null,
      details: { ...details, ...(setId === null ? {} : { setId }) },
    },
    select: { id: true },
  });
  await wakeInboxes(tx, [userId]);
}

/**
 * Of what somebody was told of an operation only so much is left: unseen, it says so, or is gone where nothing is
 * left. Answers whether it has been seen, in the inbox or by mail; then it stays as it was.
 */
export async function takeBackUntold(
  tx: Transaction,
  scope: Sender,
  opId: string,
  { userId, left }: { userId: string; left: { readonly count: number; readonly documents: number } | null },
): Promise<boolean> {
  const known = await toldOf(tx, scope, opId, userId);
  if (!known) return false;
  if (known.readAt !== null || known.mailedAt !== null) return true;
  const where = { projectId_id: { projectId: scope.projectId, id: known.id } };
  if (left === null) await tx.notification.delete({ where, select: { id: true } });
  else {
    // An object, as `notify` writes it.
    const details = { ...(known.details as object), ...left };
    await tx.notification.update({ where, data: { details }, select: { id: true } });
  }
  await wakeInboxes(tx, [userId]);
  return false;
}

const toldOf = (tx: Transaction, { projectId, principal }: Sender, opId: string, userId: string) =>
  tx.notification.findFirst({
    where: { userId, projectId, actorId: principal.userId, details: { path: ["opId"], equals: opId } },
    select: { id: true, readAt: true, mailedAt: true, details: true },
  });

type Told = {
  readonly projectId: string;
  readonly id: string;
  readonly userId: string;
  readonly kind: string;
};

/** Mails what its person wants mailed, by jobs that exist only if this transaction commits. */
async function enqueueMails(tx: Transaction, rows: readonly Told[]): Promise<void> {
  const people = await tx.user.findMany({
    where: { id: { in: rows.map(({ userId }) => userId) } },
    select: { id: true, mailed: true },
  });
  for (const { projectId, id, userId, kind } of rows) {
    if (!people.some((person) => person.id === userId && person.mailed.includes(kind))) continue;
    const place = { key: `mail ${id}`, queue: "mail" };
    await enqueue(tx, "notification.mail", { projectId, notificationId: id }, place);
  }
}

/** Marks notifications of the caller's as read, and tells their other pages. */
export async function markNotificationsRead(
  scope: Scope<"notification.manage">,
  asked: z.output<NonNullable<(typeof declared)["body"]>>,
): Promise<{ unread: number }> {
  const { userId, via } = scope.principal;
  const bound = via.kind === "apiKey" && via.projectId !== null ? { projectId: via.projectId } : {};
  await transact(async (tx) => {
    const { count } = await tx.notification.updateMany({
      where: {
        ...bound,
        userId,
        readAt: null,
        id: "ids" in asked ? { in: asked.ids } : { lte: asked.upTo },
      },
      data: { readAt: new Date() },
    });
    if (count > 0) await wakeInboxes(tx, [userId]);
  });
  return { unread: await countUnread(scope) };
}

/** Chooses which kinds are mailed to the caller. */
export async function updateNotificationSettings(
  scope: Scope<"notification.manage">,
  mailed: readonly NotificationKind[],
): Promise<NotificationSettings> {
  await db().user.update({
    where: { id: scope.principal.userId },
    data: { mailed: [...new Set(mailed)], revision: { increment: 1 } },
    select: { id: true },
  });
  return readNotificationSettings(scope);
}

/** Says on every node that these people's inboxes are not as they were. */
export async function wakeInboxes(tx: Transaction, userIds: readonly string[]): Promise<void> {
  await tx.$executeRaw(
    Prisma.sql`SELECT pg_notify(${INBOX_CHANNEL}, u) FROM unnest(${[...new Set(userIds)]}::text[]) u`,
  );
}

/** A mention is told before a reply to the same comment: the first of each person and subject stays. */
function firstOfEach(items: readonly NewNotification[]): NewNotification[] {
  const told = new Map<string, NewNotification>();
  for (const item of items) {
    const key = `${item.userId} ${item.subjectId ?? item.documentId}`;
    if (!told.has(key)) told.set(key, item);
  }
  return [...told.values()];
}

import "server-only";
import { uuidv7 } from "uuidv7";
import type { NotificationKind } from "@/lib/contracts/notifications";
import { Prisma, type Transaction } from "../database";
import { mayBeSeen, viewersOf } from "../viewers";

/** The channel on which every node listens for news of somebody's inbox; the payload is the person. */
export const INBOX_CHANNEL = "concord_inbox";

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

type Sender = { readonly projectId: string; readonly principal: { readonly userId: string } };

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
  await wakeInboxes(
    tx,
    rows.map(({ userId }) => userId),
  );
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

import "server-only";
import { INBOX_EVENT, type InboxNews } from "@/lib/contracts/notifications";
import type { Principal } from "@/lib/policy/policy";
import type { Scope } from "../authorize";
import { eventStream, type Source } from "../changes/event-stream";
import { countUnread } from "./read";
import { INBOX_CHANNEL } from "./write";

/**
 * How many notifications somebody has not read, at once and whenever their inbox is not as it was: the same number
 * again says that one of them tells something else by now.
 */
export const inboxSource = (): Source<{ readonly principal: Principal }> => ({
  wokenBy: ({ principal }) => [INBOX_CHANNEL, principal.userId],
  async drain({ principal }, send) {
    const unread = await countUnread({ principal });
    send({ event: INBOX_EVENT, data: { unread } satisfies InboxNews });
  },
});

/** An open line about the caller's inbox alone, for pages without another. */
export const inboxFeed = (
  reauthorize: () => Promise<Scope<"notification.read">>,
  signal: AbortSignal,
): Response => eventStream(reauthorize, signal, [inboxSource()]);

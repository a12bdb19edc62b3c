import "server-only";
import { INBOX_EVENT, type InboxNews } from "@/lib/contracts/notifications";
import type { Principal } from "@/lib/policy/policy";
import type { Scope } from "../authorize";
import { eventStream, type Source } from "../changes/event-stream";
import { countUnread } from "./read";
import { INBOX_CHANNEL } from "./write";

/** How many notifications somebody has not read, at once and whenever that changes. */
export function inboxSource(): Source<{ readonly principal: Principal }> {
  let said: number | null = null;
  return {
    wokenBy: ({ principal }) => [INBOX_CHANNEL, principal.userId],
    async drain({ principal }, send) {
      const unread = await countUnread({ principal });
      if (unread === said) return;
      said = unread;
      send({ event: INBOX_EVENT, data: { unread } satisfies InboxNews });
    },
  };
}

/** An open line about the caller's inbox alone, for pages without another. */
export const inboxFeed = (
  reauthorize: () => Promise<Scope<"notification.read">>,
  signal: AbortSignal,
): Response => eventStream(reauthorize, signal, [inboxSource()]);

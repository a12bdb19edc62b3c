import "server-only";
import { PRESENCE_EVENT, type PresenceNews } from "@/lib/contracts/presence";
import type { Scope } from "../authorize";
import { inboxSource } from "../notifications/inbox-feed";
import { listPresent } from "../presence/read";
import { PRESENCE_CHANNEL } from "../presence/write";
import { eventStream, type Source } from "./event-stream";
import { listChanges } from "./read";
import { CHANGES_CHANNEL } from "./write";

type FeedScope = Scope<"change.read">;

const PAGE_SIZE = 500;

/**
 * What has happened since `since`, then what happens, as the caller may see it. The line of one document also says
 * who is there, and how many notifications are unread: an open page needs no further line.
 */
export function changeFeed(
  reauthorize: () => Promise<FeedScope>,
  { since, document, signal }: { since: string; document: string | undefined; signal: AbortSignal },
): Response {
  const beside = document === undefined ? [] : [presence(document), inboxSource()];
  return eventStream<FeedScope>(reauthorize, signal, [changes(since, document), ...beside]);
}

function changes(since: string, document: string | undefined): Source<FeedScope> {
  let cursor = since;
  return {
    wokenBy: ({ projectId }) => [CHANGES_CHANNEL, projectId],
    async drain(scope, send) {
      for (let isMore = true; isMore; ) {
        const query = { since: cursor, document, subject: undefined, limit: PAGE_SIZE };
        const { items, nextCursor } = await listChanges(scope, query);
        for (const change of items) send({ id: change.seq, data: change });
        cursor = items.at(-1)?.seq ?? cursor;
        isMore = nextCursor !== null;
      }
    },
  };
}

/** Who else is on a document; said anew when it is not as it was said last. */
function presence(document: string): Source<FeedScope> {
  let said = "[]";
  return {
    wokenBy: ({ projectId }) => [PRESENCE_CHANNEL, `${projectId} ${document}`],
    // People are gone when nothing has been heard of them for a while; nobody says so.
    isTimed: true,
    async drain(scope, send) {
      const present = scope.may("presence.send", null) ? await listPresent(scope, document) : [];
      const words = JSON.stringify(present);
      if (words === said) return;
      said = words;
      send({ event: PRESENCE_EVENT, data: { present } satisfies PresenceNews });
    },
  };
}

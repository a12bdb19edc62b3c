import { INBOX_EVENT, type InboxNews, listNotifications } from "@/lib/contracts/notifications";
import { addressOf } from "./api";
import { Signal } from "./signal";

const AGAIN_MS = 5_000;

/** How many notifications are unread; null until the server has said so. */
export const unreadCount = new Signal<number | null>(null);

/** Counts up whenever the server says how many are unread: at first, and when the inbox is not as it was. */
export const inboxNews = new Signal(0);

/** Lines of the page that tell the count along with other things. */
let carriers = 0;
const carried = new Signal(false);

/** Takes the count from a line that is open for something else as well; answers how to stop. */
export function carryInbox(source: EventSource): () => void {
  source.addEventListener(INBOX_EVENT, ({ data }: MessageEvent<string>) => hear(data));
  carriers += 1;
  carried.set(true);
  return () => {
    carriers -= 1;
    carried.set(carriers > 0);
  };
}

function hear(data: string): void {
  // Our own server writes this, from a value of this type.
  unreadCount.set((JSON.parse(data) as InboxNews).unread);
  inboxNews.set(inboxNews.value + 1);
}

/**
 * Keeps the count while the page is seen. A browser opens six lines to a server at most, so none is opened of its
 * own where another line of the page carries it.
 */
export function followInbox(): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };
  const follow = () => {
    if (document.visibilityState === "hidden" || carried.value) return close();
    if (source && source.readyState !== EventSource.CLOSED) return;
    const opened = new EventSource(addressOf(listNotifications, {}));
    opened.addEventListener(INBOX_EVENT, ({ data }: MessageEvent<string>) => hear(data));
    opened.onerror = () => {
      if (opened === source && opened.readyState === EventSource.CLOSED) timer = setTimeout(follow, AGAIN_MS);
    };
    source = opened;
  };
  document.addEventListener("visibilitychange", follow);
  const forget = carried.subscribe(follow);
  // A page that brings a line of its own opens it a moment after this one is drawn.
  timer = setTimeout(follow, 1_500);
  return () => {
    document.removeEventListener("visibilitychange", follow);
    forget();
    close();
  };
}

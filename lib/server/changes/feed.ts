import "server-only";
import type { Scope } from "../authorize";
import { log } from "../log";
import { stopping } from "../stopping";
import { onChange } from "./listener";
import { listChanges } from "./read";

/** Often enough that proxies keep the line open, and that a lost permission closes it within five seconds. */
const CHECK_MS = 4_000;

type FeedScope = Scope<"change.read">;

/**
 * Server-sent events: what has happened since `since`, then what happens, as the caller may see it.
 *
 * `reauthorize` is asked again and again while the line is open: a role that is taken away, a session that is
 * ended or a project that goes blind closes or narrows it.
 */
export function changeFeed(
  reauthorize: () => Promise<FeedScope>,
  { since, document, signal }: { since: string; document: string | undefined; signal: AbortSignal },
): Response {
  const encoder = new TextEncoder();
  let cursor = since;
  let stop = () => {};
  let isClosed = false;
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      let isBusy = false;
      let isWoken = true;
      let scope = await reauthorize();
      // The reader may have left meanwhile; what is opened below would never be closed.
      const ended = AbortSignal.any([signal, stopping()]);
      if (ended.aborted) {
        isClosed = true;
        controller.close();
      }
      if (isClosed) return;
      const close = () => {
        if (isClosed) return;
        isClosed = true;
        stop();
        controller.close();
      };
      const send = (text: string) => {
        if (!isClosed) controller.enqueue(encoder.encode(text));
      };
      const drain = async () => {
        isWoken = true;
        if (isBusy || isClosed) return;
        isBusy = true;
        try {
          while (isWoken && !isClosed) {
            isWoken = false;
            const page = await listChanges(scope, {
              since: cursor,
              document,
              subject: undefined,
              limit: 500,
            });
            for (const change of page.items) send(`id: ${change.seq}\ndata: ${JSON.stringify(change)}\n\n`);
            cursor = page.items.at(-1)?.seq ?? cursor;
            if (page.nextCursor !== null) isWoken = true;
          }
        } catch (error) {
          // The browser reconnects by itself and asks for what it has not seen.
          log().warn({ err: error instanceof Error ? error.message : "" }, "feed closed");
          close();
        } finally {
          isBusy = false;
        }
      };
      const check = async () => {
        try {
          scope = await reauthorize();
          send(": still here\n\n");
        } catch {
          // Refused now: whatever the reason, this caller gets no more.
          close();
        }
      };
      const timer = setInterval(() => void check(), CHECK_MS);
      const unsubscribe = onChange(scope.projectId, () => void drain());
      stop = () => {
        clearInterval(timer);
        unsubscribe();
      };
      ended.addEventListener("abort", close, { once: true });
      send("retry: 2000\n\n");
      await drain();
    },
    cancel() {
      // Closed already, by the reader: nothing may be written to it or close it again.
      isClosed = true;
      stop();
    },
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "private, no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

import { call } from "./call-api";

type FeedEvent = {
  readonly seq: string;
  readonly kind: string;
  readonly principal: string;
  readonly subjectId: string;
};

/** Somebody's open line to the changes of a project, read event by event. */
export async function openFeed(
  project: string,
  headers: Readonly<Record<string, string>>,
  { query = {}, lastEventId }: { query?: Record<string, string>; lastEventId?: string } = {},
) {
  const response = await call("listChanges", {
    params: { project },
    query,
    headers: {
      ...headers,
      accept: "text/event-stream",
      ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
    },
  });
  if (!response.body) throw new Error(`No stream: ${response.status}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let heartbeats = 0;

  /** The next event, or null when the server has closed the line. */
  async function next(): Promise<FeedEvent | null> {
    for (;;) {
      const end = rest.indexOf("\n\n");
      if (end < 0) {
        const { value, done } = await reader.read();
        if (done) return null;
        rest += value;
        continue;
      }
      const message = rest.slice(0, end);
      rest = rest.slice(end + 2);
      if (message.startsWith(":")) heartbeats++;
      const [, id, data] = /^id: (\d+)\ndata: (.*)$/.exec(message) ?? [];
      if (data !== undefined) return { ...JSON.parse(data), seq: id };
    }
  }

  return {
    response,
    next,
    /** Events until one is about `subjectId`, that one included. */
    async until(subjectId: string): Promise<FeedEvent[]> {
      const seen: FeedEvent[] = [];
      for (let event = await next(); event; event = await next()) {
        seen.push(event);
        if (event.subjectId === subjectId && event.kind.startsWith("annotation.")) return seen;
      }
      throw new Error("The line was closed");
    },
    /** Everything that still comes until the server closes the line. */
    async rest(): Promise<FeedEvent[]> {
      const seen: FeedEvent[] = [];
      for (let event = await next(); event; event = await next()) seen.push(event);
      return seen;
    },
    heartbeats: () => heartbeats,
    close: () => reader.cancel(),
  };
}

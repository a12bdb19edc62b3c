import "server-only";
import { log } from "../log";
import { stopping } from "../stopping";
import { type Channel, onNotice } from "./listener";

/** Often enough that proxies keep the line open, and that a lost permission closes it within five seconds. */
const CHECK_MS = 4_000;

export type Send = (message: {
  readonly id?: string;
  readonly event?: string;
  readonly data: unknown;
}) => void;

/** One kind of news on an open line. */
export type Source<Scope> = {
  /** What wakes it: a channel of the database, and which of its payloads are meant. */
  readonly wokenBy: (scope: Scope) => readonly [channel: Channel, key: string];
  /** Sends what is new since the last time. Never runs twice at once. */
  readonly drain: (scope: Scope, send: Send) => Promise<void>;
  /** Whether its news can also come by time passing. */
  readonly isTimed?: boolean;
};

/**
 * Server-sent events from several sources over one line: a browser opens six to a server at most.
 *
 * `reauthorize` is asked again and again while the line is open: a role that is taken away, a session that is
 * ended or a project that goes blind closes or narrows it.
 */
export function eventStream<Scope>(
  reauthorize: () => Promise<Scope>,
  signal: AbortSignal,
  sources: readonly Source<Scope>[],
): Response {
  let line: Line<Scope> | null = null;
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const ended = AbortSignal.any([signal, stopping()]);
      // Refused between the answer's head and its first line: it ends as one that is refused later does.
      const scope = await reauthorize().catch(() => null);
      // The reader may have left meanwhile; what is opened below would never be closed.
      if (scope === null || ended.aborted) return controller.close();
      line = new Line(controller, scope, reauthorize, sources);
      const opened = line;
      ended.addEventListener("abort", () => opened.close(), { once: true });
      await line.open();
    },
    cancel: () => line?.left(),
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "private, no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

class Line<Scope> {
  readonly #encoder = new TextEncoder();
  readonly #ends: (() => void)[] = [];
  #isClosed = false;

  constructor(
    readonly controller: ReadableStreamDefaultController<Uint8Array>,
    public scope: Scope,
    readonly reauthorize: () => Promise<Scope>,
    readonly sources: readonly Source<Scope>[],
  ) {}

  async open(): Promise<void> {
    this.#write("retry: 2000\n\n");
    const drains = this.sources.map((source) => this.#drainer(source));
    const timer = setInterval(() => void this.#check(drains), CHECK_MS);
    this.#ends.push(() => clearInterval(timer));
    for (const [at, { wokenBy }] of this.sources.entries())
      this.#ends.push(onNotice(...wokenBy(this.scope), () => void drains[at]?.()));
    for (const drain of drains) await drain();
  }

  close(): void {
    if (this.#isClosed) return;
    this.left();
    this.controller.close();
  }

  /** Closed already, by the reader: nothing may be written to it or close it again. */
  left(): void {
    this.#isClosed = true;
    for (const end of this.#ends.splice(0)) end();
  }

  #write(text: string): void {
    if (!this.#isClosed) this.controller.enqueue(this.#encoder.encode(text));
  }

  readonly #send: Send = ({ id, event, data }) =>
    this.#write(
      `${id === undefined ? "" : `id: ${id}\n`}${event === undefined ? "" : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`,
    );

  /** Drains a source until nothing has woken it meanwhile. */
  #drainer(source: Source<Scope>): () => Promise<void> {
    let isBusy = false;
    let isWoken = false;
    return async () => {
      isWoken = true;
      if (isBusy || this.#isClosed) return;
      isBusy = true;
      try {
        while (isWoken && !this.#isClosed) {
          isWoken = false;
          await source.drain(this.scope, this.#send);
        }
      } catch (error) {
        // The browser reconnects by itself and asks for what it has not seen.
        log().warn({ err: error instanceof Error ? error.message : "" }, "feed closed");
        this.close();
      } finally {
        isBusy = false;
      }
    };
  }

  async #check(drains: readonly (() => Promise<void>)[]): Promise<void> {
    try {
      this.scope = await this.reauthorize();
      this.#write(": still here\n\n");
    } catch {
      // Refused now: whatever the reason, this caller gets no more.
      this.close();
      return;
    }
    for (const [at, { isTimed }] of this.sources.entries()) if (isTimed) void drains[at]?.();
  }
}

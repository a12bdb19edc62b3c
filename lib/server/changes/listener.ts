import "server-only";
import type pg from "pg";
import { connect } from "../database";
import { log } from "../log";

const RECONNECT_MS_MAX = 10_000;

/** What the nodes of one database tell each other: the log, who is where, and whose inbox is not as it was. */
const channels = ["concord_changes", "concord_presence", "concord_inbox"] as const;
export type Channel = (typeof channels)[number];

/**
 * One LISTEN connection for the whole process; open lines subscribe here. A notification only says
 * "look again", so one that is missed while reconnecting costs nothing: everybody is woken afterwards.
 */
class Listener {
  readonly #wakers = new Map<string, Set<() => void>>();
  #client: pg.Client | null = null;
  #isStarting = false;

  subscribe(channel: Channel, key: string, wake: () => void): () => void {
    const name = `${channel} ${key}`;
    const wakers = this.#wakers.get(name) ?? new Set();
    this.#wakers.set(name, wakers.add(wake));
    if (!this.#client && !this.#isStarting) void this.#start(250);
    return () => {
      wakers.delete(wake);
      if (wakers.size === 0 && this.#wakers.get(name) === wakers) this.#wakers.delete(name);
    };
  }

  async #start(delayMs: number): Promise<void> {
    this.#isStarting = true;
    try {
      const client = await connect("direct");
      client.on("notification", ({ channel, payload = "" }) => this.#wake(`${channel} ${payload}`));
      client.on("end", () => this.#lost());
      await client.query(channels.map((channel) => `LISTEN ${channel}`).join("; "));
      this.#client = client;
      this.#isStarting = false;
      for (const name of this.#wakers.keys()) this.#wake(name);
    } catch (error) {
      log().warn({ err: error instanceof Error ? error.message : "" }, "can't listen for changes yet");
      const timer = setTimeout(() => void this.#start(Math.min(delayMs * 2, RECONNECT_MS_MAX)), delayMs);
      timer.unref();
    }
  }

  #lost(): void {
    this.#client = null;
    if (!this.#isStarting) void this.#start(250);
  }

  #wake(name: string): void {
    for (const wake of this.#wakers.get(name) ?? []) wake();
  }
}

// Next loads modules more than once in one process; one connection is enough for all.
const holder = globalThis as typeof globalThis & { concordListener?: Listener };

/** Calls `wake` when a node says something on a channel with this payload, until the answer is called. */
export function onNotice(channel: Channel, key: string, wake: () => void): () => void {
  holder.concordListener ??= new Listener();
  return holder.concordListener.subscribe(channel, key, wake);
}

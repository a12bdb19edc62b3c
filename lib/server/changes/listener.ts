import "server-only";
import type pg from "pg";
import { connect } from "../database";
import { log } from "../log";
import { CHANGES_CHANNEL } from "./write";

const RECONNECT_MS_MAX = 10_000;

/**
 * One LISTEN connection for the whole process; feeds of a project subscribe here. A notification only says
 * "look again", so one that is missed while reconnecting costs nothing: everybody is woken afterwards.
 */
class Listener {
  readonly #wakers = new Map<string, Set<() => void>>();
  #client: pg.Client | null = null;
  #isStarting = false;

  subscribe(projectId: string, wake: () => void): () => void {
    const wakers = this.#wakers.get(projectId) ?? new Set();
    this.#wakers.set(projectId, wakers.add(wake));
    if (!this.#client && !this.#isStarting) void this.#start(250);
    return () => {
      wakers.delete(wake);
      if (wakers.size === 0 && this.#wakers.get(projectId) === wakers) this.#wakers.delete(projectId);
    };
  }

  async #start(delayMs: number): Promise<void> {
    this.#isStarting = true;
    try {
      const client = await connect("direct");
      client.on("notification", ({ payload }) => this.#wake(payload?.split(" ")[0] ?? ""));
      client.on("end", () => this.#lost());
      await client.query(`LISTEN ${CHANGES_CHANNEL}`);
      this.#client = client;
      this.#isStarting = false;
      for (const projectId of this.#wakers.keys()) this.#wake(projectId);
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

  #wake(projectId: string): void {
    for (const wake of this.#wakers.get(projectId) ?? []) wake();
  }
}

// Next loads modules more than once in one process; one connection is enough for all.
const holder = globalThis as typeof globalThis & { concordListener?: Listener };

export function onChange(projectId: string, wake: () => void): () => void {
  holder.concordListener ??= new Listener();
  return holder.concordListener.subscribe(projectId, wake);
}

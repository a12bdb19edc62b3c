import "server-only";
import type { AsyncLocalStorage } from "node:async_hooks";

const holder = globalThis as typeof globalThis & { concordPeers?: AsyncLocalStorage<string> };

/** Who is at the other end of the connection: a person, or the nearest proxy. Empty where nobody noted it. */
export const peerAddress = (): string =>
  // A server that listens on both kinds of addresses sees the older kind wrapped into the newer one.
  (holder.concordPeers?.getStore() ?? "").replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, "");

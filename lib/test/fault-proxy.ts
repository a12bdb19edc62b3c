import { once } from "node:events";
import net from "node:net";

export type FaultProxy = {
  /** The database's address by way of the proxy. */
  readonly url: string;
  /** How often a line was cut before the database could hear COMMIT, and before its answer was heard. */
  readonly cuts: { before: number; after: number };
  /** The share of commits that meet each fault. */
  readonly rates: { before: number; after: number };
  close(): Promise<void>;
};

/** A way to a Postgres on which lines break at the worst moments: just before a commit, and just after it. */
export async function openFaultProxy(database: string, random: () => number): Promise<FaultProxy> {
  const target = new URL(database);
  const cuts = { before: 0, after: 0 };
  const rates = { before: 0, after: 0 };
  const lines = new Set<net.Socket>();
  const server = net.createServer((near) => {
    const far = net.connect(Number(target.port), target.hostname);
    let isDoomed = false;
    const cut = () => {
      near.resetAndDestroy();
      far.destroy();
    };
    for (const line of [near, far]) {
      lines.add(line);
      line.on("error", cut);
      line.on("close", () => {
        lines.delete(line);
        cut();
      });
    }
    near.on("data", (chunk) => {
      if (chunk.includes("COMMIT")) {
        const roll = random();
        if (roll < rates.before) {
          cuts.before++;
          return cut();
        }
        isDoomed = roll < rates.before + rates.after;
      }
      far.write(chunk);
    });
    far.on("data", (chunk) => {
      if (isDoomed && chunk.includes("COMMIT")) {
        cuts.after++;
        return cut();
      }
      near.write(chunk);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(database);
  // A server that listens on a port has an address of this shape.
  url.port = String((server.address() as net.AddressInfo).port);
  url.hostname = "127.0.0.1";
  return {
    url: url.href,
    cuts,
    rates,
    async close() {
      for (const line of lines) line.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

import http from "node:http";
import type { AddressInfo } from "node:net";
import "@/lib/cli/peer-address.mjs";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { adoptSettings } from "./env";
import { addressOf } from "./principal";

let server: http.Server;
let port: number;

beforeAll(async () => {
  server = http.createServer(async (request, response) => {
    // What a route does before it asks: read the body, in as many steps as it comes.
    for await (const _ of request);
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
    response.end(addressOf(headers));
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  // Listening on a port, so this is no pipe's name.
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  vi.unstubAllEnvs();
  adoptSettings({});
  server.close();
});

let agent: http.Agent;
beforeEach(() => {
  agent = new http.Agent({ keepAlive: true });
  return () => agent.destroy();
});

/** Asks the server who it thinks we are, from one of this machine's own addresses. */
function ask(headers: Readonly<Record<string, string>> = {}, localAddress = "127.0.0.1"): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { port, host: "127.0.0.1", localAddress, agent, method: "POST", headers };
    const request = http.request(options, (response) => {
      let answer = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        answer += part;
      });
      response.on("end", () => resolve(answer));
    });
    request.on("error", reject).end("x".repeat(200_000));
  });
}

function trust(proxies: number): void {
  vi.stubEnv("TRUST_PROXY", String(proxies));
  adoptSettings({});
}

const lies = {
  "x-forwarded-for": "198.51.100.1",
  forwarded: "for=198.51.100.1",
  "x-real-ip": "198.51.100.1",
  "x-concord-peer": "198.51.100.1",
};

describe("the address of a caller", () => {
  it("is that of the connection, whatever the headers say, when no proxy is trusted", async () => {
    trust(0);
    expect(await ask()).toBe("127.0.0.1");
    expect(await ask(lies)).toBe("127.0.0.1");
  });

  it("belongs to each request when many are answered at once", async () => {
    trust(0);
    // Only Linux answers to all of 127.0.0.0/8 unasked.
    const own = process.platform === "linux" ? 5 : 1;
    const ours = Array.from({ length: 40 }, (_, n) => `127.0.0.${1 + (n % own)}`);
    expect(await Promise.all(ours.map((address) => ask(lies, address)))).toEqual(ours);
  });

  it("is what the last trusted proxy wrote, not what the caller put before it", async () => {
    trust(1);
    expect(await ask({ "x-forwarded-for": "198.51.100.1, 203.0.113.9" })).toBe("203.0.113.9");
    trust(2);
    expect(await ask({ "x-forwarded-for": "198.51.100.1, 203.0.113.9, 10.0.0.1" })).toBe("203.0.113.9");
  });

  it("is that of the connection when fewer proxies spoke than are trusted", async () => {
    trust(2);
    expect(await ask({ "x-forwarded-for": "198.51.100.1" })).toBe("127.0.0.1");
    expect(await ask({})).toBe("127.0.0.1");
  });
});

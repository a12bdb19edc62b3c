import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Operation } from "@/lib/contracts/operation";
import { type OperationName, operations } from "@/lib/contracts/registry";
import { examples } from "@/lib/test/api-examples";
import { byKey, bySession, call, ORIGIN, requestFor, rowCounts, send } from "@/lib/test/call-api";
import type { Example } from "@/lib/test/example-setting";
import { openInstallation } from "@/lib/test/open-installation";
import { openTeam, type Team } from "@/lib/test/open-team";
import { db } from "../database";
import { adoptSettings } from "../env";
import { ensureJobSchema } from "../jobs/run-jobs";

const operationOf = (name: OperationName): Operation => operations[name];
const writes = (Object.keys(operations) as OperationName[]).filter(
  (name) => operationOf(name).method !== "GET",
);

let close: () => Promise<void>;
let team: Team;
let cookie: string;

beforeAll(async () => {
  ({ close } = await openInstallation());
  await ensureJobSchema();
  team = await openTeam({ blind: false });
  cookie = (await bySession(team.owner)).cookie ?? "";
});
afterAll(() => close());
// All of it is one person's doing, faster than anybody types.
beforeEach(async () => {
  await db().rateLimit.deleteMany();
});
afterEach(() => {
  vi.stubEnv("APP_URL", undefined);
  adoptSettings({});
});

/** What a browser tells of a request that another page made it send. */
const foreign: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "no origin at all": {},
  "an origin that is hidden": { origin: "null" },
  "another site": { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
  "another site, of an old browser": { origin: "https://evil.example" },
  "a hidden origin that calls itself ours": { origin: "null", "sec-fetch-site": "same-origin" },
  "the same host on another port": { origin: "http://localhost:3001" },
  "the same host on another port, as browsers say": {
    origin: "http://localhost:3001",
    "sec-fetch-site": "same-site",
  },
  "a subdomain": { origin: "http://sub.localhost:3000", "sec-fetch-site": "same-site" },
  "a name that begins with ours": { origin: "http://localhost:3000.evil.example" },
  "an address typed in": { "sec-fetch-site": "none" },
  "a form": { ...ours(), "content-type": "application/x-www-form-urlencoded" },
  "a form with files": { ...ours(), "content-type": "multipart/form-data; boundary=x" },
  "plain text": { ...ours(), "content-type": "text/plain" },
};

function ours(): Readonly<Record<string, string>> {
  return { origin: ORIGIN, "sec-fetch-site": "same-origin" };
}

describe.each(writes)("%s by cookie", (name) => {
  // As nothing is written, one request that would succeed serves for all.
  let example: Example;
  let before: Awaited<ReturnType<typeof rowCounts>>;
  beforeAll(async () => {
    example = await examples[name]({ team, who: team.owner, isCoder: true });
    before = await rowCounts();
  });
  afterAll(() => example.after?.());

  it.each(Object.keys(foreign))("is refused from %s, and nothing is written", async (from) => {
    const { after: _, ...input } = example;
    const response = await call(name, { ...input, headers: { cookie, ...foreign[from] } });
    expect(await response.json()).toMatchObject({ status: 403, code: "cross_site" });
    expect(await rowCounts()).toEqual(before);
  });
});

describe("a write by cookie from our own page", () => {
  const body = { name: "Quay" };

  it("is taken from a browser that says only where it came from", async () => {
    const headers = { cookie, origin: ORIGIN };
    expect((await call("createProject", { body, headers })).status).toBe(201);
  });

  it("is taken behind a proxy by the address people use, whatever host it passes on", async () => {
    vi.stubEnv("APP_URL", "https://concord.herald.example");
    adoptSettings({});
    const renamed = cookie.replace("concord.session", "__Host-concord.session");
    const proxied = { cookie: renamed, host: "10.0.0.7:3000", "sec-fetch-site": "same-origin" };
    const from = (origin: string) => call("createProject", { body, headers: { ...proxied, origin } });
    expect((await from("https://concord.herald.example")).status).toBe(201);
    expect((await from("http://10.0.0.7:3000")).status).toBe(403);
    expect((await from("http://concord.herald.example")).status).toBe(403);
  });
});

describe("a write by key", () => {
  it("needs no origin: no browser sends a key by itself", async () => {
    const headers = await byKey(team.owner);
    expect((await call("createProject", { body: { name: "Quay" }, headers })).status).toBe(201);
  });

  it("with a wrong key never falls back to the cookie beside it", async () => {
    const headers = { ...ours(), cookie, authorization: `Bearer cck_${"x".repeat(43)}` };
    const response = await call("createProject", { body: { name: "Quay" }, headers });
    expect(await response.json()).toMatchObject({ status: 401, code: "unauthenticated" });
  });
});

describe("other origins", () => {
  it("are never invited: no answer carries Access-Control headers, to a preflight neither", async () => {
    const headers = { cookie, origin: "https://evil.example", "access-control-request-method": "POST" };
    const { url } = requestFor("createProject", {});
    const preflight = await send(new Request(url, { method: "OPTIONS", headers }));
    const read = await call("readAccount", { headers });
    expect(preflight.status).toBe(405);
    expect(preflight.headers.get("allow")).toBe("POST, GET");
    for (const response of [preflight, read])
      expect([...response.headers.keys()].filter((key) => key.startsWith("access-control"))).toEqual([]);
  });
});

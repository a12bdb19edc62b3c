import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openInstallation, PASSWORD, signedInPerson } from "@/lib/test/open-installation";
import { answerAuth } from "./answer-auth";
import { cookiesIn, sessionPrincipal } from "./auth";
import { db } from "./database";
import { cookieSecret } from "./installation/read";

let close: () => Promise<void>;
let email: string;

beforeAll(async () => {
  ({ close } = await openInstallation());
  ({ email } = await signedInPerson("Ines"));
});
afterAll(() => close());
beforeEach(async () => {
  await db().rateLimit.deleteMany();
});

const ORIGIN = "http://localhost:3000";
const jarOf = (response: Response, jar: Record<string, string> = {}): Record<string, string> => ({
  ...jar,
  ...Object.fromEntries(
    response.headers
      .getSetCookie()
      .map((line) => Object.entries(cookiesIn(line.split(";")[0] ?? ""))[0] ?? ["", ""]),
  ),
});
const headerOf = (jar: Record<string, string>): string =>
  Object.entries(jar)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("; ");

const get = (path: string, jar = {}) =>
  answerAuth(
    new Request(`${ORIGIN}/api/auth/${path}`, { headers: { cookie: headerOf(jar) } }),
    path.split("/"),
  );

async function post(
  path: string,
  fields: Record<string, string>,
  jar: Record<string, string> = {},
  headers: Record<string, string> = {},
) {
  const asked = await get("csrf", jar);
  const { csrfToken } = await asked.json();
  const all = jarOf(asked, jar);
  const request = new Request(`${ORIGIN}/api/auth/${path}`, {
    method: "POST",
    headers: {
      cookie: headerOf(all),
      "content-type": "application/x-www-form-urlencoded",
      "x-forwarded-for": "203.0.113.9",
      ...headers,
    },
    body: new URLSearchParams({ csrfToken, json: "true", ...fields }),
  });
  const response = await answerAuth(request, path.split("/"));
  return { response, jar: jarOf(response, all) };
}

const signIn = (password = PASSWORD, more = {}, jar = {}, headers = {}) =>
  post("callback/credentials", { email, password, ...more }, jar, headers);
const cookieOf = (jar: Record<string, string>) =>
  headerOf({ "concord.session": jar["concord.session"] ?? "" });

describe("signing in", () => {
  it("opens a session that says who somebody is", async () => {
    const { response, jar } = await signIn();
    expect(response.status).toBe(200);
    expect(await sessionPrincipal(cookieOf(jar))).toMatchObject({ name: "Ines", via: { kind: "session" } });
    const session = await (await get("session", jar)).json();
    expect(session.user).toEqual({ name: "Ines", email });
  });

  it("takes the address in any spelling, and the cookie tells nothing", async () => {
    const { response, jar } = await signIn(PASSWORD, { email: "  INES＠herald.example" });
    expect(response.status).toBe(200);
    expect(jar["concord.session"]).not.toContain("ines");
    expect(jar["concord.session"]?.split(".")).toHaveLength(5);
  });

  it("sets cookies that scripts can't read and other sites don't send", async () => {
    const { response } = await signIn();
    const cookies = response.headers.getSetCookie();
    expect(cookies.some((line) => line.startsWith("concord.session="))).toBe(true);
    for (const line of cookies) {
      expect(line).toContain("HttpOnly");
      expect(line).toContain("SameSite=Lax");
      expect(line).toContain("Path=/");
      expect(line).not.toContain("Domain");
    }
  });

  it("answers a wrong password and an unknown person alike", async () => {
    const wrong = await signIn("not the password at all");
    const unknown = await signIn(PASSWORD, { email: "nobody@herald.example" });
    for (const { response, jar } of [wrong, unknown]) {
      expect(response.status).toBe(401);
      expect(jar["concord.session"]).toBeUndefined();
    }
    const [one, other] = await Promise.all([wrong.response.json(), unknown.response.json()]);
    expect(one.detail).toBe(other.detail);
  });

  it("ends the session that the browser had, under a new id", async () => {
    const first = await signIn();
    const second = await signIn(PASSWORD, {}, first.jar);
    expect(await sessionPrincipal(cookieOf(first.jar))).toBeNull();
    expect(await sessionPrincipal(cookieOf(second.jar))).not.toBeNull();
  });

  it("follows no address of another site", async () => {
    for (const callbackUrl of [
      "//evil.example",
      "/\\evil.example",
      "https:evil.example",
      "https://evil.example",
    ]) {
      const { response } = await signIn(PASSWORD, { callbackUrl });
      expect(await response.json()).toEqual({ url: "/" });
    }
    const { response } = await signIn(PASSWORD, { callbackUrl: "/projects?x=1" });
    expect(await response.json()).toEqual({ url: "/projects?x=1" });
  });

  it("refuses a form of another site, and one without the proof of ours", async () => {
    const foreign = await signIn(PASSWORD, {}, {}, { "sec-fetch-site": "cross-site" });
    expect(foreign.response.status).toBe(403);
    const forged = await signIn(PASSWORD, { csrfToken: "f".repeat(64) });
    expect(forged.jar["concord.session"]).toBeUndefined();
  });

  it("offers nothing else of next-auth, and takes no large body", async () => {
    expect((await get("verify-request")).status).toBe(404);
    expect((await post("_log", { code: "x", level: "error" })).response.status).toBe(404);
    expect((await post("session", {})).response.status).toBe(404);
    expect((await signIn("x".repeat(20_000))).response.status).toBe(413);
  });

  it("refuses a disabled account only to whoever knows its password", async () => {
    const { email: marek, userId } = await signedInPerson("Marek");
    await db().user.update({ where: { id: userId }, data: { disabledAt: new Date() } });
    const right = await (await signIn(PASSWORD, { email: marek })).response.json();
    const wrong = await (await signIn("not the password at all", { email: marek })).response.json();
    expect(right.detail).toContain("disabled");
    expect(wrong.detail).not.toContain("disabled");
  });

  it("notes who came and who was refused, but not what was typed", async () => {
    const since = {
      id: { notIn: (await db().auditEntry.findMany({ select: { id: true } })).map(({ id }) => id) },
    };
    await signIn("hunter2 typed by mistake", { email: "my secret password" });
    await signIn();
    const entries = await db().auditEntry.findMany({ where: since, orderBy: { id: "asc" } });
    expect(entries.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ["session.started", "refused"],
      ["session.started", "ok"],
    ]);
    expect(entries[0]?.address).toBe("203.0.113.9");
    expect(JSON.stringify(entries)).not.toMatch(/secret|hunter2/);
  });
});

describe("guessing passwords", () => {
  it("stops after five tries a minute, for the right password too, and says how long", async () => {
    const tries = await Promise.all(Array.from({ length: 12 }, () => signIn("not the password at all")));
    const statuses = tries.map(({ response }) => response.status).sort();
    expect(statuses).toEqual([...Array(5).fill(401), ...Array(7).fill(429)]);
    const { response } = await signIn();
    expect(response.status).toBe(429);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(30);
  });

  it("waits longer each time, and never longer than a quarter of an hour", async () => {
    const waits: number[] = [];
    for (let round = 0; round < 7; round++) {
      await db().rateLimit.deleteMany({ where: { key: { startsWith: "sign-in-account:" } } });
      await db().rateLimit.deleteMany({ where: { key: { startsWith: "sign-in-address:" } } });
      for (let guess = 0; guess < 5; guess++) await signIn("not the password at all");
      waits.push(Number((await signIn("not the password at all")).response.headers.get("retry-after")));
    }
    expect(waits).toEqual([60, 120, 240, 480, 900, 900, 900]);
  });

  it("lets twenty a minute go wrong from one address, whoever they claim to be", async () => {
    const tries = await Promise.all(
      Array.from({ length: 24 }, (_, at) => signIn(PASSWORD, { email: `person${at}@herald.example` })),
    );
    expect(tries.filter(({ response }) => response.status === 401)).toHaveLength(20);
    const elsewhere = await signIn(PASSWORD, {}, {}, { "x-forwarded-for": "198.51.100.1" });
    expect(elsewhere.response.status).toBe(200);
  });

  it("believes only the address that the last proxy wrote", async () => {
    for (let at = 0; at < 20; at++)
      await signIn(
        PASSWORD,
        { email: `p${at}@x.example` },
        {},
        { "x-forwarded-for": `10.0.0.${at}, 203.0.113.9` },
      );
    const spoofed = await signIn(PASSWORD, {}, {}, { "x-forwarded-for": "10.9.9.9, 203.0.113.9" });
    expect(spoofed.response.status).toBe(429);
  });

  it("counts only what goes wrong, and forgets an account's tries with the right password", async () => {
    for (let round = 0; round < 7; round++) {
      for (let guess = 0; guess < 2; guess++)
        expect((await signIn("not the password at all")).response.status).toBe(401);
      expect((await signIn()).response.status).toBe(200);
    }
    const [address] = await db().rateLimit.findMany({ where: { key: { startsWith: "sign-in-address:" } } });
    expect(address?.points).toBe(14);
  });
});

describe("a session's cookie", () => {
  it("is worth nothing after signing out, also a copy of it", async () => {
    const { jar } = await signIn();
    const copy = cookieOf(jar);
    expect(await sessionPrincipal(copy)).not.toBeNull();
    expect((await get("session", jar)).headers.has("clear-site-data")).toBe(false);
    const { response } = await post("signout", {}, jar);
    expect(response.status).toBe(200);
    // Nothing more: storage holds the work that waits to be sent.
    expect(response.headers.get("clear-site-data")).toBe('"cache"');
    expect(await sessionPrincipal(copy)).toBeNull();
    expect(await (await get("session", jar)).json()).toEqual({});
  });

  it("is worth nothing once the session is ended, too old, unused for too long, or its person disabled", async () => {
    const changes = [
      { endedAt: new Date() },
      { expiresAt: new Date(Date.now() - 1) },
      { lastSeenAt: new Date(Date.now() - 12 * 3_600_000 - 1) },
      { user: { update: { disabledAt: new Date() } } },
    ];
    for (const data of changes) {
      const { jar } = await signIn();
      const principal = await sessionPrincipal(cookieOf(jar));
      if (principal?.via.kind !== "session") throw new Error("not signed in");
      await db().session.update({ where: { id: principal.via.sessionId }, data });
      expect(await sessionPrincipal(cookieOf(jar))).toBeNull();
    }
    await db().user.updateMany({ where: { email }, data: { disabledAt: null } });
  });

  it("is not believed when anybody else made it", async () => {
    const { jar } = await signIn();
    const principal = await sessionPrincipal(cookieOf(jar));
    if (principal?.via.kind !== "session") throw new Error("not signed in");
    const token = { sid: principal.via.sessionId };
    const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const sealed = jar["concord.session"] ?? "";
    const forgeries = [
      await encode({ token, secret: "another secret of thirty-two signs" }),
      await encode({ token, secret: await cookieSecret(), maxAge: -60 }),
      await encode({ token, secret: await cookieSecret(), salt: "other purpose" }),
      await encode({ token: { sub: principal.userId }, secret: await cookieSecret() }),
      await encode({ token: { sid: "' OR 1=1 --" }, secret: await cookieSecret() }),
      `${base64({ alg: "none" })}.${base64(token)}.`,
      `${base64({ alg: "HS256" })}.${base64(token)}.${base64("x")}`,
      `${base64({ alg: "none", enc: "A256GCM" })}.${sealed.split(".").slice(1).join(".")}`,
      principal.via.sessionId,
      sealed.slice(0, -2),
      `cck_${"a".repeat(43)}`,
      "",
    ];
    for (const forged of forgeries)
      expect(await sessionPrincipal(headerOf({ "concord.session": forged }))).toBeNull();
    expect(await sessionPrincipal(cookieOf({ "concord.session": sealed }))).not.toBeNull();
    expect(await sessionPrincipal(headerOf({ "__Host-concord.session": sealed }))).toBeNull();
  });

  it("notes at most once a minute that it is in use", async () => {
    const { jar } = await signIn();
    const principal = await sessionPrincipal(cookieOf(jar));
    if (principal?.via.kind !== "session") throw new Error("not signed in");
    const where = { id: principal.via.sessionId };
    const seen = async () => (await db().session.findUniqueOrThrow({ where })).lastSeenAt.getTime();
    const before = await seen();
    await sessionPrincipal(cookieOf(jar));
    expect(await seen()).toBe(before);
    await db().session.update({ where, data: { lastSeenAt: new Date(before - 61_000) } });
    await sessionPrincipal(cookieOf(jar));
    expect(await seen()).toBeGreaterThanOrEqual(before);
  });
});

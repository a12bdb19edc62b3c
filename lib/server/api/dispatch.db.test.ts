import { uuidv7 } from "uuidv7";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { ON_BEHALF_OF, type Operation } from "@/lib/contracts/operation";
import { problems } from "@/lib/contracts/problem";
import { type OperationName, operations } from "@/lib/contracts/registry";
import { examples } from "@/lib/test/api-examples";
import { byKey, bySession, call, requestFor, send } from "@/lib/test/call-api";
import { openInstallation } from "@/lib/test/open-installation";
import { addDocument, openTeam, type Team } from "@/lib/test/open-team";
import { db, disconnect } from "../database";
import { adoptSettings, env } from "../env";
import { ensureJobSchema } from "../jobs/run-jobs";
import { handlers } from "./registry";

const operationOf = (name: OperationName): Operation => operations[name];
const names = Object.keys(operations) as OperationName[];

let close: () => Promise<void>;
let team: Team;
let headers: Readonly<Record<string, string>>;
let documentParams: { project: string; document: string };

beforeAll(async () => {
  ({ close } = await openInstallation());
  await ensureJobSchema();
  team = await openTeam({ blind: false });
  headers = await byKey(team.owner);
  const document = await addDocument(team, "Summit", "Minister Oran met the envoy.");
  documentParams = { project: team.projectId, document };
});
afterAll(() => close());
afterEach(() => vi.restoreAllMocks());

/** A body that never ends by itself; tells how much of it was taken. */
function endless(first: Uint8Array) {
  const taken = { bytes: 0 };
  const chunk = new Uint8Array(256 * 1024).fill(0x20);
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = taken.bytes === 0 ? first : chunk;
      taken.bytes += next.length;
      controller.enqueue(next);
    },
  });
  return { stream, taken };
}

describe("a body", () => {
  const mark = { kind: "span", tag: "ACTOR", spans: [{ start: 0, end: 8 }] };
  const post = (body: BodyInit | null, type: string | null) => {
    const { url } = requestFor("createAnnotation", { params: documentParams });
    const request = new Request(url, { method: "POST", headers, body, duplex: "half" } as RequestInit);
    if (type === null) request.headers.delete("content-type");
    else request.headers.set("content-type", type);
    return send(request);
  };

  it.each([
    ["createAnnotation", 1],
    ["batchAnnotations", 8],
    ["createDocument", 20],
    ["uploadImportFile", 50],
  ] as const)(
    "of %s is cut off at %i MB while it streams, whatever length it announced",
    async (name, max) => {
      const { after, ...input } = await examples[name]({ team, who: team.owner, isCoder: true });
      const { stream, taken } = endless(new TextEncoder().encode("{"));
      const announced = { ...headers, "content-length": "10" };
      const response = await call(name, { ...input, body: stream, headers: announced });
      expect(await response.json()).toMatchObject({ status: 413, code: "too_large" });
      expect(taken.bytes).toBeGreaterThan(max * 1_000_000);
      expect(taken.bytes).toBeLessThan((max + 1.5) * 1_000_000);
      await after?.();
    },
  );

  it("is JSON and says so", async () => {
    const text = JSON.stringify(mark);
    expect((await post(text, "application/json")).status).toBe(201);
    expect((await post(text, "Application/JSON; charset=utf-8")).status).toBe(201);
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "application/jsonx",
      "text/json",
      null,
    ])
      expect(`${type} ${(await post(text, type)).status}`).toBe(`${type} 415`);
  });

  it("that isn't JSON in UTF-8 is refused with a reason", async () => {
    const broken = ["{", "[1,]", "{'kind':'span'}", "\ufeff{}x", "NaN", '{"a":1}{"b":2}'];
    const bytes = [Uint8Array.of(0xff, 0xfe), Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22)];
    for (const body of [...broken, ...bytes]) {
      const response = await post(body, "application/json");
      expect(await response.json()).toMatchObject({ status: 400, code: "invalid_input" });
    }
  });

  it("that is missing where one is needed is refused", async () => {
    for (const body of [null, "", "null", "[]", '"span"', "7"])
      expect((await post(body, "application/json")).status).toBe(400);
  });

  it("names no field of the language's own objects", async () => {
    const attributes = (text: string) => JSON.stringify(mark).replace("}]}", `}],"attributes":${text}}`);
    const bodies = [
      `{"__proto__":{"kind":"document","tag":"ACTOR"}}`,
      JSON.stringify(mark).replace("{", '{"__proto__":{"isAdmin":true},'),
      JSON.stringify(mark).replace("{", '{"constructor":{"prototype":{"isAdmin":true}},'),
      attributes('{"constructor":"x"}'),
      attributes('{"toString":"x"}'),
      attributes('{"hasOwnProperty":"x"}'),
    ];
    for (const body of bodies)
      expect(`${body} ${(await post(body, "application/json")).status}`).toBe(`${body} 400`);
    const nothing = await post(attributes('{"__proto__":{"isAdmin":true}}'), "application/json");
    expect(await nothing.json()).toMatchObject({ attributes: {} });
    for (const tag of ["__proto__", "constructor", "toString", "valueOf"])
      expect((await post(JSON.stringify({ ...mark, tag }), "application/json")).status).toBe(400);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect("isAdmin" in {}).toBe(false);
  });

  it("with ten thousand levels is refused, not fallen over", async () => {
    const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
    expect((await post(deep, "application/json")).status).toBe(400);
    expect((await post(`{"kind":"span","spans":${deep}}`, "application/json")).status).toBe(400);
  });
});

describe("a query", () => {
  it("names nothing twice", async () => {
    const { url } = requestFor("listDocuments", { params: documentParams });
    for (const search of ["limit=1&limit=2", "outlet=a&outlet=b", "x=1&x=1"]) {
      const response = await send(new Request(`${url}?${search}`, { headers }));
      expect(await response.json()).toMatchObject({
        code: "invalid_input",
        issues: [{ message: "Given twice" }],
      });
    }
  });

  it.each(names.filter((name) => operationOf(name).method === "GET"))(
    "of %s holds only what is declared",
    async (name) => {
      const { after, ...input } = await examples[name]({ team, who: team.owner, isCoder: true });
      for (const extra of [
        { where: "x" },
        { projectId: team.projectId },
        { __proto__x: "1" },
        { role: "owner" },
      ]) {
        const query = { ...input.query, ...extra };
        const { status } = await call(name, { ...input, query, headers });
        // What only a person in a session may do is refused to a key before anything is read.
        expect([400, 403]).toContain(status);
      }
      await after?.();
    },
  );
});

describe("an address", () => {
  it.each(names)("of %s that doesn't take a method says which it takes", async (name) => {
    const { url } = requestFor(name, { params: {} });
    const path = operationOf(name).path.replace(/\{\w+\}/g, team.projectId);
    const taken = names
      .filter(
        (other) =>
          operationOf(other).path.replace(/\{\w+\}/g, "") === operationOf(name).path.replace(/\{\w+\}/g, ""),
      )
      .map((other) => operationOf(other).method as string);
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].filter(
      (m) => !taken.includes(m),
    )) {
      const response = await send(new Request(new URL(`/api/v1${path}`, url), { method, headers }));
      expect(response.status).toBe(405);
      expect(response.headers.get("allow")?.split(", ").toSorted()).toEqual(taken.toSorted());
    }
  });

  it("answers HEAD as it would GET", async () => {
    const { url } = requestFor("readDocument", { params: documentParams });
    expect((await send(new Request(url, { method: "HEAD", headers }))).status).toBe(200);
  });

  it("that is none is not found, to anybody", async () => {
    const unknown = [
      "",
      "nothing",
      "projects/",
      `projects/${team.projectId}/`,
      "projects/a/b/c/d/e/f",
      "__proto__",
    ];
    for (const path of [...unknown, "account/", "../account", "account/..", "ACCOUNT"]) {
      const request = new Request(requestFor("readAccount", {}).url, { headers });
      const { dispatch } = await import("./dispatch");
      expect(`${path} ${(await dispatch(request, path.split("/"))).status}`).toBe(`${path} 404`);
    }
  });

  it("with something else than an id in it is not found", async () => {
    for (const document of ["1", "x", "../..", "%00", "__proto__", `${documentParams.document}x`, "null"]) {
      const params = { ...documentParams, document: encodeURIComponent(document) };
      expect((await call("readDocument", { params, headers })).status).toBe(404);
    }
  });
});

describe("an id in capitals", () => {
  const upper = (params: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(params).map(([key, value]) => [key, value.toUpperCase()]));

  it("is the same id: a path with it finds the same, and nothing is made twice", async () => {
    const spans = [{ start: 9, end: 13 }];
    const mark = { kind: "span", tag: "ACTOR", spans, id: uuidv7() };
    const made = await call("createAnnotation", { params: upper(documentParams), body: mark, headers });
    expect(made.status).toBe(201);
    const shouted = { ...mark, id: mark.id.toUpperCase() };
    const answer = await made.json();
    for (const params of [documentParams, upper(documentParams)]) {
      const again = await call("createAnnotation", { params, body: shouted, headers });
      expect([again.status, await again.json()]).toEqual([200, answer]);
    }
    const annotation = { ...documentParams, annotation: mark.id };
    const read = await call("readAnnotation", { params: upper(annotation), headers });
    expect(await read.json()).toMatchObject({ id: mark.id });

    const opId = uuidv7();
    const step = { op: "update", id: mark.id, revision: 1, set: { note: "once" } };
    const batch = (body: object) => call("batchAnnotations", { params: documentParams, body, headers });
    expect((await batch({ opId: opId.toUpperCase(), annotations: [step] })).status).toBe(200);
    const repeated = await batch({ opId, annotations: [{ ...step, id: mark.id.toUpperCase() }] });
    expect(await repeated.json()).toMatchObject({ items: [{ note: "once", revision: 2 }] });
    const log = await db().change.findMany({ where: { projectId: team.projectId, subjectId: mark.id } });
    expect(log.map(({ kind }) => kind)).toEqual(["annotation.created", "annotation.updated"]);
  });

  it("names the same person and the same set in a selection, and what is no id names nothing", async () => {
    const exported = (set: string) =>
      call("exportCorpus", { params: documentParams, query: { format: "csv", set }, headers });
    const [small, large] = [
      await exported(`user:${team.owner.userId}`),
      await exported(`user:${team.owner.userId.toUpperCase()}`),
    ];
    expect([small.status, large.status]).toEqual([200, 200]);
    expect(await large.text()).toBe(await small.text());
    for (const set of ["user:", `set:${"-".repeat(36)}`, `user:${team.owner.userId}0`])
      expect((await exported(set)).status).toBe(400);
  });
});

describe("work of a page that was left open", () => {
  const spans = [{ start: 0, end: 8 }];
  const send = async (who: Team["ana"], meant: string | null) => {
    const id = uuidv7();
    const named = meant === null ? {} : { [ON_BEHALF_OF]: meant };
    const response = await call("batchAnnotations", {
      params: documentParams,
      body: { opId: uuidv7(), annotations: [{ kind: "span", tag: "ACTOR", spans, id }] },
      headers: { ...(await bySession(who)), ...named },
    });
    const body = await response.json();
    return { status: response.status, body, row: await db().annotation.findFirst({ where: { id } }) };
  };

  it("is stored for the person whose work it is, and refused when somebody else has signed in since", async () => {
    const own = await send(team.ana, team.ana.userId);
    expect(own).toMatchObject({ status: 200, row: { createdBy: team.ana.userId } });
    const other = await send(team.ben, team.ana.userId);
    expect(other).toMatchObject({ status: 401, body: { code: "unauthenticated" }, row: null });
    expect(await send(team.ben, "somebody")).toMatchObject({ status: 401, row: null });
  });

  it("needs to name nobody: scripts send their own", async () => {
    expect(await send(team.ben, null)).toMatchObject({ status: 200, row: { createdBy: team.ben.userId } });
  });
});

/** What an answer may hold when something goes wrong: nothing of how it is made. */
const internals =
  /stack|prisma|select |insert |node_modules|\.ts\b|\.js\b|\bat \S+:\d+|postgres|secret detail|127\.0\.0\.1/i;

describe("a problem", () => {
  it("has one shape, says what it is, and can be found in the log by its id", async () => {
    const responses = [
      await call("readAccount", {}),
      await call("readProject", { params: { project: team.viewer.userId }, headers }),
      await call("createProject", { body: {}, headers }),
      await call("listSessions", { headers }),
      await send(new Request(requestFor("readAccount", {}).url, { method: "PUT", headers })),
    ];
    for (const response of responses) {
      const body = await response.json();
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      expect(response.headers.get("cache-control")).toBe("private, no-store");
      expect(body).toMatchObject({
        type: "about:blank",
        status: response.status,
        title: problems[body.code as keyof typeof problems].title,
        requestId: response.headers.get("x-request-id"),
      });
      expect(Object.keys(body).toSorted().join()).toMatch(
        /^code,detail,(issues,)?requestId,status,title,type$/,
      );
      expect(JSON.stringify(body)).not.toMatch(internals);
    }
  });

  it("of ours is told as ours, without a word of what broke", async () => {
    vi.spyOn(handlers, "readAccount").mockRejectedValue(
      new TypeError("secret detail: SELECT passwordHash at /srv/lib/server/database.ts:12"),
    );
    const response = await call("readAccount", { headers });
    expect(response.status).toBe(500);
    const body = await response.json();
    expect(body).toMatchObject({ code: "internal", status: 500 });
    expect(Object.keys(body)).not.toContain("issues");
    expect(JSON.stringify(body)).not.toMatch(internals);
  });

  it("of an answer that doesn't fit its declaration is ours too, and no row leaks", async () => {
    const row = { passwordHash: "secret detail" } as unknown as Awaited<
      ReturnType<typeof handlers.readAccount>
    >;
    vi.spyOn(handlers, "readAccount").mockResolvedValue(row);
    const response = await call("readAccount", { headers });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(internals);
  });

  it("of a database that is away says to try again", async () => {
    const { DATABASE_URL } = env();
    await disconnect();
    const url = new URL(DATABASE_URL ?? "");
    url.port = "1";
    adoptSettings({ DATABASE_URL: url.href });
    const response = await call("readAccount", { headers }).finally(async () => {
      await disconnect();
      adoptSettings({ DATABASE_URL: DATABASE_URL ?? "" });
    });
    expect(response.headers.get("retry-after")).toMatch(/^\d+$/);
    const body = await response.json();
    expect(body).toMatchObject({ status: 503, code: "unavailable" });
    expect(JSON.stringify(body)).not.toMatch(internals);
    expect((await call("readAccount", { headers })).status).toBe(200);
  });

  it("of a connection that the database cuts says to try again, and so does the next second", async () => {
    const cut = () => db().$queryRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`;
    const work = Array.from({ length: 20 }, () => call("listDocuments", { params: documentParams, headers }));
    await cut();
    for (const response of await Promise.all(work)) {
      expect([200, 503]).toContain(response.status);
      expect(await response.text()).not.toMatch(/terminat|administrator/i);
    }
    expect((await call("readAccount", { headers })).status).toBe(200);
  });
});

describe("an answer", () => {
  it.each(names)("of %s is kept by no cache and carries its request's id", async (name) => {
    const { after, ...input } = await examples[name]({ team, who: team.owner, isCoder: true });
    const response = await call(name, { ...input, headers });
    await response.text();
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get("cache-control")).toMatch(/^private/);
    await after?.();
  });
});

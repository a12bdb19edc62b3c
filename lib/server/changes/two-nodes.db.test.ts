import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OperationName, operations } from "@/lib/contracts/registry";
import { bySession } from "@/lib/test/call-api";
import { openInstallation } from "@/lib/test/open-installation";
import { addDocument, openTeam, type Team } from "@/lib/test/open-team";
import { type ApiNode, startApiNode } from "@/lib/test/start-api-node";

let close: () => Promise<void>;
let team: Team;
let document: string;
let nodes: readonly [ApiNode, ApiNode];
beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam({ blind: false });
  document = await addDocument(team, "Summit", "Minister Oran met the envoy.\nShe agreed.");
  nodes = await Promise.all([startApiNode(), startApiNode()]);
});
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.stop()));
  await close();
});

type Asked = { body?: unknown; params?: Record<string, string>; query?: Record<string, string> };

async function ask(node: ApiNode, name: OperationName, person: Team["ana"] | null, more: Asked = {}) {
  const operation = operations[name];
  const params = { project: team.projectId, document, ...more.params };
  const given: Readonly<Record<string, string>> = params;
  const address = operation.path.replace(/\{(\w+)\}/g, (_, key: string) => given[key] ?? "");
  const search = new URLSearchParams(more.query);
  return fetch(`${node.origin}/api/v1${address}?${search}`, {
    method: operation.method,
    headers: {
      ...(person ? await bySession(person) : {}),
      origin: node.origin,
      ...(more.body === undefined ? {} : { "content-type": "application/json" }),
      ...(name === "listChanges" ? { accept: "text/event-stream" } : {}),
      "x-forwarded-for": "203.0.113.99",
    },
    ...(more.body === undefined ? {} : { body: JSON.stringify(more.body) }),
  });
}

/** Somebody's open line on one node. */
async function openLine(node: ApiNode, person: Team["ana"]) {
  const response = await ask(node, "listChanges", person, { query: { document, since: "0" } });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    /** Reads on until these words have come; false when the line was closed before. */
    async hears(words: string): Promise<boolean> {
      while (!text.includes(words)) {
        const { value, done } = (await reader?.read()) ?? { done: true };
        if (done) return false;
        text += value;
      }
      return true;
    },
    close: () => reader?.cancel(),
  };
}

const SECOND_MS = 1_000;
const markBody = (id: string) => ({ id, kind: "span", tag: "ACTOR", spans: [{ start: 0, end: 8 }] });

describe("two processes on one database behave as one", () => {
  it("a change on one is heard on the other within a second", async () => {
    const line = await openLine(nodes[1], team.ben);
    // The line is open once it says something.
    expect((await ask(nodes[0], "createAnnotation", team.ana, { body: markBody(uuidv7()) })).status).toBe(
      201,
    );
    await line.hears("annotation.created");
    // The quickest of several: whatever else the machine does only makes one slower.
    const took: number[] = [];
    for (let n = 0; n < 5; n++) {
      const id = uuidv7();
      const began = performance.now();
      expect((await ask(nodes[0], "createAnnotation", team.ana, { body: markBody(id) })).status).toBe(201);
      expect(await line.hears(id)).toBe(true);
      took.push(performance.now() - began);
    }
    expect(Math.min(...took)).toBeLessThan(SECOND_MS);
    await line.close();
  });

  it("who comes on one is seen on the other, and so is a word to somebody's inbox", async () => {
    const line = await openLine(nodes[1], team.ben);
    await line.hears("inbox");
    await ask(nodes[0], "sendPresence", team.ana, { body: { id: uuidv7(), block: 1 } });
    expect(await line.hears(`"name":"${team.ana.name}","block":1`)).toBe(true);
    const comment = { text: "@Ben", mentions: [team.ben.userId] };
    expect((await ask(nodes[0], "createThread", team.ana, { body: { comment } })).status).toBe(201);
    expect(await line.hears('{"unread":1}')).toBe(true);
    await line.close();
  });

  it("a session that is ended on one is ended on the other, open lines too", async () => {
    const { sessionId } = team.viewer;
    const line = await openLine(nodes[1], team.viewer);
    await line.hears("retry");
    const ended = await ask(nodes[0], "endSession", team.viewer, { params: { session: sessionId } });
    expect(ended.status).toBe(200);
    expect((await ask(nodes[1], "readProject", team.viewer)).status).toBe(401);
    expect(await line.hears("never said")).toBe(false);
  });

  it("guesses are counted over both", async () => {
    const guess = (node: ApiNode) =>
      ask(node, "readLink", null, { body: { token: "x".repeat(40) } }).then(({ status }) => status);
    const statuses: number[] = [];
    for (let n = 0; n < 24; n++) statuses.push(await guess(nodes[n % 2 === 0 ? 0 : 1]));
    expect(statuses.filter((status) => status === 429)).toHaveLength(4);
    expect(statuses.slice(0, 20)).not.toContain(429);
  });
});

import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OperationName } from "@/lib/contracts/registry";
import type { ThreadResource } from "@/lib/contracts/threads";
import { bySession, call } from "@/lib/test/call-api";
import { openFeed } from "@/lib/test/open-feed";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";
import { newestSeq } from "../changes/read";
import { keepPace } from "../comments/write";
import { db } from "../database";

const TEXT = "Minister Oran 🕊️ met the envoy.";
const SECRET = "Ben took the envoy for an actor";
let close: () => Promise<void>;
let team: Team;
let document: string;
beforeAll(async () => {
  ({ close } = await openInstallation());
});
beforeEach(async () => {
  team = await openTeam();
  document = await addDocument(team, "Summit", TEXT);
});
afterAll(() => close());

type More = { body?: unknown; query?: Record<string, string>; params?: Record<string, string> };
async function ask(name: OperationName, person: Team["ana"], more: More = {}) {
  const params = { project: team.projectId, document, ...more.params };
  const response = await call(name, { ...more, params, headers: await bySession(person) });
  const text = await response.text();
  const retryAfter = response.headers.get("retry-after");
  return { status: response.status, text, json: JSON.parse(text), retryAfter };
}
async function begin(person: Team["ana"], about: Record<string, unknown> = {}, text = "Who is meant?") {
  const answer = await ask("createThread", person, { body: { ...about, comment: { text } } });
  expect(answer.status).toBe(201);
  // The declaration has been checked by the server.
  return answer.json as ThreadResource;
}
const reply = (person: Team["ana"], thread: string, text: string, more: Record<string, unknown> = {}) =>
  ask("createComment", person, { params: { thread }, body: { text, ...more } });
const read = (person: Team["ana"], thread: string) => ask("readThread", person, { params: { thread } });
const toldKinds = async (person: Team["ana"]) =>
  (
    await db().notification.findMany({
      where: { projectId: team.projectId, userId: person.userId },
      orderBy: { id: "asc" },
      select: { kind: true },
    })
  ).map(({ kind }) => kind);

describe("a conversation", () => {
  it("is about an annotation, a stretch of text with what it says there, or the whole document", async () => {
    const annotationId = await mark(team.projectId, team.ana, document);
    expect(await begin(team.ana, { annotationId })).toMatchObject({ annotationId, start: null, quote: "" });
    const span = { start: 9, end: 15 };
    expect(await begin(team.ana, { span })).toMatchObject({ ...span, quote: "Oran 🕊", annotationId: null });
    expect(await begin(team.ana)).toMatchObject({
      annotationId: null,
      start: null,
      quote: "",
      state: "open",
    });
    expect((await ask("listThreads", team.ana)).json.items).toHaveLength(3);
    const narrowed = await ask("listThreads", team.ana, { query: { annotation: annotationId } });
    expect(narrowed.json.items).toHaveLength(1);
  });

  it("takes sixty comments, edits and endings a minute from one person, and says how long to wait", async () => {
    const { id } = await begin(team.ana);
    const theirs = await begin(team.ben);
    const scope = await scopeOf("comment.write", team.ana, team.projectId);
    for (let said = 1; said < 59; said++) await keepPace(scope);
    const last = await reply(team.ana, id, "Again");
    expect(last.status).toBe(201);
    const params = { thread: id, comment: last.json.id };
    const more = await Promise.all([
      ask("createThread", team.ana, { body: { comment: { text: "And" } } }),
      reply(team.ana, theirs.id, "And"),
      ask("updateComment", team.ana, { params, body: { text: "And", revision: 1 } }),
      ask("resolveThread", team.ana, { params, body: { revision: 1 } }),
    ]);
    for (const { json, retryAfter } of more) {
      expect(json).toMatchObject({ status: 429, code: "rate_limited" });
      expect(json.detail).toMatch(/^Too many comments at once\. Try again in \d+ seconds\.$/);
      expect(Number(retryAfter)).toBeGreaterThan(0);
    }
    expect((await reply(team.owner, id, "I can still speak")).status).toBe(201);
    expect((await read(team.ana, id)).json.comments).toHaveLength(3);
  });

  it.each([
    ["a quote that the text doesn't say there", { span: { start: 0, end: 8, quote: "Ministry" } }, 400],
    ["a stretch past the end of the text", { span: { start: 0, end: 99 } }, 400],
    ["an annotation that is not there", { annotationId: uuidv7() }, 404],
    ["a set that is not there", { setId: uuidv7() }, 404],
    ["an annotation and a stretch at once", { annotationId: uuidv7(), span: { start: 0, end: 1 } }, 400],
  ])("is refused about %s, and nothing is written", async (_, about, status) => {
    const answer = await ask("createThread", team.ana, { body: { ...about, comment: { text: "Hm" } } });
    expect(answer.status).toBe(status);
    expect(await db().thread.count({ where: { projectId: team.projectId } })).toBe(0);
  });

  it.each(["", "  \n ", "a\u0000b", "x".repeat(10_001)])(
    "takes no comment that says nothing or too much",
    async (text) => {
      expect((await ask("createThread", team.ana, { body: { comment: { text } } })).status).toBe(400);
    },
  );

  it("is begun and answered once, however often that is sent", async () => {
    const body = { id: uuidv7(), comment: { id: uuidv7(), text: "Who?" } };
    expect((await ask("createThread", team.ana, { body })).status).toBe(201);
    expect((await ask("createThread", team.ana, { body })).status).toBe(200);
    const id = uuidv7();
    expect((await reply(team.ana, body.id, "The minister", { id })).status).toBe(201);
    expect((await reply(team.ana, body.id, "The minister", { id })).status).toBe(200);
    expect((await read(team.ana, body.id)).json.comments).toHaveLength(2);
    const kinds = await db().change.findMany({
      where: {
        projectId: team.projectId,
        OR: [{ kind: { startsWith: "thread." } }, { kind: { startsWith: "comment." } }],
      },
      orderBy: { seq: "asc" },
    });
    expect(kinds.map(({ kind }) => kind)).toEqual(["thread.created", "comment.created", "comment.created"]);
    // Somebody else's id is not theirs to use.
    expect((await ask("createThread", team.owner, { body })).status).toBe(409);
    expect((await reply(team.owner, body.id, "Mine", { id })).status).toBe(409);
  });

  it("ends and begins again; who acts on an old state is told the new one", async () => {
    const { id } = await begin(team.ana);
    const resolve = (person: Team["ana"], revision: number) =>
      ask("resolveThread", person, { params: { thread: id }, body: { revision } });
    expect((await resolve(team.owner, 1)).json).toMatchObject({
      state: "resolved",
      resolvedBy: team.owner.userId,
    });
    expect((await resolve(team.owner, 1)).status).toBe(200);
    expect(await toldKinds(team.ana)).toEqual(["resolved"]);
    const reopened = await ask("reopenThread", team.ana, { params: { thread: id }, body: { revision: 2 } });
    expect(reopened.json).toMatchObject({ state: "open", resolvedBy: null, revision: 3 });
    expect((await resolve(team.ana, 2)).json).toMatchObject({
      code: "stale_revision",
      current: { revision: 3 },
    });
  });

  it("tells how much of it is unread, for each reader of their own", async () => {
    const { id, comments } = await begin(team.ana);
    const unread = async (person: Team["ana"]) => (await read(person, id)).json.unread;
    expect([await unread(team.ana), await unread(team.owner)]).toEqual([0, 1]);
    const seen = { params: { thread: id }, body: { commentId: comments[0]?.id } };
    expect((await ask("markThreadRead", team.owner, seen)).json.unread).toBe(0);
    const { json: second } = await reply(team.ana, id, "Anyone?");
    expect(await unread(team.owner)).toBe(1);
    await ask("markThreadRead", team.owner, { ...seen, body: { commentId: second.id } });
    // Reading goes forward: an old page that says less takes nothing back.
    await ask("markThreadRead", team.owner, seen);
    expect(await unread(team.owner)).toBe(0);
  });
});

describe("a comment", () => {
  it("is changed by its author alone, and removed by its author or a lead; its words then are gone", async () => {
    const { id, comments } = await begin(team.ana);
    const params = { thread: id, comment: comments[0]?.id ?? "" };
    const edit = (person: Team["ana"]) =>
      ask("updateComment", person, { params, body: { text: "No", revision: 1 } });
    expect((await edit(team.owner)).status).toBe(403);
    expect((await edit(team.ana)).json).toMatchObject({ text: "No", revision: 2 });
    expect((await edit(team.ana)).json.code).toBe("stale_revision");
    expect((await ask("deleteComment", team.ben, { params, query: { revision: "2" } })).status).toBe(404);
    const removed = await ask("deleteComment", team.owner, { params, query: { revision: "2" } });
    expect(removed.json).toMatchObject({ text: "", mentions: [] });
    expect((await ask("listThreads", team.ana)).json.items).toEqual([]);
  });

  it("tells those it speaks to, once, and those who took part", async () => {
    await mark(team.projectId, team.ana, document);
    const { id } = await begin(team.ana, {}, "Look");
    const answer = await reply(team.owner, id, "@Ana look again", { mentions: [team.ana.userId] });
    expect(answer.status).toBe(201);
    expect(await toldKinds(team.ana)).toEqual(["mention"]);
    await reply(team.ana, id, "I did");
    expect(await toldKinds(team.owner)).toEqual(["reply"]);
  });

  it("tells of a new mention when it is changed, and of old ones not again", async () => {
    team = await openTeam({ blind: false });
    document = await addDocument(team, "Summit", TEXT);
    const mentions = [team.ben.userId];
    const { json: thread } = await ask("createThread", team.ana, {
      body: { comment: { text: "@Ben", mentions } },
    });
    const params = { thread: thread.id, comment: thread.comments[0].id };
    const body = { revision: 1, text: "@Ben @Vera", mentions: [...mentions, team.viewer.userId] };
    expect((await ask("updateComment", team.ana, { params, body })).status).toBe(200);
    expect(await toldKinds(team.ben)).toEqual(["mention"]);
    expect(await toldKinds(team.viewer)).toEqual(["mention"]);
  });
});

describe("while annotators work blind", () => {
  /** Ben's work with a conversation about it, one that he began himself, and one that a lead began about his work. */
  async function aboutBen() {
    await mark(team.projectId, team.ana, document);
    const annotationId = await mark(team.projectId, team.ben, document);
    const { setId } = await db().annotation.findFirstOrThrow({ where: { id: annotationId } });
    const threads = [
      await begin(team.ben, { annotationId }, SECRET),
      await begin(team.ben, {}, SECRET),
      await begin(team.owner, { annotationId }, SECRET),
      await begin(team.owner, { setId, span: { start: 0, end: 8 } }, SECRET),
    ];
    return { annotationId, setId, threads };
  }

  it("an annotator sees what is said about their own work, by leads too", async () => {
    const { threads } = await aboutBen();
    const { json } = await ask("listThreads", team.ben);
    expect(json.items.map(({ id }: ThreadResource) => id)).toEqual(threads.map(({ id }) => id));
    expect(await toldKinds(team.ben)).toEqual(["reply", "reply"]);
  });

  it("nobody else but leads can see, answer, end, or learn of it, nor can they by numbers", async () => {
    const { threads, annotationId, setId } = await aboutBen();
    for (const person of [team.ana, team.viewer]) {
      const listed = await ask("listThreads", person);
      expect(listed.json).toEqual({ items: [], nextCursor: null });
      const log = await ask("listChanges", person);
      expect(log.text).not.toContain(SECRET);
      for (const thread of [...threads.map(({ id }) => id), uuidv7()]) {
        const params = { thread, comment: uuidv7() };
        const answers = [
          await ask("readThread", person, { params }),
          await ask("createComment", person, { params, body: { text: "Hm" } }),
          await ask("resolveThread", person, { params, body: { revision: 1 } }),
          await ask("reopenThread", person, { params, body: { revision: 1 } }),
          await ask("markThreadRead", person, { params, body: { commentId: params.comment } }),
          await ask("updateComment", person, { params, body: { text: "Hm", revision: 1 } }),
          await ask("deleteComment", person, { params, query: { revision: "1" } }),
        ];
        for (const { status, text, json } of answers) {
          expect(text).not.toContain(SECRET);
          // A viewer says nothing anywhere, whatever there is.
          if (person === team.viewer && status === 403) continue;
          expect(status).toBe(404);
          expect(json.detail).toBe("There is no such conversation, or it isn't yours to see.");
        }
      }
      // Nor begin one about a teammate's mark or work.
      for (const about of [{ annotationId }, { annotationId: uuidv7() }, { setId }, { setId: uuidv7() }])
        expect(
          (await ask("createThread", person, { body: { ...about, comment: { text: "Hm" } } })).status,
        ).toBe(person === team.viewer ? 403 : 404);
      const audience = await ask("readAudience", person, { query: { set: setId } });
      expect(audience.status).toBe(404);
    }
    expect((await ask("listThreads", team.owner)).json.items).toHaveLength(4);
  });

  it("nothing of it passes through the live line", async () => {
    const since = await newestSeq(await scopeOf("change.read", team.owner, team.projectId));
    const feed = await openFeed(team.projectId, await bySession(team.ana), { query: { since } });
    const { threads } = await aboutBen();
    const end = await mark(team.projectId, team.ana, document);
    const seen = JSON.stringify(await feed.until(end));
    for (const { id } of threads) expect(seen).not.toContain(id);
    await feed.close();
  });

  it("nobody is spoken to through it: a teammate can't be mentioned, exactly like a stranger", async () => {
    const stranger = (await openTeam()).owner;
    const { id } = await begin(team.ana);
    const said: string[] = [];
    for (const person of [team.ben, team.viewer, stranger]) {
      const answer = await reply(team.ana, id, "@you", { mentions: [person.userId] });
      expect(answer.status).toBe(400);
      said.push(answer.text.replace(/"requestId":"[^"]+"/, ""));
    }
    expect(new Set(said).size).toBe(1);
    expect(await toldKinds(team.ben)).toEqual([]);
    const names = async (person: Team["ana"]) =>
      (await ask("readAudience", person)).json.items.map((one: { id: string }) => one.id);
    expect(await names(team.ana)).toEqual([team.owner.userId]);
    expect((await names(team.owner)).length).toBe(0);
  });

  it("all of it opens with the document, and closes again when a lead takes a submission back", async () => {
    const { threads, setId } = await aboutBen();
    for (const person of [team.ana, team.ben]) await submit(team.projectId, person, document);
    expect((await ask("listThreads", team.ana)).json.items).toHaveLength(threads.length);
    const thread = threads[0]?.id ?? "";
    expect((await reply(team.ana, thread, "Now I see", { mentions: [team.ben.userId] })).status).toBe(201);
    expect((await ask("reopenDocument", team.owner, { body: { setId } })).status).toBe(200);
    expect((await ask("listThreads", team.ana)).json.items).toEqual([]);
    expect((await reply(team.ana, thread, "And now not")).status).toBe(404);
  });
});

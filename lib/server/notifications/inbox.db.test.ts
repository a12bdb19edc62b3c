import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OperationName } from "@/lib/contracts/registry";
import { byKey, bySession, call } from "@/lib/test/call-api";
import { addMember, openInstallation, scopeOf } from "@/lib/test/open-installation";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";
import { db, transact } from "../database";
import { endSession } from "../sessions/write";
import { notify } from "./write";

let close: () => Promise<void>;
let team: Team;
let document: string;
beforeAll(async () => {
  ({ close } = await openInstallation());
});
beforeEach(async () => {
  team = await openTeam();
  document = await addDocument(team, "Summit", "Minister Oran met the envoy.");
});
afterAll(() => close());

type Asked = { body?: unknown; query?: Record<string, string>; headers?: Readonly<Record<string, string>> };
async function ask(name: OperationName, person: Team["ana"], more: Asked = {}) {
  const response = await call(name, { headers: await bySession(person), ...more });
  return { status: response.status, json: await response.json() };
}
const list = async (person: Team["ana"], query: Record<string, string> = {}) =>
  (await ask("listNotifications", person, { query })).json;
const tell = (kind: "mention" | "reply" = "mention", setId: string | null = null, where = team) =>
  transact((tx) =>
    notify(tx, { projectId: where.projectId, principal: where.owner }, [
      { userId: where.ben.userId, kind, documentId: document, subjectId: document, setId },
    ]),
  );

describe("the inbox", () => {
  it("lists what its person was told, newest first, page by page, and nobody else's", async () => {
    for (const kind of ["mention", "reply", "mention"] as const) await tell(kind);
    const first = await list(team.ben, { limit: "2" });
    expect(first.items.map(({ kind }: { kind: string }) => kind)).toEqual(["mention", "reply"]);
    expect(first.unread).toBe(3);
    expect(first.items[0]).toMatchObject({
      actorName: team.owner.name,
      documentTitle: "Summit",
      projectId: team.projectId,
    });
    const second = await list(team.ben, { limit: "2", cursor: first.nextCursor });
    expect(second.items).toHaveLength(1);
    expect(second.nextCursor).toBeNull();
    expect((await list(team.ben, { kind: "reply" })).items).toHaveLength(1);
    expect(await list(team.ana)).toEqual({ items: [], nextCursor: null, unread: 0 });
  });

  it("is read one by one or all up to what has been seen, by its person alone", async () => {
    for (let n = 0; n < 3; n++) await tell();
    const { items } = await list(team.ben);
    const ids = [items[0].id];
    expect((await ask("markNotificationsRead", team.ana, { body: { ids } })).json.unread).toBe(0);
    expect((await list(team.ben)).unread).toBe(3);
    expect((await ask("markNotificationsRead", team.ben, { body: { ids } })).json.unread).toBe(2);
    expect((await list(team.ben, { unread: "true" })).items).toHaveLength(2);
    await tell();
    expect((await ask("markNotificationsRead", team.ben, { body: { upTo: items[0].id } })).json.unread).toBe(
      1,
    );
  });

  it("shows nothing of a project that its person has left", async () => {
    await tell();
    await db().member.deleteMany({ where: { projectId: team.projectId, id: team.ben.userId } });
    expect(await list(team.ben)).toEqual({ items: [], nextCursor: null, unread: 0 });
  });

  it("shows nothing of work that has closed again since, nor counts it", async () => {
    for (const person of [team.ana, team.ben]) await mark(team.projectId, person, document);
    for (const person of [team.ana, team.ben]) await submit(team.projectId, person, document);
    const { id } = await db().annotationSet.findFirstOrThrow({
      where: { projectId: team.projectId, userId: team.ana.userId },
    });
    await tell("reply", id);
    expect((await list(team.ben)).unread).toBe(1);
    await db().assignment.updateMany({
      where: { documentId: document, setId: id },
      data: { state: "reopened" },
    });
    expect(await list(team.ben)).toEqual({ items: [], nextCursor: null, unread: 0 });
  });

  it("opens by a key of one project to that project only", async () => {
    const other = await openTeam();
    await addMember(other.projectId, team.ben, "viewer");
    await tell();
    const headers = await byKey(team.ben, { projectId: other.projectId });
    expect((await ask("listNotifications", team.ben, { headers })).json).toEqual({
      items: [],
      nextCursor: null,
      unread: 0,
    });
    const { items } = await list(team.ben);
    await ask("markNotificationsRead", team.ben, { headers, body: { ids: [items[0].id] } });
    expect((await list(team.ben)).unread).toBe(1);
  });

  it("says on an open line at once how many are unread, until the session ends", async () => {
    const response = await call("listNotifications", {
      headers: { ...(await bySession(team.ben)), accept: "text/event-stream" },
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    const until = async (words: string, times = 1) => {
      while (text.split(words).length <= times) {
        const { value, done } = (await reader?.read()) ?? { done: true };
        if (done) throw new Error("The line was closed");
        text += value;
      }
    };
    await until('event: inbox\ndata: {"unread":0}');
    await tell();
    await until('data: {"unread":1}');
    const { items } = await list(team.ben);
    await ask("markNotificationsRead", team.ben, { body: { upTo: items[0].id } });
    await until('{"unread":0}', 2);
    await endSession(await scopeOf("account.manage", team.ben), team.ben.sessionId);
    await expect(until("never")).rejects.toThrow("closed");
  });

  it("keeps which kinds are mailed", async () => {
    const before = (await ask("readNotificationSettings", team.ben)).json;
    expect(before).toEqual({ mailed: ["assignment", "mention"], canMail: false });
    const body = { mailed: ["verdict"] };
    expect((await ask("updateNotificationSettings", team.ben, { body })).json.mailed).toEqual(["verdict"]);
    expect((await ask("updateNotificationSettings", team.ben, { body: { mailed: ["spam"] } })).status).toBe(
      400,
    );
  });
});

import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OperationName } from "@/lib/contracts/registry";
import { byKey, bySession, call } from "@/lib/test/call-api";
import { openInstallation } from "@/lib/test/open-installation";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";
import { db } from "../database";

let close: () => Promise<void>;
let team: Team;
let document: string;
let annotation: string;
beforeAll(async () => {
  ({ close } = await openInstallation());
});
beforeEach(async () => {
  team = await openTeam();
  document = await addDocument(team, "Summit", "Minister Oran met the envoy.");
  annotation = await mark(team.projectId, team.ana, document);
});
afterAll(() => close());

type Asked = { body?: unknown; query?: Record<string, string>; headers?: Readonly<Record<string, string>> };
async function ask(name: OperationName, person: Team["ana"], more: Asked = {}) {
  const params = { project: team.projectId, document, annotation };
  const response = await call(name, { params, headers: await bySession(person), ...more });
  return { status: response.status, json: await response.json() };
}
const row = () => db().annotation.findFirstOrThrow({ where: { id: annotation } });
const told = () => db().notification.findMany({ where: { projectId: team.projectId } });

describe("a lead", () => {
  it("corrects, removes and restores a teammate's annotation under their own name, and its author is told", async () => {
    const { setId, createdBy } = await row();
    const body = { tag: "PLACE", note: "It is the town", revision: 1 };
    expect((await ask("updateAnnotation", team.owner, { body })).json).toMatchObject({
      tag: "PLACE",
      setId,
      createdBy,
    });
    expect((await ask("deleteAnnotation", team.owner, { query: { revision: "2" } })).status).toBe(200);
    expect((await ask("restoreAnnotation", team.owner, { body: { revision: 3 } })).status).toBe(200);
    const log = await db().change.findMany({ where: { subjectId: annotation }, orderBy: { seq: "asc" } });
    expect(log.map(({ kind, principal, setId }) => [kind, principal, setId])).toEqual([
      ["annotation.created", team.ana.userId, setId],
      ["annotation.updated", team.owner.userId, setId],
      ["annotation.deleted", team.owner.userId, setId],
      ["annotation.restored", team.owner.userId, setId],
    ]);
    expect((await told()).map(({ userId, kind, subjectId }) => [userId, kind, subjectId])).toEqual(
      Array(3).fill([team.ana.userId, "correction", annotation]),
    );
    // No work of the lead's own begins by it.
    expect(await db().assignment.count({ where: { documentId: document, setId: { not: setId } } })).toBe(0);
  });

  it("does so on submitted work too, which stays submitted", async () => {
    await submit(team.projectId, team.ana, document);
    expect((await ask("updateAnnotation", team.owner, { body: { note: "x", revision: 1 } })).status).toBe(
      200,
    );
    const [work] = await db().assignment.findMany({ where: { documentId: document } });
    expect(work?.state).toBe("submitted");
  });

  it("corrects many at once, and their author is told once", async () => {
    const second = await mark(team.projectId, team.ana, document, 8);
    const annotations = [annotation, second].map((id) => ({ op: "delete", id, revision: 1 }));
    const opId = uuidv7();
    for (let sent = 0; sent < 2; sent++)
      expect((await ask("batchAnnotations", team.owner, { body: { opId, annotations } })).status).toBe(200);
    expect(await told()).toHaveLength(1);
    expect((await told())[0]?.details).toMatchObject({ count: 2 });
  });

  it("does not mix a teammate's work with others' in one operation", async () => {
    const theirs = await mark(team.projectId, team.ben, document);
    const annotations = [annotation, theirs].map((id) => ({ op: "delete", id, revision: 1 }));
    expect((await ask("batchAnnotations", team.owner, { body: { annotations } })).status).toBe(403);
    expect((await row()).deletedAt).toBeNull();
  });

  it("is told when the author was faster", async () => {
    await ask("updateAnnotation", team.ana, { body: { note: "mine", revision: 1 } });
    const { json } = await ask("updateAnnotation", team.owner, { body: { note: "x", revision: 1 } });
    expect(json).toMatchObject({ code: "stale_revision", current: { note: "mine", revision: 2 } });
    expect(await told()).toEqual([]);
  });

  it("can't do so by a key that was not made for it", async () => {
    const headers = await byKey(team.owner, { permissions: ["annotation.create", "annotation.edit"] });
    const answer = await ask("updateAnnotation", team.owner, { body: { note: "x", revision: 1 }, headers });
    expect(answer.status).toBe(403);
  });
});

describe("an annotator", () => {
  it("changes nobody else's annotation, not even one that is open to see", async () => {
    const requests = [
      ["updateAnnotation", { body: { note: "x", revision: 1 } }],
      ["deleteAnnotation", { query: { revision: "1" } }],
      ["batchAnnotations", { body: { annotations: [{ op: "delete", id: annotation, revision: 1 }] } }],
    ] as const;
    for (const [name, more] of requests) expect((await ask(name, team.ben, more)).status).toBe(404);
    await mark(team.projectId, team.ben, document);
    await db().project.update({ where: { id: team.projectId }, data: { blind: false } });
    for (const [name, more] of requests) expect((await ask(name, team.ben, more)).status).toBe(403);
    expect(await row()).toMatchObject({ revision: 1, note: "" });
  });
});

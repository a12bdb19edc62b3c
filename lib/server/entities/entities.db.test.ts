import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { addDocument, openTeam, submit, type Team } from "@/lib/test/open-team";
import { createAnnotation } from "../annotations/write";
import { db } from "../database";
import { listEntities, readEntity } from "./read";
import { createEntity, deleteEntity, updateEntity } from "./write";

let close: () => Promise<void>;
let team: Team;
let miraId: string;
let documentId: string;

beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam();
  documentId = await addDocument(team, "First", "Mira spoke.");
  miraId = (await make(team.ana, "Mira", ["The 100% envoy"])).entity.id;
  await make(team.ana, "ana's other");
  await make(team.ben, "Mira");
});
afterAll(() => close());

type Person = Team["ana"];
const make = async (person: Person, name: string, aliases: string[] = []) =>
  createEntity(await scopeOf("entity.edit", person, team.projectId), { kind: "actor", name, aliases });
const namesFor = async (person: Person, given: { search?: string; limit?: number; cursor?: string } = {}) => {
  const scope = await scopeOf("entity.read", person, team.projectId);
  const { items, nextCursor } = await listEntities(scope, { limit: 100, ...given });
  return { names: items.map(({ name, mentions }) => `${name} ${mentions}`), nextCursor };
};
const cite = async (person: Person, entityId: string) =>
  createAnnotation(await scopeOf("annotation.create", person, team.projectId), documentId, {
    kind: "span",
    tag: "ACTOR",
    spans: [{ start: 0, end: 4 }],
    entityId,
  });

describe("entities", () => {
  it("are listed by name over pages, and found by alias, whatever signs are in it", async () => {
    const { names, nextCursor } = await namesFor(team.owner, { limit: 2 });
    expect(names).toEqual(["ana's other 0", "Mira 0"]);
    expect((await namesFor(team.owner, { limit: 2, cursor: nextCursor ?? "" })).names).toEqual(["Mira 0"]);
    expect((await namesFor(team.owner, { search: "100%" })).names).toEqual(["Mira 0"]);
    expect((await namesFor(team.owner, { search: "100_" })).names).toEqual([]);
    await expect(namesFor(team.owner, { cursor: "bm8" })).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("of others stay hidden while one works blind, and show with the mentions of an opened document", async () => {
    expect((await namesFor(team.ben)).names).toEqual(["Mira 0"]);
    const reader = await scopeOf("entity.read", team.ben, team.projectId);
    await expect(readEntity(reader, miraId)).rejects.toMatchObject({ code: "not_found" });
    await cite(team.ana, miraId);
    expect((await namesFor(team.ben)).names).toEqual(["Mira 0"]);
    await submit(team.projectId, team.ana, documentId);
    await submit(team.projectId, team.ben, documentId);
    expect((await namesFor(team.ben)).names).toEqual(["Mira 1", "Mira 0"]);
    expect(await readEntity(reader, miraId)).toMatchObject({ mentions: 1 });
  });

  it("are changed by their own annotator only, with the revision that was read", async () => {
    const anas = await scopeOf("entity.edit", team.ana, team.projectId);
    expect(await updateEntity(anas, miraId, { note: "The mediator", revision: 1 })).toMatchObject({
      revision: 2,
    });
    await expect(updateEntity(anas, miraId, { note: "x", revision: 1 })).rejects.toMatchObject({
      code: "stale_revision",
      details: { current: { note: "The mediator" } },
    });
    const owners = await scopeOf("entity.edit", team.owner, team.projectId);
    await expect(updateEntity(owners, miraId, { note: "x", revision: 2 })).rejects.toMatchObject({
      code: "forbidden",
    });
    const change = await db().change.findFirst({ where: { subjectId: miraId, kind: "entity.edited" } });
    expect(change).toMatchObject({
      before: { note: "" },
      after: { note: "The mediator" },
      principal: team.ana.userId,
    });
    const { setId } = await readEntity(anas, miraId);
    expect(change?.setId).toBe(setId);
  });

  it("are kept while annotations stand for them", async () => {
    const scope = await scopeOf("entity.edit", team.ana, team.projectId);
    await expect(deleteEntity(scope, miraId, 2)).rejects.toMatchObject({ code: "wrong_state" });
    const { entity } = await make(team.ana, "Unused");
    expect((await deleteEntity(scope, entity.id, 1)).deletedAt).not.toBeNull();
    expect((await deleteEntity(scope, entity.id, 2)).revision).toBe(2);
    expect((await namesFor(team.ana)).names).not.toContain("Unused 0");
  });

  it("come once when their id is sent twice", async () => {
    const scope = await scopeOf("entity.edit", team.ana, team.projectId);
    const id = "018f0000-0000-7000-8000-000000000002";
    expect((await createEntity(scope, { id, kind: "event", name: "Talks" })).isNew).toBe(true);
    expect((await createEntity(scope, { id, kind: "event", name: "Talks" })).isNew).toBe(false);
    const bens = await scopeOf("entity.edit", team.ben, team.projectId);
    await expect(createEntity(bens, { id, kind: "event", name: "Talks" })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

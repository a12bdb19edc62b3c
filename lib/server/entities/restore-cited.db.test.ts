import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BatchStep } from "@/lib/contracts/annotations";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { addDocument, openTeam, submit, type Team } from "@/lib/test/open-team";
import { settleDocument } from "../adjudication/settle";
import { undoOperation } from "../adjudication/undo";
import { batchAnnotations } from "../annotations/write";
import { db } from "../database";
import { examine } from "../doctor/examine";
import { createEntity, deleteEntity } from "./write";

let close: () => Promise<void>;
let team: Team;
beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam();
});
afterAll(async () => {
  for await (const { name, first } of examine()) expect([name, first]).toEqual([name, []]);
  await close();
});

type Person = Team["owner"];
const write = async (person: Person, document: string, steps: BatchStep[], set?: "gold") => {
  const scope = await scopeOf("annotation.create", person, team.projectId);
  return batchAnnotations(scope, document, steps, uuidv7(), set);
};
const named = async (person: Person) => {
  const scope = await scopeOf("entity.edit", person, team.projectId);
  return (await createEntity(scope, { kind: "place", name: "Oran", aliases: [], identifiers: {}, note: "" }))
    .entity;
};
const mention = (entityId: string) => {
  const spans = [{ start: 0, end: 4 }];
  return { kind: "span" as const, tag: "PLACE", spans, id: uuidv7(), entityId };
};
const isThere = async (id: string) =>
  (await db().entity.findFirstOrThrow({ where: { id } })).deletedAt === null;

describe("a mark that comes back", () => {
  it("brings along the entity that it stands for, which nothing named any more", async () => {
    const document = await addDocument(team, "Report", "Oran spoke.");
    const { id: entityId, revision } = await named(team.ana);
    const mark = mention(entityId);
    await write(team.ana, document, [mark]);
    await write(team.ana, document, [{ op: "delete", id: mark.id, revision: 1 }]);
    await deleteEntity(await scopeOf("entity.edit", team.ana, team.projectId), entityId, revision);
    expect(await isThere(entityId)).toBe(false);
    await write(team.ana, document, [{ op: "restore", id: mark.id, revision: 2 }]);
    expect(await isThere(entityId)).toBe(true);
  });

  it("does so in the gold too, whose decision had been taken back with its entity", async () => {
    const document = await addDocument(team, "Note", "Oran left.");
    for (const person of [team.ana, team.ben]) {
      await write(person, document, [mention((await named(person)).id)]);
      await submit(team.projectId, person, document);
    }
    const scope = await scopeOf("adjudication.decide", team.owner, team.projectId);
    const opId = uuidv7();
    await settleDocument(scope, document, { opId, policy: "majority", match: "overlap", dryRun: false });
    const gold = await db().annotation.findFirstOrThrow({
      where: { documentId: document, set: { kind: "gold" } },
    });
    await undoOperation(scope, document, { opId: uuidv7(), undoes: opId });
    expect(await isThere(gold.entityId ?? "")).toBe(false);
    await write(team.owner, document, [{ op: "restore", id: gold.id, revision: 2 }], "gold");
    expect(await isThere(gold.entityId ?? "")).toBe(true);
  });
});

import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";
import { db } from "../database";
import { alignedDocuments, documentEntityKeys, readDocumentSets } from "./read";

let close: () => Promise<void>;
let team: Team;

beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam();
});
afterAll(() => close());

const reader = (person: Team["ana"]) => scopeOf("annotation.read", person, team.projectId);
const setsFor = async (person: Team["ana"], document: string) => {
  const { sets, isBlind } = await readDocumentSets(await reader(person), document);
  return { isBlind, sets: sets.map(({ name, state, annotations }) => `${name} ${state} ${annotations}`) };
};

describe("whose work can be compared", () => {
  it("hides teammates from who works blind, until all have submitted; silence counts then too", async () => {
    const document = await addDocument(team, "Sets", "Mira spoke.");
    await mark(team.projectId, team.ana, document);
    expect(await setsFor(team.owner, document)).toEqual({
      isBlind: false,
      sets: [`${team.ana.name} open 1`],
    });
    expect(await setsFor(team.ben, document)).toEqual({ isBlind: true, sets: [] });
    await submit(team.projectId, team.ana, document);
    expect(await setsFor(team.ben, document)).toEqual({ isBlind: true, sets: [] });
    await submit(team.projectId, team.ben, document);
    const both = { isBlind: false, sets: [`${team.ana.name} submitted 1`, `${team.ben.name} submitted 0`] };
    expect(await setsFor(team.ben, document)).toEqual(both);
    const aligned = await alignedDocuments(await reader(team.ben), [document], undefined);
    expect(aligned.get(document)).toMatchObject([{ differences: ["missing"] }]);
  });

  it("offers the gold, suggestions and what came with files beside annotators, as far as they are seen", async () => {
    const document = await addDocument(team, "Kinds", "Vell spoke.");
    await mark(team.projectId, team.ana, document);
    const { projectId } = team;
    const ids: string[] = [];
    for (const kind of ["suggestions", "gold", "imported"]) {
      const set = await db().annotationSet.create({ data: { projectId, id: uuidv7(), kind, name: kind } });
      const spans = [{ start: 0, end: 4, quote: "Vell" }];
      const row = {
        projectId,
        id: uuidv7(),
        documentId: document,
        setId: set.id,
        kind: "span",
        tag: "ACTOR",
      };
      await db().annotation.create({ data: { ...row, spans, start: 0, end: 4 } });
      ids.push(set.id);
    }
    const offered = [`${team.ana.name} open 1`, "gold none 1", "imported none 1", "suggestions none 1"];
    expect((await setsFor(team.owner, document)).sets).toEqual(offered);
    const aligned = await alignedDocuments(await reader(team.owner), [document], ids);
    expect(aligned.get(document)).toMatchObject([{ versions: [{}, {}, {}], differences: [] }]);
    // Nobody who works blind learns that there is any.
    expect(await setsFor(team.ben, document)).toEqual({ isBlind: true, sets: [] });
  });

  it("aligns nothing of what the caller may not see", async () => {
    const document = await addDocument(team, "Hidden", "Oran spoke.");
    for (const person of [team.ana, team.ben]) await mark(team.projectId, person, document);
    await submit(team.projectId, team.ana, document);
    const aligned = await alignedDocuments(await reader(team.ben), [document], undefined);
    expect(aligned.get(document)).toEqual([]);
    expect(await documentEntityKeys(await reader(team.ben), document)).toEqual({});
  });

  it("is of no document that isn't there", async () => {
    const nowhere = "00000000-0000-4000-8000-000000000000";
    await expect(setsFor(team.owner, nowhere)).rejects.toMatchObject({ code: "not_found" });
  });
});

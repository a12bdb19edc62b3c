import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Guideline } from "@/lib/domain/guideline/guideline";
import { openThread, writeGuideline } from "@/lib/test/guideline-examples";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";
import { Existing } from "../api/handler";
import { db } from "../database";
import { createGuidelineCase, deleteGuidelineCase, listGuidelineCases, restoreGuidelineCase } from "./cases";
import { listAnnotationsBeforeRule, listGuidelineVersions, readGuideline } from "./read";
import { markGuidelineRead, replaceGuideline } from "./write";

let close: () => Promise<void>;
let team: Team;
const page = { limit: 100 };

beforeAll(async () => {
  ({ close } = await openInstallation());
});
afterAll(() => close());

const actors = uuidv7();
const said = (text: string, tag: string | null = "ACTOR"): Guideline => ({
  intro: "",
  rules: [{ id: actors, title: "Who acts", tag, text }],
});
const reading = (person = team.ana) => scopeOf("guideline.read", person, team.projectId);
const editing = () => scopeOf("guideline.edit", team.owner, team.projectId);

describe("guidelines", () => {
  it("are empty before somebody writes them, and keep every version", async () => {
    team = await openTeam();
    expect(await readGuideline(await reading())).toMatchObject({ number: 0, newestNumber: 0, readNumber: 0 });
    await writeGuideline(team, said("Mark names."));
    await writeGuideline(team, said("Mark whole names."));
    expect(await readGuideline(await reading())).toMatchObject({
      number: 2,
      guideline: said("Mark whole names."),
    });
    expect(await readGuideline(await reading(), { number: 1 })).toMatchObject({
      guideline: said("Mark names."),
      newestNumber: 2,
    });
    const { items } = await listGuidelineVersions(await reading(), page);
    expect(items.map(({ number, createdByName }) => [number, createdByName])).toEqual([
      [2, team.owner.name],
      [1, team.owner.name],
    ]);
    const first = await listGuidelineVersions(await reading(), { limit: 1 });
    expect(first).toMatchObject({ items: [{ number: 2 }], nextCursor: "2" });
    const rest = await listGuidelineVersions(await reading(), { limit: 1, cursor: "2" });
    expect(rest).toMatchObject({ items: [{ number: 1 }], nextCursor: null });
    await expect(readGuideline(await reading(), { number: 3 })).rejects.toMatchObject({ code: "not_found" });
  });

  it("are not written over somebody else's, and not made anew by the same words", async () => {
    team = await openTeam();
    await writeGuideline(team, said("One."));
    const late = replaceGuideline(await editing(), { number: 0, guideline: said("Two.") });
    await expect(late).rejects.toMatchObject({
      code: "stale_revision",
      details: { current: { number: 1, guideline: said("One.") } },
    });
    expect(await writeGuideline(team, said("One."))).toBe(1);
    const changes = await db().change.findMany({
      where: { projectId: team.projectId, kind: "guideline.replaced" },
    });
    expect(changes.map(({ before, after }) => [before, after])).toEqual([[{ version: 0 }, { version: 1 }]]);
    const told = await db().notification.findMany({
      where: { projectId: team.projectId, kind: "guideline" },
    });
    expect(told.map(({ userId }) => userId).sort()).toEqual(
      [team.ana, team.ben, team.viewer].map(({ userId }) => userId).sort(),
    );
  });

  it("let one of several editors at once through", async () => {
    team = await openTeam();
    const scope = await editing();
    const tries = ["a", "b", "c", "d"].map((text) =>
      replaceGuideline(scope, { number: 0, guideline: said(text) }),
    );
    const results = await Promise.allSettled(tries);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await listGuidelineVersions(await reading(), page)).items).toHaveLength(1);
  });

  it("refuse rules about tags that the scheme does not have", async () => {
    team = await openTeam();
    await expect(writeGuideline(team, said("Mark it.", "NOTHING"))).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  it("remember what each person has read, and never less", async () => {
    team = await openTeam();
    await writeGuideline(team, said("One."));
    await writeGuideline(team, said("Two."));
    // Who wrote it knows it.
    expect((await readGuideline(await reading(team.owner))).readNumber).toBe(2);
    const scope = await scopeOf("presence.send", team.ana, team.projectId);
    expect(await markGuidelineRead(scope, 2)).toEqual({ readNumber: 2 });
    expect(await markGuidelineRead(scope, 1)).toEqual({ readNumber: 2 });
    expect((await readGuideline(await reading(team.ben))).readNumber).toBe(0);
    await expect(markGuidelineRead(scope, 3)).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("a changed rule", () => {
  it("lists what was annotated under its old words, as far as one may see", async () => {
    team = await openTeam();
    const document = await addDocument(team, "Summit", "Oran met the envoy in Lysa.");
    await writeGuideline(team, said("Mark names."));
    const hers = await mark(team.projectId, team.ana, document);
    const his = await mark(team.projectId, team.ben, document, 8);
    const earlierFor = async (person = team.ana) =>
      listAnnotationsBeforeRule(await reading(person), actors, page);
    expect(await earlierFor()).toMatchObject({ items: [], total: 0, changedIn: null });

    await writeGuideline(team, said("Mark whole names."));
    expect(await earlierFor()).toMatchObject({
      total: 1,
      changedIn: 2,
      items: [{ id: hers, quote: "Oran" }],
    });
    expect((await earlierFor(team.owner)).items.map(({ id }) => id).sort()).toEqual([hers, his].sort());
    await mark(team.projectId, team.ana, document, 6);
    expect((await earlierFor()).total).toBe(1);
  });

  it("pages through them", async () => {
    team = await openTeam();
    const document = await addDocument(team, "Summit", "Oran met the envoy in Lysa.");
    await writeGuideline(team, said("One.", null));
    const made = [];
    for (let end = 1; end <= 5; end++) made.push(await mark(team.projectId, team.ana, document, end));
    await writeGuideline(team, said("Two.", null));
    const scope = await reading();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const part = await listAnnotationsBeforeRule(scope, actors, { limit: 2, cursor });
      expect(part.total).toBe(5);
      seen.push(...part.items.map(({ id }) => id));
      cursor = part.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen.sort()).toEqual(made.sort());
  });
});

describe("a case", () => {
  it("is attached once, taken off and put back, each in the log", async () => {
    team = await openTeam();
    await writeGuideline(team, said("One."));
    const scope = await editing();
    const input = { id: uuidv7(), ruleId: actors, threadId: await openThread(team), note: "As here." };
    const made = await createGuidelineCase(scope, input);
    expect(made).toMatchObject({
      note: "As here.",
      version: 1,
      documentTitle: expect.stringMatching(/^Talk/),
    });
    expect(await createGuidelineCase(scope, input)).toBeInstanceOf(Existing);
    await expect(createGuidelineCase(scope, { ...input, ruleId: uuidv7() })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(deleteGuidelineCase(scope, input.id, 7)).rejects.toMatchObject({ code: "stale_revision" });
    await deleteGuidelineCase(scope, input.id, 1);
    expect((await listGuidelineCases(await reading(), page)).items).toEqual([]);
    expect(await restoreGuidelineCase(scope, input.id)).toMatchObject({ deletedAt: null, revision: 3 });
    expect((await listGuidelineCases(await reading(), { ...page, rule: actors })).items).toHaveLength(1);
    const kinds = await db().change.findMany({ where: { projectId: team.projectId, subjectId: input.id } });
    expect(kinds.map(({ kind }) => kind)).toEqual(["case.created", "case.deleted", "case.restored"]);
  });

  it("needs a rule in force and something of this project", async () => {
    team = await openTeam();
    await writeGuideline(team, said("One."));
    const scope = await editing();
    const threadId = await openThread(team);
    const make = (more: object) =>
      createGuidelineCase(scope, { id: uuidv7(), ruleId: actors, note: "", ...more });
    await expect(make({ threadId, ruleId: uuidv7() })).rejects.toMatchObject({ code: "invalid_input" });
    const elsewhere = await openThread(await openTeam());
    await expect(make({ threadId: elsewhere })).rejects.toMatchObject({ code: "not_found" });
    await expect(make({ decisionId: uuidv7() })).rejects.toMatchObject({ code: "not_found" });
  });

  it("does not show a conversation about a teammate's work to who works blind", async () => {
    team = await openTeam();
    await writeGuideline(team, said("One."));
    const document = await addDocument(team, "Summit", "Oran met the envoy in Lysa.");
    const annotationId = await mark(team.projectId, team.ben, document);
    await mark(team.projectId, team.ana, document);
    const set = await db().annotation.findFirstOrThrow({ where: { id: annotationId } });
    const id = uuidv7();
    const about = { documentId: document, setId: set.setId, annotationId, quote: "Oran" };
    await db().thread.create({ data: { projectId: team.projectId, id, ...about } });
    await createGuidelineCase(await editing(), { ruleId: actors, threadId: id, note: "A name." });
    const shown = async () => (await listGuidelineCases(await reading(), page)).items[0];
    expect(await shown()).toMatchObject({
      note: "A name.",
      documentId: null,
      documentTitle: null,
      quote: "",
    });
    await submit(team.projectId, team.ana, document);
    await submit(team.projectId, team.ben, document);
    expect(await shown()).toMatchObject({ documentId: document, documentTitle: "Summit", quote: "Oran" });
  });
});

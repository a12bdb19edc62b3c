import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OperationName } from "@/lib/contracts/registry";
import { bySession, call } from "@/lib/test/call-api";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";
import { reopenDocument } from "../assignments/write";
import { createEntity } from "../entities/write";
import { createAnnotation } from "./write";

const SECRET = "Ben thinks that it was the envoy";
let close: () => Promise<void>;
let team: Team;
beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam();
});
afterAll(() => close());

/** A document on which Ana and Ben have each made a mark; Ben's has a note and an entity that give him away. */
async function bothAtWork() {
  const { projectId, ana, ben } = team;
  const document = await addDocument(team, "Summit", "Minister Oran met the envoy.");
  const mine = await mark(projectId, ana, document);
  const naming = await scopeOf("entity.edit", ben, projectId);
  const { entity } = await createEntity(naming, { kind: "actor", name: `${SECRET} ${uuidv7()}` });
  const scope = await scopeOf("annotation.create", ben, projectId);
  const spans = [{ start: 9, end: 13 }];
  const input = { kind: "span", tag: "ACTOR", spans, note: SECRET, entityId: entity.id } as const;
  const { annotation } = await createAnnotation(scope, document, { ...input, spans: [...spans] });
  return { document, mine, theirs: annotation, entity: entity.id };
}
type Work = Awaited<ReturnType<typeof bothAtWork>>;

async function ask(
  name: OperationName,
  person: Team["ana"],
  work: Work,
  more: { body?: unknown; query?: Record<string, string> } = {},
) {
  const params = {
    project: team.projectId,
    document: work.document,
    annotation: work.theirs.id,
    entity: work.entity,
  };
  const response = await call(name, { params, headers: await bySession(person), ...more });
  return { status: response.status, text: await response.text() };
}

/** Every way to read about a document's annotations. */
const reads: [OperationName, Record<string, string>][] = [
  ["listAnnotations", {}],
  ["readAnnotation", {}],
  ["readReader", {}],
  ["listChanges", {}],
  ["listChanges", { order: "newest" }],
  ["listEntities", {}],
  ["readEntity", {}],
  ["exportCorpus", { format: "jsonl" }],
  ["exportCorpus", { format: "csv" }],
  ["exportCorpus", { format: "w3c" }],
  ["previewExport", { format: "jsonl" }],
];
const gaveAway = ({ text }: { text: string }, { theirs, entity }: Work) =>
  [SECRET, theirs.id, theirs.setId, entity].filter((sign) => text.includes(sign));

describe("while annotators work blind", () => {
  it.each(reads)("%s %o tells an annotator nothing of a teammate's work", async (name, query) => {
    const work = await bothAtWork();
    expect(gaveAway(await ask(name, team.ana, work, { query }), work)).toEqual([]);
    expect(gaveAway(await ask(name, team.viewer, work, { query }), work)).toEqual([]);
    // That one has submitted is not enough, whoever it is.
    await submit(team.projectId, team.ana, work.document);
    expect(gaveAway(await ask(name, team.ana, work, { query }), work)).toEqual([]);
  });

  it.each(["listAnnotations", "readReader", "listChanges"] as const)(
    "%s shows a lead everything",
    async (name) => {
      const work = await bothAtWork();
      expect(gaveAway(await ask(name, team.owner, work), work)).toContain(work.theirs.id);
    },
  );

  it("counts tell nothing either", async () => {
    const work = await bothAtWork();
    const { text } = await ask("readDocument", team.ana, work);
    expect(JSON.parse(text).annotations).toBe(1);
    expect(JSON.parse((await ask("readDocument", team.owner, work)).text).annotations).toBe(2);
  });

  it("asking for the teammate's set by its id tells nothing", async () => {
    const work = await bothAtWork();
    const listed = await ask("listAnnotations", team.ana, work, { query: { set: work.theirs.setId } });
    expect(JSON.parse(listed.text).items).toEqual([]);
    for (const set of [`set:${work.theirs.setId}`, `user:${team.ben.userId}`]) {
      const exported = await ask("exportCorpus", team.ana, work, { query: { format: "jsonl", set } });
      expect(gaveAway(exported, work).filter((sign) => sign !== work.theirs.setId)).toEqual([]);
    }
  });

  it("refusals tell nothing: a teammate's mark answers as one that doesn't exist", async () => {
    const work = await bothAtWork();
    const nobody = { ...work, theirs: { ...work.theirs, id: uuidv7() } };
    const requests = [
      ["readAnnotation", {}],
      ["updateAnnotation", { body: { note: "x", revision: 1 } }],
      ["updateAnnotation", { body: { note: "x", revision: 9 } }],
      ["deleteAnnotation", { query: { revision: "1" } }],
      ["restoreAnnotation", { body: { revision: 1 } }],
    ] as const;
    const plain = ({ status, text }: { status: number; text: string }, id: string) =>
      `${status} ${text.replace(/"requestId":"[^"]+"/, "").replaceAll(id, "")}`;
    for (const [name, more] of requests) {
      const there = plain(await ask(name, team.ana, work, more), work.theirs.id);
      expect(there).toMatch(/^404/);
      expect(there).toBe(plain(await ask(name, team.ana, nobody, more), nobody.theirs.id));
    }
  });

  it("a relation to a teammate's mark and a mention of their entity are refused like unknown ones", async () => {
    const work = await bothAtWork();
    for (const toId of [work.theirs.id, uuidv7()]) {
      const body = { kind: "relation", tag: "COREF", fromId: work.mine, toId };
      expect((await ask("createAnnotation", team.ana, work, { body })).status).toBe(404);
    }
    for (const entityId of [work.entity, uuidv7()]) {
      const body = { kind: "span", tag: "ACTOR", spans: [{ start: 0, end: 3 }], entityId };
      expect((await ask("createAnnotation", team.ana, work, { body })).status).toBe(404);
    }
  });

  it("an id that a teammate has used can't be taken, and theirs stays as it was", async () => {
    const work = await bothAtWork();
    const body = {
      id: work.theirs.id,
      kind: "span",
      tag: "EVENT",
      spans: [{ start: 0, end: 3 }],
      note: "taken",
    };
    const taken = await ask("createAnnotation", team.ana, work, { body });
    expect(taken.status).toBe(409);
    expect(gaveAway(taken, work).filter((sign) => sign !== work.theirs.id)).toEqual([]);
    const after = JSON.parse((await ask("readAnnotation", team.owner, work)).text);
    expect(after).toEqual(work.theirs);
  });

  it("an operation id, one's own or a teammate's, opens nobody's rows", async () => {
    const work = await bothAtWork();
    const opId = uuidv7();
    const step = { id: uuidv7(), kind: "span", tag: "ACTOR", spans: [{ start: 0, end: 3 }] };
    await ask("batchAnnotations", team.ana, work, { body: { opId, annotations: [step] } });
    const changes = JSON.parse((await ask("listChanges", team.owner, work)).text).items;
    const theirOps = changes.filter(({ subjectId }: { subjectId: string }) => subjectId === work.theirs.id);
    for (const used of [opId, theirOps[0].opId]) {
      const annotations = [{ op: "delete", id: work.theirs.id, revision: 1 }];
      const answer = await ask("batchAnnotations", team.ana, work, { body: { opId: used, annotations } });
      expect(answer.status).toBe(409);
      expect(gaveAway(answer, work)).toEqual([]);
    }
  });
});

describe("when all who work on a document have submitted", () => {
  it.each(reads.filter(([name]) => name !== "previewExport"))(
    "%s %o shows each the others' work, and a viewer still nothing",
    async (name, query) => {
      const work = await bothAtWork();
      await submit(team.projectId, team.ana, work.document);
      await submit(team.projectId, team.ben, work.document);
      expect(gaveAway(await ask(name, team.ana, work, { query }), work)).not.toEqual([]);
      expect(gaveAway(await ask(name, team.viewer, work, { query }), work)).toEqual([]);
    },
  );

  it("nobody takes their submission back to change it knowing the others', but a lead may", async () => {
    const work = await bothAtWork();
    for (const person of [team.ana, team.ben]) await submit(team.projectId, person, work.document);
    expect((await ask("reopenDocument", team.ana, work, { body: {} })).status).toBe(403);
    const lead = await scopeOf("assignment.reopen", team.owner, team.projectId);
    await reopenDocument(lead, work.document, work.theirs.setId);
    // Ben is at work again, so the document is closed again.
    expect(gaveAway(await ask("listAnnotations", team.ana, work), work)).toEqual([]);
  });
});

import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codecs } from "@/lib/formats/registry";
import { addMember, openInstallation, scopeOf } from "@/lib/test/open-installation";
import {
  addDocument,
  dryRun,
  mark,
  openProject,
  openTeam,
  start,
  submit,
  type Team,
} from "@/lib/test/open-team";
import { batchAnnotations } from "../annotations/write";
import { db } from "../database";
import { createEntity, updateEntity } from "../entities/write";
import { listImportItems } from "../imports/read";
import { ensureJobSchema } from "../jobs/run-jobs";
import type { CorpusSelection } from "./corpus-selection";
import { exportCorpus } from "./export-corpus";
import { openCorpus } from "./open-corpus";
import { previewExport } from "./preview-export";

let close: () => Promise<void>;
let team: Team;
let first: string;
let second: string;

const everything: CorpusSelection = { set: "all", status: "any", split: "any" };

/** Ana has marked and submitted both documents, Ben has begun the first. */
beforeAll(async () => {
  ({ close } = await openInstallation());
  await ensureJobSchema();
  team = await openTeam();
  const { projectId, ana, ben } = team;
  first = await addDocument(team, "First", "Mira 🕊️ said she would go. “No,” said\u2028 Oran.", {
    split: "train",
    outlet: "G",
  });
  second = await addDocument(team, "Second", "Nothing here of note.", { split: "dev" });
  const scope = await scopeOf("entity.edit", ana, projectId);
  const { entity } = await createEntity(scope, {
    kind: "actor",
    name: "Mira",
    aliases: ["M."],
    identifiers: { wikidata: "Q1" },
  });
  await updateEntity(scope, entity.id, { note: "The mediator", revision: 1 });
  await createEntity(scope, { kind: "event", name: "The walk" });
  const [actor, quote, relation] = [uuidv7(), uuidv7(), uuidv7()];
  await batchAnnotations(
    await scopeOf("annotation.create", ana, projectId),
    first,
    [
      {
        kind: "span",
        id: quote,
        tag: "QUOTE",
        spans: [
          { start: 7, end: 25 },
          { start: 28, end: 32 },
        ],
        note: "=1+1",
      },
      { kind: "span", id: actor, tag: "ACTOR", spans: [{ start: 0, end: 4 }], entityId: entity.id },
      { kind: "relation", id: relation, tag: "SOURCE", fromId: quote, toId: actor },
    ],
    undefined,
  );
  await mark(projectId, ben, first, 6);
  await submit(projectId, ana, first);
  await submit(projectId, ana, second);
});
afterAll(() => close());

async function documentsOf(
  selection: Partial<CorpusSelection>,
  person = team.owner,
  projectId = team.projectId,
) {
  const opened = await openCorpus(await scopeOf("corpus.export", person, projectId), {
    ...everything,
    ...selection,
  });
  try {
    const documents = [];
    for await (const item of opened.corpus.documents) documents.push(item);
    return { ...opened.corpus, documents };
  } finally {
    await opened.close();
  }
}

async function fileOf(
  format: "jsonl" | "brat" | "w3c" | "csv",
  projectId = team.projectId,
  person = team.owner,
) {
  const scope = await scopeOf("corpus.export", person, projectId);
  const { bytes } = await exportCorpus(scope, { format, ...everything });
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

const shape = (corpus: Awaited<ReturnType<typeof documentsOf>>) =>
  corpus.documents.map(
    ({ document, annotations }) => `${document.title}: ${annotations.map(({ tag }) => tag).join(" ")}`,
  );

describe("what is exported", () => {
  it("is everything, in a fixed order, relations after what they join", async () => {
    const corpus = await documentsOf({});
    expect(shape(corpus)).toEqual(["First: ACTOR QUOTE SOURCE ACTOR", "Second: "]);
    expect(corpus.entities.map(({ name, note }) => [name, note])).toEqual([
      ["Mira", "The mediator"],
      ["The walk", ""],
    ]);
    expect(corpus.header.sets.map(({ kind }) => kind)).toEqual(["annotator", "annotator"]);
    expect(corpus.documents[0]?.assignments.map(({ state }) => state).sort()).toEqual(["open", "submitted"]);
    expect(corpus.documents[0]?.annotations[1]).toMatchObject({
      kind: "span",
      spans: [{ quote: " said she would go" }, { quote: "No,”" }],
    });
  });

  it("is one person's when asked, by name or as mine", async () => {
    const bens = await documentsOf({ set: `user:${team.ben.userId}` });
    expect(shape(bens)).toEqual(["First: ACTOR", "Second: "]);
    expect(bens.entities).toEqual([]);
    expect(bens.header.sets.map(({ userId }) => userId)).toEqual([team.ben.userId]);
    expect(shape(await documentsOf({ set: "mine" }, team.ana))).toEqual([
      "First: ACTOR QUOTE SOURCE",
      "Second: ",
    ]);
    expect(shape(await documentsOf({ set: "gold" }))).toEqual(["First: ", "Second: "]);
    await expect(documentsOf({ set: `user:${uuidv7()}` })).rejects.toMatchObject({ code: "not_found" });
    await expect(documentsOf({ set: `set:${uuidv7()}` })).rejects.toMatchObject({ code: "not_found" });
  });

  it("is what was submitted, with the documents that were", async () => {
    expect(shape(await documentsOf({ status: "submitted" }))).toEqual([
      "First: ACTOR QUOTE SOURCE",
      "Second: ",
    ]);
    expect(shape(await documentsOf({ status: "submitted", set: `user:${team.ben.userId}` }))).toEqual([]);
  });

  it("is one split", async () => {
    expect(shape(await documentsOf({ split: "dev" }))).toEqual(["Second: "]);
    expect((await documentsOf({ split: "dev" })).entities.map(({ name }) => name)).toEqual([
      "Mira",
      "The walk",
    ]);
  });

  it("never holds what its reader may not see: others' work before a document opens", async () => {
    const bens = await documentsOf({}, team.ben);
    expect(shape(bens)).toEqual(["First: ACTOR", "Second: "]);
    expect(bens.header.sets.map(({ userId }) => userId)).toEqual([team.ben.userId]);
    expect(bens.entities).toEqual([]);
    expect(bens.documents.flatMap(({ assignments }) => assignments)).toHaveLength(1);
    expect(shape(await documentsOf({ set: `user:${team.ana.userId}` }, team.ben))).toEqual([
      "First: ",
      "Second: ",
    ]);
    const anas = await documentsOf({}, team.ana);
    expect(shape(anas)).toEqual(["First: ACTOR QUOTE SOURCE", "Second: "]);
    expect(anas.header.sets).toHaveLength(1);
    expect(shape(await documentsOf({}, team.viewer))).toEqual(["First: ", "Second: "]);
  });

  it.each(codecs.map(({ id }) => [id]))("is the same bytes again as %s, and audited", async (format) => {
    const before = await db().auditEntry.count({ where: { kind: "corpus.exported" } });
    expect((await fileOf(format)).equals(await fileOf(format))).toBe(true);
    expect(await db().auditEntry.count({ where: { kind: "corpus.exported" } })).toBe(before + 2);
  });

  it("can be left in the middle, and the connection goes with it", async () => {
    const scope = await scopeOf("corpus.export", team.owner, team.projectId);
    const { bytes } = await exportCorpus(scope, { format: "jsonl", ...everything });
    for await (const piece of bytes) if (piece.length > 0) break;
    const [row] = await db().$queryRaw<{ open: number }[]>`
      SELECT count(*)::int AS open FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'`;
    expect(row?.open).toBe(0);
  });
});

describe("the preview", () => {
  const preview = async (format: "jsonl" | "brat" | "w3c" | "csv", person = team.owner) =>
    previewExport(await scopeOf("corpus.export", person, team.projectId), { format, ...everything });

  it("counts what its reader would get", async () => {
    expect(await preview("jsonl")).toMatchObject({
      documents: 2,
      annotations: 4,
      byTag: { ACTOR: 2, QUOTE: 1, SOURCE: 1 },
      losses: [],
      lossesFrom: 2,
      offsetUnit: "code points",
    });
    expect(await preview("jsonl", team.ben)).toMatchObject({ annotations: 1, byTag: { ACTOR: 1 } });
  });

  it.each(codecs.map(({ id }) => [id]))(
    "shows how the file as %s begins, and what it loses",
    async (format) => {
      const { sample, losses, fileName } = await preview(format);
      expect(sample.length).toBeGreaterThan(20);
      expect(sample.length).toBeLessThan(3_000);
      expect(losses.length > 0).toBe(format !== "jsonl");
      expect(fileName).toMatch(/^Team \d+( \w+)?\.\w+$/);
    },
  );
});

describe("the native format", () => {
  /** What two exports may differ in: the header names the project, and the last line is a hash of it all. */
  const lines = (bytes: Buffer) => {
    const [header = "", ...rest] = bytes.toString().trimEnd().split("\n");
    const { project: _, ...others } = JSON.parse(header);
    const { sha256: _hash, ...end } = JSON.parse(rest.pop() ?? "");
    return { header: others, rest, end };
  };

  it("comes back as an equal corpus in a new project, and its export is equal again", async () => {
    const file = await fileOf("jsonl");
    const projectId = await openProject(team.owner, "Restored");
    for (const person of [team.ana, team.ben]) await addMember(projectId, person, "annotator");
    const made = await dryRun({ projectId, owner: team.owner }, { "corpus.jsonl": file });
    expect(made.counts).toEqual({ new: 2, duplicate: 0, problem: 0 });
    expect(await start({ projectId, owner: team.owner }, made.id)).toMatchObject({
      state: "finished",
      total: 2,
    });
    expect(lines(await fileOf("jsonl", projectId))).toEqual(lines(file));
    const kinds = await db().change.groupBy({ by: ["kind"], where: { projectId }, _count: true });
    expect(Object.fromEntries(kinds.map(({ kind, _count }) => [kind, _count]))).toMatchObject({
      "annotation.imported": 4,
      "assignment.submitted": 2,
      "assignment.opened": 1,
      "document.created": 2,
      "entity.imported": 2,
    });
    const bens = await documentsOf({}, team.ben, projectId);
    expect(shape(bens)).toEqual(["First: ACTOR", "Second: "]);
  });

  it("brings work of strangers as imported sets, which keep no document closed", async () => {
    const file = await fileOf("jsonl");
    const projectId = await openProject(team.owner, "Elsewhere");
    const made = await dryRun({ projectId, owner: team.owner }, { "corpus.jsonl": file });
    await start({ projectId, owner: team.owner }, made.id);
    const { header, documents } = await documentsOf({}, team.owner, projectId);
    expect(header.sets.map(({ kind, userId }) => [kind, userId])).toEqual([
      ["imported", null],
      ["imported", null],
    ]);
    expect(documents[0]?.annotations).toHaveLength(4);
    expect(documents[0]?.assignments.map(({ state }) => state)).toEqual(["submitted"]);
  });

  it("a second time into the same project is all duplicates, and changes nothing", async () => {
    const file = await fileOf("jsonl");
    const made = await dryRun(team, { "again.jsonl": file });
    expect(made.counts).toEqual({ new: 0, duplicate: 2, problem: 0 });
    await start(team, made.id);
    expect((await fileOf("jsonl")).equals(file)).toBe(true);
  });

  it("kept as duplicates, comes under new ids with its relations intact", async () => {
    const file = await fileOf("jsonl");
    const projectId = await openProject(team.owner, "Double");
    const target = { projectId, owner: team.owner };
    await start(target, (await dryRun(target, { "one.jsonl": file })).id);
    await start(target, (await dryRun(target, { "two.jsonl": file }, { keepDuplicates: true })).id);
    const { documents } = await documentsOf({}, team.owner, projectId);
    expect(documents.map(({ annotations }) => annotations.length)).toEqual([4, 4, 0, 0]);
    const ids = documents.flatMap(({ annotations }) => annotations.map(({ id }) => id));
    expect(new Set(ids).size).toBe(8);
    for (const { annotations } of documents)
      for (const one of annotations)
        if (one.kind === "relation") expect(annotations.map(({ id }) => id)).toContain(one.fromId);
  });

  it("is refused as a whole when it was cut short or altered", async () => {
    const file = (await fileOf("jsonl")).toString();
    const made = await dryRun(team, {
      "cut.jsonl": file.slice(0, file.length * 0.8),
      "altered.jsonl": file.replace("she would go", "she would not"),
    });
    expect(made.counts).toEqual({ new: 0, duplicate: 0, problem: 2 });
    const { items } = await listImportItems(
      await scopeOf("document.import", team.owner, team.projectId),
      made.id,
      { limit: 10 },
    );
    expect(items.map(({ path }) => path)).toEqual(["cut.jsonl", "altered.jsonl"]);
    for (const { reason } of items) expect(reason).not.toBe("");
  });

  it("brings its scheme to a project without annotations, and must fit one that has some", async () => {
    const projectId = await openProject(team.owner, "Own scheme");
    const { value } = await db().schemeVersion.findFirstOrThrow({
      where: { projectId },
      select: { value: true },
    });
    const scheme = JSON.parse(JSON.stringify(value).replaceAll('"QUOTE"', '"SPEECH"'));
    await db().schemeVersion.create({ data: { projectId, number: 3, value: scheme } });
    await db().project.update({ where: { id: projectId }, data: { schemeVersion: 3 } });
    const target = { projectId, owner: team.owner };
    const documentId = await addDocument(target, "Own", "Oran went.");
    const scope = await scopeOf("annotation.create", team.owner, projectId);
    await batchAnnotations(
      scope,
      documentId,
      [{ kind: "span", tag: "SPEECH", spans: [{ start: 0, end: 4 }] }],
      undefined,
    );
    const misfit = await dryRun(target, { "corpus.jsonl": await fileOf("jsonl") });
    expect(misfit.counts).toEqual({ new: 1, duplicate: 0, problem: 1 });
    const fresh = { projectId: await openProject(team.owner, "Adopts"), owner: team.owner };
    const own = await fileOf("jsonl", projectId);
    await start(fresh, (await dryRun(fresh, { "corpus.jsonl": own })).id);
    expect(lines(await fileOf("jsonl", fresh.projectId)).header.schemeVersion).toBe(3);
    expect(lines(await fileOf("jsonl", fresh.projectId)).header.scheme).toEqual(lines(own).header.scheme);
  });
});

it("an answer with an article is never shown by a browser, only saved", async () => {
  const { documentHandlers } = await import("../api/document-handlers");
  const scope = await scopeOf("document.read", team.owner, team.projectId);
  const id = await addDocument(team, '<img src=x>/../Zürich "é"', "<script>alert(1)</script>");
  const params = { project: team.projectId, document: id };
  const request = new Request("https://x.example/");
  const response = await documentHandlers.readText({
    scope,
    params,
    body: undefined,
    query: undefined,
    request,
  });
  expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("content-security-policy")).toContain("sandbox");
  expect(response.headers.get("content-disposition")).toBe(
    `attachment; filename="img src=x .. Zurich e.txt"; filename*=UTF-8''img%20src%3Dx%20..%20Z%C3%BCrich%20%C3%A9.txt`,
  );
  expect(await response.text()).toBe("<script>alert(1)</script>");
});

import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codecs } from "@/lib/formats/registry";
import { byKey, call } from "@/lib/test/call-api";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { documentsOf, everything, fileOf, openMarkedTeam, shape } from "@/lib/test/open-marked-team";
import { addDocument, type Team } from "@/lib/test/open-team";
import { buildDocument, buildProject } from "@/seeds/build";
import { db } from "../database";
import { exportCorpus } from "./export-corpus";
import { previewExport } from "./preview-export";

let close: () => Promise<void>;
let team: Team;

beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openMarkedTeam();
});
afterAll(() => close());

describe("what is exported", () => {
  it("is everything, in a fixed order, relations after what they join", async () => {
    const corpus = await documentsOf(team, {});
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

  it("has what is said of the whole document between marks and relations, and every field as it is", async () => {
    const projectId = await buildProject(team.owner, { name: "Order" });
    const documentId = await buildDocument(projectId, team.owner, { title: "Only", text: "One, two" });
    const idOf = (at: number) => `00000000-0000-4000-8000-00000000000${at}`;
    const [setId, mark, relation, whole] = [idOf(1), idOf(2), idOf(3), idOf(4)] as const;
    await db().annotationSet.create({ data: { projectId, id: setId, kind: "gold", name: "Gold" } });
    const about = { projectId, documentId, setId, note: 'a, "b"\n[c' };
    const at = new Date("2026-01-15T09:30:00.120Z");
    const spans = [{ start: 0, end: 4, quote: "One," }];
    await db().annotation.createMany({
      data: [
        { ...about, id: whole, kind: "document", tag: "NONE", createdAt: at, updatedAt: at, revision: 12 },
        { ...about, id: mark, kind: "span", tag: "ACTOR", spans, start: 0, end: 4, attributes: { x: true } },
        { ...about, id: relation, kind: "relation", tag: "SOURCE", fromId: mark, toId: mark },
      ],
    });
    const { documents } = await documentsOf({ ...team, projectId }, {});
    const [first, second, third] = documents[0]?.annotations ?? [];
    expect(first).toMatchObject({
      id: mark,
      spans,
      attributes: { x: true },
      entityId: null,
      note: about.note,
    });
    const times = { createdAt: at.toISOString(), updatedAt: at.toISOString() };
    const common = { documentId, setId, note: about.note, attributes: {}, createdBy: null };
    expect(second).toEqual({ ...common, ...times, id: whole, kind: "document", tag: "NONE", revision: 12 });
    expect(third).toMatchObject({ ...common, id: relation, fromId: mark, toId: mark, revision: 1 });
  });

  it("is one person's when asked, by name or as mine", async () => {
    const bens = await documentsOf(team, { set: `user:${team.ben.userId}` });
    expect(shape(bens)).toEqual(["First: ACTOR", "Second: "]);
    expect(bens.entities).toEqual([]);
    expect(bens.header.sets.map(({ userId }) => userId)).toEqual([team.ben.userId]);
    expect(shape(await documentsOf(team, { set: "mine" }, team.ana))).toEqual([
      "First: ACTOR QUOTE SOURCE",
      "Second: ",
    ]);
    expect(shape(await documentsOf(team, { set: "gold" }))).toEqual(["First: ", "Second: "]);
    await expect(documentsOf(team, { set: `user:${uuidv7()}` })).rejects.toMatchObject({ code: "not_found" });
    await expect(documentsOf(team, { set: `set:${uuidv7()}` })).rejects.toMatchObject({ code: "not_found" });
  });

  it("is what was submitted, with the documents that were", async () => {
    expect(shape(await documentsOf(team, { status: "submitted" }))).toEqual([
      "First: ACTOR QUOTE SOURCE",
      "Second: ",
    ]);
    expect(shape(await documentsOf(team, { status: "submitted", set: `user:${team.ben.userId}` }))).toEqual(
      [],
    );
  });

  it("is one split", async () => {
    expect(shape(await documentsOf(team, { split: "dev" }))).toEqual(["Second: "]);
    expect((await documentsOf(team, { split: "dev" })).entities.map(({ name }) => name)).toEqual([
      "Mira",
      "The walk",
    ]);
  });

  it("never holds what its reader may not see: others' work before a document opens", async () => {
    const bens = await documentsOf(team, {}, team.ben);
    expect(shape(bens)).toEqual(["First: ACTOR", "Second: "]);
    expect(bens.header.sets.map(({ userId }) => userId)).toEqual([team.ben.userId]);
    expect(bens.entities).toEqual([]);
    expect(bens.documents.flatMap(({ assignments }) => assignments)).toHaveLength(1);
    expect(shape(await documentsOf(team, { set: `user:${team.ana.userId}` }, team.ben))).toEqual([
      "First: ",
      "Second: ",
    ]);
    const anas = await documentsOf(team, {}, team.ana);
    expect(shape(anas)).toEqual(["First: ACTOR QUOTE SOURCE", "Second: "]);
    expect(anas.header.sets).toHaveLength(1);
    expect(shape(await documentsOf(team, {}, team.viewer))).toEqual(["First: ", "Second: "]);
  });

  it.each(codecs.map(({ id }) => [id]))("is the same bytes again as %s, and audited", async (format) => {
    const before = await db().auditEntry.count({ where: { kind: "corpus.exported" } });
    expect((await fileOf(team, format)).equals(await fileOf(team, format))).toBe(true);
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

describe("exports at the same time", () => {
  const open = async (person: Team["owner"]) =>
    exportCorpus(await scopeOf("corpus.export", person, team.projectId), { format: "csv", ...everything });

  it("are two for each person; a third is told when to come back, and however one ends its place is free", async () => {
    const [read, left] = [await open(team.owner), await open(team.owner)];
    const refused = await call("exportCorpus", {
      params: { project: team.projectId },
      query: { format: "csv" },
      headers: await byKey(team.owner),
    });
    expect(refused.headers.get("retry-after")).toMatch(/^\d+$/);
    expect(await refused.json()).toMatchObject({ status: 429, code: "rate_limited" });
    await (await open(team.ana)).close();

    for await (const _ of read.bytes);
    for await (const _ of (await open(team.owner)).bytes) break;
    const third = await open(team.owner);
    await Promise.all([left.close(), left.close(), third.close()]);
    const scope = await scopeOf("corpus.export", team.owner, team.projectId);
    const nowhere = { format: "csv", ...everything, set: `user:${team.projectId}` } as const;
    for (let at = 0; at < 3; at++)
      await expect(exportCorpus(scope, nowhere)).rejects.toMatchObject({ code: "not_found" });
    for (const one of [await open(team.owner), await open(team.owner)]) await one.close();
  });
});

describe("the preview", () => {
  const preview = async (format: "jsonl" | "brat" | "w3c" | "csv", person = team.owner) =>
    previewExport(await scopeOf("corpus.export", person, team.projectId), { format, ...everything });

  it("counts what its reader would get", async () => {
    expect(await preview("jsonl")).toMatchObject({
      documents: 2,
      annotations: 4,
      byTag: [
        { kind: "span", tag: "ACTOR", title: "Actor", annotations: 2 },
        { kind: "span", tag: "QUOTE", title: "Quote", annotations: 1 },
        { kind: "relation", tag: "SOURCE", title: "Source", annotations: 1 },
      ],
      sets: [{ kind: "annotator" }, { kind: "annotator" }],
      losses: [],
      lossesFrom: 2,
      offsetUnit: "code points",
    });
    expect(await preview("jsonl", team.ben)).toMatchObject({
      annotations: 1,
      byTag: [{ tag: "ACTOR", annotations: 1 }],
    });
  });

  it("counts a relation type apart from the tag that has its key", async () => {
    const own = await openMarkedTeam();
    const { projectId } = own;
    // The default scheme has a tag and a relation type CUE.
    for (const tag of ["QUOTE", "SOURCE"])
      await db().annotation.updateMany({ where: { projectId, tag }, data: { tag: "CUE" } });
    const scope = await scopeOf("corpus.export", own.owner, projectId);
    const { byTag } = await previewExport(scope, { format: "csv", ...everything });
    expect(byTag.map(({ kind, tag, annotations }) => [kind, tag, annotations])).toEqual([
      ["span", "ACTOR", 2],
      ["relation", "CUE", 1],
      ["span", "CUE", 1],
    ]);
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

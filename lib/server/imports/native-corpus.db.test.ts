import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMember, openInstallation, scopeOf } from "@/lib/test/open-installation";
import { documentsOf, fileOf, openMarkedTeam, shape } from "@/lib/test/open-marked-team";
import { addDocument, dryRun, openProject, start, type Team } from "@/lib/test/open-team";
import { batchAnnotations } from "../annotations/write";
import { db } from "../database";
import { ensureJobSchema } from "../jobs/run-jobs";
import { setReview } from "../reviews/write";
import { listImportItems } from "./read";

let close: () => Promise<void>;
let team: Team;

beforeAll(async () => {
  ({ close } = await openInstallation());
  await ensureJobSchema();
  team = await openMarkedTeam();
  const quote = await db().annotation.findFirstOrThrow({
    where: { projectId: team.projectId, tag: "QUOTE" },
  });
  await setReview(await scopeOf("review.write", team.owner, team.projectId), quote.documentId, quote.id, {
    ...{ verdict: "reject", reason: "not_a_quote", text: "A title", annotationRevision: 1 },
  });
});
afterAll(() => close());

describe("the native format", () => {
  /** What two exports may differ in: the header names the project, and the last line is a hash of it all. */
  const lines = (bytes: Buffer) => {
    const [header = "", ...rest] = bytes.toString().trimEnd().split("\n");
    const { project: _, ...others } = JSON.parse(header);
    const { sha256: _hash, ...end } = JSON.parse(rest.pop() ?? "");
    return { header: others, rest, end };
  };

  it("comes back as an equal corpus in a new project, and its export is equal again", async () => {
    const file = await fileOf(team, "jsonl");
    const projectId = await openProject(team.owner, "Restored");
    for (const person of [team.ana, team.ben]) await addMember(projectId, person, "annotator");
    const made = await dryRun({ projectId, owner: team.owner }, { "corpus.jsonl": file });
    expect(made.counts).toEqual({ new: 2, duplicate: 0, problem: 0 });
    expect(await start({ projectId, owner: team.owner }, made.id)).toMatchObject({
      state: "finished",
      total: 2,
    });
    expect(lines(await fileOf({ projectId: projectId, owner: team.owner }, "jsonl"))).toEqual(lines(file));
    const kinds = await db().change.groupBy({ by: ["kind"], where: { projectId }, _count: true });
    expect(Object.fromEntries(kinds.map(({ kind, _count }) => [kind, _count]))).toMatchObject({
      "annotation.imported": 4,
      "review.imported": 1,
      "assignment.submitted": 2,
      "assignment.opened": 1,
      "document.created": 2,
      "entity.imported": 2,
    });
    const [first] = (await documentsOf({ projectId, owner: team.owner })).documents;
    expect(first?.reviews).toMatchObject([{ reviewerId: team.owner.userId, reason: "not_a_quote" }]);
    const bens = await documentsOf({ projectId, owner: team.owner }, {}, team.ben);
    // What is said of work that one may not see is not in one's file either.
    expect(bens.documents[0]?.reviews).toEqual([]);
    expect(shape(bens)).toEqual(["First: ACTOR", "Second: "]);
  });

  it("keeps two documents that have one text apart, as they were", async () => {
    const twice = await openProject(team.owner, "One text twice");
    for (const title of ["First print", "Reprint"])
      await addDocument({ projectId: twice, owner: team.owner }, title, "The very same text.");
    const file = await fileOf({ projectId: twice, owner: team.owner }, "jsonl");
    const projectId = await openProject(team.owner, "One text twice again");
    const target = { projectId, owner: team.owner };
    const made = await dryRun(target, { "corpus.jsonl": file });
    expect(made.counts).toEqual({ new: 2, duplicate: 0, problem: 0 });
    await start(target, made.id);
    expect(lines(await fileOf(target, "jsonl"))).toEqual(lines(file));
  });

  it("brings work of strangers as imported sets, which keep no document closed", async () => {
    const file = await fileOf(team, "jsonl");
    const projectId = await openProject(team.owner, "Elsewhere");
    const made = await dryRun({ projectId, owner: team.owner }, { "corpus.jsonl": file });
    await start({ projectId, owner: team.owner }, made.id);
    const { header, documents } = await documentsOf({ projectId, owner: team.owner });
    expect(header.sets.map(({ kind, userId }) => [kind, userId])).toEqual([
      ["imported", null],
      ["imported", null],
    ]);
    expect(documents[0]?.annotations).toHaveLength(4);
    expect(documents[0]?.assignments.map(({ state }) => state)).toEqual(["submitted"]);
  });

  it("a second time into the same project is all duplicates, and changes nothing", async () => {
    const file = await fileOf(team, "jsonl");
    const made = await dryRun(team, { "again.jsonl": file });
    expect(made.counts).toEqual({ new: 0, duplicate: 2, problem: 0 });
    await start(team, made.id);
    expect((await fileOf(team, "jsonl")).equals(file)).toBe(true);
  });

  it("kept as duplicates, comes under new ids with its relations intact", async () => {
    const file = await fileOf(team, "jsonl");
    const projectId = await openProject(team.owner, "Double");
    const target = { projectId, owner: team.owner };
    await start(target, (await dryRun(target, { "one.jsonl": file })).id);
    await start(target, (await dryRun(target, { "two.jsonl": file }, { keepDuplicates: true })).id);
    const { documents } = await documentsOf({ projectId, owner: team.owner });
    expect(documents.map(({ annotations }) => annotations.length)).toEqual([4, 4, 0, 0]);
    expect(documents.map(({ reviews }) => reviews.length)).toEqual([1, 1, 0, 0]);
    const ids = documents.flatMap(({ annotations }) => annotations.map(({ id }) => id));
    expect(new Set(ids).size).toBe(8);
    for (const { annotations } of documents)
      for (const one of annotations)
        if (one.kind === "relation") expect(annotations.map(({ id }) => id)).toContain(one.fromId);
  });

  it("is refused as a whole when it was cut short or altered", async () => {
    const file = (await fileOf(team, "jsonl")).toString();
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
    const misfit = await dryRun(target, { "corpus.jsonl": await fileOf(team, "jsonl") });
    expect(misfit.counts).toEqual({ new: 1, duplicate: 0, problem: 1 });
    const fresh = { projectId: await openProject(team.owner, "Adopts"), owner: team.owner };
    const own = await fileOf({ projectId: projectId, owner: team.owner }, "jsonl");
    await start(fresh, (await dryRun(fresh, { "corpus.jsonl": own })).id);
    expect(
      lines(await fileOf({ projectId: fresh.projectId, owner: team.owner }, "jsonl")).header.schemeVersion,
    ).toBe(3);
    expect(
      lines(await fileOf({ projectId: fresh.projectId, owner: team.owner }, "jsonl")).header.scheme,
    ).toEqual(lines(own).header.scheme);
  });
});

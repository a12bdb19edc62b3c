import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DocumentFilter, listDocuments as declared } from "@/lib/contracts/documents";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";
import { AppError } from "../app-error";
import { nextDocument } from "../assignments/read";
import { reopenDocument, submitDocument } from "../assignments/write";
import { db } from "../database";
import { documentFacets, listDocuments, readDocument } from "./read";
import { createDocument, moveDocument, updateDocument } from "./write";

let close: () => Promise<void>;
let team: Team;
const ids: string[] = [];
const titles = ["Zebra talks", "apple accord", "Banana summit", "banana summit", "Éclair row", "Cherry call"];

beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam();
  for (const [at, title] of titles.entries()) {
    const metadata = { outlet: at % 2 ? "The Gazette" : "Evening Post", publishedAt: `2025-03-0${at + 1}` };
    ids.push(
      await addDocument(team, title, `Mira spoke of ${title}. The delegation's envoy met O'Hara.`, metadata),
    );
  }
});
afterAll(() => close());

type Query = Parameters<typeof listDocuments>[1];
const query = (given: Record<string, string> = {}): Query =>
  declared.query?.parse(given) ?? (DocumentFilter.parse({}) as Query);

async function list(given: Record<string, string> = {}, person = team.owner) {
  return listDocuments(await scopeOf("document.read", person, team.projectId), query(given));
}

const titlesOf = async (given: Record<string, string>) => (await list(given)).items.map(({ title }) => title);

describe("the list", () => {
  it.each([
    ["created", "asc"],
    ["title", "asc"],
    ["title", "desc"],
    ["outlet", "desc"],
    ["published", "asc"],
  ])("has every document once over pages of two, by %s %s", async (sort, order) => {
    const whole = await titlesOf({ sort, order });
    const paged: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof list>> = await list({
        sort,
        order,
        limit: "2",
        ...(cursor ? { cursor } : {}),
      });
      expect(page.total).toBe(titles.length);
      paged.push(...page.items.map(({ title }) => title));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(whole);
    expect([...paged].sort()).toEqual([...titles].sort());
  });

  it("sorts titles without regard to case", async () => {
    expect((await titlesOf({ sort: "title" })).slice(0, 3)).toEqual([
      "apple accord",
      "Banana summit",
      "banana summit",
    ]);
  });

  it("filters by metadata, and says how many match", async () => {
    const page = await list({ outlet: "The Gazette", publishedFrom: "2025-03-03", limit: "1" });
    expect(page).toMatchObject({ total: 2, items: [{ title: "banana summit" }] });
  });

  it.each([
    ["whole words", "banana", 2],
    ["the beginning of the last word", "deleg", 6],
    ["a phrase", '"banana summit"', 2],
    ["either", "zebra or cher", 2],
    ["not", "summit -banana", 0],
    ["apostrophes", "o'hara", 6],
    ["the outlet", "gazette", 3],
    ["what would be syntax", "a:* & !b | (c", 0],
    ["a backslash and a quote at the end", "x\\'", 0],
    ["punctuation only", "!!!", 0],
  ])("finds %s", async (_, search, total) => {
    expect((await list({ search })).total).toBe(total);
  });

  it("refuses cursors of another order and made-up ones", async () => {
    const { nextCursor } = await list({ limit: "2" });
    await expect(list({ sort: "title", cursor: nextCursor ?? "" })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(list({ cursor: "e30" })).rejects.toBeInstanceOf(AppError);
    const forged = Buffer.from(JSON.stringify(["created", "asc", "yesterday", ids[0]])).toString("base64url");
    await expect(list({ cursor: forged })).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("counts facets", async () => {
    const facets = await documentFacets(await scopeOf("document.read", team.viewer, team.projectId));
    expect(facets.outlet).toEqual([
      { value: "Evening Post", count: 3 },
      { value: "The Gazette", count: 3 },
    ]);
    expect(facets.language).toEqual([]);
    expect(facets.split).toEqual([{ value: "none", count: 6 }]);
  });
});

describe("a text", () => {
  const create = async (text: string, id?: string) =>
    createDocument(await scopeOf("document.import", team.owner, team.projectId), { title: "T", text, id });

  it("is stored exactly, with its length in code points", async () => {
    const { document } = await create("\ufeffa🕊️\r\nb");
    expect(document).toMatchObject({ text: "a🕊️\nb", length: 5 });
    expect(document.textSha256).toMatch(/^[0-9a-f]{64}$/);
    await moveDocument(await scopeOf("document.delete", team.owner, team.projectId), "delete", document.id);
  });

  it.each([
    ["a\nb\0", /character 4 in line 2/],
    ["\ud800", /surrogate/],
    [" \n ", /empty/],
  ])("%j is refused with its place", async (text, words) => {
    await expect(create(text)).rejects.toThrow(words);
  });

  it("comes once when its id is sent twice, and is refused when the text differs", async () => {
    const id = "018f0000-0000-7000-8000-000000000001";
    const both = await Promise.all([create("twice", id), create("twice", id)]);
    expect(both.map(({ isNew }) => isNew).sort()).toEqual([false, true]);
    expect(await db().change.count({ where: { subjectId: id } })).toBe(1);
    await expect(create("other", id)).rejects.toMatchObject({ code: "conflict" });
    await moveDocument(await scopeOf("document.delete", team.owner, team.projectId), "delete", id);
  });

  it("with more different words than the index can hold is found by its first ones", async () => {
    const words = Array.from({ length: 180_000 }, (_, n) => `word${n.toString(36)}x`).join(" ");
    const { document } = await create(words);
    expect((await list({ search: "word7x" })).items.map(({ id }) => id)).toEqual([document.id]);
    await moveDocument(await scopeOf("document.delete", team.owner, team.projectId), "delete", document.id);
  });
});

describe("metadata", () => {
  it("changes with the revision that was read, and is refused with the newest otherwise", async () => {
    const scope = await scopeOf("document.edit", team.owner, team.projectId);
    const id = ids[0] ?? "";
    expect(await updateDocument(scope, id, { byline: "A. Writer", revision: 1 })).toMatchObject({
      byline: "A. Writer",
      revision: 2,
      title: "Zebra talks",
    });
    await expect(updateDocument(scope, id, { byline: "B", revision: 1 })).rejects.toMatchObject({
      code: "stale_revision",
      details: { current: { revision: 2 } },
    });
    const change = await db().change.findFirst({ where: { subjectId: id, kind: "document.edited" } });
    expect(change).toMatchObject({ setId: null, before: { byline: "" }, after: { byline: "A. Writer" } });
  });

  it("a removed document is gone for annotators, restorable for leads", async () => {
    const leads = await scopeOf("document.delete", team.owner, team.projectId);
    const id = ids[5] ?? "";
    await moveDocument(leads, "delete", id);
    await moveDocument(leads, "delete", id);
    const reader = await scopeOf("document.read", team.ana, team.projectId);
    await expect(readDocument(reader, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(list({ deleted: "true" }, team.ana)).rejects.toMatchObject({ code: "forbidden" });
    expect((await list({ deleted: "true" })).items.map((item) => item.id)).toContain(id);
    await moveDocument(leads, "restore", id);
    expect((await list()).total).toBe(titles.length);
    expect(await db().change.count({ where: { subjectId: id, kind: "document.deleted" } })).toBe(1);
  });
});

describe("work on documents", () => {
  const row = async (person: Team["ana"], at: number) =>
    (await list({}, person)).items.find(({ id }) => id === ids[at]);
  const reopen = async (person: Team["ana"], id: string, setId?: string) =>
    reopenDocument(await scopeOf("assignment.reopen", person, team.projectId), id, setId);

  it("is counted as far as it is visible: blind until everybody has submitted", async () => {
    const { projectId, ana, ben, owner, viewer } = team;
    const id = ids[1] ?? "";
    await mark(projectId, ana, id);
    await mark(projectId, ben, id, 5);
    expect(await row(ana, 1)).toMatchObject({ annotations: 1, myState: "open" });
    expect(await row(owner, 1)).toMatchObject({ annotations: 2, myState: "none" });
    expect(await row(viewer, 1)).toMatchObject({ annotations: 0, myState: "none" });
    await submit(projectId, ana, id);
    expect(await row(ana, 1)).toMatchObject({ annotations: 1, myState: "submitted" });
    await submit(projectId, ben, id);
    expect(await row(ana, 1)).toMatchObject({ annotations: 2 });
    expect((await list({ state: "submitted" }, ana)).items.map((item) => item.id)).toEqual([id]);
  });

  it("can't be reopened by who has seen the others', but by a lead", async () => {
    const { ana, owner } = team;
    const id = ids[1] ?? "";
    await expect(reopen(ana, id)).rejects.toMatchObject({ code: "forbidden" });
    const set = await db().annotationSet.findFirst({ where: { userId: ana.userId }, select: { id: true } });
    await expect(reopen(team.ben, id, set?.id)).rejects.toMatchObject({ code: "not_found" });
    expect(await reopen(owner, id, set?.id)).toMatchObject({ state: "reopened", submittedAt: null });
    expect(await row(team.ben, 1)).toMatchObject({ annotations: 1 });
  });

  it("can be reopened while nothing of others has shown through it", async () => {
    const { projectId, ana } = team;
    const id = ids[2] ?? "";
    const scope = await scopeOf("assignment.submit", ana, projectId);
    const first = await submitDocument(scope, id);
    expect(await submitDocument(scope, id)).toEqual(first);
    expect(await reopen(ana, id)).toMatchObject({ state: "reopened" });
    await submitDocument(scope, id);
  });

  it("leads on to the next unsubmitted document, and from the last back to skipped ones", async () => {
    const { projectId, ana } = team;
    const scope = await scopeOf("document.read", ana, projectId);
    expect(await nextDocument(scope, ids[1])).toEqual({ id: ids[3], remaining: 5, claimRoundId: null });
    expect(await nextDocument(scope, ids[5])).toEqual({ id: ids[0], remaining: 5, claimRoundId: null });
    for (const at of [0, 1, 3, 4, 5]) await submit(projectId, ana, ids[at] ?? "");
    expect(await nextDocument(scope, undefined)).toEqual({ id: null, remaining: 0, claimRoundId: null });
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { changeNouns } from "@/lib/contracts/entities";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { addDocument, mark, openTeam, type Team } from "@/lib/test/open-team";
import { listChanges, newestSeq } from "./read";

let close: () => Promise<void>;
let team: Team;
let documentId: string;

beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam();
  documentId = await addDocument(team, "First report", "Mira spoke to the envoy.");
  await mark(team.projectId, team.ana, documentId);
  await mark(team.projectId, team.ben, documentId);
  // Another project on the same tables.
  await addDocument(await openTeam(), "Elsewhere", "Nobody spoke.");
});
afterAll(() => close());

type Asked = Partial<{
  since: string;
  before: string;
  order: "oldest" | "newest";
  principal: string;
  noun: (typeof changeNouns)[number];
  limit: number;
}>;
const pageFor = async (person: Team["ana"], asked: Asked = {}) =>
  listChanges(await scopeOf("change.read", person, team.projectId), { limit: 100, ...asked });
const kindsFor = async (person: Team["ana"], asked: Asked = {}) =>
  (await pageFor(person, asked)).items.map(({ kind }) => kind);

describe("the changes of a project", () => {
  it("come page by page in either order, each once", async () => {
    const all = (await pageFor(team.owner)).items.map(({ seq }) => seq);
    const seen: string[] = [];
    let before: string | undefined;
    do {
      const page = await pageFor(team.owner, { order: "newest", limit: 2, ...(before ? { before } : {}) });
      seen.push(...page.items.map(({ seq }) => seq));
      before = page.nextCursor ?? undefined;
    } while (before !== undefined);
    expect(seen).toEqual(all.toReversed());
    expect(all.at(-1)).toBe(await newestSeq(await scopeOf("change.read", team.owner, team.projectId)));
    const first = await pageFor(team.owner, { limit: 2 });
    expect(first.items.map(({ seq }) => seq)).toEqual(all.slice(0, 2));
    const next = await pageFor(team.owner, { since: first.nextCursor ?? "" });
    expect(next.items.map(({ seq }) => seq)).toEqual(all.slice(2));
  });

  it("name the document that they are about", async () => {
    const { items } = await pageFor(team.owner, { noun: "annotation" });
    expect(items.map(({ documentTitle }) => documentTitle)).toEqual(["First report", "First report"]);
  });

  it("can be narrowed to one person and to one sort of thing", async () => {
    expect(await kindsFor(team.owner, { principal: team.ana.userId })).toEqual([
      "assignment.opened",
      "annotation.created",
    ]);
    expect(await kindsFor(team.owner, { noun: "document" })).toEqual(["document.created"]);
    expect(await kindsFor(team.owner, { noun: "document", principal: team.ana.userId })).toEqual([]);
  });

  it("hide a teammate's work from who works blind, however they ask", async () => {
    for (const asked of [{}, { order: "newest" }, { principal: team.ben.userId }] as const) {
      const { items } = await pageFor(team.ana, asked);
      expect(items.filter(({ principal }) => principal === team.ben.userId)).toEqual([]);
    }
  });
});

import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { byKey, call } from "@/lib/test/call-api";
import { curatorOf, link, span } from "@/lib/test/open-adjudication";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { openRoundOf } from "@/lib/test/open-round";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";
import { claimDocument } from "../rounds/claim";
import { listAdjudication, listAwaitedAdjudication } from "./list";

const TEXT = "Minister Oran met the envoy in Lysa. “We agreed,” she said.";
/** Nobody is given two tellings of one story. */
const OTHER = "The harbour of Cold Bay opened again on Monday, its keeper told reporters.";
let close: () => Promise<void>;
let team: Team;
let olga: Readonly<Record<string, string>>;

beforeAll(async () => {
  ({ close } = await openInstallation());
});
afterAll(() => close());

/** A project of its own: its documents are all that there are. */
async function begin() {
  team = await openTeam();
  olga = await byKey(team.owner);
  return await scopeOf("adjudication.read", team.owner, team.projectId);
}

async function ready(title: string, marks: number): Promise<string> {
  const document = await addDocument(team, title, TEXT);
  for (let end = 1; end <= marks; end++) await mark(team.projectId, team.ana, document, end);
  for (const person of [team.ana, team.ben]) await submit(team.projectId, person, document);
  return document;
}

describe("the list of documents to adjudicate", () => {
  it("is in any of its orders whole, page by page", async () => {
    const scope = await begin();
    for (const [title, marks] of [
      ["Lysa", 1],
      ["arvany", 3],
      ["Brindle", 0],
      ["Cold Bay", 3],
    ] as const)
      await ready(title, marks);
    const walked = async (sort: "oldest" | "differing" | "title") => {
      const titles: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await listAdjudication(scope, { sort, limit: 1, ...(cursor ? { cursor } : {}) });
        titles.push(...page.items.map(({ title }) => title));
        cursor = page.nextCursor;
      } while (cursor);
      return titles;
    };
    expect(await walked("oldest")).toEqual(["Lysa", "arvany", "Brindle", "Cold Bay"]);
    expect(await walked("title")).toEqual(["arvany", "Brindle", "Cold Bay", "Lysa"]);
    expect(await walked("differing")).toEqual(["arvany", "Cold Bay", "Lysa", "Brindle"]);
  });

  it("is of what is finished, or of what is not", async () => {
    const scope = await begin();
    const [first, second] = [await ready("First", 0), await ready("Second", 0)];
    const done = await call("finishAdjudication", {
      params: { project: team.projectId, document: first },
      headers: olga,
    });
    expect(done.status).toBe(200);
    const listed = async (state: "finished" | "unfinished") =>
      (await listAdjudication(scope, { state, limit: 50 })).items.map(({ documentId }) => documentId);
    expect([await listed("finished"), await listed("unfinished")]).toEqual([[first], [second]]);
  });

  it("is of one round", async () => {
    const scope = await begin();
    await ready("Taken as they like", 0);
    const document = await addDocument(team, "Of a round", OTHER);
    const { id: round } = await openRoundOf(team, [document], [team.ana, team.ben], { copies: 2 });
    const titles = async () => ({
      ready: (await listAdjudication(scope, { round, limit: 50 })).items.map(({ title }) => title),
      awaited: (await listAwaitedAdjudication(scope, { round, limit: 50 })).items.map(({ title }) => title),
    });
    expect(await titles()).toEqual({ ready: [], awaited: ["Of a round"] });
    for (const person of [team.ana, team.ben]) await submit(team.projectId, person, document);
    expect(await titles()).toEqual({ ready: ["Of a round"], awaited: [] });
  });
});

describe("what is not ready", () => {
  it("says how many have submitted, work on it still, or are missing", async () => {
    const scope = await begin();
    const awaited = async () => (await listAwaitedAdjudication(scope, { limit: 50 })).items;
    const document = await addDocument(team, "Waiting", TEXT);
    await addDocument(team, "Nobody’s", TEXT);
    expect(await awaited()).toEqual([]);
    const known = { documentId: document, title: "Waiting" };
    await submit(team.projectId, team.ana, document);
    expect(await awaited()).toEqual([{ ...known, submitted: 1, working: 0, missing: 1 }]);
    await mark(team.projectId, team.ben, document);
    expect(await awaited()).toEqual([{ ...known, submitted: 1, working: 1, missing: 0 }]);
    await submit(team.projectId, team.ben, document);
    expect(await awaited()).toEqual([]);
  });

  it("asks for as many as its round, and never for what one annotates alone", async () => {
    const scope = await begin();
    const [alone, shared] = [
      await addDocument(team, "For one", TEXT),
      await addDocument(team, "For two", OTHER),
    ];
    await openRoundOf(team, [alone], [team.ana], { copies: 1 });
    const settings = { copies: 2, mode: "claimed" } as const;
    const round = await openRoundOf(team, [shared], [team.ana, team.ben], settings);
    await mark(team.projectId, team.ana, alone);
    expect((await listAwaitedAdjudication(scope, { limit: 50 })).items).toEqual([]);
    await claimDocument(await scopeOf("round.claim", team.ana, team.projectId), round.id, uuidv7());
    expect((await listAwaitedAdjudication(scope, { limit: 50 })).items).toMatchObject([
      { documentId: shared, submitted: 0, working: 1, missing: 1 },
    ]);
  });
});

describe("a rule", () => {
  it("says which of the items that it leaves are links that wait for their marks", async () => {
    await begin();
    const said = (end: number) => {
      const [quote, who] = [span("QUOTE", 37, end), span("ACTOR", 0, 13)];
      return [quote, who, link("SOURCE", quote, who)];
    };
    // They differ on where the quote ends, and agree on who said it.
    const here = await curatorOf(team, olga)(said(48), said(46));
    const { json } = await here.settle("agreed", "exact", true);
    expect(json).toMatchObject({ settled: [{ tag: "ACTOR" }], left: 2, waiting: 1 });
  });
});

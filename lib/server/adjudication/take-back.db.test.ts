import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AdjudicationWork, Outcomes } from "@/lib/contracts/adjudication";
import { byKey } from "@/lib/test/call-api";
import { curatorOf, link, named, span } from "@/lib/test/open-adjudication";
import { addMember, openInstallation, scopeOf, signedInPerson } from "@/lib/test/open-installation";
import { openTeam, type Team } from "@/lib/test/open-team";
import { batchAnnotations } from "../annotations/write";
import { db } from "../database";
import { examine } from "../doctor/examine";

let close: () => Promise<void>;
let team: Team;
let cora: Team["owner"];
let coras: Readonly<Record<string, string>>;
let adjudicated: ReturnType<typeof curatorOf>;

beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam();
  cora = await signedInPerson("Cora");
  await addMember(team.projectId, cora, "curator");
  coras = await byKey(cora);
  adjudicated = curatorOf(team, await byKey(team.owner));
});
afterAll(async () => {
  const wrong = [];
  for await (const finding of examine()) if (finding.count > 0) wrong.push(finding);
  await close();
  // After all that was decided and taken back here, every row is the replay of the log.
  expect(wrong).toEqual([]);
});

type Here = Awaited<ReturnType<typeof adjudicated>>;
const goldOf = ({ gold }: AdjudicationWork) =>
  gold.map((one) => [one.tag, one.kind === "span" ? one.spans.map(({ quote }) => quote).join() : one.kind]);
/** Changes the gold by hand, as the annotation page does. */
const byHand = async (here: Here, id: string, revision: number, set: object) =>
  batchAnnotations(
    await scopeOf("annotation.create", cora, team.projectId),
    here.document,
    [{ op: "update", id, revision, set }],
    undefined,
    "gold",
  );

/** What Ana and Ben mark otherwise, decided for Ana's version by Olga and then for Ben's by Cora. */
async function decidedTwice() {
  const [mine, theirs] = [span("ACTOR", 0, 8), span("ACTOR", 0, 13)];
  const here = await adjudicated([mine], [theirs]);
  const item = await here.itemAt(mine.id);
  const first = await here.take(item, [mine.id]);
  const opId = uuidv7();
  const [gold] = first.json.gold;
  const second = await here.ask<Outcomes>(
    "decide",
    {
      opId,
      replaces: named(first.json.decisions),
      gold: named(first.json.gold),
      decisions: [
        {
          id: uuidv7(),
          sources: await here.sourcesOf(item),
          outcome: { kind: "chosen", from: theirs.id, goldId: gold?.id },
          reason: "boundary",
          text: "Titles belong to names",
        },
      ],
    },
    coras,
  );
  return { here, mine, theirs, first, second: { ...second, opId } };
}

describe("undoing one operation after the other", () => {
  it("goes all the way back and all the way forth again", async () => {
    const { here, first, second } = await decidedTwice();
    const undos = [uuidv7(), uuidv7()];
    expect((await here.undo(second.opId, undos[0])).status).toBe(200);
    expect((await here.undo(first.opId, undos[1])).status).toBe(200);
    expect(await here.read()).toMatchObject({ decided: 0, gold: [] });
    expect((await here.undo(undos[1] ?? "")).status).toBe(200);
    expect((await here.undo(undos[0] ?? "")).status).toBe(200);
    expect(goldOf(await here.read())).toEqual([["ACTOR", "Minister Oran"]]);
    expect((await here.read()).decisions).toMatchObject([{ text: "Titles belong to names" }]);
  });

  it("passes over what was changed by hand and changed back, and stops where it was not", async () => {
    const mine = span("ACTOR", 0, 8);
    const here = await adjudicated([mine], []);
    const { opId, json } = await here.take(await here.itemAt(mine.id), [mine.id]);
    const id = json.gold[0]?.id ?? "";
    await byHand(here, id, 1, { tag: "PLACE" });
    expect((await here.undo(opId)).json).toMatchObject({ code: "stale_revision" });
    await byHand(here, id, 2, { tag: "ACTOR" });
    expect((await here.undo(opId)).status).toBe(200);
    expect((await here.read()).gold).toEqual([]);
  });
});

describe("taking back one decision", () => {
  it("of somebody else brings back what it replaced, then leaves the item undecided, and is undone", async () => {
    const { here, first, second } = await decidedTwice();
    const opId = uuidv7();
    const back = await here.takeBack(second.json.decisions.slice(0, 1), second.json.gold, opId);
    expect(back.status).toBe(200);
    let work = await here.read();
    expect(goldOf(work)).toEqual([["ACTOR", "Minister"]]);
    expect(work.decisions.map(({ id }) => id)).toEqual(first.json.decisions.map(({ id }) => id));
    expect((await here.takeBack(work.decisions, work.gold)).status).toBe(200);
    expect(await here.read()).toMatchObject({ decided: 0, gold: [], decisions: [] });
    await here.take(await here.itemAt(work.annotations[0]?.id), [work.annotations[0]?.id]);
    work = await here.read();
    const last = uuidv7();
    await here.takeBack(work.decisions, work.gold, last);
    expect((await here.undo(last)).status).toBe(200);
    expect((await here.read()).decisions.map(({ id }) => id)).toEqual(work.decisions.map(({ id }) => id));
  });

  it("leaves alone what the same rule settled beside it", async () => {
    const pair = () => [span("ACTOR", 9, 13), span("PLACE", 31, 35)];
    const here = await adjudicated(pair(), pair());
    const { json } = await here.settle("agreed", "exact");
    const place = json.gold.find(({ tag }) => tag === "PLACE");
    const decision = json.decisions.find(({ annotationId }) => annotationId === place?.id);
    expect(json.decisions).toHaveLength(2);
    await here.takeBack(decision ? [decision] : [], place ? [place] : []);
    expect(goldOf(await here.read())).toEqual([["ACTOR", "Oran"]]);
    expect(await here.read()).toMatchObject({ decided: 1 });
  });

  it("takes both back where two versions were taken together, and wants both named", async () => {
    const [left, right] = [span("ACTOR", 0, 8), span("EVENT", 0, 8)];
    const here = await adjudicated([left], [right]);
    const { json } = await here.take(await here.itemAt(left.id), [left.id, right.id]);
    const one = await here.takeBack(json.decisions.slice(0, 1), json.gold);
    expect(one.json).toMatchObject({ code: "stale_revision" });
    expect((await here.takeBack(json.decisions, json.gold)).status).toBe(200);
    expect(await here.read()).toMatchObject({ decided: 0, gold: [] });
  });

  it("is refused where its gold was changed unseen, and takes along what was seen", async () => {
    const mine = span("ACTOR", 0, 8);
    const here = await adjudicated([mine], []);
    const { json } = await here.take(await here.itemAt(mine.id), [mine.id]);
    const id = json.gold[0]?.id ?? "";
    await byHand(here, id, 1, { tag: "PLACE" });
    let work = await here.read();
    expect((await here.takeBack(work.decisions, [])).json).toMatchObject({ code: "invalid_input" });
    await byHand(here, id, 2, { tag: "EVENT" });
    expect((await here.takeBack(work.decisions, work.gold)).json).toMatchObject({
      code: "stale_revision",
      detail: expect.stringContaining("Cora changed this gold"),
    });
    work = await here.read();
    expect((await here.takeBack(work.decisions, work.gold)).status).toBe(200);
    expect(await here.read()).toMatchObject({ decided: 0, gold: [] });
  });

  it("is refused while links hang on it, and of a link leaves its ends", async () => {
    const [quote, who] = [span("QUOTE", 38, 47), span("ACTOR", 50, 53)];
    const source = link("SOURCE", quote, who);
    const here = await adjudicated([quote, who, source], []);
    const first = await here.take(await here.itemAt(quote.id), [quote.id]);
    await here.take(await here.itemAt(who.id), [who.id]);
    const linked = await here.take(await here.itemAt(source.id), [source.id]);
    expect((await here.takeBack(first.json.decisions, first.json.gold)).json).toMatchObject({
      code: "wrong_state",
    });
    expect((await here.takeBack(linked.json.decisions, linked.json.gold)).status).toBe(200);
    expect((await here.takeBack(first.json.decisions, first.json.gold)).status).toBe(200);
    expect(goldOf(await here.read())).toEqual([["ACTOR", "she"]]);
  });

  it("brings links back that went because their mark did", async () => {
    const [quote, who] = [span("QUOTE", 38, 47), span("ACTOR", 50, 53)];
    const source = link("SOURCE", quote, who);
    const here = await adjudicated([quote, who, source], []);
    const first = await here.take(await here.itemAt(quote.id), [quote.id]);
    await here.take(await here.itemAt(who.id), [who.id]);
    const linked = await here.take(await here.itemAt(source.id), [source.id]);
    const gold = named([...first.json.gold, ...linked.json.gold]);
    const none = await here.take(await here.itemAt(quote.id), [], {
      replaces: named(first.json.decisions),
      gold,
    });
    expect(await here.read()).toMatchObject({ decided: 2, gold: [{ tag: "ACTOR" }] });
    const made = none.json.decisions.filter(({ kind }) => kind === "neither");
    expect((await here.takeBack(made, [])).status).toBe(200);
    expect((await here.read()).gold.map(({ tag }) => tag).sort()).toEqual(["ACTOR", "QUOTE", "SOURCE"]);
    expect(await here.read()).toMatchObject({ decided: 3 });
  });

  it("sent again changes nothing, and is refused to who decided meanwhile and to annotators", async () => {
    const { here, first, second } = await decidedTwice();
    expect((await here.takeBack(first.json.decisions, second.json.gold)).json).toMatchObject({
      code: "stale_revision",
    });
    const body = {
      opId: uuidv7(),
      decisions: named(second.json.decisions.slice(0, 1)),
      gold: named(second.json.gold),
    };
    expect((await here.ask("takeBackDecisions", body, await byKey(team.ana))).status).toBe(403);
    const answers = [await here.ask("takeBackDecisions", body), await here.ask("takeBackDecisions", body)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(goldOf(await here.read())).toEqual([["ACTOR", "Minister"]]);
  });
});

describe("the history of a decision", () => {
  it("says who decided what, when and why, and what became of it", async () => {
    const { here, mine, theirs, second } = await decidedTwice();
    await here.takeBack(second.json.decisions.slice(0, 1), second.json.gold);
    const entries = async (id: string | undefined) =>
      (await here.history(id))
        .filter(({ kind }) => kind.startsWith("decision."))
        .map(({ kind, principalName, after }) => [
          kind,
          principalName?.replace(/\d+$/, ""),
          (after as { text: string }).text,
        ]);
    const told = [
      ["decision.made", "Olga", ""],
      ["decision.retracted", "Cora", ""],
      ["decision.made", "Cora", "Titles belong to names"],
      ["decision.restored", "Olga", ""],
      ["decision.retracted", "Olga", "Titles belong to names"],
    ];
    expect((await entries(mine.id)).toSorted()).toEqual(told.toSorted());
    expect(await entries(theirs.id)).toEqual(await entries(mine.id));
    const [newest] = await here.history(mine.id);
    expect(newest?.principalName).toMatch(/^Olga/);
    expect((await here.history(uuidv7())).length).toBe(0);
    const asked = await here.ask("readDecisionHistory", undefined, await byKey(team.ana), {
      annotation: mine.id ?? "",
    });
    expect(asked.status).toBe(403);
  });
});

describe("gold that a decision removes", () => {
  it("is all of it named as it was read: of two items, of both versions, of links that go along", async () => {
    const [left, right] = [span("ACTOR", 0, 8), span("EVENT", 0, 8)];
    const [quote, who] = [span("QUOTE", 38, 47), span("ACTOR", 50, 53)];
    const source = link("SOURCE", quote, who);
    const here = await adjudicated([left, quote, who, source], [right]);
    const item = await here.itemAt(left.id);
    const both = await here.take(item, [left.id, right.id]);
    const [, later] = both.json.gold;
    await byHand(here, later?.id ?? "", 1, { attributes: {}, tag: "PLACE" });
    const decisions = (await here.read()).decisions;
    const stale = await here.take(item, [], { replaces: named(decisions), gold: named(both.json.gold) });
    expect(stale.json).toMatchObject({ code: "stale_revision", current: { id: later?.id, tag: "PLACE" } });
    const unnamed = await here.take(item, [], {
      replaces: named(decisions),
      gold: named(both.json.gold.slice(0, 1)),
    });
    expect(unnamed.json).toMatchObject({ code: "invalid_input" });
    expect((await here.read()).gold).toHaveLength(2);

    const first = await here.take(await here.itemAt(quote.id), [quote.id]);
    await here.take(await here.itemAt(who.id), [who.id]);
    await here.take(await here.itemAt(source.id), [source.id], {}, coras);
    const blindly = await here.take(await here.itemAt(quote.id), [], {
      replaces: named(first.json.decisions),
      gold: named(first.json.gold),
    });
    expect(blindly.json).toMatchObject({
      code: "stale_revision",
      detail: expect.stringContaining("Cora linked this gold to another"),
    });
    expect((await here.read()).gold).toHaveLength(5);
  });

  it("is never replaced by one of two curators who act at once", async () => {
    const { here, mine, second } = await decidedTwice();
    const [gold] = second.json.gold;
    const [decision] = second.json.decisions;
    const item = await here.itemAt(mine.id);
    const body = {
      replaces: named(decision ? [decision] : []),
      gold: named(second.json.gold),
      decisions: [
        {
          id: uuidv7(),
          sources: await here.sourcesOf(item),
          outcome: { kind: "chosen", from: mine.id, goldId: gold?.id },
        },
      ],
    };
    const [byApi, hand] = await Promise.allSettled([
      here.ask("decide", { opId: uuidv7(), ...body }),
      byHand(here, gold?.id ?? "", gold?.revision ?? 0, { tag: "PLACE" }),
    ]);
    // Whoever came second was refused: the gold says what one of them made of what they had read.
    const isDecided = byApi.status === "fulfilled" && byApi.value.status === 200;
    expect(hand.status === "fulfilled").toBe(!isDecided);
    expect(goldOf(await here.read())).toEqual([
      isDecided ? ["ACTOR", "Minister"] : ["PLACE", "Minister Oran"],
    ]);
  });
});

describe("an entity that a decision is the first to name", () => {
  const place = (entityId: string) => ({
    kind: "span",
    tag: "PLACE",
    spans: [{ start: 31, end: 35 }],
    entityId,
  });
  const body = (annotation: object, entities: object[]) => ({
    opId: uuidv7(),
    entities,
    decisions: [{ id: uuidv7(), sources: [], outcome: { kind: "edited", goldId: uuidv7(), annotation } }],
  });
  const isThere = async (id: string) => (await db().entity.count({ where: { id, deletedAt: null } })) === 1;

  it("is made with it, goes when it is undone and comes back with it", async () => {
    const here = await adjudicated([span("ACTOR", 0, 8)], []);
    const id = uuidv7();
    const sent = body(place(id), [{ id, kind: "place", name: "Lysa" }]);
    const { status, json } = await here.ask<Outcomes>("decide", sent);
    expect([status, json.entities[id]?.name]).toEqual([200, "Lysa"]);
    expect((await here.ask("decide", sent)).status).toBe(200);
    const undo = uuidv7();
    await here.undo(sent.opId, undo);
    expect(await isThere(id)).toBe(false);
    await here.undo(undo);
    expect(await isThere(id)).toBe(true);
    expect((await here.read()).gold).toMatchObject([{ entityId: id }]);
  });

  it("is not made when the decision is refused, nor by itself, nor twice", async () => {
    const here = await adjudicated([span("ACTOR", 0, 8)], []);
    const id = uuidv7();
    const entity = { id, kind: "place", name: "Lysa" };
    const beyond = body({ ...place(id), spans: [{ start: 31, end: 9_000 }] }, [entity]);
    expect((await here.ask("decide", beyond)).status).toBe(400);
    const alone = body({ ...place(id), entityId: null }, [entity]);
    expect((await here.ask("decide", alone)).json).toMatchObject({ code: "invalid_input" });
    expect(await db().entity.count({ where: { id } })).toBe(0);
    const first = body(place(id), [entity]);
    expect((await here.ask("decide", first)).status).toBe(200);
    const again = body(place(id), [entity]);
    expect((await here.ask("decide", again)).json).toMatchObject({ code: "conflict" });
  });
});

import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AdjudicationWork, Outcomes } from "@/lib/contracts/adjudication";
import type { NewAnnotation } from "@/lib/contracts/annotations";
import { byKey, call } from "@/lib/test/call-api";
import { curatorOf, link, named, type Settled, span } from "@/lib/test/open-adjudication";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { documentsOf, fileOf } from "@/lib/test/open-marked-team";
import { addDocument, dryRun, openProject, openTeam, start, submit, type Team } from "@/lib/test/open-team";

import { batchAnnotations, updateAnnotation } from "../annotations/write";
import { reopenDocument } from "../assignments/write";
import { db } from "../database";
import { examine } from "../doctor/examine";
import { createEntity, updateEntity } from "../entities/write";
import { replaceGuideline } from "../guidelines/write";
import { ensureJobSchema } from "../jobs/run-jobs";
import { listAdjudication } from "./list";
import { summariesOf } from "./summaries";

const TEXT = "Minister Oran met the envoy in Lysa. “We agreed,” she said.";
let close: () => Promise<void>;
let team: Team;
let other: Team;
let olga: Readonly<Record<string, string>>;
let adjudicated: ReturnType<typeof curatorOf>;

beforeAll(async () => {
  ({ close } = await openInstallation());
  [team, other] = [await openTeam(), await openTeam()];
  olga = await byKey(team.owner);
  adjudicated = curatorOf(team, olga);
});
afterAll(async () => {
  const wrong = [];
  for await (const finding of examine()) if (finding.count > 0) wrong.push(finding);
  await close();
  // After all that was decided and undone here, every row is the replay of the log.
  expect(wrong).toEqual([]);
});

const goldOf = ({ gold }: AdjudicationWork) =>
  gold.map((one) => [
    one.tag,
    one.kind === "span" ? one.spans.map(({ quote }) => quote).join(" ") : one.kind,
  ]);

describe("a document", () => {
  it("is compared only when all of its annotators, two at least, have submitted", async () => {
    const document = await addDocument(team, "Waiting", TEXT);
    const status = async () =>
      (await call("readAdjudication", { params: { project: team.projectId, document }, headers: olga }))
        .status;
    const listed = async () => {
      const response = await call("listAdjudication", {
        params: { project: team.projectId },
        query: { limit: "50" },
        headers: olga,
      });
      const { items } = (await response.json()) as { items: { documentId: string }[] };
      return items.some(({ documentId }) => documentId === document);
    };
    expect([await status(), await listed()]).toEqual([409, false]);
    await submit(team.projectId, team.ana, document);
    expect([await status(), await listed()]).toEqual([409, false]);
    const scope = await scopeOf("annotation.create", team.ben, team.projectId);
    await batchAnnotations(scope, document, [span("ACTOR", 0, 8)], undefined);
    expect([await status(), await listed()]).toEqual([409, false]);
    await submit(team.projectId, team.ben, document);
    expect([await status(), await listed()]).toEqual([200, true]);
  });

  it("can't be adjudicated from another project", async () => {
    const here = await adjudicated([], []);
    const params = { project: other.projectId, document: here.document };
    const headers = await byKey(other.owner);
    expect((await call("readAdjudication", { params, headers })).status).toBe(404);
    const body = { opId: uuidv7(), policy: "agreed", match: "exact" };
    expect((await call("settle", { params, headers, body })).status).toBe(404);
  });

  it("is not shown to those who annotate", async () => {
    const here = await adjudicated([], []);
    expect((await here.ask("readAdjudication", undefined, await byKey(team.ana))).status).toBe(403);
  });
});

describe("deciding", () => {
  const [a, b] = [span("ACTOR", 0, 8), span("ACTOR", 0, 13)];

  it("makes the version that is taken gold and cites both", async () => {
    const here = await adjudicated([{ ...a, id: uuidv7() }], [{ ...b, id: uuidv7() }]);
    const [item] = (await here.read()).items;
    if (!item) throw new Error("No item");
    expect(item.differences).toEqual(["boundary"]);
    const { json } = await here.take(item, [item.versions[1]]);
    expect(json.decisions[0]).toMatchObject({ kind: "chosen", annotationId: json.gold[0]?.id });
    expect(json.decisions[0]?.sources.map(({ isTaken }) => isTaken).sort()).toEqual([false, true]);
    expect(goldOf(await here.read())).toEqual([["ACTOR", "Minister Oran"]]);
    expect(await here.read()).toMatchObject({ state: "ongoing", decided: 1, changed: 0 });
  });

  it("makes two of both and nothing of neither", async () => {
    const [left, right] = [span("ACTOR", 0, 8), span("EVENT", 0, 8)];
    const here = await adjudicated([left, span("PLACE", 31, 35)], [right]);
    await here.take(await here.itemAt(left.id), [left.id, right.id]);
    const [, place] = (await here.read()).items;
    if (!place) throw new Error("No second item");
    const { json } = await here.take(place, []);
    expect(json).toMatchObject({ gold: [], decisions: [{ kind: "neither", annotationId: null }] });
    expect(goldOf(await here.read())).toEqual([
      ["ACTOR", "Minister"],
      ["EVENT", "Minister"],
    ]);
    expect(await here.read()).toMatchObject({ items: [{}, {}], decided: 2 });
  });

  it("takes an edited version with a reason", async () => {
    const mine = span("ACTOR", 0, 8);
    const here = await adjudicated([mine], []);
    const item = await here.itemAt(mine.id);
    const { id: _, ...annotation } = span("ACTOR", 9, 13);
    const decision = {
      id: uuidv7(),
      sources: await here.sourcesOf(item),
      outcome: { kind: "edited", goldId: uuidv7(), annotation },
      reason: "boundary",
      text: "Names without titles",
    };
    const { json } = await here.ask<Outcomes>("decide", { opId: uuidv7(), decisions: [decision] });
    expect(json.decisions).toMatchObject([
      { kind: "edited", reason: "boundary", text: "Names without titles" },
    ]);
    expect(goldOf(await here.read())).toEqual([["ACTOR", "Oran"]]);
  });

  it("sent again changes nothing", async () => {
    const mine = span("ACTOR", 0, 8);
    const here = await adjudicated([mine], []);
    const first = await here.take(await here.itemAt(mine.id), [mine.id]);
    const again = await here.ask<Outcomes>("decide", first.body);
    expect(again).toMatchObject({ status: 200, json: first.json });
    expect((await here.read()).gold).toHaveLength(1);
  });

  it("by two curators at once makes gold once", async () => {
    const mine = span("ACTOR", 0, 8);
    const here = await adjudicated([mine], []);
    const item = await here.itemAt(mine.id);
    const answers = await Promise.all([here.take(item, [mine.id]), here.take(item, [mine.id])]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.json).toMatchObject({ code: "stale_revision" });
    expect((await here.read()).gold).toHaveLength(1);
  });

  it("of what has changed since it was read is refused", async () => {
    const mine = span("ACTOR", 0, 8);
    const here = await adjudicated([mine], []);
    const item = await here.itemAt(mine.id);
    const sources = (await here.sourcesOf(item)).map((one) => ({ ...one, revision: 7 }));
    const outcome = { kind: "chosen", from: mine.id, goldId: uuidv7() };
    const body = { opId: uuidv7(), decisions: [{ id: uuidv7(), sources, outcome }] };
    expect((await here.ask("decide", body)).json).toMatchObject({ code: "stale_revision" });
  });

  it("again replaces what was decided and keeps the links that hang on the gold", async () => {
    const [quote, who] = [span("QUOTE", 38, 47), span("ACTOR", 50, 53)];
    const [wide, same] = [span("QUOTE", 37, 48), span("ACTOR", 50, 53)];
    const [source, theirs] = [link("SOURCE", quote, who), link("SOURCE", wide, same)];
    const here = await adjudicated([quote, who, source], [wide, same, theirs]);
    const first = await here.take(await here.itemAt(quote.id), [quote.id]);
    await here.take(await here.itemAt(who.id), [who.id]);
    expect((await here.take(await here.itemAt(source.id), [source.id])).status).toBe(200);
    const [before] = first.json.decisions;
    const replaces = [{ id: before?.id, revision: before?.revision }];
    const item = await here.itemAt(quote.id);
    const decision = {
      id: uuidv7(),
      sources: await here.sourcesOf(item),
      outcome: { kind: "chosen", from: wide.id, goldId: before?.annotationId },
    };
    const gold = named(first.json.gold);
    const { status } = await here.ask("decide", { opId: uuidv7(), decisions: [decision], replaces, gold });
    expect(status).toBe(200);
    expect(goldOf(await here.read())).toEqual([
      ["QUOTE", "“We agreed,"],
      ["ACTOR", "she"],
      ["SOURCE", "relation"],
    ]);
  });

  it("on a link needs its ends in the gold; taking them out opens it again", async () => {
    const [quote, who] = [span("QUOTE", 38, 47), span("ACTOR", 50, 53)];
    const source = link("SOURCE", quote, who);
    const here = await adjudicated([quote, who, source], []);
    const item = await here.itemAt(source.id);
    expect((await here.take(item, [source.id])).json).toMatchObject({ code: "wrong_state" });
    const first = await here.take(await here.itemAt(quote.id), [quote.id]);
    await here.take(await here.itemAt(who.id), [who.id]);
    const linked = await here.take(item, [source.id]);
    const [before] = first.json.decisions;
    const { json } = await here.ask<Outcomes>("decide", {
      opId: uuidv7(),
      decisions: [],
      replaces: [{ id: before?.id, revision: before?.revision }],
      gold: named([...first.json.gold, ...linked.json.gold]),
    });
    expect(json.gold.every(({ deletedAt }) => deletedAt !== null)).toBe(true);
    expect(json.decisions).toHaveLength(2);
    expect(await here.read()).toMatchObject({ decided: 1, gold: [{ tag: "ACTOR" }] });
  });

  it("gives the gold entities of its own, one for what two call by one name", async () => {
    const made = async (person: Team["ana"], name: string) =>
      (await createEntity(await scopeOf("entity.edit", person, team.projectId), { kind: "actor", name }))
        .entity.id;
    const mine = span("ACTOR", 9, 13, { entityId: await made(team.ana, "Oran") });
    const theirs = span("ACTOR", 9, 13, { entityId: await made(team.ben, "oran ") });
    const later = span("ACTOR", 50, 53, { entityId: theirs.kind === "span" ? theirs.entityId : null });
    const here = await adjudicated([mine], [theirs, later]);
    expect((await here.itemAt(mine.id)).differences).toEqual([]);
    await here.take(await here.itemAt(mine.id), [mine.id]);
    await here.take(await here.itemAt(later.id), [later.id]);
    const { gold, goldSetId } = await here.read();
    const ids = new Set(gold.map((one) => (one.kind === "span" ? one.entityId : "")));
    expect(ids.size).toBe(1);
    const entity = await db().entity.findFirst({ where: { id: [...ids][0] ?? "" }, select: { setId: true } });
    expect(entity?.setId).toBe(goldSetId);
  });
});

describe("a case", () => {
  const rule = { id: uuidv7(), title: "Titles are no part of names", tag: "ACTOR", text: "" };

  it("is made of a decision that names a rule in force, and goes and comes with it", async () => {
    const scope = await scopeOf("guideline.edit", team.owner, team.projectId);
    await replaceGuideline(scope, { number: 0, guideline: { intro: "", rules: [rule] } });
    const mine = span("ACTOR", 0, 8);
    const here = await adjudicated([mine], []);
    const item = await here.itemAt(mine.id);
    const of = async (id: string) => ({
      opId: uuidv7(),
      decisions: [
        { id: uuidv7(), sources: await here.sourcesOf(item), outcome: { kind: "neither" }, rule: { id } },
      ],
    });
    expect((await here.ask("decide", await of(uuidv7()))).json).toMatchObject({ code: "invalid_input" });
    const body = await of(rule.id);
    expect((await here.ask("decide", body)).status).toBe(200);
    const cases = () =>
      db().guidelineCase.findMany({ where: { projectId: team.projectId, deletedAt: null } });
    expect(await cases()).toMatchObject([{ ruleId: rule.id, decisionId: body.decisions[0]?.id }]);
    expect(await here.read()).toMatchObject({ rules: [{ id: rule.id, title: rule.title }] });
    const undo = uuidv7();
    await here.undo(body.opId, undo);
    expect(await cases()).toEqual([]);
    await here.undo(undo);
    expect(await cases()).toHaveLength(1);
  });
});

describe("settling", () => {
  const agreed = () => [span("ACTOR", 9, 13), span("PLACE", 31, 35)] as const;

  it("makes gold of what all say, with its links, and leaves the rest", async () => {
    const [who, place] = agreed();
    const [other1, place2] = agreed();
    const quote = () => span("QUOTE", 38, 47);
    const [q1, q2] = [quote(), quote()];
    const here = await adjudicated(
      [who, place, q1, link("SOURCE", q1, who), span("EVENT", 14, 17)],
      [other1, place2, q2, link("SOURCE", q2, other1)],
    );
    const dry = await here.settle("agreed", "exact", true);
    expect(dry.json).toMatchObject({ left: 1, gold: [] });
    expect((await here.read()).gold).toEqual([]);
    const { json } = await here.settle("agreed", "exact");
    expect(json.settled).toHaveLength(dry.json.settled.length);
    expect(goldOf(await here.read())).toEqual([
      ["ACTOR", "Oran"],
      ["PLACE", "Lysa"],
      ["QUOTE", "We agreed"],
      ["SOURCE", "relation"],
    ]);
    expect(json.decisions.every(({ kind, sources }) => kind === "agreed" && sources.length === 2)).toBe(true);
    expect((await here.settle("agreed", "exact")).json).toMatchObject({ settled: [], left: 1 });
  });

  it("settles just what was previewed, or nothing and says so", async () => {
    const [who, place] = agreed();
    const here = await adjudicated([who, place], [...agreed()]);
    const taken = await here.take(await here.itemAt(place.id), [place.id]);
    const apply = async (preview: string) =>
      (await here.ask<Settled>("settle", { opId: uuidv7(), policy: "agreed", match: "exact", preview })).json;
    const first = (await here.settle("agreed", "exact", true)).json;
    expect(first).toMatchObject({ settled: [{ from: who.id }], left: 0 });
    // As many as were counted, but others: one has been decided since, another is open again.
    await here.take(await here.itemAt(who.id), []);
    await here.undo(taken.opId);
    expect(await apply(first.preview)).toMatchObject({ code: "stale_revision" });
    expect((await here.read()).gold).toEqual([]);
    const again = (await here.settle("agreed", "exact", true)).json;
    expect(again).toMatchObject({ settled: [{ from: place.id }], left: 0 });
    const applied = await apply(again.preview);
    expect([applied.settled, applied.left]).toEqual([again.settled, again.left]);
    expect(goldOf(await here.read())).toEqual([["PLACE", "Lysa"]]);
  });

  it("by two curators who previewed the same settles it once", async () => {
    const here = await adjudicated([...agreed()], [...agreed()]);
    const { preview } = (await here.settle("agreed", "exact", true)).json;
    const apply = () =>
      here.ask<Settled>("settle", { opId: uuidv7(), policy: "agreed", match: "exact", preview });
    const answers = await Promise.all([apply(), apply()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await here.read()).gold).toHaveLength(2);
  });

  it("forgives boundaries where it is told to", async () => {
    const here = await adjudicated([span("ACTOR", 0, 13)], [span("ACTOR", 9, 13)]);
    expect((await here.settle("agreed", "exact")).json.left).toBe(1);
    const { json } = await here.settle("agreed", "overlap");
    expect(json).toMatchObject({ left: 0, settled: [{ kind: "agreed" }] });
  });
});

describe("undoing", () => {
  it("takes an operation back, and undoing that does it again", async () => {
    const [mine, theirs] = [span("ACTOR", 0, 8), span("ACTOR", 0, 13)];
    const here = await adjudicated([mine], [theirs]);
    const first = await here.take(await here.itemAt(mine.id), [mine.id]);
    const undo = uuidv7();
    expect((await here.undo(first.opId, undo)).status).toBe(200);
    expect(await here.read()).toMatchObject({ decided: 0, gold: [] });
    expect((await here.undo(undo)).status).toBe(200);
    expect(goldOf(await here.read())).toEqual([["ACTOR", "Minister"]]);
  });

  it("brings back what was replaced, with its words", async () => {
    const [mine, theirs] = [span("ACTOR", 0, 8), span("ACTOR", 0, 13)];
    const here = await adjudicated([mine], [theirs]);
    const item = await here.itemAt(mine.id);
    const { gold, decisions: made } = (await here.take(item, [mine.id])).json;
    const [before] = made;
    const replaces = [{ id: before?.id, revision: before?.revision }];
    const opId = uuidv7();
    const outcome = { kind: "chosen", from: theirs.id, goldId: before?.annotationId };
    const decision = { id: uuidv7(), sources: await here.sourcesOf(item), outcome };
    await here.ask("decide", { opId, decisions: [decision], replaces, gold: named(gold) });
    expect(goldOf(await here.read())).toEqual([["ACTOR", "Minister Oran"]]);
    await here.undo(opId);
    expect(goldOf(await here.read())).toEqual([["ACTOR", "Minister"]]);
    expect((await here.read()).decisions.map(({ id }) => id)).toEqual([before?.id]);
  });

  it("of a whole rule empties the gold, links and all", async () => {
    const quotes = [span("QUOTE", 38, 47), span("QUOTE", 38, 47)] as const;
    const people = [span("ACTOR", 50, 53), span("ACTOR", 50, 53)] as const;
    const here = await adjudicated(
      [quotes[0], people[0], link("SOURCE", quotes[0], people[0])],
      [quotes[1], people[1], link("SOURCE", quotes[1], people[1])],
    );
    const opId = uuidv7();
    await here.ask("settle", { opId, policy: "agreed", match: "exact" });
    expect((await here.read()).gold).toHaveLength(3);
    const undo = uuidv7();
    expect((await here.undo(opId, undo)).status).toBe(200);
    expect(await here.read()).toMatchObject({ gold: [], decided: 0 });
    expect((await here.undo(undo)).status).toBe(200);
    expect((await here.read()).gold).toHaveLength(3);
  });

  it("is refused where somebody has decided on since, or where links hang on it", async () => {
    const [quote, who] = [span("QUOTE", 38, 47), span("ACTOR", 50, 53)];
    const source = link("SOURCE", quote, who);
    const here = await adjudicated([quote, who, source], []);
    const first = await here.take(await here.itemAt(quote.id), [quote.id]);
    await here.take(await here.itemAt(who.id), [who.id]);
    await here.take(await here.itemAt(source.id), [source.id]);
    expect((await here.undo(first.opId)).json).toMatchObject({ code: "wrong_state" });
    expect((await here.undo(uuidv7())).status).toBe(404);
  });
});

describe("gold that stands for itself", () => {
  const added = (annotation: NewAnnotation, goldId: string = uuidv7()) => ({
    id: uuidv7(),
    sources: [],
    outcome: { kind: "edited", goldId, annotation },
    reason: "overlooked",
  });
  /** Gold whose only source Ana has removed since, and the decision that made it. */
  async function orphaned() {
    const mine = span("ACTOR", 0, 8);
    const here = await adjudicated([mine, span("PLACE", 31, 35)], []);
    const { json } = await here.take(await here.itemAt(mine.id), [mine.id]);
    const [decision] = json.decisions;
    if (!decision) throw new Error("Nothing was decided");
    const anas = (await here.read()).sets[0]?.id;
    await reopenDocument(await scopeOf("assignment.reopen", team.owner, team.projectId), here.document, anas);
    const scope = await scopeOf("annotation.create", team.ana, team.projectId);
    await batchAnnotations(
      scope,
      here.document,
      [{ op: "delete", id: mine.id ?? "", revision: 1 }],
      undefined,
    );
    await submit(team.projectId, team.ana, here.document);
    const resolve = (outcome: object, opId = uuidv7()) =>
      here.ask<Outcomes>("decide", {
        opId,
        replaces: [{ id: decision.id, revision: decision.revision }],
        gold: named(json.gold),
        decisions: [
          {
            id: uuidv7(),
            sources: decision.sources.map(({ annotationId, revision }) => ({ annotationId, revision })),
            outcome,
          },
        ],
      });
    return { here, mine, decision, goldId: decision.annotationId ?? "", resolve };
  }

  it("is added where nobody marked anything, changed, taken out and brought back", async () => {
    const here = await adjudicated([span("ACTOR", 0, 8)], []);
    const addition = added(span("PLACE", 31, 35));
    const opId = uuidv7();
    await here.ask("decide", { opId, decisions: [addition] });
    expect(goldOf(await here.read())).toEqual([["PLACE", "Lysa"]]);
    const { goldId } = addition.outcome;
    const again = {
      opId: uuidv7(),
      replaces: [{ id: addition.id, revision: 1 }],
      gold: [{ id: goldId, revision: 1 }],
      decisions: [added(span("EVENT", 31, 35), goldId)],
    };
    expect((await here.ask("decide", again)).status).toBe(200);
    expect(await here.read()).toMatchObject({
      gold: [{ id: goldId, tag: "EVENT" }],
      orphaned: [],
      changed: 0,
    });
    await here.undo(again.opId);
    const current = await here.read();
    const out = {
      opId: uuidv7(),
      replaces: named(current.decisions),
      gold: named(current.gold),
      decisions: [{ id: uuidv7(), sources: [], outcome: { kind: "neither", goldId } }],
    };
    expect((await here.ask("decide", out)).status).toBe(200);
    expect((await here.read()).gold).toEqual([]);
    await here.undo(out.opId);
    expect(goldOf(await here.read())).toEqual([["PLACE", "Lysa"]]);
  });

  it("is not changed by a curator who has not seen what another made of it", async () => {
    const here = await adjudicated([span("ACTOR", 0, 8)], []);
    const addition = added(span("PLACE", 31, 35));
    await here.ask("decide", { opId: uuidv7(), decisions: [addition] });
    const blindly = { opId: uuidv7(), decisions: [added(span("EVENT", 31, 35), addition.outcome.goldId)] };
    expect((await here.ask("decide", blindly)).json).toMatchObject({
      code: "stale_revision",
      detail: expect.stringContaining("Olga"),
    });
    expect(goldOf(await here.read())).toEqual([["PLACE", "Lysa"]]);
  });

  it("is flagged with what it was taken from when all of that is gone", async () => {
    const { here, mine, decision, goldId } = await orphaned();
    const work = await here.read();
    expect(work).toMatchObject({ changed: 1, orphaned: [decision.id], vanished: [{ id: mine.id }] });
    expect(work.vanished[0]?.deletedAt).not.toBeNull();
    expect(work.gold.map(({ id }) => id)).toEqual([goldId]);
  });

  it("is kept as it was, citing what is gone, and no longer flagged; undone it is flagged again", async () => {
    const { here, mine, goldId, resolve } = await orphaned();
    const opId = uuidv7();
    expect((await resolve({ kind: "kept", goldId }, opId)).json).toMatchObject({
      decisions: expect.arrayContaining([
        expect.objectContaining({
          kind: "kept",
          sources: [{ annotationId: mine.id, revision: 1, isTaken: true }],
        }),
      ]),
      gold: [],
    });
    expect(await here.read()).toMatchObject({
      changed: 0,
      orphaned: [],
      gold: [{ id: goldId, revision: 1 }],
    });
    await here.undo(opId);
    expect(await here.read()).toMatchObject({ changed: 1, gold: [{ id: goldId }] });
  });

  it("is dropped with a reason that stays, or made the curator's own", async () => {
    const dropped = await orphaned();
    await dropped.resolve({ kind: "neither", goldId: dropped.goldId });
    expect(await dropped.here.read()).toMatchObject({ changed: 0, gold: [], orphaned: [] });
    const changed = await orphaned();
    await changed.here.ask("decide", {
      opId: uuidv7(),
      replaces: [{ id: changed.decision.id, revision: changed.decision.revision }],
      gold: [{ id: changed.goldId, revision: 1 }],
      decisions: [added(span("ACTOR", 0, 13), changed.goldId)],
    });
    expect(await changed.here.read()).toMatchObject({
      changed: 0,
      gold: [{ id: changed.goldId, spans: [{ quote: "Minister Oran" }] }],
    });
  });

  it("is kept only by who replaces what made it, and dropped only where it lies", async () => {
    const { here, goldId, resolve, mine } = await orphaned();
    expect((await resolve({ kind: "kept", goldId: uuidv7() })).status).toBe(400);
    const stray = { id: uuidv7(), sources: [], outcome: { kind: "neither", goldId: mine.id } };
    expect((await here.ask("decide", { opId: uuidv7(), decisions: [stray] })).status).toBe(400);
    const gone = {
      id: uuidv7(),
      sources: [{ annotationId: mine.id, revision: 1 }],
      outcome: { kind: "neither" },
    };
    expect((await here.ask("decide", { opId: uuidv7(), decisions: [gone] })).json).toMatchObject({
      code: "stale_revision",
    });
    expect((await here.read()).gold.map(({ id }) => id)).toEqual([goldId]);
  });

  it("stays as it is when what it was taken from has merely changed", async () => {
    const mine = span("ACTOR", 0, 8);
    const here = await adjudicated([mine], []);
    const { json } = await here.take(await here.itemAt(mine.id), [mine.id]);
    const [decision] = json.decisions;
    await reopenDocument(
      await scopeOf("assignment.reopen", team.owner, team.projectId),
      here.document,
      (await here.read()).sets[0]?.id,
    );
    const scope = await scopeOf("annotation.edit", team.ana, team.projectId);
    await updateAnnotation(scope, here.document, mine.id ?? "", { revision: 1, tag: "EVENT" });
    await submit(team.projectId, team.ana, here.document);
    const item = await here.itemAt(mine.id);
    const kept = {
      id: uuidv7(),
      sources: await here.sourcesOf(item),
      outcome: { kind: "kept", goldId: decision?.annotationId },
    };
    const replaces = [{ id: decision?.id, revision: decision?.revision }];
    const gold = named(json.gold);
    expect((await here.ask("decide", { opId: uuidv7(), replaces, gold, decisions: [kept] })).status).toBe(
      200,
    );
    expect(await here.itemAt(mine.id)).toMatchObject({ isChanged: false });
    expect(goldOf(await here.read())).toEqual([["ACTOR", "Minister"]]);
  });
});

describe("a link in the gold", () => {
  it("is worded by the curator, with an end that becomes gold with it, turned round and taken out", async () => {
    const [quote, who, other] = [span("QUOTE", 38, 47), span("ACTOR", 50, 53), span("ACTOR", 0, 13)];
    const here = await adjudicated([quote, who, other, link("SOURCE", quote, who)], [span("QUOTE", 38, 47)]);
    const ids = { quote: uuidv7(), other: uuidv7(), link: uuidv7() };
    const chosen = async (from: NewAnnotation, goldId: string) => ({
      id: uuidv7(),
      sources: await here.sourcesOf(await here.itemAt(from.id)),
      outcome: { kind: "chosen", from: from.id, goldId },
    });
    const source = (await here.read()).items.find(({ kind }) => kind === "relation");
    if (!source) throw new Error("There is a link");
    const decision = {
      id: uuidv7(),
      sources: await here.sourcesOf(source),
      outcome: {
        kind: "edited",
        goldId: ids.link,
        annotation: { kind: "relation", tag: "SOURCE", fromId: ids.quote, toId: ids.other },
      },
    };
    const opId = uuidv7();
    const decisions = [await chosen(quote, ids.quote), await chosen(other, ids.other), decision];
    expect((await here.ask("decide", { opId, decisions })).status).toBe(200);
    expect(await here.read()).toMatchObject({ decided: 3 });
    expect((await here.read()).gold.find(({ id }) => id === ids.link)).toMatchObject({
      fromId: ids.quote,
      toId: ids.other,
    });
    const wrong = {
      ...decision,
      id: uuidv7(),
      outcome: {
        ...decision.outcome,
        annotation: { ...decision.outcome.annotation, fromId: ids.other, toId: ids.quote },
      },
    };
    const replaces = [{ id: decision.id, revision: 1 }];
    expect((await here.ask("decide", { opId: uuidv7(), replaces, decisions: [wrong] })).status).toBe(400);
    expect((await here.undo(opId)).status).toBe(200);
    expect((await here.read()).gold).toEqual([]);
  });
});

describe("a gold entity", () => {
  /** Ana's mark that stands for an entity of hers, taken; and the gold's copy of it. */
  async function copied(name: string) {
    const { id: entityId } = (
      await createEntity(await scopeOf("entity.edit", team.ana, team.projectId), { kind: "actor", name })
    ).entity;
    const [first, second] = [span("ACTOR", 0, 13, { entityId }), span("ACTOR", 50, 53, { entityId })];
    const here = await adjudicated([first, second], []);
    const taken = await here.take(await here.itemAt(first.id), [first.id]);
    const [gold] = (await here.read()).gold;
    const goldEntity = gold?.kind === "span" ? (gold.entityId ?? "") : "";
    const isThere = async () =>
      (await db().entity.findFirst({ where: { id: goldEntity }, select: { deletedAt: true } }))?.deletedAt ===
      null;
    return { here, second, taken, goldEntity, isThere };
  }

  it("goes with the undone decision that made it, and comes back with it", async () => {
    const { here, taken, isThere, goldEntity } = await copied("Oran the elder");
    expect(await isThere()).toBe(true);
    const undo = uuidv7();
    expect((await here.undo(taken.opId, undo)).status).toBe(200);
    expect(await isThere()).toBe(false);
    const logged = await db().change.findMany({
      where: { opId: undo, subjectId: goldEntity },
      select: { kind: true },
    });
    expect(logged).toEqual([{ kind: "entity.deleted" }]);
    expect((await here.undo(undo)).status).toBe(200);
    expect(await isThere()).toBe(true);
    expect((await here.read()).gold).toMatchObject([{ entityId: goldEntity }]);
  });

  it("stays while another mention stands for it, and goes with the last", async () => {
    const { here, second, taken, isThere } = await copied("Oran the younger");
    const other = await here.take(await here.itemAt(second.id), [second.id]);
    await here.undo(taken.opId);
    expect(await isThere()).toBe(true);
    await here.undo(other.opId);
    expect(await isThere()).toBe(false);
  });

  it("stays when somebody has made it theirs", async () => {
    const { here, taken, isThere, goldEntity } = await copied("Oran the third");
    const owners = await scopeOf("entity.edit", team.owner, team.projectId);
    await updateEntity(owners, goldEntity ?? "", { name: "Oran III", revision: 1 });
    await here.undo(taken.opId);
    expect(await isThere()).toBe(true);
  });
});

describe("the list", () => {
  it("counts what has changed since it was last asked, on this document, its entities or the decisions", async () => {
    const scope = await scopeOf("entity.edit", team.ana, team.projectId);
    const bens = await scopeOf("entity.edit", team.ben, team.projectId);
    const { entity: mine } = await createEntity(scope, { kind: "actor", name: "Envoy Tarn" });
    const { entity: theirs } = await createEntity(bens, { kind: "actor", name: "The envoy" });
    const here = await adjudicated(
      [span("ACTOR", 0, 13, { entityId: mine.id })],
      [span("ACTOR", 0, 13, { entityId: theirs.id })],
    );
    const listed = async () => {
      const owner = await scopeOf("adjudication.read", team.owner, team.projectId);
      const { items } = await listAdjudication(owner, { limit: 50 });
      return items.find(({ documentId }) => documentId === here.document);
    };
    expect(await listed()).toMatchObject({ state: "ready", items: 1, differing: 1, decided: 0 });
    await updateEntity(bens, theirs.id, { revision: 1, name: "Envoy Tarn" });
    expect(await listed()).toMatchObject({ differing: 0, decided: 0 });
    const [item] = (await here.read()).items;
    if (!item) throw new Error("There is an item");
    const { opId } = await here.take(item, [item.versions[0]]);
    expect(await listed()).toMatchObject({ state: "ongoing", decided: 1 });
    await here.undo(opId);
    expect(await listed()).toMatchObject({ decided: 0 });
  });
});

describe("summaries", () => {
  it("put work side by side again only where something has happened since", async () => {
    const [first, second] = [
      await adjudicated([span("ACTOR", 0, 8)], []),
      await adjudicated([span("ACTOR", 0, 8)], [span("PLACE", 31, 35)]),
    ];
    /** Which assignments are read says what is compared: nothing else here reads them. */
    let compared = 0;
    const watched = new Proxy(db(), {
      get: (client, name) => {
        if (name === "assignment") compared++;
        return Reflect.get(client, name);
      },
    });
    const summaries = () => summariesOf(watched, team.projectId, [first.document, second.document]);
    const before = await summaries();
    expect([compared, before.get(second.document)?.undecided]).toEqual([1, 2]);
    expect(await summaries()).toEqual(before);
    expect(compared).toBe(1);
    const [item] = (await second.read()).items;
    if (!item) throw new Error("There is an item");
    await second.take(item, []);
    const after = await summaries();
    expect([compared, after.get(second.document)?.undecided]).toEqual([2, 1]);
    expect(after.get(first.document)).toBe(before.get(first.document));
  });
});

describe("finishing", () => {
  it("needs every item decided, closes the gold and settles annotators' work; resuming opens both", async () => {
    const mine = span("ACTOR", 0, 8);
    const here = await adjudicated([mine], []);
    expect((await here.ask("finishAdjudication")).json).toMatchObject({ code: "wrong_state" });
    await here.take(await here.itemAt(mine.id), []);
    expect((await here.ask("finishAdjudication")).json).toEqual({ state: "finished" });
    expect((await here.ask("finishAdjudication")).json).toEqual({ state: "finished" });
    const states = async () => {
      const where = { projectId: team.projectId, documentId: here.document };
      return (await db().assignment.findMany({ where, select: { state: true } }))
        .map(({ state }) => state)
        .sort();
    };
    expect(await states()).toEqual(["adjudicated", "adjudicated", "submitted"]);
    expect((await here.settle("agreed", "exact")).json).toMatchObject({ settled: [] });
    const addition = {
      id: uuidv7(),
      sources: [],
      outcome: { kind: "edited", goldId: uuidv7(), annotation: mine },
    };
    expect((await here.ask("decide", { opId: uuidv7(), decisions: [addition] })).json).toMatchObject({
      code: "submitted",
    });
    expect((await here.ask("resumeAdjudication")).json).toEqual({ state: "ongoing" });
    expect(await states()).toEqual(["reopened", "submitted", "submitted"]);
  });

  it("tells the authors once that it was adjudicated, but nobody whose account is closed", async () => {
    const mine = span("ACTOR", 0, 8);
    const here = await adjudicated([mine], []);
    await here.take(await here.itemAt(mine.id), []);
    await db().member.update({
      where: { projectId_id: { projectId: team.projectId, id: team.ben.userId } },
      data: { user: { update: { disabledAt: new Date() } } },
    });
    await here.ask("finishAdjudication");
    await here.ask("finishAdjudication");
    await db().user.update({ where: { id: team.ben.userId }, data: { disabledAt: null } });
    const where = { projectId: team.projectId, documentId: here.document };
    const { goldSetId } = await here.read();
    expect(await db().notification.findMany({ where })).toMatchObject([
      {
        kind: "adjudicated",
        userId: team.ana.userId,
        actorId: team.owner.userId,
        details: { setId: goldSetId },
      },
    ]);
  });

  it("flags what was decided on work that has changed since", async () => {
    const mine = span("ACTOR", 0, 8);
    const here = await adjudicated([mine, span("PLACE", 31, 35)], []);
    await here.take(await here.itemAt(mine.id), [mine.id]);
    await reopenDocument(
      await scopeOf("assignment.reopen", team.owner, team.projectId),
      here.document,
      (await here.read()).sets[0]?.id,
    );
    await updateAnnotation(
      await scopeOf("annotation.edit", team.ana, team.projectId),
      here.document,
      mine.id ?? "",
      {
        revision: 1,
        tag: "EVENT",
      },
    );
    await submit(team.projectId, team.ana, here.document);
    expect(await here.read()).toMatchObject({ decided: 1, changed: 1 });
    expect(await here.itemAt(mine.id)).toMatchObject({ isChanged: true });
  });
});

describe("the native format", () => {
  it("carries decisions with their sources to another project and back", async () => {
    const [mine, theirs] = [span("ACTOR", 0, 8), span("ACTOR", 0, 13)];
    const here = await adjudicated([mine], [theirs]);
    await here.take(await here.itemAt(mine.id), [theirs.id]);
    const { owner } = team;
    const decided = async (projectId: string) =>
      (await documentsOf({ projectId, owner })).documents.flatMap(({ decisions, annotations }) =>
        decisions.map(({ kind, annotationId, sources, reason, text, revision }) => ({
          ...{ kind, reason, text, revision },
          gold: annotations.find(({ id }) => id === annotationId)?.tag ?? null,
          // The file has no removed work, so what cites some arrives without it.
          sources: sources
            .filter(({ annotationId: cited }) => annotations.some(({ id }) => id === cited))
            .map((one) => `${one.isTaken} ${one.revision}`)
            .sort(),
        })),
      );
    const before = await decided(team.projectId);
    expect(before.length).toBeGreaterThan(5);
    await ensureJobSchema();
    const target = { projectId: await openProject(owner, "Elsewhere"), owner };
    const file = await fileOf(team, "jsonl");
    await start(target, (await dryRun(target, { "corpus.jsonl": file })).id);
    expect(await decided(target.projectId)).toEqual(before);
    expect(new Set(before.map(({ kind }) => kind)).size).toBeGreaterThan(2);
  }, 60_000);
});

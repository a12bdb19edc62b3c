import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AdjudicationWork, Outcomes } from "@/lib/contracts/adjudication";
import type { NewAnnotation } from "@/lib/contracts/annotations";
import type { OperationName } from "@/lib/contracts/registry";
import { byKey, call } from "@/lib/test/call-api";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { documentsOf, fileOf } from "@/lib/test/open-marked-team";
import { addDocument, dryRun, openProject, openTeam, start, submit, type Team } from "@/lib/test/open-team";

import { batchAnnotations, updateAnnotation } from "../annotations/write";
import { reopenDocument } from "../assignments/write";
import { db } from "../database";
import { examine } from "../doctor/examine";
import { createEntity } from "../entities/write";
import { replaceGuideline } from "../guidelines/write";
import { ensureJobSchema } from "../jobs/run-jobs";

const TEXT = "Minister Oran met the envoy in Lysa. “We agreed,” she said.";
let close: () => Promise<void>;
let team: Team;
let other: Team;
let olga: Readonly<Record<string, string>>;

beforeAll(async () => {
  ({ close } = await openInstallation());
  [team, other] = [await openTeam(), await openTeam()];
  olga = await byKey(team.owner);
});
afterAll(async () => {
  const wrong = [];
  for await (const finding of examine()) if (finding.count > 0) wrong.push(finding);
  await close();
  // After all that was decided and undone here, every row is the replay of the log.
  expect(wrong).toEqual([]);
});

const span = (tag: string, start: number, end: number, more: object = {}): NewAnnotation => ({
  kind: "span",
  id: uuidv7(),
  tag,
  spans: [{ start, end }],
  ...more,
});
const link = (tag: string, from: NewAnnotation, to: NewAnnotation): NewAnnotation => ({
  kind: "relation",
  id: uuidv7(),
  tag,
  fromId: from.id ?? "",
  toId: to.id ?? "",
});

/** A document that Ana and Ben have submitted with these marks, and what a curator does there. */
async function adjudicated(ana: NewAnnotation[], ben: NewAnnotation[]) {
  const document = await addDocument(team, "Summit", TEXT);
  for (const [person, steps] of [
    [team.ana, ana],
    [team.ben, ben],
  ] as const) {
    const scope = await scopeOf("annotation.create", person, team.projectId);
    if (steps.length > 0) await batchAnnotations(scope, document, steps, undefined);
    await submit(team.projectId, person, document);
  }
  const ask = async <T>(name: OperationName, body?: unknown, headers = olga) => {
    const response = await call(name, {
      params: { project: team.projectId, document },
      ...(body === undefined ? {} : { body }),
      headers,
    });
    // What was asked decides what is answered; the tests name the two together.
    return { status: response.status, json: (await response.json()) as T };
  };
  const read = async () => (await ask<AdjudicationWork>("readAdjudication")).json;
  const sourcesOf = async (item: AdjudicationWork["items"][number]) => {
    const { annotations } = await read();
    return item.versions.map((id) => ({
      annotationId: id,
      revision: annotations.find((one) => one.id === id)?.revision ?? 0,
    }));
  };
  return {
    document,
    ask,
    read,
    itemAt: async (id: string | undefined) => {
      const item = (await read()).items.find(({ versions }) => versions.includes(id ?? ""));
      if (!item) throw new Error("No item has this version");
      return item;
    },
    sourcesOf,
    /** Takes versions, each by a decision of its own; none at all says that neither is right. */
    take: async (
      item: AdjudicationWork["items"][number],
      from: (string | undefined)[],
      more: object = {},
    ) => {
      const sources = await sourcesOf(item);
      const opId = uuidv7();
      const decisions = (from.length > 0 ? from : [null]).map((version) => ({
        id: uuidv7(),
        sources,
        outcome: version === null ? { kind: "neither" } : { kind: "chosen", from: version, goldId: uuidv7() },
      }));
      const body = { opId, decisions, ...more };
      return { opId, body, ...(await ask<Outcomes>("decide", body)) };
    },
    undo: (undoes: string, opId = uuidv7()) => ask<Outcomes>("undoDecisions", { opId, undoes }),
    settle: (policy: string, match: string, dryRun = false) =>
      ask<Outcomes & { settled: { from: string; kind: string }[]; left: number }>("settle", {
        opId: uuidv7(),
        policy,
        match,
        dryRun,
      }),
  };
}

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
    const { status } = await here.ask("decide", { opId: uuidv7(), decisions: [decision], replaces });
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
    await here.take(item, [source.id]);
    const [before] = first.json.decisions;
    const { json } = await here.ask<Outcomes>("decide", {
      opId: uuidv7(),
      decisions: [],
      replaces: [{ id: before?.id, revision: before?.revision }],
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
    const [before] = (await here.take(item, [mine.id])).json.decisions;
    const replaces = [{ id: before?.id, revision: before?.revision }];
    const opId = uuidv7();
    const outcome = { kind: "chosen", from: theirs.id, goldId: before?.annotationId };
    const decision = { id: uuidv7(), sources: await here.sourcesOf(item), outcome };
    await here.ask("decide", { opId, decisions: [decision], replaces });
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
          sources: sources.map((one) => `${one.isTaken} ${one.revision}`).sort(),
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

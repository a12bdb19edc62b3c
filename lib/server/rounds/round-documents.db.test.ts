import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OperationName } from "@/lib/contracts/registry";
import type { RoundResource } from "@/lib/contracts/rounds";
import { bySession, call } from "@/lib/test/call-api";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { openRoundOf, planRoundOf } from "@/lib/test/open-round";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";
import { db } from "../database";
import { logChecks } from "../doctor/log-checks";
import { rowChecks } from "../doctor/row-checks";
import { correctDocument } from "../revisions/write";

let close: () => Promise<void>;
let team: Team;
beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam();
});
afterAll(() => close());

let number = 0;
const document = (outlet = "Gazette") => {
  number += 1;
  return addDocument(team, `Dispatch number ${number}`, `Minister Oran met envoy ${number}.`, { outlet });
};

async function ask(
  name: OperationName,
  person: Team["ana"],
  params: Readonly<Record<string, string>>,
  body?: unknown,
) {
  const all = { project: team.projectId, ...params };
  const response = await call(name, { params: all, headers: await bySession(person), body });
  return { status: response.status, body: await response.json() };
}
const change = (round: RoundResource, body: unknown) =>
  ask("changeRoundDocuments", team.owner, { round: round.id }, body);
const preview = async (round: RoundResource, body: unknown) =>
  (await ask("previewRoundDocuments", team.owner, { round: round.id }, body)).body;
const undo = (opId: string) => ask("undoRoundChange", team.owner, {}, { opId });

/** Who has a document, in which state and round. */
async function work(documentId: string) {
  const rows = await db().assignment.findMany({
    where: { projectId: team.projectId, documentId },
    select: { state: true, roundId: true, set: { select: { userId: true } } },
  });
  const named = (id: string | null) =>
    id === team.ana.userId ? "ana" : id === team.ben.userId ? "ben" : "other";
  return Object.fromEntries(rows.map(({ state, roundId, set }) => [named(set.userId), { state, roundId }]));
}
const roundOf = async (documentId: string) =>
  (await db().roundDocument.findFirst({ where: { documentId, leftAt: null } }))?.roundId ?? null;

describe("documents that join an open round", () => {
  it("are given out by the rule, as the preview said, and leave again when that is undone", async () => {
    const [first, second] = [await document(), await document("Post")];
    const round = await openRoundOf(team, [first], [team.ana, team.ben]);
    const asked = { op: "add", documents: { filter: { outlet: "Post" } } };
    const told = await preview(round, asked);
    expect(told).toMatchObject({ documents: 1, given: 2, returned: 0, leftOut: 0 });
    expect(told.assignments.map(({ name }: { name: string }) => name).sort()).toEqual([
      team.ana.name,
      team.ben.name,
    ]);
    expect(await work(second)).toEqual({});
    const { body: done } = await change(round, asked);
    expect(done).toMatchObject({ documents: 1, given: 2 });
    expect(await work(second)).toEqual({
      ana: { state: "open", roundId: round.id },
      ben: { state: "open", roundId: round.id },
    });
    expect((await undo(done.opId)).body).toMatchObject({ undone: 3, kept: 0 });
    expect(await roundOf(second)).toBeNull();
    expect((await work(second)).ana?.state).toBe("returned");
  });

  it("don't tell annotators how many are to code them", async () => {
    const [first, second] = [await document(), await document()];
    const round = await openRoundOf(team, [first], [team.ana, team.ben]);
    await change(round, { op: "add", documents: { ids: [second] }, giveOut: false });
    await change(round, { op: "remove", documents: { ids: [first] } });
    const scope = await scopeOf("document.edit", team.owner, team.projectId);
    await correctDocument(scope, second, { text: `Corrected dispatch ${number}.` });
    const changes = await db().change.findMany({
      where: { projectId: team.projectId, subjectId: round.id, documentId: { not: null } },
      select: { kind: true, before: true, after: true },
    });
    expect(new Set(changes.map(({ kind }) => kind))).toEqual(
      new Set(["round.documentAdded", "round.documentRemoved", "round.handedOver"]),
    );
    expect(JSON.stringify(changes)).not.toContain("copies");
  });

  it("join once however often that is sent, and only if no other round has them", async () => {
    const [one, taken] = [await document(), await document()];
    const round = await openRoundOf(team, [await document()], [team.ana], { copies: 1 });
    await openRoundOf(team, [taken], [team.ana], { copies: 1 });
    const id = crypto.randomUUID();
    const asked = { op: "add", id, documents: { ids: [one, taken] }, giveOut: false };
    expect(await preview(round, asked)).toMatchObject({ documents: 1, leftOut: 1, given: 0 });
    const first = await change(round, asked);
    expect((await change(round, asked)).body).toEqual(first.body);
    const { status } = await change(round, { ...asked, id: crypto.randomUUID() });
    expect(status).toBe(200);
    expect(await db().roundDocument.count({ where: { roundId: round.id, leftAt: null } })).toBe(2);
  });
});

describe("a document that is taken out", () => {
  it("keeps begun and finished work, gives untouched work back, and comes back as it was", async () => {
    const [untouched, begun, done] = [await document(), await document(), await document()];
    const ids = [untouched, begun, done];
    const round = await openRoundOf(team, ids, [team.ana, team.ben]);
    const kept = await mark(team.projectId, team.ana, begun);
    await submit(team.projectId, team.ben, done);
    const before = await Promise.all(ids.map(work));
    const asked = { op: "remove", documents: { ids } };
    expect(await preview(round, asked)).toMatchObject({ documents: 3, returned: 4, begun: 1, submitted: 1 });
    const { body } = await change(round, asked);
    expect(body).toMatchObject({ documents: 3, returned: 4, given: 0 });
    expect((await work(begun)).ana?.state).toBe("open");
    expect((await work(done)).ben?.state).toBe("submitted");
    expect((await work(untouched)).ana?.state).toBe("returned");
    expect(await db().annotation.count({ where: { id: kept, deletedAt: null } })).toBe(1);
    // Without a round the work goes on.
    await submit(team.projectId, team.ana, begun);
    const undone = await undo(body.opId);
    expect(undone.body).toMatchObject({ undone: 7, kept: 0 });
    const after = await Promise.all(ids.map(work));
    expect(after[0]).toEqual(before[0]);
    expect(after[2]).toEqual(before[2]);
    expect((await work(begun)).ana).toEqual({ state: "submitted", roundId: round.id });
    // And the undo can be undone.
    expect((await undo(undone.body.opId)).body.undone).toBeGreaterThan(0);
    expect(await roundOf(untouched)).toBeNull();
  });

  it("is not brought back from a round that has taken it meanwhile", async () => {
    const one = await document();
    const round = await openRoundOf(team, [one], [team.ana], { copies: 1 });
    const { body } = await change(round, { op: "remove", documents: { ids: [one] } });
    const other = await openRoundOf(team, [one], [team.ben], { copies: 1 });
    expect((await undo(body.opId)).body).toMatchObject({ undone: 0 });
    expect(await roundOf(one)).toBe(other.id);
  });

  it("is refused where the round has it not, and to those who don't lead", async () => {
    const [one, other] = [await document(), await document()];
    const round = await openRoundOf(team, [one], [team.ana], { copies: 1 });
    expect((await change(round, { op: "remove", documents: { ids: [other] } })).body.code).toBe(
      "invalid_input",
    );
    const asked = { op: "remove", documents: { ids: [one] } };
    const refused = await ask("changeRoundDocuments", team.ana, { round: round.id }, asked);
    expect(refused.status).toBe(403);
  });
});

describe("a document that is moved to another round", () => {
  it("takes all work along, fills its new places, and goes back whole", async () => {
    const one = await document();
    const from = await openRoundOf(team, [one, await document()], [team.ana], { copies: 1 });
    const to = await openRoundOf(team, [await document()], [team.ana, team.ben], { copies: 2 });
    await mark(team.projectId, team.ana, one);
    const asked = { op: "move", documents: { ids: [one] }, to: to.id };
    expect(await preview(from, asked)).toMatchObject({
      documents: 1,
      moved: 1,
      given: 1,
      begun: 1,
      reveals: null,
    });
    const { body } = await change(from, asked);
    expect(body).toMatchObject({ documents: 1, moved: 1, given: 1 });
    expect(await roundOf(one)).toBe(to.id);
    expect(await work(one)).toEqual({
      ana: { state: "open", roundId: to.id },
      ben: { state: "open", roundId: to.id },
    });
    await undo(body.opId);
    expect(await roundOf(one)).toBe(from.id);
    expect(await work(one)).toEqual({
      ana: { state: "open", roundId: from.id },
      ben: { state: "returned", roundId: to.id },
    });
  });

  it("is refused into a closed round", async () => {
    const one = await document();
    const from = await openRoundOf(team, [one], [team.ana, team.ben]);
    const open = await openRoundOf(team, [await document()], [team.ana], { isBlind: false, copies: 1 });
    await ask("closeRound", team.owner, { round: open.id }, { revision: open.revision });
    expect((await change(from, { op: "move", documents: { ids: [one] }, to: open.id })).body.code).toBe(
      "wrong_state",
    );
    expect(await roundOf(one)).toBe(from.id);
  });
});

describe("the plan of a planned round", () => {
  const matrix = async (round: RoundResource) => {
    const { body } = await ask("readMatrix", team.owner, { round: round.id });
    return new Map<string, string[]>(
      body.items.map((row: { documentId: string; cells: { userId: string; state: string }[] }) => [
        row.documentId,
        row.cells.filter(({ state }) => state === "planned").map(({ userId }) => userId),
      ]),
    );
  };

  it("is kept as a lead changes it, and is what opens the round", async () => {
    const [one, two] = [await document(), await document()];
    const round = await planRoundOf(team, [one, two], [team.ana, team.ben], { copies: 1 });
    const drawn = await matrix(round);
    const [holder = ""] = drawn.get(one) ?? [];
    const other = holder === team.ana.userId ? team.ben.userId : team.ana.userId;
    const changes = [
      { documentId: one, userId: holder, op: "remove" },
      { documentId: one, userId: other, op: "add" },
    ];
    const saved = await ask("changeMatrix", team.owner, { round: round.id }, { changes });
    expect(saved.body.changed).toBe(2);
    expect((await matrix(round)).get(one)).toEqual([other]);
    expect((await matrix(round)).get(two)).toEqual(drawn.get(two));
    expect(await work(one)).toEqual({});
    const plan = await ask("planRound", team.owner, { round: round.id }, {});
    expect(plan.body.shortfalls).toEqual([]);
    expect(plan.body.assignments).toContainEqual({ documentId: one, userId: other });
    await ask("openRound", team.owner, { round: round.id }, { revision: round.revision });
    const rows = await db().assignment.findMany({
      where: { documentId: one },
      select: { set: { select: { userId: true } } },
    });
    expect(rows.map(({ set }) => set.userId)).toEqual([other]);
  });

  it("can be discarded for the rule's, and taken up again; documents that join are added to it", async () => {
    const one = await document();
    const round = await planRoundOf(team, [one], [team.ana, team.ben], { copies: 2 });
    await ask(
      "changeMatrix",
      team.owner,
      { round: round.id },
      {
        changes: [{ documentId: one, userId: team.ana.userId, op: "remove" }],
      },
    );
    const short = await ask("planRound", team.owner, { round: round.id }, {});
    expect(short.body.shortfalls).toMatchObject([{ documentId: one, missing: 1, kind: "notGiven" }]);
    const { body: known } = await ask("readRound", team.owner, { round: round.id });
    expect(known.plan).toBe(1);
    const discarded = await ask("discardPlan", team.owner, { round: round.id }, { revision: known.revision });
    expect(discarded.body.plan).toBeNull();
    expect((await matrix(round)).get(one)).toHaveLength(2);
    const { revision } = discarded.body;
    const restored = await ask("restorePlan", team.owner, { round: round.id }, { revision, plan: 1 });
    expect(restored.body.plan).toBe(1);
    expect((await matrix(round)).get(one)).toEqual([team.ben.userId]);
    const two = await document();
    await change(round, { op: "add", documents: { ids: [two] } });
    expect((await matrix(round)).get(one)).toEqual([team.ben.userId]);
    expect((await matrix(round)).get(two)).toHaveLength(2);
  });

  it("is nobody's to see but the leads', in the log too", async () => {
    const one = await document();
    const round = await planRoundOf(team, [one], [team.ana, team.ben]);
    await ask(
      "changeMatrix",
      team.owner,
      { round: round.id },
      {
        changes: [{ documentId: one, userId: team.ben.userId, op: "remove" }],
      },
    );
    expect((await ask("readMatrix", team.ana, { round: round.id })).status).toBe(403);
    const rows = await db().change.findMany({ where: { subjectId: round.id, kind: "round.planned" } });
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows[0]?.after)).not.toContain(team.ben.userId);
  });
});

it("leaves rows and log as the doctor wants them", async () => {
  for (const { name, violations } of [...rowChecks, ...logChecks])
    expect({ name, found: await db().$queryRaw(violations) }).toEqual({ name, found: [] });
});

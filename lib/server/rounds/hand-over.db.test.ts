import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OperationName } from "@/lib/contracts/registry";
import { bySession, call } from "@/lib/test/call-api";
import { addMember, openInstallation, signedInPerson } from "@/lib/test/open-installation";
import { openRoundOf } from "@/lib/test/open-round";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";
import { db } from "../database";
import { logChecks } from "../doctor/log-checks";

let close: () => Promise<void>;
let team: Team;
let cleo: Team["ana"];
beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam();
  cleo = await signedInPerson("Cleo");
  await addMember(team.projectId, cleo, "annotator");
});
afterAll(() => close());

let number = 0;
const document = (title = `Wire number ${++number}`, text = `The envoy spoke for the time ${++number}.`) =>
  addDocument(team, title, text);

async function ask(
  name: OperationName,
  person: Team["ana"],
  params: Readonly<Record<string, string>>,
  body: unknown,
) {
  const all = { project: team.projectId, ...params };
  const response = await call(name, { params: all, headers: await bySession(person), body });
  return { status: response.status, body: await response.json() };
}
const statesOf = async (person: Team["ana"], documentIds: readonly string[]) => {
  const rows = await db().assignment.findMany({
    where: { documentId: { in: [...documentIds] }, set: { userId: person.userId } },
    select: { documentId: true, state: true },
  });
  const states = new Map(rows.map(({ documentId, state }) => [documentId, state]));
  return documentIds.map((id) => states.get(id) ?? "none");
};

describe("handing over", () => {
  it("gives all that somebody has not finished to others, keeps what was made, and can be undone", async () => {
    const ids = [await document(), await document(), await document()];
    const [begun = "", done = "", untouched = ""] = ids;
    const round = await openRoundOf(team, ids, [team.ana], { copies: 1 });
    const kept = await mark(team.projectId, team.ana, begun);
    await submit(team.projectId, team.ana, done);
    const asked = { from: team.ana.userId, to: [team.ben.userId, cleo.userId], round: round.id };
    const { body: told } = await ask("previewHandOver", team.owner, {}, asked);
    expect(told).toMatchObject({ opId: null, handed: 2, begun: 1, stays: 0 });
    expect(told.loads.map(({ documents }: { documents: number }) => documents)).toEqual([1, 1]);
    expect(await statesOf(team.ana, ids)).toEqual(["open", "submitted", "open"]);

    const { body } = await ask("handOver", team.owner, {}, asked);
    expect(body).toMatchObject({ ...told, opId: expect.any(String) });
    expect(await statesOf(team.ana, ids)).toEqual(["returned", "submitted", "returned"]);
    const taken = [...(await statesOf(team.ben, ids)), ...(await statesOf(cleo, ids))];
    expect(taken.filter((state) => state === "open")).toHaveLength(2);
    expect(await db().annotation.count({ where: { id: kept, deletedAt: null } })).toBe(1);
    const told2 = await db().notification.findMany({ where: { kind: "assignment", subjectId: round.id } });
    expect(new Set(told2.map(({ userId }) => userId))).toContain(team.ben.userId);

    const { body: undone } = await ask("undoRoundChange", team.owner, {}, { opId: body.opId });
    expect(undone).toMatchObject({ undone: 4, kept: 0 });
    expect(await statesOf(team.ana, [begun, done, untouched])).toEqual(["open", "submitted", "open"]);
  });

  it("is undone but for documents that have been begun since, whose takers are named", async () => {
    const ids = [await document(), await document(), await document()];
    const round = await openRoundOf(team, ids, [team.ana], { copies: 1 });
    const asked = { from: team.ana.userId, to: [team.ben.userId], round: round.id };
    const { body } = await ask("handOver", team.owner, {}, asked);
    const [first = "", second = "", third = ""] = ids;
    await mark(team.projectId, team.ben, first);
    await submit(team.projectId, team.ben, second);
    const { body: undone } = await ask("undoRoundChange", team.owner, {}, { opId: body.opId });
    expect(undone).toMatchObject({ undone: 2, kept: 4 });
    expect(undone.keeping).toMatchObject([
      { documentId: first, people: [team.ben.name] },
      { documentId: second, people: [team.ben.name] },
    ]);
    expect(await statesOf(team.ana, ids)).toEqual(["returned", "returned", "open"]);
    expect(await statesOf(team.ben, ids)).toEqual(["open", "submitted", "returned"]);
    // Sent again it says the same, and undone in turn, what was put back is handed over once more.
    const again = await ask("undoRoundChange", team.owner, {}, { opId: body.opId, id: undone.opId });
    expect(again.body).toEqual(undone);
    await ask("undoRoundChange", team.owner, {}, { opId: undone.opId });
    expect(await statesOf(team.ana, [third])).toEqual(["returned"]);
    expect(await statesOf(team.ben, [third])).toEqual(["open"]);
  });

  it("puts back also what its taker had begun long before, and not since", async () => {
    const one = await document();
    const round = await openRoundOf(team, [one], [team.ana], { copies: 1 });
    const give = (userId: string, op: string) => ({ documentId: one, userId, op });
    const swap = (changes: unknown) =>
      ask("changeMatrix", team.owner, { round: round.id }, { changes, force: true });
    await swap([give(team.ana.userId, "remove"), give(team.ben.userId, "add")]);
    await mark(team.projectId, team.ben, one);
    await swap([give(team.ben.userId, "remove"), give(team.ana.userId, "add")]);
    const { body } = await ask(
      "handOver",
      team.owner,
      {},
      { from: team.ana.userId, to: [team.ben.userId], round: round.id },
    );
    expect(body.handed).toBe(1);
    const { body: undone } = await ask("undoRoundChange", team.owner, {}, { opId: body.opId });
    expect(undone).toMatchObject({ undone: 2, kept: 0, keeping: [] });
    expect(await statesOf(team.ana, [one])).toEqual(["open"]);
    expect(await statesOf(team.ben, [one])).toEqual(["returned"]);
  });

  it("answers the same when it is sent again, and says when nothing is left", async () => {
    const ids = [await document(), await document(), await document()];
    const round = await openRoundOf(team, ids, [team.ana], { copies: 1, cap: 3 });
    await mark(team.projectId, team.ana, ids[0] ?? "");
    await ask(
      "changeMatrix",
      team.owner,
      { round: round.id },
      { changes: [{ documentId: ids[2], userId: cleo.userId, op: "add" }] },
    );
    const id = crypto.randomUUID();
    const asked = { id, from: team.ana.userId, to: [cleo.userId], round: round.id };
    const first = await ask("handOver", team.owner, {}, asked);
    expect(first.body).toMatchObject({ opId: id, handed: 2, begun: 1, stays: 1 });
    expect((await ask("handOver", team.owner, {}, asked)).body).toEqual(first.body);
    const other = { ...asked, from: team.ben.userId };
    expect((await ask("handOver", team.owner, {}, other)).body.code).toBe("conflict");
    // What stays can go to somebody else; then there is nothing any more.
    const rest = { from: team.ana.userId, to: [team.ben.userId], round: round.id };
    expect((await ask("handOver", team.owner, {}, rest)).body.handed).toBe(1);
    expect((await ask("previewHandOver", team.owner, {}, rest)).body).toMatchObject({ handed: 0, stays: 0 });
    const empty = await ask("handOver", team.owner, {}, rest);
    expect(empty.body).toMatchObject({
      code: "wrong_state",
      detail: expect.stringContaining("nothing left"),
    });
  });

  it("goes above a cap only when that is said, and as little as can be", async () => {
    const ids = [await document(), await document(), await document(), await document()];
    const round = await openRoundOf(team, ids, [team.ana], { copies: 1, cap: 4 });
    const { body: known } = await ask("readRound", team.owner, { round: round.id }, undefined);
    await ask("updateRound", team.owner, { round: round.id }, { revision: known.revision, cap: 1 });
    const asked = { from: team.ana.userId, to: [team.ben.userId, cleo.userId], round: round.id };
    const { body: told } = await ask("previewHandOver", team.owner, {}, asked);
    expect(told.over).toMatchObject([
      { id: team.ben.userId, cap: 1, documents: 2, by: 1 },
      { id: cleo.userId, cap: 1, documents: 2, by: 1 },
    ]);
    const refused = await ask("handOver", team.owner, {}, asked);
    expect(refused.body).toMatchObject({ code: "over_cap", current: told.over });
    expect(await statesOf(team.ana, ids)).toEqual(["open", "open", "open", "open"]);
    const id = crypto.randomUUID();
    const done = await ask("handOver", team.owner, {}, { ...asked, id, overCap: true });
    expect(done.body).toMatchObject({ handed: 4, over: told.over });
    expect((await ask("handOver", team.owner, {}, { ...asked, id, overCap: true })).body).toEqual(done.body);
  });

  it("leaves with its person what nobody named can take, and says why", async () => {
    const [shared, told, twin, begun] = [
      await document(),
      await document("Harbour opens again at dawn", "One telling of it."),
      await document("Harbour opens again at dawn", "Another telling of it."),
      await document(),
    ];
    await openRoundOf(team, [told], [team.ben], { copies: 1 });
    // Whoever has had the story is given no other telling of it: the plan leaves that to one person.
    const round = await openRoundOf(team, [shared, twin, begun], [team.ana, team.ben], { copies: 2 });
    await mark(team.projectId, team.ana, begun);
    const asked = { from: team.ana.userId, to: [team.ben.userId], round: round.id, begun: false };
    const { body } = await ask("previewHandOver", team.owner, {}, asked);
    const reasons = new Map(
      body.staying.map(({ documentId, reason }: { documentId: string; reason: string }) => [
        documentId,
        reason,
      ]),
    );
    expect(reasons.get(shared)).toBe("hasIt");
    expect(reasons.get(twin)).toBe("sameStory");
    expect(reasons.get(begun)).toBe("begun");
    expect(body.handed).toBe(0);
  });

  it("is refused to oneself, to who can't annotate, and by who doesn't lead", async () => {
    const body = { from: team.ana.userId, to: [team.ana.userId] };
    expect((await ask("handOver", team.owner, {}, body)).body.code).toBe("invalid_input");
    const viewer = { from: team.ana.userId, to: [team.viewer.userId] };
    expect((await ask("handOver", team.owner, {}, viewer)).body.code).toBe("invalid_input");
    expect(
      (await ask("handOver", team.ana, {}, { from: team.ben.userId, to: [team.ana.userId] })).status,
    ).toBe(403);
  });
});

describe("a reminder", () => {
  it("tells those with unfinished work, each once a day", async () => {
    const round = await openRoundOf(team, [await document(), await document()], [team.ana, cleo], {
      copies: 2,
    });
    const [first] = await db().roundDocument.findMany({ where: { roundId: round.id } });
    await submit(team.projectId, cleo, first?.documentId ?? "");
    const remind = (body = {}) => ask("remindRound", team.owner, { round: round.id }, body);
    const { body } = await remind({ people: [cleo.userId] });
    expect(body).toMatchObject({ reminded: [{ id: cleo.userId, documents: 1 }], spared: [] });
    const all = await remind();
    expect(all.body.reminded).toMatchObject([{ id: team.ana.userId, documents: 2 }]);
    expect(all.body.spared).toMatchObject([{ id: cleo.userId }]);
    const count = () => db().notification.count({ where: { kind: "reminder", subjectId: round.id } });
    expect(await count()).toBe(2);
    await db()
      .$executeRaw`UPDATE "Notification" SET "createdAt" = now() - interval '25 hours' WHERE "kind" = 'reminder'`;
    expect((await remind()).body.reminded).toHaveLength(2);
  });

  it("passes over who may no longer annotate", async () => {
    const round = await openRoundOf(team, [await document()], [cleo], { copies: 1 });
    const make = (role: string) =>
      db().member.updateMany({ where: { projectId: team.projectId, id: cleo.userId }, data: { role } });
    await make("viewer");
    const { body } = await ask("remindRound", team.owner, { round: round.id }, {});
    await make("annotator");
    expect(body).toEqual({ reminded: [], spared: [] });
  });

  it("has nobody to tell where nobody works", async () => {
    const round = await openRoundOf(team, [await document()], [team.ana], { copies: 1 });
    await ask("closeRound", team.owner, { round: round.id }, { revision: round.revision });
    expect((await ask("remindRound", team.owner, { round: round.id }, {})).body.code).toBe("wrong_state");
  });
});

it("leaves the log as the doctor wants it", async () => {
  for (const { name, violations } of logChecks)
    expect({ name, found: await db().$queryRaw(violations) }).toEqual({ name, found: [] });
});

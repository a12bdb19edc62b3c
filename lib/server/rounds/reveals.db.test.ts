import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OperationName } from "@/lib/contracts/registry";
import type { RoundResource } from "@/lib/contracts/rounds";
import { bySession, call } from "@/lib/test/call-api";
import { addMember, openInstallation, signedInPerson } from "@/lib/test/open-installation";
import { openRoundOf, planRoundOf } from "@/lib/test/open-round";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";

let close: () => Promise<void>;
let team: Team;
let cleo: Team["ana"];
let number = 0;
beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam();
  cleo = await signedInPerson("Cleo");
  await addMember(team.projectId, cleo, "annotator");
});
afterAll(() => close());

/** Ana has begun it blind and Ben has submitted it. */
let worked: string;
let blind: RoundResource;
beforeEach(async () => {
  worked = await document();
  blind = await openRoundOf(team, [worked], [team.ana, team.ben]);
  await mark(team.projectId, team.ana, worked);
  await mark(team.projectId, team.ben, worked, 6);
  await submit(team.projectId, team.ben, worked);
});

const document = () =>
  addDocument(team, `Cable number ${++number}`, `The envoy spoke for the time ${number}.`);
const open = { isBlind: false, copies: 2 } as const;

async function ask(
  name: OperationName,
  params: Readonly<Record<string, string>>,
  body?: unknown,
  who = team.owner,
) {
  const all = { project: team.projectId, ...params };
  const response = await call(name, { params: all, headers: await bySession(who), body });
  return { status: response.status, body: await response.json() };
}
/** Whose annotations on a document somebody sees. */
async function seenBy(who: Team["ana"], id = worked): Promise<number> {
  const { body } = await ask("listAnnotations", { document: id }, undefined, who);
  return new Set(body.items.map(({ setId }: { setId: string }) => setId)).size;
}
const everyone = { to: "everyone", documents: 1, people: 2, unfinished: 1 } as const;

/** Refused with these figures, and nothing has come of it; done when that is said. */
async function asksFirst(
  name: OperationName,
  params: Readonly<Record<string, string>>,
  body: object,
  told: object,
) {
  const refused = await ask(name, params, body);
  expect(refused.body).toMatchObject({ code: "reveals_work", current: told });
  expect(await seenBy(team.viewer)).toBe(0);
  const done = await ask(name, params, { ...body, reveal: true });
  expect(done.status).toBeLessThan(300);
  return done.body;
}

describe("blind work is shown to others only when somebody has said so:", () => {
  it("moving its document into an open round that is not blind", async () => {
    const to = await openRoundOf(team, [await document()], [team.ana, team.ben], open);
    const asked = { op: "move", documents: { ids: [worked] }, to: to.id };
    const preview = await ask("previewRoundDocuments", { round: blind.id }, asked);
    expect(preview.body.reveals).toEqual({ ...everyone, when: "now" });
    await asksFirst("changeRoundDocuments", { round: blind.id }, asked, { ...everyone, when: "now" });
    expect(await seenBy(team.viewer)).toBe(2);
  });

  it("moving it into a planned round that is not blind, and again when that opens", async () => {
    const to = await planRoundOf(team, [await document()], [team.ana, team.ben], open);
    const asked = { op: "move", documents: { ids: [worked] }, to: to.id };
    const told = { ...everyone, when: "opening" };
    const preview = await ask("previewRoundDocuments", { round: blind.id }, asked);
    expect(preview.body.reveals).toEqual(told);
    await asksFirst("changeRoundDocuments", { round: blind.id }, asked, told);
    expect(await seenBy(team.viewer)).toBe(0);
    expect((await ask("planRound", { round: to.id }, {})).body.reveals).toEqual(told);
    const at = { revision: to.revision };
    await asksFirst("openRound", { round: to.id }, at, { ...everyone, when: "now" });
    expect(await seenBy(team.viewer)).toBe(2);
  });

  it("adding it, taken out of its round, to an open round that is not blind", async () => {
    await ask("changeRoundDocuments", { round: blind.id }, { op: "remove", documents: { ids: [worked] } });
    const to = await openRoundOf(team, [await document()], [team.ana, team.ben], open);
    const asked = { op: "add", documents: { ids: [worked] } };
    await asksFirst("changeRoundDocuments", { round: to.id }, asked, { ...everyone, when: "now" });
  });

  it("planning a round that is not blind for it, or making a planned one so", async () => {
    await ask("closeRound", { round: blind.id }, { revision: blind.revision });
    const people = [team.ana.userId, team.ben.userId];
    const input = { name: "Open", documents: { ids: [worked] }, members: people, ...open };
    expect((await ask("previewRound", {}, input)).body.reveals).toEqual({ ...everyone, when: "opening" });
    const round = await asksFirst(
      "createRound",
      {},
      { ...input, isBlind: false },
      { ...everyone, when: "opening" },
    );
    const hidden = await ask("updateRound", { round: round.id }, { revision: 1, isBlind: true });
    expect(hidden.body.isBlind).toBe(true);
    const asked = { revision: hidden.body.revision, isBlind: false };
    await asksFirst("updateRound", { round: round.id }, asked, { ...everyone, when: "opening" });
    // Giving the round up shows nothing.
    expect(await seenBy(team.viewer)).toBe(0);
  });

  it("undoing a move that had taken it out of a round that is not blind", async () => {
    const one = await document();
    const from = await openRoundOf(team, [one], [team.ana, team.ben], open);
    const asked = { op: "move", documents: { ids: [one] }, to: blind.id };
    const { body } = await ask("changeRoundDocuments", { round: from.id }, asked);
    await mark(team.projectId, team.ana, one);
    expect(await seenBy(team.ben, one)).toBe(0);
    const told = { ...everyone, people: 1, when: "now" };
    await asksFirst("undoRoundChange", {}, { opId: body.opId }, told);
    expect(await seenBy(team.ben, one)).toBe(1);
  });

  it("moving it to where fewer are asked for, when all who are at work have submitted", async () => {
    const three = await document();
    const from = await openRoundOf(team, [three], [team.ana, team.ben, cleo], { copies: 3 });
    const to = await openRoundOf(team, [await document()], [team.ana], { copies: 1 });
    const remove = { changes: [{ documentId: three, userId: cleo.userId, op: "remove" }] };
    await ask("changeMatrix", { round: from.id }, remove);
    for (const person of [team.ana, team.ben]) {
      await mark(team.projectId, person, three);
      await submit(team.projectId, person, three);
    }
    expect(await seenBy(team.ana, three)).toBe(1);
    const told = { to: "submitters", documents: 1, people: 2, unfinished: 0, when: "now" };
    const asked = { op: "move", documents: { ids: [three] }, to: to.id, giveOut: false };
    await asksFirst("changeRoundDocuments", { round: from.id }, asked, told);
    expect(await seenBy(team.ana, three)).toBe(2);
  });

  it("taking the last unfinished work back, when as many as asked for have submitted", async () => {
    const two = await document();
    const round = await openRoundOf(team, [two], [team.ana, team.ben], { copies: 2, sharedPortion: 0 });
    const give = [team.ana, team.ben].map(({ userId }) => ({ documentId: two, userId, op: "add" }));
    await ask("changeMatrix", { round: round.id }, { changes: give });
    for (const person of [team.ana, team.ben]) await mark(team.projectId, person, two);
    await submit(team.projectId, team.ana, two);
    const changes = [{ documentId: two, userId: team.ben.userId, op: "remove" }];
    const told = { to: "submitters", documents: 1, people: 2, unfinished: 1, when: "now" };
    await asksFirst("changeMatrix", { round: round.id }, { changes, force: true }, told);
  });
});

describe("nothing is asked", () => {
  it("where nobody has done anything, or where all is to be seen already", async () => {
    const from = await openRoundOf(team, [await document()], [team.ana, team.ben]);
    const to = await openRoundOf(team, [await document()], [team.ana, team.ben], open);
    const shown = await document();
    await mark(team.projectId, team.ana, shown);
    const both = await planRoundOf(team, [shown], [team.ana], { ...open, reveal: true });
    expect(
      (await ask("openRound", { round: both.id }, { revision: both.revision, reveal: true })).status,
    ).toBe(200);
    for (const [round, ids] of [
      [from.id, { filter: { search: `Cable number ${number - 2}` } }],
      [both.id, { ids: [shown] }],
    ] as const) {
      const moved = await ask("changeRoundDocuments", { round }, { op: "move", documents: ids, to: to.id });
      expect(moved.status).toBe(200);
    }
  });

  it("by a blind round, which hides what others have done", async () => {
    const to = await openRoundOf(team, [await document()], [team.ana, team.ben]);
    const asked = { op: "move", documents: { ids: [worked] }, to: to.id };
    expect((await ask("changeRoundDocuments", { round: blind.id }, asked)).status).toBe(200);
    expect(await seenBy(team.viewer)).toBe(0);
  });
});

it("a round that was opened after the document had left it has no say", async () => {
  const planned = await planRoundOf(team, [await document()], [team.ana, team.ben], open);
  const there = { op: "move", documents: { ids: [worked] }, to: planned.id, reveal: true };
  await ask("changeRoundDocuments", { round: blind.id }, there);
  await ask("changeRoundDocuments", { round: planned.id }, { op: "remove", documents: { ids: [worked] } });
  expect((await ask("openRound", { round: planned.id }, { revision: planned.revision })).status).toBe(200);
  expect(await seenBy(team.viewer)).toBe(0);
});

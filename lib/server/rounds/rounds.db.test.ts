import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OperationName } from "@/lib/contracts/registry";
import { bySession, call } from "@/lib/test/call-api";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { openRoundOf, planRoundOf } from "@/lib/test/open-round";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";
import { nextDocument } from "../assignments/read";
import { db } from "../database";
import { logChecks } from "../doctor/log-checks";
import { rowChecks } from "../doctor/row-checks";

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
const several = async (count: number) => {
  const ids: string[] = [];
  for (let at = 0; at < count; at++) ids.push(await document());
  return ids;
};

async function ask(
  name: OperationName,
  person: Team["ana"],
  params: Readonly<Record<string, string>>,
  more: { body?: unknown; query?: Record<string, string> } = {},
) {
  const all = { project: team.projectId, ...params };
  const response = await call(name, { params: all, headers: await bySession(person), ...more });
  const text = await response.text();
  return { status: response.status, body: text.startsWith("{") ? JSON.parse(text) : text };
}

const states = async (documentId: string) =>
  Object.fromEntries(
    (
      await db().assignment.findMany({
        where: { projectId: team.projectId, documentId },
        select: { state: true, set: { select: { userId: true } } },
      })
    ).map(({ state, set }) => [
      set.userId === team.ana.userId ? "ana" : set.userId === team.ben.userId ? "ben" : "other",
      state,
    ]),
  );

const tagBody = { kind: "span", tag: "ACTOR", spans: [{ start: 0, end: 8 }] };

describe("a round", () => {
  it("changes nothing for annotators while it is planned, and gives its documents out when it opens", async () => {
    const [one = "", two = ""] = await several(2);
    const round = await planRoundOf(team, [one, two], [team.ana, team.ben]);
    expect(round).toMatchObject({
      state: "planned",
      documents: 2,
      progress: { places: 4, given: 0, submitted: 0 },
    });
    const plan = await ask("planRound", team.owner, { round: round.id });
    expect(plan.body.assignments).toHaveLength(4);
    expect(await states(one)).toEqual({});
    const opened = await ask(
      "openRound",
      team.owner,
      { round: round.id },
      { body: { revision: round.revision } },
    );
    expect(opened.body).toMatchObject({ state: "open", progress: { places: 4, given: 4, submitted: 0 } });
    expect(await states(one)).toEqual({ ana: "open", ben: "open" });
  });

  it("keeps work that was begun without it, and gives out only what is missing", async () => {
    const [one = ""] = await several(1);
    await mark(team.projectId, team.ana, one);
    const round = await openRoundOf(team, [one], [team.ben, team.owner], { copies: 2 });
    const rows = await db().assignment.findMany({ where: { documentId: one }, select: { roundId: true } });
    expect(rows).toEqual([{ roundId: round.id }, { roundId: round.id }]);
    expect((await states(one)).ana).toBe("open");
  });

  it("leaves out documents that another round has, and takes those of closed rounds", async () => {
    const ids = await several(2);
    const first = await openRoundOf(team, ids, [team.ana, team.ben]);
    const again = await ask(
      "previewRound",
      team.owner,
      {},
      {
        body: { name: "x", documents: { ids }, members: [team.ana.userId] },
      },
    );
    expect(again.body).toMatchObject({ documents: 0, leftOut: 2 });
    await ask("closeRound", team.owner, { round: first.id }, { body: { revision: first.revision } });
    const second = await planRoundOf(team, ids, [team.owner]);
    expect(second.documents).toBe(2);
    expect((await ask("readRound", team.owner, { round: first.id })).body.documents).toBe(0);
  });

  it("gives nobody a story twice, in whatever outlet and round it is told", async () => {
    const text = "The same wire text in every outlet.";
    const one = await addDocument(team, "Wire one", text);
    const two = await addDocument(team, "Wire two", text);
    const first = await openRoundOf(team, [one], [team.ana], { copies: 1 });
    await submit(team.projectId, team.ana, one);
    const plan = await ask(
      "previewRound",
      team.owner,
      {},
      {
        body: { name: "x", copies: 1, documents: { ids: [two] }, members: [team.ana.userId] },
      },
    );
    expect(plan.body.assignments).toEqual([]);
    expect(plan.body.shortfalls).toMatchObject([{ documentId: two, missing: 1, kind: "sameStory" }]);
    expect(first.state).toBe("open");
  });

  it("is refused to change what is settled, to move where there is no edge, and to those who don't lead", async () => {
    const round = await openRoundOf(team, await several(1), [team.ana]);
    const at = { round: round.id };
    const { revision } = round;
    expect((await ask("updateRound", team.owner, at, { body: { revision, isBlind: false } })).body.code).toBe(
      "wrong_state",
    );
    expect((await ask("openRound", team.owner, at, { body: { revision } })).body.code).toBe("wrong_state");
    expect((await ask("closeRound", team.owner, at, { body: { revision: revision + 7 } })).body.code).toBe(
      "stale_revision",
    );
    for (const person of [team.ana, team.viewer])
      expect((await ask("closeRound", person, at, { body: { revision } })).status).toBe(403);
    const renamed = await ask("updateRound", team.owner, at, { body: { revision, name: "Renamed" } });
    expect(renamed.body.name).toBe("Renamed");
  });
});

describe("who may work on a document", () => {
  it("is decided by its open round, for leads too, and said in words", async () => {
    const [one = ""] = await several(1);
    const round = await openRoundOf(team, [one], [team.ana], { copies: 1 });
    for (const person of [team.ben, team.owner])
      for (const name of ["createAnnotation", "submitDocument"] as const) {
        const body = name === "createAnnotation" ? tagBody : {};
        const refused = await ask(name, person, { document: one }, { body });
        expect(refused.body).toMatchObject({ code: "not_assigned", status: 409 });
        expect(refused.body.detail).toContain(round.name);
      }
    expect(await states(one)).toEqual({ ana: "open" });
    expect((await ask("createAnnotation", team.ana, { document: one }, { body: tagBody })).status).toBe(201);
    const reader = await ask("readReader", team.ben, { document: one });
    expect(reader.body).toMatchObject({ place: "notAssigned", round: { id: round.id } });
  });

  it("is nobody while the round is closed, and who it was when it goes on", async () => {
    const [one = ""] = await several(1);
    const round = await openRoundOf(team, [one], [team.ana], { copies: 1 });
    const closed = await ask(
      "closeRound",
      team.owner,
      { round: round.id },
      { body: { revision: round.revision } },
    );
    const write = () => ask("createAnnotation", team.ana, { document: one }, { body: tagBody });
    expect((await write()).body.code).toBe("wrong_state");
    const { revision } = closed.body;
    await ask("openRound", team.owner, { round: round.id }, { body: { revision } });
    expect((await write()).status).toBe(201);
  });

  it("leads on to what is one's own in open rounds first, then to claims, then to what is free", async () => {
    const own = await openTeam();
    const ids: string[] = [];
    for (let at = 0; at < 3; at++) ids.push(await addDocument(own, `Piece number ${at}`, `Some text ${at}.`));
    const [free = "", given = "", toClaim = ""] = ids;
    await openRoundOf(own, [given], [own.ana], { copies: 1 });
    const claims = await openRoundOf(own, [toClaim], [own.ana], { copies: 1, mode: "claimed" });
    const next = async () => nextDocument(await scopeOf("document.read", own.ana, own.projectId), undefined);
    expect(await next()).toEqual({ id: given, remaining: 2, claimRoundId: null });
    await submit(own.projectId, own.ana, given);
    expect(await next()).toEqual({ id: null, remaining: 1, claimRoundId: claims.id });
    const scope = await scopeOf("document.read", own.ben, own.projectId);
    expect(await nextDocument(scope, undefined)).toEqual({ id: free, remaining: 1, claimRoundId: null });
  });
});

describe("the matrix", () => {
  it("shows who has what, and moves documents between people without losing work", async () => {
    const [one = ""] = await several(1);
    const round = await openRoundOf(team, [one], [team.ana, team.ben], { copies: 1 });
    const [holder] = Object.keys(await states(one));
    const [from, to] = holder === "ana" ? [team.ana, team.ben] : [team.ben, team.ana];
    const kept = await mark(team.projectId, from, one);
    const changes = [
      { documentId: one, userId: from.userId, op: "remove" },
      { documentId: one, userId: to.userId, op: "add" },
    ];
    const refused = await ask("changeMatrix", team.owner, { round: round.id }, { body: { changes } });
    expect(refused.body).toMatchObject({ code: "has_work", current: { begun: 1, annotations: 1 } });
    const done = await ask(
      "changeMatrix",
      team.owner,
      { round: round.id },
      { body: { changes, force: true } },
    );
    expect(done.body.changed).toBe(2);
    expect(new Set(Object.values(await states(one)))).toEqual(new Set(["returned", "open"]));
    expect(await db().annotation.count({ where: { id: kept, deletedAt: null } })).toBe(1);
    const { body } = await ask("readMatrix", team.owner, { round: round.id });
    expect(body.items[0].cells.find((cell: { userId: string }) => cell.userId === from.userId)).toMatchObject(
      {
        state: "returned",
        annotations: 1,
      },
    );
    expect((await ask("createAnnotation", from, { document: one }, { body: tagBody })).body.code).toBe(
      "not_assigned",
    );
    // Taken up again, the work goes on where it was.
    await ask(
      "changeMatrix",
      team.owner,
      { round: round.id },
      {
        body: { changes: [{ documentId: one, userId: from.userId, op: "add" }] },
      },
    );
    expect((await ask("createAnnotation", from, { document: one }, { body: tagBody })).status).toBe(201);
  });

  it("does not take back what has been submitted, nor give to who can't annotate, nor what is not in it", async () => {
    const [one = "", other = ""] = await several(2);
    const round = await openRoundOf(team, [one], [team.ana], { copies: 1 });
    await submit(team.projectId, team.ana, one);
    const change = (documentId: string, userId: string, op: string) =>
      ask(
        "changeMatrix",
        team.owner,
        { round: round.id },
        {
          body: { changes: [{ documentId, userId, op }], force: true },
        },
      );
    expect((await change(one, team.ana.userId, "remove")).body.code).toBe("wrong_state");
    expect((await change(one, team.viewer.userId, "add")).body.code).toBe("invalid_input");
    expect((await change(other, team.ben.userId, "add")).body.code).toBe("invalid_input");
  });
});

describe("every move of an assignment", () => {
  const operations = {
    submit: "submitDocument",
    reopen: "reopenDocument",
    giveBack: "giveBackDocument",
  } as const;
  /** What each role may do to work of their own that a lead can reach, by the state it is in. */
  const legal: Readonly<Record<string, readonly string[]>> = {
    open: ["submit", "giveBack"],
    reopened: ["submit", "giveBack", "reopen"],
    submitted: ["submit", "reopen"],
    adjudicated: ["reopen"],
    returned: ["giveBack"],
  };
  const cases = Object.keys(legal).flatMap((state) =>
    (["submit", "reopen", "giveBack"] as const).flatMap((move) =>
      (["owner", "ana", "viewer"] as const).map((role) => [state, move, role] as const),
    ),
  );

  it.each(cases)("from %s, %s by %s is done or refused as the tables say", async (state, move, role) => {
    const [one = ""] = await several(1);
    const person = team[role];
    const round = await openRoundOf(team, [one], [team.ana, team.owner], { mode: "claimed" });
    const holder = role === "viewer" ? team.ana : person;
    const claim = await ask("claimDocument", holder, { round: round.id }, { body: { id: uuidv7() } });
    const submittedAt = ["submitted", "adjudicated"].includes(state) ? new Date() : null;
    await db().assignment.update({
      where: {
        projectId_documentId_setId: { projectId: team.projectId, documentId: one, setId: claim.body.setId },
      },
      data: { state, submittedAt },
    });
    const { status } = await ask(operations[move], person, { document: one }, { body: {} });
    const isLegal = legal[state]?.includes(move) ?? false;
    // Work that the gold rests on is opened again by leads alone.
    const isForbidden = role === "viewer" || (role === "ana" && state === "adjudicated" && isLegal);
    expect(status).toBe(isForbidden ? 403 : isLegal ? 200 : 409);
    // Not through the log: the checks at the end look at what went through it.
    await db().$executeRaw`DELETE FROM "Assignment" WHERE "documentId" = ${one}::uuid`;
    await db().$executeRaw`ALTER TABLE "Change" DISABLE TRIGGER USER`;
    await db()
      .$executeRaw`DELETE FROM "Change" WHERE "documentId" = ${one}::uuid AND "kind" LIKE 'assignment.%'`;
    await db().$executeRaw`ALTER TABLE "Change" ENABLE TRIGGER USER`;
  });
});

it("leaves rows and log as the doctor wants them", async () => {
  for (const { name, violations } of [...rowChecks, ...logChecks])
    expect({ name, found: await db().$queryRaw(violations) }).toEqual({ name, found: [] });
});

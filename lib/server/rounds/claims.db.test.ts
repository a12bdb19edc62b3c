import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMember, openInstallation, scopeOf, signedInPerson } from "@/lib/test/open-installation";
import { openRoundOf } from "@/lib/test/open-round";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";
import { db } from "../database";
import { reportActivity } from "../progress/write";
import { claimDocument, giveBackDocument, UNFINISHED_CLAIMS_MAX } from "./claim";
import { sweepClaims } from "./sweep-claims";

let close: () => Promise<void>;
let team: Team;
beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam();
});
afterAll(() => close());

let number = 0;
async function documents(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < count; at++) {
    number += 1;
    ids.push(await addDocument(team, `Bulletin number ${number}`, `Bulletin text ${number}.`));
  }
  return ids;
}
type Person = Team["ana"];
const claim = async (person: Person, round: string, id = uuidv7()) =>
  claimDocument(await scopeOf("round.claim", person, team.projectId), round, id);
const giveBack = async (person: Person, document: string) =>
  giveBackDocument(await scopeOf("round.claim", person, team.projectId), document);
const claims = (settings: object = {}) => ({ mode: "claimed", copies: 1, ...settings }) as const;

describe("a claim", () => {
  it("takes a document once however often it is sent, and each time another under another id", async () => {
    const round = await openRoundOf(team, await documents(2), [team.ana], claims());
    const id = uuidv7();
    const first = await claim(team.ana, round.id, id);
    expect(await claim(team.ana, round.id, id)).toEqual(first);
    expect((await claim(team.ana, round.id)).documentId).not.toBe(first.documentId);
    await expect(claim(team.ben, round.id, id)).rejects.toMatchObject({ code: "conflict" });
  });

  it("at the same moment by many leads to different documents, and never to more annotators than asked for", async () => {
    const people = [team.ana, team.ben];
    for (let at = 0; at < 4; at++) {
      const person = await signedInPerson(`Claimer${at}`);
      await addMember(team.projectId, person, "annotator");
      people.push(person);
    }
    const ids = await documents(4);
    const round = await openRoundOf(team, ids, people, claims({ copies: 2 }));
    const turns = people.flatMap((person) => [person, person]);
    const done = await Promise.allSettled(turns.map((person) => claim(person, round.id)));
    const taken = done.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const refused = done.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
    expect(new Set(refused)).toEqual(new Set(["gone"]));
    expect(taken).toHaveLength(8);
    for (const document of ids) {
      const mine = taken.filter(({ documentId }) => documentId === document);
      expect(mine).toHaveLength(2);
      expect(new Set(mine.map(({ setId }) => setId)).size).toBe(2);
    }
  });

  it("respects the cap, the number of unfinished ones, membership, mode and story", async () => {
    const capped = await openRoundOf(team, await documents(2), [team.ana], claims({ cap: 1 }));
    const first = await claim(team.ana, capped.id);
    await submit(team.projectId, team.ana, first.documentId);
    await expect(claim(team.ana, capped.id)).rejects.toMatchObject({ code: "wrong_state" });
    await expect(claim(team.ben, capped.id)).rejects.toMatchObject({ code: "not_assigned" });

    const wide = await openRoundOf(team, await documents(UNFINISHED_CLAIMS_MAX + 1), [team.ben], claims());
    for (let at = 0; at < UNFINISHED_CLAIMS_MAX; at++) await claim(team.ben, wide.id);
    await expect(claim(team.ben, wide.id)).rejects.toMatchObject({ code: "wrong_state" });

    const given = await openRoundOf(team, await documents(1), [team.ana]);
    await expect(claim(team.ana, given.id)).rejects.toMatchObject({ code: "wrong_state" });

    const twins = [
      await addDocument(team, "Two ports reopen at dawn", "One telling."),
      await addDocument(team, "Two ports reopen at dawn", "Another telling."),
    ];
    const told = await openRoundOf(team, twins, [team.ana], claims());
    await claim(team.ana, told.id);
    await expect(claim(team.ana, told.id)).rejects.toMatchObject({ code: "gone" });
  });

  it("is free for others once given back, with what was made kept; what a lead gave isn't given back", async () => {
    const [only = ""] = await documents(1);
    const round = await openRoundOf(team, [only], [team.ana, team.ben], claims());
    await claim(team.ana, round.id);
    const kept = await mark(team.projectId, team.ana, only);
    await expect(claim(team.ben, round.id)).rejects.toMatchObject({ code: "gone" });
    expect((await giveBack(team.ana, only)).state).toBe("returned");
    expect((await giveBack(team.ana, only)).state).toBe("returned");
    expect((await claim(team.ben, round.id)).documentId).toBe(only);
    expect(await db().annotation.count({ where: { id: kept, deletedAt: null } })).toBe(1);
    const [given = ""] = await documents(1);
    await openRoundOf(team, [given], [team.ana], { copies: 1 });
    await expect(giveBack(team.ana, given)).rejects.toMatchObject({ code: "wrong_state" });
  });
});

describe("a claim nobody works on", () => {
  const age = (document: string, hours: number) => db().$executeRaw`
    UPDATE "Assignment" SET "claimedAt" = now() - make_interval(hours => ${hours}::int),
      "activeAt" = CASE WHEN "activeAt" IS NULL THEN NULL ELSE now() - make_interval(hours => 1) END
    WHERE "documentId" = ${document}::uuid`;
  const stateOf = async (document: string) =>
    (await db().assignment.findFirstOrThrow({ where: { documentId: document } })).state;

  it("goes back after its round's hours, by nobody's hand, but not while it is worked on", async () => {
    const ids = await documents(3);
    const round = await openRoundOf(team, ids, [team.ana], claims({ claimHours: 5 }));
    await db()
      .$executeRaw`UPDATE "Round" SET "openedAt" = now() - interval '9 hours' WHERE "id" = ${round.id}::uuid`;
    const [idle, fresh, active] = [
      await claim(team.ana, round.id),
      await claim(team.ana, round.id),
      await claim(team.ana, round.id),
    ];
    const scope = await scopeOf("annotation.create", team.ana, team.projectId);
    await reportActivity(scope, active.documentId, { id: uuidv7(), activeMs: 1_000 });
    await age(idle.documentId, 6);
    await age(active.documentId, 6);
    await sweepClaims();
    expect([
      await stateOf(idle.documentId),
      await stateOf(fresh.documentId),
      await stateOf(active.documentId),
    ]).toEqual(["returned", "open", "open"]);
    const change = await db().change.findFirstOrThrow({
      where: { documentId: idle.documentId, kind: "assignment.returned" },
    });
    expect(change.principal).toBeNull();
  });
});

describe("active time", () => {
  it("counts a report once, and never more than has passed", async () => {
    const [one = ""] = await documents(1);
    await mark(team.projectId, team.ana, one);
    const scope = await scopeOf("annotation.create", team.ana, team.projectId);
    const report = (id: string, activeMs: number) => reportActivity(scope, one, { id, activeMs });
    const id = uuidv7();
    expect(await report(id, 40_000)).toEqual({ activeMs: 40_000 });
    expect(await report(id, 40_000)).toEqual({ activeMs: 40_000 });
    const again = await report(uuidv7(), 600_000);
    expect(again.activeMs).toBeLessThan(50_000);
    await db()
      .$executeRaw`UPDATE "Assignment" SET "activeAt" = now() - interval '1 hour' WHERE "documentId" = ${one}::uuid`;
    const before = again.activeMs ?? 0;
    expect(await report(uuidv7(), 30_000)).toEqual({ activeMs: before + 30_000 });
  });

  it("is not counted where there is no work, nor after it is submitted", async () => {
    const [one = ""] = await documents(1);
    const scope = await scopeOf("annotation.create", team.ana, team.projectId);
    const report = () => reportActivity(scope, one, { id: uuidv7(), activeMs: 1_000 });
    expect(await report()).toEqual({ activeMs: null });
    await submit(team.projectId, team.ana, one);
    expect(await report()).toEqual({ activeMs: null });
  });
});

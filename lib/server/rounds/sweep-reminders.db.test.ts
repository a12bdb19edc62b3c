import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { RoundResource } from "@/lib/contracts/rounds";
import { addMember, openInstallation, scopeOf, signedInPerson } from "@/lib/test/open-installation";
import { openRoundOf, planRoundOf } from "@/lib/test/open-round";
import { addDocument, openTeam, submit, type Team } from "@/lib/test/open-team";
import { db } from "../database";
import { ensureJobSchema } from "../jobs/run-jobs";
import { updateNotificationSettings } from "../notifications/write";
import { archiveProject, restoreProject } from "../projects/write";
import { changeMatrix } from "./matrix";
import { remindRound } from "./remind";
import { sweepReminders } from "./sweep-reminders";
import { closeRound, updateRound } from "./write";

let close: () => Promise<void>;
let team: Team;
let cleo: Team["ana"];
let round: RoundResource;
let first: string;
beforeAll(async () => {
  ({ close } = await openInstallation({ SMTP_URL: "smtp://127.0.0.1:9" }));
  await ensureJobSchema();
  team = await openTeam();
  cleo = await signedInPerson("Cleo");
  await addMember(team.projectId, cleo, "annotator");
});
afterAll(() => close());

let number = 0;
const document = () =>
  addDocument(team, `Note number ${++number}`, `The envoy spoke for the time ${number}.`);
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const lead = () => scopeOf("round.manage", team.owner, team.projectId);

/** Two documents of Ana's and one of them Cleo's too, given out a while ago, in a round due in three days. */
beforeEach(async () => {
  await db().round.updateMany({ data: { remindDays: null } });
  first = await document();
  round = await openRoundOf(team, [first, await document()], [team.ana, cleo], {
    ...{ copies: 2, remindDays: 2, dueAt: inDays(3) },
  });
  await db().$executeRaw`DELETE FROM "Notification"`;
});

/** Lets time pass: all that has happened lies so many days further back. */
async function pass(days: number): Promise<void> {
  await db().$executeRaw`
    UPDATE "Round" SET "dueAt" = "dueAt" - make_interval(secs => ${days * 86_400}::float8)
    WHERE "id" = ${round.id}::uuid`;
  await db().$executeRaw`
    UPDATE "Notification" SET "createdAt" = "createdAt" - make_interval(secs => ${days * 86_400}::float8)`;
}
const reminders = async () =>
  (
    await db().notification.findMany({
      where: { kind: "reminder", subjectId: round.id },
      orderBy: { createdAt: "asc" },
      select: { userId: true, actorId: true, details: true },
    })
  ).map(({ userId, actorId, details }) => ({ userId, actorId, ...Object(details) }));
const count = async () => (await reminders()).length;

describe("the clock reminds", () => {
  it("once before a round is due, daily for a week when it is, and then no more", async () => {
    await submit(team.projectId, cleo, first);
    await sweepReminders();
    expect(await reminders()).toEqual([]);
    await pass(1.01);
    await sweepReminders();
    const told = await reminders();
    expect(told).toHaveLength(2);
    expect(told).toContainEqual(
      expect.objectContaining({
        userId: team.ana.userId,
        actorId: null,
        count: 2,
        round: "Round",
        isOverdue: false,
      }),
    );
    expect(told).toContainEqual(expect.objectContaining({ userId: cleo.userId, count: 1 }));
    // Not again the next day, for it is not due yet.
    await pass(1.5);
    await sweepReminders();
    expect(await count()).toBe(2);
    await pass(0.6);
    await sweepReminders();
    await sweepReminders();
    expect(await count()).toBe(4);
    expect((await reminders()).at(-1)).toMatchObject({ isOverdue: true });
    for (let day = 1; day <= 10; day++) {
      await pass(1.001);
      await sweepReminders();
    }
    expect(await count()).toBe(2 + 2 * 7);
  });

  it("each person once when several processes do it at the same moment", async () => {
    await pass(3.1);
    await Promise.all(Array.from({ length: 6 }, () => sweepReminders()));
    expect(await count()).toBe(2);
  });

  it("nobody whom a lead has reminded within a day, nor who was given documents just now", async () => {
    await pass(3.1);
    await remindRound(await lead(), round.id, { people: [cleo.userId] });
    const scope = await lead();
    await changeMatrix(scope, round.id, {
      changes: [{ documentId: first, userId: team.ben.userId, op: "add" }],
      force: false,
    });
    await sweepReminders();
    const byClock = (await reminders()).filter(({ actorId }) => actorId === null);
    expect(byClock.map(({ userId }) => userId)).toEqual([team.ana.userId]);
  });

  it("in no round that asks for none, is closed or only planned, nor in an archived project", async () => {
    await pass(3.1);
    const { projectId, owner } = team;
    const quiet = async () => {
      await sweepReminders();
      return count();
    };
    await archiveProject(await scopeOf("project.archive", owner, projectId));
    expect(await quiet()).toBe(0);
    await restoreProject(await scopeOf("project.archive", owner, projectId));
    const off = await updateRound(await lead(), round.id, { revision: round.revision, remindDays: null });
    expect(await quiet()).toBe(0);
    const on = await updateRound(await lead(), round.id, { revision: off.revision, remindDays: 0 });
    const planned = await planRoundOf(team, [await document()], [team.ana], {
      remindDays: 0,
      dueAt: inDays(-1),
    });
    await closeRound(await lead(), round.id, on.revision);
    expect(await quiet()).toBe(0);
    expect(await db().notification.count({ where: { subjectId: planned.id } })).toBe(0);
  });

  it("by mail only those who chose mail about reminders", async () => {
    await updateNotificationSettings(await scopeOf("notification.manage", team.ana), ["reminder"]);
    await updateNotificationSettings(await scopeOf("notification.manage", cleo), ["mention"]);
    await pass(3.1);
    await db().$executeRaw`DELETE FROM graphile_worker._private_jobs`;
    await sweepReminders();
    expect(await count()).toBe(2);
    const jobs = await db().$queryRaw<{ key: string }[]>`SELECT "key" FROM graphile_worker.jobs`;
    expect(jobs).toHaveLength(1);
  });
});

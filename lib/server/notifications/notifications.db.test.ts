import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openInstallation } from "@/lib/test/open-installation";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";
import { db, transact } from "../database";
import { type NewNotification, notify } from "./write";

let close: () => Promise<void>;
let team: Team;
let document: string;
beforeAll(async () => {
  ({ close } = await openInstallation());
});
beforeEach(async () => {
  team = await openTeam();
  document = await addDocument(team, "Summit", "Minister Oran met the envoy.");
});
afterAll(() => close());

const tell = (by: Team["ana"], items: readonly NewNotification[]) =>
  transact((tx) => notify(tx, { projectId: team.projectId, principal: by }, items));
const told = async () =>
  (await db().notification.findMany({ where: { projectId: team.projectId }, select: { userId: true } })).map(
    ({ userId }) => userId,
  );
const setOf = async (person: Team["ana"]) =>
  (await db().annotationSet.findFirstOrThrow({ where: { projectId: team.projectId, userId: person.userId } }))
    .id;
const about = (person: Team["ana"], setId: string | null): NewNotification => ({
  userId: person.userId,
  kind: "mention",
  documentId: document,
  subjectId: document,
  setId,
});

describe("notify", () => {
  it("tells somebody else, once, and nobody of what they did themselves", async () => {
    await tell(team.ana, [
      about(team.ben, null),
      { ...about(team.ben, null), kind: "reply" },
      about(team.ana, null),
    ]);
    expect(await told()).toEqual([team.ben.userId]);
    const [row] = await db().notification.findMany({ where: { projectId: team.projectId } });
    expect(row).toMatchObject({ kind: "mention", actorId: team.ana.userId, readAt: null, mailedAt: null });
  });

  it("tells nobody who works blind of a teammate's work, but leads, and everybody once it is open", async () => {
    await mark(team.projectId, team.ana, document);
    await mark(team.projectId, team.ben, document);
    const setId = await setOf(team.ana);
    const all = [about(team.ben, setId), about(team.viewer, setId), about(team.owner, setId)];
    await tell(team.ana, all);
    expect(await told()).toEqual([team.owner.userId]);
    await submit(team.projectId, team.ana, document);
    await submit(team.projectId, team.ben, document);
    await tell(team.ana, all);
    expect((await told()).sort()).toEqual([team.owner.userId, team.owner.userId, team.ben.userId].sort());
  });

  it("tells an annotator of what a lead says about their work", async () => {
    await mark(team.projectId, team.ana, document);
    await tell(team.owner, [about(team.ana, await setOf(team.ana))]);
    expect(await told()).toEqual([team.ana.userId]);
  });

  it("passes over who has left, who is disabled and who never was there", async () => {
    const stranger = (await openTeam()).owner;
    await db().member.deleteMany({ where: { projectId: team.projectId, id: team.viewer.userId } });
    await db().user.update({ where: { id: team.ben.userId }, data: { disabledAt: new Date() } });
    await tell(team.owner, [about(team.viewer, null), about(team.ben, null), about(stranger, null)]);
    expect(await told()).toEqual([]);
  });

  it("is undone with the transaction that it is part of", async () => {
    const work = transact(async (tx) => {
      await notify(tx, { projectId: team.projectId, principal: team.ana }, [about(team.ben, null)]);
      throw new Error("changed my mind");
    });
    await expect(work).rejects.toThrow("changed my mind");
    expect(await told()).toEqual([]);
  });
});

import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { openRoundOf, planRoundOf } from "@/lib/test/open-round";
import { addDocument, mark, openTeam, type Team } from "@/lib/test/open-team";
import { listAnnotations } from "../annotations/read";
import { db } from "../database";
import { examine } from "../doctor/examine";
import { moveDocument } from "../documents/write";
import { changeRoundDocuments } from "../rounds/change-documents";
import { changeMatrix } from "../rounds/matrix";
import { planRound } from "../rounds/stored-plan";
import { undoRoundChange } from "../rounds/undo";
import { correctDocument } from "./write";

const TEXT = "LYSA: Minister Oran met the envoy in Lysa on Monday, and the envoy left early.";
const CORRECTED = TEXT.replace("Monday", "Tuesday");

let close: () => Promise<void>;
beforeAll(async () => {
  ({ close } = await openInstallation());
});
afterAll(async () => {
  for await (const { name, first } of examine()) expect([name, first]).toEqual([name, []]);
  await close();
});

const lead = (team: Team) => scopeOf("round.manage", team.owner, team.projectId);
const correct = async (team: Team, documentId: string) => {
  const scope = await scopeOf("document.edit", team.owner, team.projectId);
  return (await correctDocument(scope, documentId, { id: uuidv7(), text: CORRECTED })).document.id;
};
const takeOut = async (team: Team, roundId: string, documentId: string) =>
  changeRoundDocuments(await lead(team), roundId, { op: "remove", documents: { ids: [documentId] } });

describe("a text that is corrected", () => {
  it("stays blind when it had been taken out of the round that made it so", async () => {
    const team = await openTeam({ blind: false });
    const { projectId, ana, ben } = team;
    const old = await addDocument(team, "Report", TEXT);
    const round = await openRoundOf(team, [old], [ana, ben], { copies: 2, isBlind: true });
    await mark(projectId, ana, old);
    await mark(projectId, ben, old);
    await takeOut(team, round.id, old);
    const here = await correct(team, old);
    const scope = await scopeOf("annotation.read", ben, projectId);
    const seen = async (id: string) => (await listAnnotations(scope, id, { limit: 10 })).items.length;
    expect([await seen(old), await seen(here)]).toEqual([1, 1]);
  });

  it("has the places of the earlier one in a plan that was made by hand, and gives them back", async () => {
    const team = await openTeam();
    const { ana, ben } = team;
    const [old, other] = [
      await addDocument(team, "Report", TEXT),
      await addDocument(team, "Note", "Envoy speaks."),
    ];
    const round = await planRoundOf(team, [old, other], [ana, ben], { copies: 1 });
    const place = async (documentId: string) =>
      (await planRound(await lead(team), round.id)).assignments
        .filter((pair) => pair.documentId === documentId)
        .map(({ userId }) => userId)
        .sort();
    const give = async (documentId: string, userId: string, op: "add" | "remove") =>
      changeMatrix(await lead(team), round.id, { changes: [{ documentId, userId, op }], force: false });
    const both = [ana.userId, ben.userId].sort();
    for (const userId of both) await give(old, userId, "add");
    expect(await place(old)).toEqual(both);
    const here = await correct(team, old);
    expect(await place(here)).toEqual(both);
    await give(here, ana.userId, "remove");
    await moveDocument(await scopeOf("document.delete", team.owner, team.projectId), "delete", here);
    expect(await place(old)).toEqual([ben.userId]);
  });

  it("is not put back into a round in the place of its correction by an undo", async () => {
    const team = await openTeam();
    const old = await addDocument(team, "Report", TEXT);
    const round = await openRoundOf(team, [old], [team.ana], { copies: 1 });
    const { opId } = await takeOut(team, round.id, old);
    await correct(team, old);
    expect(await undoRoundChange(await lead(team), { opId })).toMatchObject({ undone: 0, kept: 2 });
    expect(await db().roundDocument.count({ where: { roundId: round.id, leftAt: null } })).toBe(0);
  });
});

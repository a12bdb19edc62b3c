import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contentOf } from "@/lib/test/native-lines";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { documentsOf, fileOf } from "@/lib/test/open-marked-team";
import { planRoundOf } from "@/lib/test/open-round";
import { addDocument, dryRun, openTeam, start } from "@/lib/test/open-team";
import { type Project, restored } from "@/lib/test/restored-project";
import { db } from "../database";
import { examine } from "../doctor/examine";
import { ensureJobSchema } from "../jobs/run-jobs";
import { changeMatrix } from "../rounds/matrix";
import { planRound } from "../rounds/stored-plan";
import { openRound } from "../rounds/write";

let close: () => Promise<void>;
beforeAll(async () => {
  ({ close } = await openInstallation());
  await ensureJobSchema();
});
afterAll(async () => {
  for await (const { name, first } of examine()) expect([name, first]).toEqual([name, []]);
  await close();
});

describe("the plan of a round that is not open yet", () => {
  /** A planned round of two documents whose plan gives each to the other one than the rule drew. */
  async function openPlannedTeam() {
    const team = await openTeam();
    const { projectId, owner, ana, ben } = team;
    const [one, two] = [
      await addDocument(team, "One", "Oran.", { split: "train" }),
      await addDocument(team, "Two", "Mira.", { split: "dev" }),
    ];
    const round = await planRoundOf(team, [one, two], [ana, ben], { copies: 1 });
    const lead = await scopeOf("round.manage", owner, projectId);
    const { assignments } = await planRound(lead, round.id);
    const changes = [one, two].flatMap((documentId) => {
      const given = assignments.find((pair) => pair.documentId === documentId)?.userId ?? "";
      return [
        { documentId, userId: given, op: "remove" as const },
        { documentId, userId: given === ana.userId ? ben.userId : ana.userId, op: "add" as const },
      ];
    });
    await changeMatrix(lead, round.id, { changes, force: false });
    return { team, round, planned: (await planRound(lead, round.id)).assignments };
  }

  it("comes back as it was changed by hand, and opens the round by it", async () => {
    const { team, round, planned } = await openPlannedTeam();
    const file = await fileOf(team, "jsonl");
    const target = await restored(team, file);
    expect(contentOf(await fileOf(target, "jsonl"))).toEqual(contentOf(file));
    const there = await scopeOf("round.manage", team.owner, target.projectId);
    expect((await planRound(there, round.id)).assignments).toEqual(planned);
    await openRound(there, round.id, { revision: round.revision });
    const given = await db().assignment.findMany({
      where: { projectId: target.projectId },
      select: { documentId: true, set: { select: { userId: true } } },
      orderBy: { documentId: "asc" },
    });
    expect(given.map(({ documentId, set }) => ({ documentId, userId: set.userId }))).toEqual(planned);
  });

  it("comes part by part, and is not mixed with another plan", async () => {
    const { team, round, planned } = await openPlannedTeam();
    const [train, dev] = [
      await fileOf(team, "jsonl", { split: "train" }),
      await fileOf(team, "jsonl", { split: "dev" }),
    ];
    const planIn = async (target: Project) =>
      (await planRound(await scopeOf("round.manage", team.owner, target.projectId), round.id)).assignments;
    const whole = await restored(team, train);
    await start(whole, (await dryRun(whole, { "dev.jsonl": dev })).id);
    expect(await planIn(whole)).toEqual(planned);
    const changed = await restored(team, train);
    const where = { projectId_id: { projectId: changed.projectId, id: round.id } };
    await db().round.update({ where, data: { plan: 2 } });
    await start(changed, (await dryRun(changed, { "dev.jsonl": dev })).id);
    expect(await db().roundPlace.count({ where: { projectId: changed.projectId } })).toBe(1);
  });

  it("is for leads", async () => {
    const { team } = await openPlannedTeam();
    const anas = await documentsOf(team, {}, team.ana);
    expect(anas.rounds.map(({ plan }) => plan)).toEqual([null]);
    expect(anas.documents.flatMap(({ places }) => places)).toEqual([]);
  });
});

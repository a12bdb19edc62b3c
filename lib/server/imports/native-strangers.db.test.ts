import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { linesOf, withHash } from "@/lib/test/native-lines";
import { type BusyTeam, openBusyTeam } from "@/lib/test/open-busy-team";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { documentsOf, fileOf } from "@/lib/test/open-marked-team";
import { dryRun, openProject, start } from "@/lib/test/open-team";
import { finishAdjudication, resumeAdjudication } from "../adjudication/finish";
import { listAdjudication, listAwaitedAdjudication } from "../adjudication/list";
import { readAdjudication } from "../adjudication/read";
import { codedWork } from "../agreement/coded-work";
import { alignedDocuments } from "../comparison/read";
import { db, Prisma } from "../database";
import { ensureJobSchema } from "../jobs/run-jobs";

let close: () => Promise<void>;
let team: BusyTeam;

beforeAll(async () => {
  ({ close } = await openInstallation());
  await ensureJobSchema();
  team = await openBusyTeam();
}, 60_000);
afterAll(() => close());

const openTarget = async (name: string) => ({
  projectId: await openProject(team.owner, name),
  owner: team.owner,
});
const bring = async (target: Awaited<ReturnType<typeof openTarget>>, file: Buffer) =>
  start(target, (await dryRun(target, { "corpus.jsonl": file })).id);

describe("work of people who are no members here", () => {
  const listOf = async (projectId: string) =>
    (await listAdjudication(await scopeOf("adjudication.read", team.owner, projectId), { limit: 10 })).items;
  const codings = (projectId: string) =>
    db().$queryRaw<{ documentId: string }[]>(
      Prisma.sql`SELECT * FROM ${codedWork(projectId, { against: "each_other" })} w`,
    );

  it("is adjudicated, compared and measured as far as they submitted it", async () => {
    const target = await openTarget("New project");
    await bring(target, await fileOf(team, "jsonl"));
    expect(await listOf(target.projectId)).toMatchObject([
      { documentId: team.decided, state: "ongoing", annotators: 2, items: 1, decided: 1 },
    ]);
    const scope = await scopeOf("adjudication.decide", team.owner, target.projectId);
    const work = await readAdjudication(scope, team.decided);
    expect(work.sets.map(({ name }) => name).sort()).toEqual([team.ana.name, team.ben.name].sort());
    expect(work.decisions).toMatchObject([{ sources: [{}] }]);
    // Ben's work on the blind one was not submitted, and its round wants two.
    const awaited = await listAwaitedAdjudication(
      await scopeOf("adjudication.read", team.owner, target.projectId),
      { limit: 10 },
    );
    expect(awaited.items).toMatchObject([{ documentId: team.blind, submitted: 1, working: 0, missing: 1 }]);
    const measured = (await codings(target.projectId)).map(({ documentId }) => documentId);
    expect(measured.toSorted()).toEqual([team.decided, team.decided, team.blind].toSorted());
    const aligned = await alignedDocuments(
      await scopeOf("annotation.read", team.owner, target.projectId),
      [team.decided],
      undefined,
    );
    expect(aligned.get(team.decided)).toMatchObject([{ versions: [{}, {}] }]);
  });

  it("can be decided to the end, and taken up again", async () => {
    const target = await openTarget("To the end");
    await bring(target, await fileOf(team, "jsonl"));
    const scope = await scopeOf("adjudication.decide", team.owner, target.projectId);
    await finishAdjudication(scope, team.decided);
    expect(await listOf(target.projectId)).toMatchObject([{ state: "finished", annotators: 2 }]);
    const states = async () =>
      (await documentsOf(target)).documents[0]?.assignments.map(({ state }) => state).toSorted();
    expect(await states()).toEqual(["adjudicated", "adjudicated", "submitted"]);
    await resumeAdjudication(scope, team.decided);
    expect(await states()).toEqual(["reopened", "submitted", "submitted"]);
  });

  it("is no gold of another team: that is nobody's coding", async () => {
    const { header, documents } = await documentsOf(team);
    const gold = header.sets.find(({ kind }) => kind === "gold")?.id;
    const lines = linesOf(await fileOf(team, "jsonl"));
    const texts = lines.filter(({ type }) => type === "document");
    const finished = lines.map((line) => {
      const assignments = documents[texts.indexOf(line)]?.assignments.map((one) =>
        one.setId === gold ? { ...one, state: "submitted", submittedAt: "2026-01-02T03:04:05.000Z" } : one,
      );
      return assignments ? { ...line, assignments } : line;
    });
    const target = await openTarget("Two golds");
    await bring(target, withHash(finished));
    const made = await dryRun(target, { "again.jsonl": withHash(finished) }, { keepDuplicates: true });
    await start(target, made.id);
    expect((await listOf(target.projectId)).map(({ annotators }) => annotators)).toEqual([2, 2]);
  });
});

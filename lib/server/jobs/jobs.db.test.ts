import { afterAll, beforeAll, expect, it } from "vitest";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { openTeam, type Team } from "@/lib/test/open-team";
import { db, transact } from "../database";
import { addImportFile } from "../imports/add-piece";
import { readImport } from "../imports/read";
import { createImport, readImportFiles, startImport } from "../imports/write";
import { enqueue } from "./enqueue";
import { beat, isWorkerAlive, rescueJobs } from "./rescue-jobs";
import { ensureJobSchema, runJobs } from "./run-jobs";

let close: () => Promise<void>;
let team: Team;

beforeAll(async () => {
  ({ close } = await openInstallation());
  await ensureJobSchema();
  await ensureJobSchema();
  team = await openTeam();
});
afterAll(() => close());

const locked = async () =>
  db().$queryRaw<{ key: string; worker: string | null }[]>`
    SELECT "key", "locked_by" AS worker FROM graphile_worker.jobs ORDER BY "key"`;

it("gives the jobs of a dead worker to others, and leaves those of a live one alone", async () => {
  const payload = { importId: team.projectId };
  for (const key of ["dead", "alive"])
    await transact((tx) => enqueue(tx, "import.read", payload, { key, queue: key }));
  await db().$executeRaw`
    UPDATE graphile_worker._private_jobs SET locked_at = now() - interval '1 minute', locked_by = 'worker-' || key`;
  await beat(["worker-alive"]);
  await rescueJobs();
  expect(await locked()).toEqual([
    { key: "alive", worker: "worker-alive" },
    { key: "dead", worker: null },
  ]);
  await db().$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  await db().workerHeartbeat.deleteMany();
});

it("a job exists only if the transaction that asked for it commits", async () => {
  const work = transact(async (tx) => {
    await enqueue(tx, "import.read", {}, { key: "void", queue: "void" });
    throw new Error("changed my mind");
  });
  await expect(work).rejects.toThrow("changed my mind");
  expect(await locked()).toEqual([]);
});

it("a running worker takes an import from upload to documents, and can be heard of", async () => {
  expect(await isWorkerAlive()).toBe(false);
  const jobs = await runJobs();
  expect(await isWorkerAlive()).toBe(true);
  const scope = await scopeOf("document.import", team.owner, team.projectId);
  const { import: made } = await createImport(scope, {});
  await addImportFile(scope, made.id, "a.txt", Buffer.from("A headline\nand text"));
  const reaches = (state: string) =>
    expect.poll(async () => (await readImport(scope, made.id)).state, { timeout: 120_000 }).toBe(state);
  await readImportFiles(scope, made.id);
  await reaches("read");
  await startImport(scope, made.id);
  await reaches("finished");
  await jobs.stop();
  expect(await db().document.count({ where: { projectId: team.projectId } })).toBe(1);
  expect(await isWorkerAlive()).toBe(false);
});

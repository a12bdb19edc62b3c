import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ask } from "@/lib/test/ask-database";
import { type FreshDatabase, freshDatabase } from "@/lib/test/fresh-database";
import { migrate } from "../migrate";
import { backupFolder, backupName } from "./backup-folder";
import { openArchive } from "./open-archive";
import { migrationNames } from "./read-tables";
import { restoreArchive } from "./restore-archive";
import { backUpBeforeUpgrade } from "./upgrade-backup";

const folder = path.resolve("prisma/migrations");

describe("an upgrade", () => {
  let older: string;
  let target: FreshDatabase;
  beforeEach(async () => {
    target = await freshDatabase();
    older = fs.mkdtempSync(path.join(os.tmpdir(), "concord-older-"));
    const [first = ""] = migrationNames(folder);
    fs.cpSync(path.join(folder, first), path.join(older, first), { recursive: true });
    await ask(target.url, "DROP SCHEMA public CASCADE");
    await ask(target.url, "CREATE SCHEMA public");
    await migrate({ url: target.url, folder: older, say: () => {} });
  });
  afterEach(async () => {
    fs.rmSync(older, { recursive: true, force: true });
    await target.drop();
  });
  const addProject = () =>
    ask(
      target.url,
      `WITH p AS (INSERT INTO "Project" ("id", "name") VALUES ('0192f0c0-0000-7000-8000-000000000001', 'Old') RETURNING "id"),
        c AS (INSERT INTO "Change" ("projectId", "opId", "kind", "subjectId") SELECT "id", "id", 'project.created', "id" FROM p)
       INSERT INTO "Document" ("projectId", "id", "title", "text", "textSha256", "length")
       SELECT "id", "id", 'Dove', 'A dove', '', 6 FROM p`,
    );

  it("of an empty database needs no backup", async () => {
    const options = { url: target.url, folder, dataDir: older, now: new Date(), say: () => {} };
    expect(await backUpBeforeUpgrade(options)).toBeNull();
  });

  it("is preceded by a backup, which a later version can restore", async () => {
    await addProject();
    const dataDir = path.join(older, "data");
    const options = { url: target.url, folder, dataDir, now: new Date(), say: () => {} };
    const written = (await backUpBeforeUpgrade(options)) ?? "";
    expect(path.basename(written)).toBe(backupName("-before-upgrade", options.now));
    const newer = await freshDatabase();
    const archive = await openArchive(written);
    // The older version counted changes so, and may have to go on with this.
    expect(archive.manifest.sequences).toEqual([{ name: "Change_seq_seq", value: "1" }]);
    await restoreArchive({ url: newer.url, folder, archive });
    archive.close();
    const question = `SELECT d."title", "search" IS NOT NULL AS "isIndexed", (SELECT count(*)::int FROM "Change") AS changes
       FROM "Document" d`;
    expect(await ask(newer.url, question)).toEqual([{ title: "Dove", isIndexed: true, changes: 1 }]);
    expect(
      await ask(newer.url, "SELECT 1 FROM information_schema.schemata WHERE schema_name LIKE 'concord%'"),
    ).toEqual([]);
    await newer.drop();
  });

  it("keeps the numbers of the log, and goes on above them without a count of the database's", async () => {
    await addProject();
    await ask(
      target.url,
      `INSERT INTO "Change" ("projectId", "seq", "opId", "kind", "subjectId")
      SELECT "projectId", 9000000000000000000, gen_random_uuid(), 'project.renamed', "subjectId" FROM "Change"`,
    );
    await migrate({ url: target.url, folder, say: () => {} });
    const stands = `SELECT array_agg("seq"::text ORDER BY "seq") AS numbers, to_regclass('"Change_seq_seq"') AS count
      FROM "Change"`;
    expect(await ask(target.url, stands)).toEqual([{ numbers: ["1", "9000000000000000000"], count: null }]);
    const unnumbered = `INSERT INTO "Change" ("projectId", "opId", "kind", "subjectId")
      SELECT "id", gen_random_uuid(), 'project.renamed', "id" FROM "Project"`;
    await expect(ask(target.url, unnumbered)).rejects.toThrow('null value in column "seq"');
  });

  it("keeps the last five", async () => {
    await addProject();
    const dataDir = path.join(older, "data");
    for (let day = 1; day <= 7; day++) {
      const now = new Date(Date.UTC(2030, 0, day));
      await backUpBeforeUpgrade({ url: target.url, folder, dataDir, now, say: () => {} });
    }
    const names = fs.readdirSync(backupFolder(dataDir));
    expect(names.sort()).toHaveLength(5);
    expect(names[0]).toContain("20300103");
  });

  it("does not happen when the backup can't be written", async () => {
    await addProject();
    const dataDir = path.join(older, "a file");
    fs.writeFileSync(dataDir, "");
    const work = backUpBeforeUpgrade({ url: target.url, folder, dataDir, now: new Date(), say: () => {} });
    await expect(work).rejects.toMatchObject({ remedy: expect.stringContaining("Nothing was changed") });
  });
});

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { ask } from "@/lib/test/ask-database";
import { type FreshDatabase, freshDatabase } from "@/lib/test/fresh-database";
import { openInstallation } from "@/lib/test/open-installation";
import { openMarkedTeam } from "@/lib/test/open-marked-team";
import { db, Prisma } from "../database";
import { env } from "../env";
import { StartupProblem } from "../postgres/startup-problem";
import { tally } from "./copy-table";
import { leftOut, type Manifest } from "./manifest";
import { checkArchive, openArchive } from "./open-archive";
import { migrationNames, readTables } from "./read-tables";
import { restoreArchive } from "./restore-archive";
import { verifyArchive } from "./verify-archive";
import { writeArchive } from "./write-archive";

const folder = path.resolve("prisma/migrations");
let close: () => Promise<void>;
let live: string;
let place: string;
let file: string;
let saved: Manifest;

beforeAll(async () => {
  ({ close } = await openInstallation());
  const team = await openMarkedTeam();
  live = env().DATABASE_URL ?? "";
  await db().document.updateMany({
    where: { projectId: team.projectId },
    data: { byline: "tab\t, break\n, \\. and \\N, “quotes”, 🕊️" },
  });
  place = fs.mkdtempSync(path.join(os.tmpdir(), "concord-backup-"));
  file = path.join(place, "all.zip");
  saved = await writeArchive({ url: live, folder, file });
});
afterAll(async () => {
  fs.rmSync(place, { recursive: true, force: true });
  await close();
});

let target: FreshDatabase;
beforeEach(async () => {
  target = await freshDatabase();
});
afterEach(() => target.drop());

/** What is in a database, without the words of the code that is tested. */
async function contents(url: string): Promise<Record<string, string>> {
  const tables = await ask<{ name: string }>(
    url,
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'
     AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations' ORDER BY 1`,
  );
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await ask<{ n: string; hash: string | null }>(
      url,
      `SELECT count(*)::text AS n, md5(string_agg(t::text, E'\\n' ORDER BY t::text COLLATE "C")) AS hash
       FROM ${pg.escapeIdentifier(name)} t`,
    );
    found[name] = `${row?.n} ${row?.hash}`;
  }
  return found;
}

const withoutLeftOut = (found: Record<string, string>) =>
  Object.fromEntries(Object.entries(found).filter(([name]) => !leftOut.includes(name)));

async function restore(url: string, from = file): Promise<void> {
  const archive = await openArchive(from);
  try {
    await restoreArchive({ url, folder, archive });
  } finally {
    archive.close();
  }
}

const refusal = (work: Promise<unknown>): Promise<StartupProblem> =>
  work.then(
    () => expect.fail("It was not refused"),
    (thrown: unknown) => {
      expect(thrown).toBeInstanceOf(StartupProblem);
      // Just checked.
      return thrown as StartupProblem;
    },
  );

/** A copy of the archive with something done to its bytes. */
function spoiled(how: (bytes: Buffer) => Buffer): string {
  const copy = path.join(place, `spoiled-${fs.readdirSync(place).length}.zip`);
  fs.writeFileSync(copy, how(fs.readFileSync(file)));
  return copy;
}

describe("a backup", () => {
  it("holds every table of ours but those of the moment", async () => {
    const models = Object.values(Prisma.ModelName).filter((name) => !leftOut.includes(name));
    expect(saved.tables.map(({ name }) => name).sort()).toEqual(models.sort());
    expect(saved.migrations).toEqual(migrationNames(folder));
  });

  it("comes back exactly, everything but sign-ins", async () => {
    await restore(target.url);
    const before = await contents(live);
    expect(withoutLeftOut(await contents(target.url))).toEqual(withoutLeftOut(before));
    expect(await ask(target.url, 'SELECT 1 FROM "Session"')).toEqual([]);
    const found = `SELECT count(*)::int AS n FROM "Document" WHERE "search" @@ to_tsquery('simple', 'mira')`;
    expect(await ask(target.url, found)).toEqual([{ n: 1 }]);
  });

  it("replaces what was there", async () => {
    await restore(target.url);
    await ask(target.url, `INSERT INTO "Setting" VALUES ('later', '1')`);
    await restore(target.url);
    expect(withoutLeftOut(await contents(target.url))).toEqual(withoutLeftOut(await contents(live)));
  });

  it("of rows that the database numbers goes on above the last of both", async () => {
    const counter = 'CREATE SEQUENCE "numbers" OWNED BY "Setting"."key"';
    for (const [url, last] of [
      [live, 70],
      [target.url, 50],
    ] as const)
      await ask(url, `${counter}; SELECT setval('"numbers"', ${last})`);
    const counted = path.join(place, "counted.zip");
    await writeArchive({ url: live, folder, file: counted });
    await ask(live, 'DROP SEQUENCE "numbers"');
    await restore(target.url, counted);
    expect(await ask(target.url, `SELECT nextval('"numbers"')::int AS n`)).toEqual([{ n: 71 }]);
    await restore(target.url, counted);
    expect(await ask(target.url, `SELECT nextval('"numbers"')::int AS n`)).toEqual([{ n: 72 }]);
  });

  it("is a file that only its owner may read, whole or absent, and never over another", async () => {
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect((await refusal(writeArchive({ url: live, folder, file }))).message).toContain("already there");
    const stopped = new AbortController();
    const aside = path.join(place, "stopped.zip");
    const progress = () => stopped.abort();
    const work = writeArchive({ url: live, folder, file: aside, progress, signal: stopped.signal });
    expect((await refusal(work)).message).toBe("Interrupted.");
    expect(fs.readdirSync(place).filter((name) => name.startsWith("stopped"))).toEqual([]);
  });

  it("is of one moment, whatever is written meanwhile", async () => {
    const writer = new pg.Client(live);
    await writer.connect();
    await writer.query('BEGIN; LOCK TABLE "Setting" IN ACCESS EXCLUSIVE MODE');
    const working = writeArchive({ url: live, folder, file: path.join(place, "later.zip") });
    // Its moment is taken by its first question; it then waits for the lock.
    // Others wait for locks in their own databases of the same server.
    const waiting = `SELECT 1 FROM pg_locks WHERE NOT granted AND relation = '"Setting"'::regclass
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    await vi.waitUntil(async () => (await ask(live, waiting)).length > 0, { timeout: 60_000 });
    await writer.query(`INSERT INTO "Setting" VALUES ('meanwhile', '1')`);
    await writer.query("COMMIT");
    expect((await working).tables).toEqual(saved.tables);
    await writer.query(`DELETE FROM "Setting" WHERE "key" = 'meanwhile'`);
    await writer.end();
  });

  it("leaves tables of somebody else in the same database alone", async () => {
    await ask(target.url, 'CREATE TABLE "theirs" (n int PRIMARY KEY)');
    await ask(target.url, 'INSERT INTO "theirs" VALUES (1)');
    await restore(target.url);
    const manifest = await writeArchive({ url: target.url, folder, file: path.join(place, "shared.zip") });
    expect(manifest.tables.map(({ name }) => name)).not.toContain("theirs");
    expect(await ask(target.url, 'SELECT n FROM "theirs"')).toEqual([{ n: 1 }]);
  });
});

describe("an archive that is not what was saved", () => {
  const refused = async (copy: string) => {
    const untouched = await contents(target.url);
    const attempt = async () => {
      const archive = await openArchive(copy);
      try {
        await checkArchive(archive, copy);
        await restoreArchive({ url: target.url, folder, archive });
      } finally {
        archive.close();
      }
    };
    const problem = await refusal(attempt());
    expect(await contents(target.url)).toEqual(untouched);
    return problem.message;
  };

  it("is refused when it is cut short anywhere", async () => {
    const { size } = fs.statSync(file);
    for (const kept of [0, 10, Math.floor(size / 2), size - 30, size - 1])
      expect(await refused(spoiled((bytes) => bytes.subarray(0, kept)))).toMatch(/no backup|damaged/);
  });

  it("is refused when a byte of it has changed, unless the byte says nothing", async () => {
    const { size } = fs.statSync(file);
    let noticed = 0;
    for (let step = 0; step < 60; step++) {
      const copy = spoiled((bytes) => {
        const at = Math.floor((size * step) / 60);
        bytes.writeUInt8(bytes.readUInt8(at) ^ 0x40, at);
        return bytes;
      });
      try {
        const archive = await openArchive(copy);
        expect(archive.manifest).toEqual(saved);
        await checkArchive(archive, copy).finally(() => archive.close());
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(StartupProblem);
        noticed += 1;
      }
    }
    expect(noticed).toBeGreaterThan(40);
  });

  it("is refused when a newer version wrote it", async () => {
    const archive = await openArchive(file);
    const manifest = { ...archive.manifest, migrations: [...archive.manifest.migrations, "29990101_news"] };
    const work = restoreArchive({ url: target.url, folder, archive: { ...archive, manifest } });
    expect((await refusal(work)).message).toContain("newer Concord");
    archive.close();
  });

  it("changes nothing when its rows don't belong together", async () => {
    const untouched = await contents(target.url);
    const archive = await openArchive(file);
    const tables = archive.manifest.tables.filter(({ name }) => name !== "User");
    const orphaned = { ...archive, manifest: { ...archive.manifest, tables } };
    await expect(restoreArchive({ url: target.url, folder, archive: orphaned })).rejects.toThrow(
      "foreign key",
    );
    archive.close();
    expect(await contents(target.url)).toEqual(untouched);
  });
});

describe("verifying", () => {
  it("restores and compares elsewhere, and leaves the live database as it is", async () => {
    const untouched = await contents(live);
    const seen: string[] = [];
    const inspect = async (url: string) => {
      const found = withoutLeftOut(await contents(url));
      expect(found).toEqual(withoutLeftOut(untouched));
      seen.push(url);
    };
    const rows = await verifyArchive({ file, folder, inspect });
    expect(rows).toBe(saved.tables.reduce((sum, table) => sum + table.rows, 0));
    expect(seen).toHaveLength(1);
    expect(new URL(seen[0] ?? "").port).not.toBe(new URL(inject("adminUrl")).port);
    expect(await contents(live)).toEqual(untouched);
  });
});

describe("counting rows", () => {
  it("is not fooled by line breaks within values", async () => {
    const client = new pg.Client(live);
    await client.connect();
    const tables = await readTables(client, "public", folder);
    await client.end();
    expect(tables.length).toBeGreaterThan(15);
    async function* chunks() {
      yield Buffer.from("a\\nb\tc\nd");
      yield Buffer.from("\te\n");
    }
    expect(await tally(chunks())).toMatchObject({ rows: 2, bytes: 11 });
  });
});

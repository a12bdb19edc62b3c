import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase } from "@/lib/test/fresh-database";
import { migrate, pendingMigrations } from "./migrate";
import { StartupProblem } from "./postgres/startup-problem";

let database: FreshDatabase;
let folder: string;
const say = () => {};

beforeEach(async () => {
  database = await freshDatabase();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "concord-migrations-"));
  await ask("drop schema public cascade");
  await ask("create schema public");
});

afterEach(async () => {
  fs.rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

function write(name: string, sql: string): void {
  fs.mkdirSync(path.join(folder, name), { recursive: true });
  fs.writeFileSync(path.join(folder, name, "migration.sql"), sql);
}

async function ask(sql: string): Promise<unknown[]> {
  const client = new pg.Client(database.url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const withSemicolons = `
  -- a comment; with a semicolon
  create table news (text text default 'a;b');
  create function stamp() returns trigger language plpgsql as $$ begin new.text := new.text || ';'; return new; end $$;
  create trigger stamp before insert on news for each row execute function stamp();`;

describe("migrating", () => {
  it("applies each migration once, in order, functions and semicolons included", async () => {
    write("1_news", withSemicolons);
    write("2_more", "alter table news add column n int");
    expect(await pendingMigrations(database.url, folder)).toEqual(["1_news", "2_more"]);
    expect(await migrate({ url: database.url, folder, say })).toEqual(["1_news", "2_more"]);
    expect(await migrate({ url: database.url, folder, say })).toEqual([]);
    expect(await pendingMigrations(database.url, folder)).toEqual([]);
    await ask("insert into news default values");
    expect(await ask("select text from news")).toEqual([{ text: "a;b;" }]);
  });

  it("lets nodes that start together take turns", async () => {
    write("1_news", "create table news ()");
    const options = { url: database.url, folder, say };
    const applied = await Promise.all([migrate(options), migrate(options), migrate(options)]);
    expect(applied.flat()).toEqual(["1_news"]);
  });

  it("keeps nothing of a migration that fails, and goes on when it is mended", async () => {
    write("1_news", "create table news (); create table other (); select 1/0");
    await expect(migrate({ url: database.url, folder, say })).rejects.toThrow("division by zero");
    expect(await ask("select * from pg_tables where tablename in ('news', 'other')")).toEqual([]);
    write("1_news", "create table news ()");
    expect(await migrate({ url: database.url, folder, say })).toEqual(["1_news"]);
  });

  it("goes on after a crash in the middle of a migration", async () => {
    write("1_news", "create table news ()");
    write("2_more", "create table more ()");
    await migrate({ url: database.url, folder, say });
    await ask("update _prisma_migrations set finished_at = null where migration_name = '2_more'");
    await ask("drop table more");
    expect(await migrate({ url: database.url, folder, say })).toEqual(["2_more"]);
  });

  it("refuses a database that a newer version has changed, with plain words", async () => {
    write("1_news", "create table news ()");
    write("2_newer", "create table newer ()");
    await migrate({ url: database.url, folder, say });
    fs.rmSync(path.join(folder, "2_newer"), { recursive: true });
    await expect(migrate({ url: database.url, folder, say })).rejects.toThrow(
      "A newer Concord has changed this database",
    );
  });

  it("says what is wrong with an address without repeating the password", async () => {
    const wrong = new URL(database.url);
    wrong.password = "not-this-one";
    const problem = await migrate({ url: wrong.href, folder, say }).catch((thrown: unknown) => thrown);
    expect(problem).toBeInstanceOf(StartupProblem);
    expect(String(problem)).toContain("refuses the user or password");
    expect(String(problem)).not.toContain("not-this-one");
    const nobody = migrate({ url: "postgresql://x:secret@127.0.0.1:1/x", folder, say });
    await expect(nobody).rejects.toThrow("No Postgres answers at 127.0.0.1:1/x");
  });
});

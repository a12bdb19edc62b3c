import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { createMigration, schemaDifference } from "./create-migration";

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "concord-schema-test-"));
});

afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const datasource = 'datasource db {\n  provider = "postgresql"\n}\n';

function options(model: string) {
  const schemaFile = path.join(folder, "schema.prisma");
  fs.writeFileSync(schemaFile, datasource + model);
  const migrations = path.join(folder, "migrations");
  fs.mkdirSync(migrations, { recursive: true });
  return { adminUrl: inject("adminUrl"), schemaFile, migrations };
}

const news = 'model News {\n  id Int @id\n  title String\n  search Unsupported("tsvector")?\n}\n';
const byHand = `-- keep: search
-- keep: News_search_idx
alter table "News" drop column search,
  add column search tsvector generated always as (to_tsvector('simple', title || ';')) stored;
create index "News_search_idx" on "News" using gin (search);
create unique index "News_some_idx" on "News" (title) where title <> '';
alter table "News" add check (title <> '');`;

describe("creating migrations", () => {
  it("leads from nothing to the schema, and then has nothing to write", async () => {
    const file = await createMigration(options(news), "First News", new Date("2026-01-02T03:04:05Z"));
    expect(path.basename(path.dirname(file ?? ""))).toBe("20260102030405_first_news");
    expect(await schemaDifference(options(news))).toEqual([]);
    expect(await createMigration(options(news), "again", new Date())).toBeNull();
  });

  it("leaves alone what migrations made by hand and named", async () => {
    await createMigration(options(news), "first", new Date("2026-01-02T03:04:05Z"));
    const second = path.join(folder, "migrations", "20260203000000_by_hand");
    fs.mkdirSync(second);
    fs.writeFileSync(path.join(second, "migration.sql"), byHand);
    expect(await schemaDifference(options(news))).toEqual([]);
    const more = await schemaDifference(options(news.replace("title String", "title String\n  n Int?")));
    expect(more.join("\n")).toContain('ADD COLUMN     "n" INTEGER');
    expect(more.join("\n")).not.toContain("search");
  });
});

it("the migrations of this repository lead to its schema", async () => {
  const repository = {
    adminUrl: inject("adminUrl"),
    schemaFile: path.resolve("prisma/schema.prisma"),
    migrations: path.resolve("prisma/migrations"),
  };
  expect(await schemaDifference(repository)).toEqual([]);
});

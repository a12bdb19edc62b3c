import path from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openInstallation } from "@/lib/test/open-installation";
import { openTeam } from "@/lib/test/open-team";
import { schemaDifference } from "./create-migration";
import { db } from "./database";

type Table = { readonly name: string; readonly columns: string[]; readonly key: string[] };
type Reference = {
  readonly from: string;
  readonly to: string;
  readonly columns: string[];
  readonly references: string[];
  readonly onDelete: string;
};

let close: () => Promise<void>;
let tables: Table[];
let references: Reference[];

beforeAll(async () => {
  ({ close } = await openInstallation());
  tables = await db().$queryRaw<Table[]>`
    SELECT c.relname AS name,
      (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
      coalesce((SELECT array_agg(a.attname::text ORDER BY k.at) FROM pg_constraint p, unnest(p.conkey) WITH ORDINALITY k(n, at)
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.n
        WHERE p.conrelid = c.oid AND p.contype = 'p'), '{}') AS key
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE '\\_%'`;
  references = await db().$queryRaw<Reference[]>`
    SELECT f.conrelid::regclass::text AS "from", f.confrelid::regclass::text AS "to", f.confdeltype::text AS "onDelete",
      (SELECT array_agg(a.attname::text ORDER BY k.at) FROM unnest(f.conkey) WITH ORDINALITY k(n, at)
        JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.n) AS columns,
      (SELECT array_agg(a.attname::text ORDER BY k.at) FROM unnest(f.confkey) WITH ORDINALITY k(n, at)
        JOIN pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.n) AS references
    FROM pg_constraint f WHERE f.contype = 'f' AND f.connamespace = 'public'::regnamespace`;
});
afterAll(() => close());

/** Tables that belong to the installation: people, credentials, counters and logs. All others are below a project. */
const installation = [
  "Account",
  "ApiKey",
  "AuditEntry",
  "OneTimeLink",
  "Project",
  "RateLimit",
  "Session",
  "Setting",
  "User",
  "WorkerHeartbeat",
];
const bare = (name: string) => name.replaceAll('"', "");
const belowProject = () => tables.filter(({ name }) => !installation.includes(name));

describe("the schema", () => {
  it("has tables of the installation and tables of projects, and knows which are which", () => {
    expect(
      tables
        .filter(({ name }) => installation.includes(name))
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(installation);
    expect(belowProject().length).toBeGreaterThan(10);
  });

  it("puts the project first in the key of every table below one, so that it can be distributed by it", () => {
    const wrong = belowProject().filter(({ key }) => key[0] !== "projectId" || key.length < 2);
    expect(wrong).toEqual([]);
  });

  it("references from project to project only within one: no row can point into another's", () => {
    const below = new Set(belowProject().map(({ name }) => name));
    const wrong = references.filter(({ from, to, columns, references: keys }) => {
      if (!below.has(bare(from)) || !below.has(bare(to))) return false;
      return columns[0] !== "projectId" || keys[0] !== "projectId" || columns.length < 2;
    });
    expect(wrong).toEqual([]);
    expect(references.filter(({ to }) => below.has(bare(to))).length).toBeGreaterThan(8);
  });

  it("puts the project first in every unique rule of these tables", async () => {
    const unique = await db().$queryRaw<{ table: string; columns: string[] }[]>`
      SELECT i.indrelid::regclass::text AS "table", array_agg(a.attname::text ORDER BY k.at) AS columns
      FROM pg_index i, unnest(i.indkey) WITH ORDINALITY k(n, at), pg_attribute a
      WHERE i.indisunique AND a.attrelid = i.indrelid AND a.attnum = k.n AND k.n > 0
      GROUP BY i.indexrelid, i.indrelid`;
    const below = new Set(belowProject().map(({ name }) => name));
    expect(
      unique.filter(({ table, columns }) => below.has(bare(table)) && columns[0] !== "projectId"),
    ).toEqual([]);
  });

  it("deletes nobody's work along with something else", () => {
    // Staged files and rows of an import are nobody's work.
    const cascades = references.filter(({ onDelete }) => onDelete === "c").map(({ from }) => bare(from));
    expect(cascades.toSorted()).toEqual(["ImportFile", "ImportItem", "ImportPiece"]);
  });

  it("is the one that the migrations lead to", async () => {
    const difference = await schemaDifference({
      adminUrl: inject("adminUrl"),
      schemaFile: path.resolve("prisma/schema.prisma"),
      migrations: path.resolve("prisma/migrations"),
    });
    expect(difference).toEqual([]);
  });
});

describe("a reference across projects", () => {
  it("is refused by the database itself, whatever the program does", async () => {
    const [here, there] = [await openTeam(), await openTeam()];
    const set = { id: "00000000-0000-4000-8000-000000000001", kind: "annotator", name: "x" };
    await db().annotationSet.create({ data: { ...set, projectId: there.projectId } });
    const entity = { id: "00000000-0000-4000-8000-000000000002", kind: "actor", name: "Oran", setId: set.id };
    await expect(
      db().entity.create({ data: { ...entity, projectId: here.projectId } }),
    ).rejects.toMatchObject({
      code: "P2003",
    });
  });

  it("is never asked for without naming a project: an undefined filter is an error, not all rows", async () => {
    const nothing: { projectId?: string } = {};
    const where = { projectId: nothing.projectId } as { projectId: string };
    await expect(db().document.findMany({ where })).rejects.toThrow(/undefined/);
  });
});

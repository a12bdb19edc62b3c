import "server-only";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";

export type Table = {
  readonly schema: string;
  readonly name: string;
  /** Without those that the database computes. */
  readonly columns: readonly string[];
  /** The primary key as an order that is the same on every server. */
  readonly order: string;
};

type Row = {
  name: string;
  columns: string[];
  key: string[];
  collated: boolean[];
  parents: string[];
};

const question = `
  SELECT c.relname::text AS name,
    ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
      AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS columns,
    ARRAY(SELECT a.attname::text FROM pg_index i, unnest(i.indkey::int2[]) WITH ORDINALITY k(number, place)
      JOIN pg_attribute a ON a.attnum = k.number WHERE i.indrelid = c.oid AND a.attrelid = c.oid
      AND i.indisprimary ORDER BY k.place) AS key,
    ARRAY(SELECT a.attcollation <> 0 FROM pg_index i, unnest(i.indkey::int2[]) WITH ORDINALITY k(number, place)
      JOIN pg_attribute a ON a.attnum = k.number WHERE i.indrelid = c.oid AND a.attrelid = c.oid
      AND i.indisprimary ORDER BY k.place) AS collated,
    ARRAY(SELECT DISTINCT p.relname::text FROM pg_constraint f JOIN pg_class p ON p.oid = f.confrelid
      WHERE f.conrelid = c.oid AND f.contype = 'f' AND p.oid <> c.oid) AS parents
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname = ANY($2)
  ORDER BY c.relname COLLATE "C"`;

/** Concord's tables in a schema, each after those that its rows refer to. Others' tables are none of ours. */
export async function readTables(client: pg.Client, schema: string, folder: string): Promise<Table[]> {
  const { rows } = await client.query<Row>(question, [schema, createdTables(folder)]);
  const placed: Row[] = [];
  while (placed.length < rows.length) {
    const left = rows.filter((row) => !placed.includes(row));
    const isFree = (row: Row) => !left.some((other) => row.parents.includes(other.name));
    const next = left.filter(isFree);
    if (next.length === 0) throw new Error(`Tables refer to each other: ${left.map(({ name }) => name)}`);
    placed.push(...next);
  }
  return placed.map((row) => ({
    schema,
    name: row.name,
    columns: row.columns,
    order: orderOf(row),
  }));
}

function orderOf({ name, key, collated }: Row): string {
  if (key.length === 0) throw new Error(`The table ${name} has no primary key to order its rows by`);
  return key
    .map((column, n) => `${pg.escapeIdentifier(column)}${collated[n] ? ' COLLATE "C"' : ""}`)
    .join(", ");
}

const creation =
  /\bCREATE TABLE (?:IF NOT EXISTS )?"([^"]+)"|\bALTER TABLE (?:IF EXISTS )?"[^"]+" RENAME TO "([^"]+)"/g;

/** Every table that a migration ever made. A database may hold tables of somebody else, who backs them up. */
function createdTables(folder: string): string[] {
  const names = migrationNames(folder).flatMap((name) =>
    [...migrationScript(folder, name).matchAll(creation)].map(([, made, renamed]) => made ?? renamed ?? ""),
  );
  return [...new Set(names)];
}

export const migrationScript = (folder: string, name: string): string =>
  fs.readFileSync(path.join(folder, name, "migration.sql"), "utf8");

/** The migrations that this version knows, in their order. */
export const migrationNames = (folder: string): string[] =>
  fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

export type Sequence = { readonly name: string; readonly value: string };

/** The sequences of these tables. Read after their rows, no row has a higher number. */
export async function readSequences(client: pg.Client, tables: readonly Table[]): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(
    `SELECT s.relname::text AS name, coalesce(pg_sequence_last_value(s.oid), 0)::text AS value
     FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i')
       AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
     JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace n ON n.oid = t.relnamespace
     WHERE s.relkind = 'S' AND n.nspname = $1 AND t.relname = ANY($2) ORDER BY 1`,
    [tables[0]?.schema ?? "", tables.map(({ name }) => name)],
  );
  return rows;
}

/** Moves sequences on to where they were. Never back: a number that somebody has seen is not given again. */
export async function advanceSequences(
  client: pg.Client,
  schema: string,
  sequences: readonly Sequence[],
): Promise<void> {
  for (const { name, value } of sequences) {
    const sequence = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
    await client.query(
      `SELECT setval($1::regclass, greatest($2::bigint, pg_sequence_last_value($1::regclass)))
       WHERE greatest($2::bigint, pg_sequence_last_value($1::regclass)) > 0`,
      [sequence, value],
    );
  }
}

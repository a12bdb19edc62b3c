import "server-only";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import type { Table } from "./read-tables";

/** Values as text that is the same whatever the server's own settings are. */
const settings = [
  "SET LOCAL statement_timeout = 0",
  "SET LOCAL idle_in_transaction_session_timeout = 0",
  "SET LOCAL lock_timeout = 0",
  "SET LOCAL timezone = 'UTC'",
  "SET LOCAL datestyle = 'ISO, YMD'",
  "SET LOCAL intervalstyle = 'postgres'",
  "SET LOCAL bytea_output = 'hex'",
  "SET LOCAL extra_float_digits = 1",
  "SET LOCAL client_encoding = 'UTF8'",
];

type Mode = "ISOLATION LEVEL REPEATABLE READ READ ONLY" | "ISOLATION LEVEL READ COMMITTED";

/** Begins a transaction in which rows are copied out or in. */
export async function beginCopying(client: pg.Client, mode: Mode): Promise<void> {
  await client.query(`BEGIN ${mode}`);
  for (const setting of settings) await client.query(setting);
}

export const qualified = ({ schema, name }: Pick<Table, "schema" | "name">): string =>
  `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;

export const columnList = (columns: readonly string[]): string =>
  columns.map((column) => pg.escapeIdentifier(column)).join(", ");

/** All rows of a table as Postgres' own text, a line each, in the order of their keys. Equal rows give equal bytes. */
export function copyOut(client: pg.Client, table: Table): AsyncIterable<Buffer> {
  const rows = `SELECT ${columnList(table.columns)} FROM ${qualified(table)} ORDER BY ${table.order}`;
  return client.query(copyTo(`COPY (${rows}) TO STDOUT`));
}

export async function copyIn(
  client: pg.Client,
  table: Table,
  columns: readonly string[],
  rows: AsyncIterable<Buffer>,
): Promise<void> {
  const target = client.query(copyFrom(`COPY ${qualified(table)} (${columnList(columns)}) FROM STDIN`));
  await pipeline(Readable.from(rows, { objectMode: false }), target);
}

const newline = 0x0a;

/** Counts and hashes rows as they pass. */
export class Tally {
  readonly #hash = createHash("sha256");
  rows = 0;
  bytes = 0;

  add(chunk: Buffer): void {
    this.#hash.update(chunk);
    this.bytes += chunk.length;
    // Within a value a line break is written as \n, so each real one ends a row.
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, at + 1)) this.rows++;
  }

  result(): { readonly rows: number; readonly bytes: number; readonly sha256: string } {
    return { rows: this.rows, bytes: this.bytes, sha256: this.#hash.digest("hex") };
  }
}

export type Tallied = ReturnType<Tally["result"]>;

export const isSame = (one: Tallied, other: Tallied): boolean =>
  one.rows === other.rows && one.bytes === other.bytes && one.sha256 === other.sha256;

/** Counts and hashes without keeping anything. `passed` hears of each step. */
export async function tally(
  chunks: AsyncIterable<Buffer>,
  passed: (rows: number) => void = () => {},
): Promise<Tallied> {
  const result = new Tally();
  for await (const chunk of chunks) {
    result.add(chunk);
    passed(result.rows);
  }
  return result.result();
}

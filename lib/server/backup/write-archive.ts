import "server-only";
import { createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { type ArchiveFile, zipArchive } from "@/lib/formats/zip-archive";
import { describeConnectionFailure } from "../postgres/describe-connection-failure";
import { StartupProblem } from "../postgres/startup-problem";
import { beginCopying, copyOut, qualified, Tally } from "./copy-table";
import { leftOut, type Manifest, manifestPath, type Progress, partPath, type TableEntry } from "./manifest";
import { migrationNames, readSequences, readTables, type Table } from "./read-tables";

export type BackupOptions = {
  /** Of a direct connection: the whole backup is one transaction. */
  readonly url: string;
  /** The folder of this version's migrations, absolute. */
  readonly folder: string;
  /** Where to; must not be there yet. */
  readonly file: string;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
};

/** So much of a table is in memory at a time. */
const PART_BYTES = 8 * 1024 * 1024;

/**
 * Writes one archive of all rows as they are at one moment, while people go on working. The file appears when it is
 * whole, and only its owner may read it: it holds texts, addresses and password hashes.
 */
export async function writeArchive(options: BackupOptions): Promise<Manifest> {
  const { url, file } = options;
  if (await stat(file).catch(() => null))
    throw new StartupProblem(`${file} is already there.`, "Name another file: backups are not overwritten.");
  const client = new pg.Client({ connectionString: url, application_name: "concord backup" });
  client.on("error", () => {
    // A connection that breaks fails the query that uses it.
  });
  await client.connect().catch((thrown: unknown) => {
    throw describeConnectionFailure(thrown, url);
  });
  const aside = `${file}.${process.pid}.part`;
  try {
    await beginCopying(client, "ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const archive = new Archive(client, options);
    const bytes = Readable.from(zipArchive(archive.files()), { objectMode: false });
    const signal = options.signal ? { signal: options.signal } : {};
    await pipeline(bytes, createWriteStream(aside, { mode: 0o600, flags: "wx", flush: true }), signal);
    await rename(aside, file);
    return archive.manifest();
  } catch (thrown) {
    await rm(aside, { force: true });
    if (options.signal?.aborted) throw new StartupProblem("Interrupted.", "Nothing was written.");
    throw thrown;
  } finally {
    await client.end();
  }
}

class Archive {
  readonly #tables: TableEntry[] = [];
  #manifest: Manifest | undefined;

  constructor(
    readonly client: pg.Client,
    readonly options: BackupOptions,
  ) {}

  manifest(): Manifest {
    if (!this.#manifest) throw new Error("The archive is not written yet");
    return this.#manifest;
  }

  async *files(): AsyncGenerator<ArchiveFile> {
    const { client, options } = this;
    const migrations = await appliedMigrations(client, options.folder);
    const { rows } = await client.query<{ schema: string; now: Date }>(
      "SELECT current_schema()::text AS schema, now() AS now",
    );
    const found = await readTables(client, rows[0]?.schema ?? "public", options.folder);
    const tables = found.filter(({ name }) => !leftOut.includes(name));
    const total = await countRows(client, tables);
    let done = 0;
    for (const table of tables) {
      yield* this.#parts(table, (rowsOfTable) => options.progress?.(done + rowsOfTable, total));
      done += this.#tables.at(-1)?.rows ?? 0;
      options.progress?.(done, total);
    }
    this.#manifest = {
      format: "concord-backup",
      formatVersion: 1,
      createdAt: (rows[0]?.now ?? new Date()).toISOString(),
      migrations,
      tables: this.#tables,
      sequences: await readSequences(client, tables),
    };
    yield { path: manifestPath, bytes: new TextEncoder().encode(JSON.stringify(this.#manifest, null, 1)) };
  }

  async *#parts(table: Table, passed: (rows: number) => void): AsyncGenerator<ArchiveFile> {
    const tally = new Tally();
    let parts = 0;
    let held: Buffer[] = [];
    let size = 0;
    const take = (): ArchiveFile => {
      // A copy of its own memory, which the compressor asks for.
      const bytes = new Uint8Array(size);
      let at = 0;
      for (const chunk of held) {
        bytes.set(chunk, at);
        at += chunk.length;
      }
      held = [];
      size = 0;
      parts += 1;
      return { path: partPath(table.name, parts), bytes };
    };
    for await (const chunk of copyOut(this.client, table)) {
      tally.add(chunk);
      held.push(chunk);
      size += chunk.length;
      if (size < PART_BYTES) continue;
      yield take();
      passed(tally.rows);
    }
    if (size > 0) yield take();
    this.#tables.push({ name: table.name, columns: [...table.columns], ...tally.result(), parts });
  }
}

async function appliedMigrations(client: pg.Client, folder: string): Promise<string[]> {
  const made = await client.query("SELECT 1 WHERE to_regclass('_prisma_migrations') IS NOT NULL");
  if (made.rowCount === 0)
    throw new StartupProblem("There is nothing to back up: this database is empty.", "Start Concord first.");
  const { rows } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name COLLATE "C"`,
  );
  const known = new Set(migrationNames(folder));
  const unknown = rows.map(({ name }) => name).filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new StartupProblem(
      `A newer Concord has changed this database (${unknown.join(", ")}); this version would not see all of it.`,
      "Make the backup with the newer version.",
    );
  return rows.map(({ name }) => name);
}

async function countRows(client: pg.Client, tables: readonly Table[]): Promise<number> {
  let total = 0;
  for (const table of tables) {
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(*)::float8 AS n FROM ${qualified(table)}`,
    );
    total += rows[0]?.n ?? 0;
  }
  return total;
}

import "server-only";
import pg from "pg";
import { describeConnectionFailure } from "../postgres/describe-connection-failure";
import { StartupProblem } from "../postgres/startup-problem";
import { beginCopying, columnList, copyIn, copyOut, isSame, qualified, tally } from "./copy-table";
import type { Manifest, Progress } from "./manifest";
import type { OpenArchive } from "./open-archive";
import {
  advanceSequences,
  migrationNames,
  migrationScript,
  readSequences,
  readTables,
  type Table,
} from "./read-tables";

export type RestoreOptions = {
  /** Of a database that has all migrations of this version; a direct connection. */
  readonly url: string;
  readonly folder: string;
  readonly archive: OpenArchive;
  readonly progress?: Progress;
};

/** Where an archive of an older version is brought up to date; it never outlives the transaction. */
const workshop = "concord_restore";

/** Refuses an archive that a newer Concord wrote; answers with the migrations that have come since. */
export function missingMigrations({ migrations }: Manifest, folder: string): string[] {
  const known = migrationNames(folder);
  const unknown = migrations.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new StartupProblem(
      `A newer Concord wrote this backup (${unknown.join(", ")}); this version does not know how to use it.`,
      "Restore it with the newer version.",
    );
  return known.filter((name) => !migrations.includes(name));
}

/**
 * Puts an archive in the place of all rows of the database: wholly, or not at all. What was loaded is read again
 * and compared with what was saved before anything is kept.
 */
export async function restoreArchive(options: RestoreOptions): Promise<void> {
  const missing = missingMigrations(options.archive.manifest, options.folder);
  const client = new pg.Client({ connectionString: options.url, application_name: "concord restore" });
  client.on("error", () => {
    // A connection that breaks fails the query that uses it, and with it the transaction.
  });
  await client.connect().catch((thrown: unknown) => {
    throw describeConnectionFailure(thrown, options.url);
  });
  try {
    await beginCopying(client, "ISOLATION LEVEL READ COMMITTED");
    // The history of changes and the audit log can't be emptied by anything that does not say so.
    await client.query("SET LOCAL concord.replaces_history = 'on'");
    if (missing.length === 0) await replaceRows(client, options);
    else await replaceOlderRows(client, options, missing);
    await client.query("COMMIT");
    await client.query("ANALYZE");
  } finally {
    await client.end();
  }
}

async function replaceRows(client: pg.Client, options: RestoreOptions): Promise<void> {
  const tables = await readTables(client, await schemaOf(client), options.folder);
  await empty(client, tables);
  await load(client, options, tables);
}

/** The archive's own tables are made aside, filled, brought up to date, and their rows moved over. */
async function replaceOlderRows(
  client: pg.Client,
  options: RestoreOptions,
  missing: readonly string[],
): Promise<void> {
  const { folder, archive } = options;
  const schema = await schemaOf(client);
  await client.query(`CREATE SCHEMA ${pg.escapeIdentifier(workshop)}`);
  await client.query(`SET LOCAL search_path = ${pg.escapeIdentifier(workshop)}`);
  for (const name of archive.manifest.migrations) await client.query(migrationScript(folder, name));
  await load(client, options, await readTables(client, workshop, folder));
  for (const name of missing) await client.query(migrationScript(folder, name));
  await client.query(`SET LOCAL search_path = ${pg.escapeIdentifier(schema)}`);
  const tables = await readTables(client, workshop, folder);
  await empty(client, await readTables(client, schema, folder));
  for (const table of tables) {
    const columns = columnList(table.columns);
    const target = qualified({ schema, name: table.name });
    await client.query(`INSERT INTO ${target} (${columns}) SELECT ${columns} FROM ${qualified(table)}`);
  }
  await advanceSequences(client, schema, await readSequences(client, tables));
  await client.query(`DROP SCHEMA ${pg.escapeIdentifier(workshop)} CASCADE`);
}

async function schemaOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ schema: string }>("SELECT current_schema()::text AS schema");
  return rows[0]?.schema ?? "public";
}

async function empty(client: pg.Client, tables: readonly Table[]): Promise<void> {
  await client.query(`TRUNCATE ${tables.map(qualified).join(", ")}`);
}

async function load(
  client: pg.Client,
  { archive, progress }: RestoreOptions,
  tables: readonly Table[],
): Promise<void> {
  const { manifest } = archive;
  const total = manifest.tables.reduce((sum, { rows }) => sum + rows, 0);
  let done = 0;
  for (const saved of manifest.tables) {
    const table = tables.find(({ name }) => name === saved.name);
    if (!table || !hasSame(table.columns, saved.columns))
      throw new StartupProblem(
        `The table ${saved.name} of the backup is not what its version of Concord has.`,
        "Use another backup; nothing was changed.",
      );
    await copyIn(client, table, saved.columns, archive.rows(saved));
    const loaded = { ...table, columns: saved.columns };
    if (!isSame(await tally(copyOut(client, loaded)), saved))
      throw new StartupProblem(
        `The rows of ${saved.name} did not come out of the database as they went in.`,
        "Nothing was changed. Use another backup, or another database server.",
      );
    done += saved.rows;
    progress?.(done, total);
  }
  await advanceSequences(client, tables[0]?.schema ?? "", manifest.sequences);
}

const hasSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name) => other.includes(name));

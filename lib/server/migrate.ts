import "server-only";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { describeConnectionFailure } from "./postgres/describe-connection-failure";
import { errorCode, StartupProblem } from "./postgres/startup-problem";
import { filters, readMigrations, type SchemaEngine, withSchemaEngine } from "./schema-engine";

export interface MigrateOptions {
  /** Of a direct connection: through PgBouncer in transaction mode the lock would not hold. */
  readonly url: string;
  /** The folder of the migrations, absolute. */
  readonly folder: string;
  say(line: string): void;
}

/** Any number that nothing else takes as an advisory lock; every node of an installation must use the same. */
const lockKey = 7_266_723_001;
const lockPatienceMs = 10 * 60_000;
const oldestMajor = 14;

/**
 * Brings the database to the state of the migrations and answers with the names of those it applied. Nodes that start
 * together take turns. Refuses a database that a newer Concord has changed.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const client = new pg.Client({ connectionString: options.url, application_name: "concord migrate lock" });
  await connect(client, options.url);
  try {
    await checkServer(client);
    await takeTurn(client, options.say);
    const unfinished = await checkHistory(client, options.folder);
    return await withSchemaEngine(options.url, null, (engine) => apply(engine, options, unfinished));
  } catch (thrown) {
    if (thrown instanceof StartupProblem) throw thrown;
    throw new StartupProblem(
      `The database could not be brought up to date: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
      "Nothing of the step that failed was kept. Report this with the message above; the version before still works.",
      { cause: thrown },
    );
  } finally {
    await client.end();
  }
}

/** The names of migrations that the folder has and the database has not. For readiness checks and `doctor`. */
export async function pendingMigrations(url: string, folder: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: "concord migrate" });
  await connect(client, url);
  try {
    const applied = new Set(
      (await readHistory(client)).filter((row) => row.finished_at).map((row) => row.name),
    );
    return namesIn(folder).filter((name) => !applied.has(name));
  } finally {
    await client.end();
  }
}

async function connect(client: pg.Client, url: string): Promise<void> {
  client.on("error", () => {
    // A connection that breaks later fails the query that uses it.
  });
  try {
    await client.connect();
  } catch (thrown) {
    throw describeConnectionFailure(thrown, url);
  }
}

async function apply(engine: SchemaEngine, options: MigrateOptions, unfinished: string[]): Promise<string[]> {
  // A migration is one transaction: what a crash interrupted left no trace but its row, and may run again.
  for (const migrationName of unfinished) await engine.markMigrationRolledBack({ migrationName });
  const migrationsList = readMigrations(options.folder);
  const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters });
  return appliedMigrationNames;
}

async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string }>(
    "select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding",
  );
  const { version = 0, encoding = "" } = rows[0] ?? {};
  const major = Math.floor(version / 10_000);
  if (major < oldestMajor) {
    throw new StartupProblem(
      `The database server is Postgres ${major}; Concord needs ${oldestMajor} or newer.`,
      "Upgrade the server, or unset DATABASE_URL to use the Postgres that Concord brings.",
    );
  }
  if (encoding === "UTF8") return;
  throw new StartupProblem(
    `The database stores text as ${encoding}; the world's scripts need UTF8.`,
    "Create the database again with `CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0`.",
  );
}

/** Asks rather than waits in the server, so that whoever looks at the screen can be told. */
async function takeTurn(client: pg.Client, say: (line: string) => void): Promise<void> {
  const deadline = Date.now() + lockPatienceMs;
  let told = false;
  for (;;) {
    const { rows } = await client.query<{ got: boolean }>("select pg_try_advisory_lock($1) as got", [
      lockKey,
    ]);
    if (rows[0]?.got) return;
    if (!told) say("Another Concord is updating the database; waiting for it.");
    told = true;
    if (Date.now() > deadline) {
      throw new StartupProblem(
        "Another Concord has been updating the database for ten minutes.",
        "See what it is doing, then start again.",
      );
    }
    await client.query("select pg_sleep(0.2)");
  }
}

interface HistoryRow {
  name: string;
  finished_at: Date | null;
  rolled_back_at: Date | null;
}

async function readHistory(client: pg.Client): Promise<HistoryRow[]> {
  try {
    const { rows } = await client.query<HistoryRow>(
      "select migration_name as name, finished_at, rolled_back_at from _prisma_migrations order by started_at",
    );
    return rows;
  } catch (thrown) {
    if (errorCode(thrown) === "42P01") return [];
    throw thrown;
  }
}

/** Answers with migrations that began and did not finish. */
async function checkHistory(client: pg.Client, folder: string): Promise<string[]> {
  const rows = (await readHistory(client)).filter((row) => row.rolled_back_at === null);
  const known = new Set(namesIn(folder));
  const unknown = rows.filter((row) => row.finished_at && !known.has(row.name)).map((row) => row.name);
  if (unknown.length > 0) {
    throw new StartupProblem(
      `A newer Concord has changed this database (${unknown.join(", ")}); this version does not know how to use it.`,
      "Start the newer version, or restore the backup that was made before the upgrade.",
    );
  }
  return rows.filter((row) => !row.finished_at).map((row) => row.name);
}

function namesIn(folder: string): string[] {
  if (!fs.existsSync(folder)) {
    throw new StartupProblem(`The folder ${folder} is missing.`, "Fetch the whole of Concord again.");
  }
  const isMigration = (name: string) => fs.existsSync(path.join(folder, name, "migration.sql"));
  return fs.readdirSync(folder).filter(isMigration).sort();
}

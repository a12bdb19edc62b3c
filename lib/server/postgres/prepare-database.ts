import "server-only";
import pg from "pg";
import { appDatabase, appRole } from "./access";
import { StartupProblem } from "./startup-problem";

/** Without these, what was acknowledged as saved could be lost with the power. */
const promises: Record<string, (value: string) => boolean> = {
  fsync: (value) => value === "on",
  synchronous_commit: (value) => value !== "off",
  full_page_writes: (value) => value === "on",
  data_checksums: (value) => value === "on",
};

/** Checks that the server keeps what it is given, and makes the application's role and database where missing. */
export async function prepareDatabase(adminUrl: string, password: string): Promise<void> {
  const client = new pg.Client(adminUrl);
  await client.connect();
  try {
    await checkPromises(client);
    const role = pg.escapeIdentifier(appRole);
    const database = pg.escapeIdentifier(appDatabase);
    if (!(await has(client, "select 1 from pg_roles where rolname = $1", appRole))) {
      // Role names and passwords cannot be parameters of these statements; both are escaped.
      await client.query(`create role ${role} login password ${pg.escapeLiteral(password)}`);
    }
    if (!(await has(client, "select 1 from pg_database where datname = $1", appDatabase))) {
      await client.query(`create database ${database} owner ${role}`);
    }
  } finally {
    await client.end();
  }
}

async function checkPromises(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name = any($1)",
    [Object.keys(promises)],
  );
  for (const [name, holds] of Object.entries(promises)) {
    const value = rows.find((row) => row.name === name)?.setting;
    if (value !== undefined && holds(value)) continue;
    throw new StartupProblem(
      `Postgres runs with ${name} = ${value ?? "unknown"}; saved work could be lost when the power fails.`,
      "Remove that setting from postgresql.conf and postgresql.auto.conf in the database folder.",
    );
  }
}

async function has(client: pg.Client, question: string, name: string): Promise<boolean> {
  return (await client.query(question, [name])).rowCount === 1;
}

import "server-only";
import fs from "node:fs";
import path from "node:path";
import { filters, lockfileText, readMigrations, withSchemaEngine } from "./schema-engine";

export interface SchemaOptions {
  /** Of a role that may create databases: the migrations are replayed in a throw-away one. */
  readonly adminUrl: string;
  readonly schemaFile: string;
  readonly migrations: string;
}

/**
 * The SQL statements that lead from the migrations to the schema; none when they agree. What SQL can say and Prisma's
 * schema cannot (a partial index, a check, a generated column) is written by hand in a migration and named there by a
 * comment `-- keep: name`; the difference then leaves it alone.
 */
export async function schemaDifference(options: SchemaOptions): Promise<string[]> {
  const content = fs.readFileSync(options.schemaFile, "utf8");
  const migrations = readMigrations(options.migrations);
  const script = await withSchemaEngine(options.adminUrl, content, async (engine) => {
    const { stdout } = await engine.diff({
      from: { tag: "migrations", ...migrations },
      to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content }] },
      script: true,
      exitCode: null,
      filters,
    });
    return stdout ?? "";
  });
  const kept = keptNames(options.migrations);
  return statementsOf(script).flatMap((statement) => withoutUndoing(statement, kept) ?? []);
}

/** Writes the difference as a new migration and answers with its file, or null when there is nothing to write. */
export async function createMigration(
  options: SchemaOptions,
  name: string,
  now: Date,
): Promise<string | null> {
  const statements = await schemaDifference(options);
  if (statements.length === 0) return null;
  const stamp = now.toISOString().replace(/\D/g, "").slice(0, 14);
  const words = name.toLowerCase().replace(/[^a-z0-9]+/g, "_");
  const folder = path.join(options.migrations, `${stamp}_${words}`);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(options.migrations, "migration_lock.toml"), lockfileText);
  const file = path.join(folder, "migration.sql");
  fs.writeFileSync(file, `${statements.join("\n\n")}\n`);
  return file;
}

/** Names of what migrations made by hand and marked as to be kept. */
function keptNames(folder: string): Set<string> {
  const names = new Set<string>();
  for (const { migrationFile } of readMigrations(folder).migrationDirectories) {
    if (migrationFile.content.tag !== "ok") continue;
    for (const [, name] of migrationFile.content.value.matchAll(/^-- keep: (\S+)\s*$/gm))
      names.add(name ?? "");
  }
  return names;
}

/** The engine separates statements by empty lines and begins each with a comment that says what it is. */
function statementsOf(script: string): string[] {
  return script
    .split(/\n\n+/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "" && !statement.startsWith("-- This is an empty migration"));
}

const takesAway = /\b(DROP (INDEX|COLUMN|CONSTRAINT|DEFAULT|TABLE)|RENAME)\b/;

/** A statement without what would undo the kept; null when nothing of it is left. */
function withoutUndoing(statement: string, kept: ReadonlySet<string>): string | null {
  const undoes = (sql: string) => takesAway.test(sql) && [...kept].some((name) => sql.includes(`"${name}"`));
  const table = /^((?:-- .*\n)*ALTER TABLE "[^"]+" )([\s\S]+);$/.exec(statement);
  if (!table) return undoes(statement) ? null : statement;
  const [, head = "", actions = ""] = table;
  const left = actions.split(",\n").filter((action) => !undoes(action));
  return left.length === 0 ? null : `${head}${left.join(",\n")};`;
}

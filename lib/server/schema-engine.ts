import "server-only";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  type ColumnType,
  ColumnTypeEnum,
  type SqlDriverAdapter,
} from "@prisma/driver-adapter-utils";
import * as wasm from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

export type SchemaEngine = wasm.SchemaEngine;

/** Nothing of the database is anybody else's. */
export const filters: wasm.SchemaFilter = { externalTables: [], externalEnums: [] };

/**
 * Runs `work` with Prisma's schema engine on the database at `url`. The engine is WebAssembly over node-postgres:
 * unlike Prisma's own command it needs no download, so it works offline and where only npm is reachable.
 */
export async function withSchemaEngine<Result>(
  url: string,
  datamodel: string | null,
  work: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  load();
  const pool = newPool(url);
  const failures: Error[] = [];
  try {
    const factory = bindMigrationAwareSqlAdapterFactory(adapterFactory(url, pool, failures));
    const datamodels: [string, string][] | undefined =
      datamodel === null ? undefined : [["schema.prisma", datamodel]];
    const engine = await wasm.SchemaEngine.new({ datamodels }, () => {}, factory);
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } catch (thrown) {
    // What Postgres said is worth more than what the engine makes of it.
    throw failures.at(-1) ?? thrown;
  } finally {
    await pool.end();
  }
}

/** What Prisma's tools expect beside the migrations. */
export const lockfileText = 'provider = "postgresql"\n';

/** The migrations of a folder in the standard Prisma layout, in order, as the engine wants them. */
export function readMigrations(folder: string): wasm.MigrationList {
  const names = fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const lockfile = path.join(folder, "migration_lock.toml");
  return {
    baseDir: folder,
    lockfile: {
      path: "./migration_lock.toml",
      content: fs.existsSync(lockfile) ? fs.readFileSync(lockfile, "utf8") : lockfileText,
    },
    shadowDbInitScript: "",
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: fs.readFileSync(path.join(folder, name, "migration.sql"), "utf8") },
      },
    })),
  };
}

let isLoaded = false;

function load(): void {
  if (isLoaded) return;
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm");
  const bytes = fs.readFileSync(path.join(path.dirname(entry), "schema_engine_bg.wasm"));
  const panics = {
    set_message(message: string): never {
      throw new Error(`The schema engine failed: ${message}`);
    },
  };
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: panics });
  // The package's types leave out the function that connects JavaScript and WebAssembly; its JavaScript exports it.
  const glue = { ...wasm } as unknown as Glue;
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start !== "function") throw new Error("The schema engine has no start function.");
  start();
  isLoaded = true;
}

interface Glue extends WebAssembly.ModuleImports {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
}

const charType = 18;
const charArrayType = 1002;

/** Prisma's adapter refuses the type "char", of which the system catalogs are full: `named` gives it its name back. */
class CatalogPool extends pg.Pool {
  // An override cannot say all the ways to call a pool's query; the adapter uses the one with a single argument.
  override query = (async (query: pg.QueryConfig) => {
    const result: pg.QueryResult | pg.QueryResult[] = await super.query(query);
    if (Array.isArray(result)) return result;
    for (const field of result.fields) if (field.dataTypeID === charType) field.dataTypeID = charArrayType;
    return result;
  }) as unknown as pg.Pool["query"];
}

function named(type: ColumnType): ColumnType {
  return type === ColumnTypeEnum.CharacterArray ? ColumnTypeEnum.Character : type;
}

function newPool(connectionString: string): pg.Pool {
  const pool = new CatalogPool({ connectionString, max: 4, application_name: "concord migrate" });
  pool.on("error", () => {
    // An idle connection that breaks is replaced; one in use reports to whoever uses it.
  });
  return pool;
}

/**
 * Prisma's adapter splits a script at every semicolon, also inside functions, strings and comments, and runs the
 * pieces on their own. Given whole, Postgres runs a script as one transaction: a migration is applied or it is not.
 */
function mended(adapter: SqlDriverAdapter, pool: pg.Pool, failures: Error[]): SqlDriverAdapter {
  adapter.executeScript = async (script) => {
    try {
      await pool.query(script);
    } catch (thrown) {
      if (thrown instanceof Error) failures.push(thrown);
      throw thrown;
    }
  };
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    return { ...result, columnTypes: result.columnTypes.map(named) };
  };
  return adapter;
}

function adapterFactory(url: string, pool: pg.Pool, failures: Error[]) {
  return {
    provider: "postgres" as const,
    adapterName: "@prisma/adapter-pg",
    connect: async () => mended(await new PrismaPg(pool).connect(), pool, failures),
    connectToShadowDb: async () => {
      const name = `concord_shadow_${globalThis.crypto.randomUUID().replaceAll("-", "")}`;
      await pool.query(`create database ${pg.escapeIdentifier(name)} template template0`);
      const address = new URL(url);
      address.pathname = `/${name}`;
      const shadow = newPool(address.href);
      const adapter = mended(await new PrismaPg(shadow).connect(), shadow, failures);
      adapter.dispose = async () => {
        await shadow.end();
        await pool.query(`drop database ${pg.escapeIdentifier(name)} with (force)`);
      };
      return adapter;
    },
  };
}

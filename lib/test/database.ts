import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "@/lib/server/migrate";
import { openDataDir } from "@/lib/server/postgres/data-dir";
import { isInUse, startPostgres } from "@/lib/server/postgres/start-postgres";

declare module "vitest" {
  interface ProvidedContext {
    /** Of a server on which `freshDatabase` may create databases. */
    adminUrl: string;
    /** A migrated, empty database to copy. Nobody connects to it. */
    template: string;
  }
}

const prefix = "concord-test-";
const say = () => {};

/** One server for all database tests, with one migrated template: each test file copies it in a few milliseconds. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? { adminUrl: given, stop: async () => {} } : await startTestServer();
  const template = `concord_template_${process.pid}`;
  try {
    await run(server.adminUrl, `create database ${template} template template0 encoding 'UTF8'`);
    const folder = path.resolve("prisma/migrations");
    await migrate({ url: withDatabase(server.adminUrl, template), folder, say });
  } catch (thrown) {
    await server.stop();
    throw thrown;
  }
  project.provide("adminUrl", server.adminUrl);
  project.provide("template", template);
  return async () => {
    if (given) await dropAll(given, template);
    await server.stop();
  };
}

async function startTestServer() {
  await removeRemains();
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), prefix));
  const server = await startPostgres({ dataDir, say });
  // Ctrl-C ends vitest without its teardown; the server follows by itself and the folder goes with the next run.
  return {
    adminUrl: server.adminUrl,
    stop: async () => {
      await server.stop();
      removeData(dataDir);
    },
  };
}

/** Stops and removes what runs that were killed left behind. Another run may be doing the same. */
async function removeRemains(): Promise<void> {
  for (const name of fs.readdirSync(os.tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const dataDir = path.join(os.tmpdir(), name);
    const lock = path.join(dataDir, "instance.lock");
    if (!fs.existsSync(lock) || isInUse({ lock })) continue;
    try {
      const server = await startPostgres({ dataDir, say });
      await server.stop();
      removeData(dataDir);
    } catch (thrown) {
      if (fs.existsSync(lock) && !isInUse({ lock })) throw thrown;
    }
  }
}

function removeData(dataDir: string): void {
  const { cluster } = openDataDir(dataDir, say);
  fs.rmSync(cluster, { recursive: true, force: true });
  fs.rmSync(dataDir, { recursive: true, force: true });
}

async function dropAll(adminUrl: string, template: string): Promise<void> {
  const client = new pg.Client(adminUrl);
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    "select datname as name from pg_database where starts_with(datname, $1)",
    [template],
  );
  for (const { name } of rows) await client.query(`drop database ${pg.escapeIdentifier(name)} with (force)`);
  await client.end();
}

async function run(adminUrl: string, sql: string): Promise<void> {
  const client = new pg.Client(adminUrl);
  await client.connect();
  await client.query(sql);
  await client.end();
}

function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

/** A migrated, empty database that only the caller knows. */
export interface FreshDatabase {
  readonly url: string;
  /** Removes it; connections that are still open are cut. */
  drop(): Promise<void>;
}

/** Creates a database of the caller's own, as a copy of the migrated template: call it once per test file. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const template = inject("template");
  const name = `${template}_${randomUUID().replaceAll("-", "").slice(0, 12)}`;
  await administer(`create database ${pg.escapeIdentifier(name)} template ${pg.escapeIdentifier(template)}`);
  const address = new URL(inject("adminUrl"));
  address.pathname = `/${name}`;
  return {
    url: address.href,
    drop: () => administer(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`),
  };
}

async function administer(sql: string): Promise<void> {
  const client = new pg.Client(inject("adminUrl"));
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

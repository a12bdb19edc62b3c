import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { databaseFailure } from "./database-failure";
import { env } from "./env";
import { Prisma, PrismaClient } from "./generated/prisma/client";
import { log } from "./log";

export { Prisma };

/** A client inside a transaction, or outside one. */
export type Transaction = Prisma.TransactionClient;

const POOL_SIZE = 12;

// Next loads modules more than once in one process; the pool must not multiply with them.
const holder = globalThis as typeof globalThis & { concordDatabase?: { client: PrismaClient; url: string } };

function url(): string {
  const value = env().DATABASE_URL;
  if (!value) throw new Error("DATABASE_URL is not set; start Concord with npm start, which sets it");
  return value;
}

export function db(): PrismaClient {
  if (!holder.concordDatabase) {
    const adapter = new PrismaPg({ connectionString: url(), max: POOL_SIZE });
    holder.concordDatabase = { client: new PrismaClient({ adapter }), url: url() };
  }
  return holder.concordDatabase.client;
}

/** Closes the pool; for commands and tests, which end. */
export async function disconnect(): Promise<void> {
  await holder.concordDatabase?.client.$disconnect();
  delete holder.concordDatabase;
}

/**
 * A connection of its own, for LISTEN and COPY. The caller ends it. A checked-out client without an error
 * listener would take the process down with the database.
 */
export async function connect(which: "direct" | "replica"): Promise<pg.Client> {
  const { DATABASE_DIRECT_URL, DATABASE_REPLICA_URL } = env();
  const connectionString = (which === "direct" ? DATABASE_DIRECT_URL : DATABASE_REPLICA_URL) ?? url();
  const client = new pg.Client({ connectionString, keepAlive: true });
  client.on("error", (error) => log().warn({ err: error.message, which }, "database connection lost"));
  await client.connect();
  return client;
}

const RETRY_MAX = 3;

/** Runs `work` in one transaction; tries again when the database says that only timing was at fault. */
export async function transact<T>(work: (tx: Transaction) => Promise<T>, timeoutMs = 20_000): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db().$transaction(work, { timeout: timeoutMs, maxWait: 10_000 });
    } catch (error) {
      if (attempt >= RETRY_MAX || databaseFailure(error) !== "timing") throw error;
    }
  }
}

import "server-only";
import type pg from "pg";
import type { Prisma } from "../database";

/** One unchanging view of the database, on a connection of its own, for as long as it is open. */
export class Snapshot {
  readonly #client: pg.Client;
  #last: Promise<unknown> = Promise.resolve();
  #closed: Promise<void> | undefined;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async open(connect: () => Promise<pg.Client>): Promise<Snapshot> {
    const client = await connect();
    try {
      await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      await client.query("SET LOCAL TIME ZONE 'UTC'");
      // A large corpus is one long transaction, and a slow reader makes it longer.
      await client.query("SET LOCAL statement_timeout = 0");
      // A batch of annotations is put in order in memory; with the usual 4 MB it goes by way of the disk.
      await client.query("SET LOCAL work_mem = '64MB'");
      await client.query("SET LOCAL idle_in_transaction_session_timeout = 0");
    } catch (error) {
      await client.end();
      throw error;
    }
    return new Snapshot(client);
  }

  async rows<Row extends object>(query: Prisma.Sql): Promise<Row[]> {
    const running = this.#last.then(() => this.#client.query<Row>(query.text, [...query.values]));
    this.#last = running.catch(() => undefined);
    const { rows } = await running;
    return rows;
  }

  /** Waits for the query that runs, which is short since texts are read in batches. */
  close(): Promise<void> {
    this.#closed ??= this.#last.then(() => this.#client.end());
    return this.#closed;
  }
}

import path from "node:path";
import { backUpBeforeUpgrade } from "@/lib/server/backup/upgrade-backup";
import { disconnect } from "@/lib/server/database";
import { adoptSettings, env } from "@/lib/server/env";
import { ensureInstallation } from "@/lib/server/installation/write";
import { migrate, pendingMigrations } from "@/lib/server/migrate";
import { startPostgres } from "@/lib/server/postgres/start-postgres";
import { closeRateLimits } from "@/lib/server/rate-limit";

export const migrationsFolder = path.resolve("prisma/migrations");

export type OpenDatabase = {
  /** Settles when the embedded Postgres is gone for good; never for one that DATABASE_URL names. */
  readonly lost: Promise<Error>;
  /** Whether nobody else can be using it: this process has started its Postgres. */
  readonly isAlone: boolean;
  close(): Promise<void>;
};

type Wanted = {
  readonly purpose: "server" | "command";
  /** False leaves the database as it is, also when it is of an older version. */
  readonly migrates?: boolean;
  say(line: string): void;
};

/** The database of this installation, ready for use: the one of DATABASE_URL, or the one of the data folder. */
export async function openDatabase({ purpose, migrates = true, say }: Wanted): Promise<OpenDatabase> {
  const given = env().DATABASE_URL;
  const server =
    given === undefined ? await startPostgres({ dataDir: env().CONCORD_DATA_DIR, purpose, say }) : null;
  if (server) adoptSettings({ DATABASE_URL: server.url });
  const close = async () => {
    await closeRateLimits();
    await disconnect();
    await server?.stop();
  };
  try {
    if (migrates) {
      const url = directUrl();
      const pending = await pendingMigrations(url, migrationsFolder);
      const dataDir = env().CONCORD_DATA_DIR;
      if (pending.length > 0)
        await backUpBeforeUpgrade({ url, folder: migrationsFolder, dataDir, now: new Date(), say });
      const applied = await migrate({ url, folder: migrationsFolder, say });
      if (applied.length > 0) say(`Brought the database up to date (${applied.length} steps).`);
      await ensureInstallation();
    }
  } catch (thrown) {
    await close();
    throw thrown;
  }
  const isAlone = server !== null && !server.isVisitor;
  return { lost: server?.lost ?? new Promise(() => {}), isAlone, close };
}

/** Past a transaction pooler, for what holds a connection. */
export function directUrl(): string {
  const { DATABASE_DIRECT_URL, DATABASE_URL } = env();
  const url = DATABASE_DIRECT_URL ?? DATABASE_URL;
  if (url === undefined) throw new Error("The database has not been opened");
  return url;
}

/** Opens the database for one command and closes it whatever happens. */
export async function withDatabase<T>(
  work: (database: OpenDatabase) => Promise<T>,
  { migrates = true } = {},
): Promise<T> {
  const say = (line: string) => console.error(line);
  const database = await openDatabase({ purpose: "command", migrates, say });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

import { startPostgres } from "@/lib/server/postgres/start-postgres";

// A Concord to be killed by tests: starts Postgres on the folder it is given, says the address, and stays.
startPostgres({ dataDir: process.argv[2] ?? "", say: () => {} }).then(
  ({ url }) => {
    process.stdout.write(`${url}\n`);
    setInterval(() => {}, 60_000);
  },
  (thrown: unknown) => {
    process.stdout.write(`${thrown instanceof Error ? thrown.message : thrown}\n`);
    process.exit(1);
  },
);

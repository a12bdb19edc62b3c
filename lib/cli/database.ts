import path from "node:path";
import { migrate } from "@/lib/server/migrate";
import { startPostgres } from "@/lib/server/postgres/start-postgres";
import { StartupProblem } from "@/lib/server/postgres/startup-problem";

/** For developers: the embedded Postgres without the application, until Ctrl-C. */
async function main(dataDir: string): Promise<void> {
  const say = (line: string) => console.log(line);
  const server = await startPostgres({ dataDir, say });
  const applied = await migrate({ url: server.url, folder: path.resolve("prisma/migrations"), say });
  for (const name of applied) say(`Applied ${name}.`);
  say(`DATABASE_URL=${server.url}`);
  const stop = () => void server.stop().then(() => process.exit(0));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, stop);
  const stay = setInterval(() => {}, 60_000);
  const lost = await server.lost;
  clearInterval(stay);
  throw lost;
}

main(process.argv[2] ?? ".data").catch((thrown: unknown) => {
  console.error(thrown instanceof StartupProblem ? `${thrown.message}\n${thrown.remedy}` : thrown);
  process.exitCode = 1;
});

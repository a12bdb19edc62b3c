import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createMigration, schemaDifference } from "@/lib/server/create-migration";
import { startPostgres } from "@/lib/server/postgres/start-postgres";
import { StartupProblem } from "@/lib/server/postgres/startup-problem";

const usage = "Usage: npm run concord -- migration create NAME | migration check";

/** For developers: `migration create NAME` writes what schema.prisma has and the migrations have not. */
async function main([action, name]: string[]): Promise<number> {
  if (action !== "check" && !(action === "create" && name)) {
    console.error(usage);
    return 2;
  }
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "concord-schema-"));
  const server = await startPostgres({ dataDir, say: () => {} });
  const schema = {
    adminUrl: server.adminUrl,
    schemaFile: path.resolve("prisma/schema.prisma"),
    migrations: path.resolve("prisma/migrations"),
  };
  try {
    return action === "create" && name ? await create(schema, name) : await check(schema);
  } finally {
    await server.stop();
    fs.rmSync(fs.realpathSync(path.join(dataDir, "postgres")), { recursive: true, force: true });
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
}

type Schema = Parameters<typeof schemaDifference>[0];

async function create(schema: Schema, name: string): Promise<number> {
  const file = await createMigration(schema, name, new Date());
  console.log(
    file ? `Wrote ${path.relative(process.cwd(), file)}. Read it before you commit it.` : "Nothing to write.",
  );
  return 0;
}

async function check(schema: Schema): Promise<number> {
  const statements = await schemaDifference(schema);
  if (statements.length === 0) return 0;
  console.error(`The migrations do not lead to schema.prisma; missing:\n\n${statements.join("\n\n")}`);
  return 1;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (thrown: unknown) => {
    console.error(thrown instanceof StartupProblem ? `${thrown.message}\n${thrown.remedy}` : thrown);
    process.exitCode = 1;
  },
);

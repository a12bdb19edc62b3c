import "server-only";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { z } from "zod";
import type { DataDir } from "./data-dir";
import { StartupProblem } from "./startup-problem";

const Access = z.object({ adminPassword: z.string().min(20), password: z.string().min(20) });
/** The passwords of the embedded server: of its administrator, and of the role that the application uses. */
export type Access = z.infer<typeof Access>;

export const adminRole = "postgres";
export const appRole = "concord";
export const appDatabase = "concord";

/** Reads the passwords; makes them first where there is no database yet that could know them. */
export function openAccess(dir: DataDir): Access {
  if (fs.existsSync(dir.access)) return readAccess(dir);
  if (fs.existsSync(`${dir.cluster}/PG_VERSION`)) {
    throw new StartupProblem(
      `The file ${dir.access} with the database's passwords is missing, though there is a database.`,
      "Put it back from a backup of the data folder.",
    );
  }
  const fresh: Access = { adminPassword: secret(), password: secret() };
  const aside = `${dir.access}.new`;
  fs.writeFileSync(aside, JSON.stringify(fresh), { mode: 0o600, flush: true });
  fs.renameSync(aside, dir.access);
  return fresh;
}

/** Reads the passwords of a database that exists. */
export function readAccess(dir: Pick<DataDir, "access">): Access {
  try {
    return Access.parse(JSON.parse(fs.readFileSync(dir.access, "utf8")));
  } catch (cause) {
    throw new StartupProblem(
      `The file ${dir.access} with the database's passwords cannot be read.`,
      "Put it back from a backup of the data folder, and start as the user whom it belongs to.",
      { cause },
    );
  }
}

/** The address of the application's database, or of another one for the administrator. */
export function urlOf(port: number, role: string, password: string, database: string): string {
  return `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
}

function secret(): string {
  return randomBytes(32).toString("hex");
}

import "server-only";
import fs from "node:fs";
import path from "node:path";

/** Where backups go that nobody gave another place; made if need be, for nobody else to enter. */
export function backupFolder(dataDir: string): string {
  const folder = path.resolve(dataDir, "backups");
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** A name that sorts by time on every file system. */
export const backupName = (why: "" | "-before-upgrade" | "-before-restore", now: Date): string =>
  `concord${why}-${now.toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-")}.zip`;

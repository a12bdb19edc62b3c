import "server-only";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { migrate } from "../migrate";
import { openDataDir } from "../postgres/data-dir";
import { startPostgres } from "../postgres/start-postgres";
import type { Progress } from "./manifest";
import { checkArchive, openArchive } from "./open-archive";
import { missingMigrations, restoreArchive } from "./restore-archive";

export type VerifyOptions = {
  readonly file: string;
  readonly folder: string;
  /** Looks at the restored rows at this address before they are thrown away, and throws where something is wrong. */
  readonly inspect?: (url: string) => Promise<void>;
  readonly progress?: Progress;
};

/**
 * Proves an archive: restores it into a Postgres of its own that is thrown away, and compares every table with what
 * was saved. Answers with how many rows came back. Nothing of a live installation is opened.
 */
export async function verifyArchive(options: VerifyOptions): Promise<number> {
  const archive = await openArchive(options.file);
  try {
    missingMigrations(archive.manifest, options.folder);
    await checkArchive(archive, options.file);
    await withThrowAwayDatabase(options.folder, async (url) => {
      const progress = options.progress ? { progress: options.progress } : {};
      await restoreArchive({ url, folder: options.folder, archive, ...progress });
      await options.inspect?.(url);
    });
    return archive.manifest.tables.reduce((sum, { rows }) => sum + rows, 0);
  } finally {
    archive.close();
  }
}

async function withThrowAwayDatabase(folder: string, work: (url: string) => Promise<void>): Promise<void> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "concord-verify-"));
  const say = () => {};
  try {
    const server = await startPostgres({ dataDir, say });
    try {
      await migrate({ url: server.url, folder, say });
      await work(server.url);
    } finally {
      await server.stop();
    }
  } finally {
    fs.rmSync(openDataDir(dataDir, say).cluster, { recursive: true, force: true });
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
}

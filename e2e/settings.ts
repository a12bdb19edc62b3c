import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { LaunchOptions } from "@playwright/test";

const { CONCORD_CHROMIUM, CONCORD_E2E_STATE, CI } = process.env;
const debian = "/usr/bin/chromium";

/** On a machine that merges changes a test that was singled out while writing it must not hide the others. */
export const isFullRun = CI !== undefined;

/** The browser that `npm test` found or installed; without one, Playwright's own. */
const executablePath = CONCORD_CHROMIUM ?? (fs.existsSync(debian) ? debian : undefined);

export const launchOptions: LaunchOptions = {
  ...(executablePath === undefined ? {} : { executablePath }),
  // Chromium refuses to run its sandbox as root.
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
};

export const root = path.resolve(import.meta.dirname, "..");

/** Where the run's set-up writes down which server it started, for the workers, which are processes of their own. */
export function stateFile(): string {
  if (CONCORD_E2E_STATE === undefined)
    throw new Error("The set-up of the run has not said where its server is");
  return CONCORD_E2E_STATE;
}

/** Where a run keeps what goes away with it. */
export const runFolder = (): string =>
  CONCORD_E2E_STATE === undefined ? os.tmpdir() : path.dirname(CONCORD_E2E_STATE);

export function handStateFile(file: string): void {
  process.env.CONCORD_E2E_STATE = file;
}

/** What a server of the tests inherits: nothing that would tie it to a database or an address of somebody's own. */
export function serverEnvironment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { DATABASE_URL, DATABASE_DIRECT_URL, DATABASE_REPLICA_URL, APP_URL, ...others } = process.env;
  return { ...others, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...settings };
}

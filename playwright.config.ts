import { defineConfig, devices } from "@playwright/test";
import { isFullRun, launchOptions } from "./e2e/settings";

/** One server for the run, a project of its own for every test: nothing waits for anything else. */
export default defineConfig({
  testDir: "e2e",
  outputDir: ".cache/e2e/results",
  globalSetup: "./e2e/start-server",
  fullyParallel: true,
  forbidOnly: isFullRun,
  retries: 0,
  workers: 2,
  // These end what hangs; none is a measure of speed, on whatever machine.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    timezoneId: "Asia/Kathmandu",
    trace: "retain-on-failure",
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    launchOptions,
  },
});

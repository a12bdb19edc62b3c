import fs from "node:fs";
import path from "node:path";
import { Problem, program } from "./checkout.mjs";
import { step } from "./progress.mjs";
import { capture } from "./run-process.mjs";

const applications = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Environment that tells Playwright which browser to use. Installs one when there is none. */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return { CONCORD_CHROMIUM: found };
  if (process.getuid?.() === 0 && onPath("apt-get")) {
    await step("Installing Chromium with apt-get", async () => {
      const env = { DEBIAN_FRONTEND: "noninteractive" };
      await capture("apt-get", ["update"], { env });
      const packages = ["chromium", "fonts-liberation"];
      const { code, output } = await capture(
        "apt-get",
        ["install", "-y", "--no-install-recommends", ...packages],
        { env },
      );
      if (code !== 0) throw missing(output);
    });
    const installed = findChromium();
    if (installed) return { CONCORD_CHROMIUM: installed };
  }
  await step("Installing Chromium with Playwright", async () => {
    const { code, output } = await capture(process.execPath, [
      program("playwright", "cli.js"),
      "install",
      "chromium",
    ]);
    if (code !== 0) throw missing(output);
  });
  return {};
}

function findChromium() {
  const given = process.env.CONCORD_CHROMIUM;
  if (given) {
    if (fs.existsSync(given)) return given;
    throw new Problem(`CONCORD_CHROMIUM names ${given}, which does not exist.`, "Correct it or unset it.");
  }
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  return [...names.map(onPath), ...applications].find((file) => file && fs.existsSync(file)) ?? null;
}

function onPath(name) {
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/bin", "/usr/local/bin"];
  return folders.map((folder) => path.join(folder, name)).find(isProgram) ?? null;
}

function isProgram(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return true;
  } catch {
    // Not there, or not ours to run.
    return false;
  }
}

function missing(output) {
  return new Problem(
    `The end-to-end tests need Chromium, and it could not be installed:\n${output.trim().split("\n").slice(-8).join("\n")}`,
    "Install Chromium or Chrome, or set CONCORD_CHROMIUM to the program.",
  );
}

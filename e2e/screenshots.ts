import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { ensureChromium } from "@/lib/cli/chromium.mjs";
import { prepare } from "@/lib/cli/prepare.mjs";
import { useLink } from "@/lib/contracts/accounts";
import { listDocuments } from "@/lib/contracts/documents";
import { listProjects } from "@/lib/contracts/projects";
import { startConcord } from "./concord-server";
import { type Api, newcomer, signIn } from "./people";
import { Reader } from "./reader";
import { launchOptions, root } from "./settings";

/**
 * Makes the pictures of the README anew, from the demo project of a fresh installation: `npm run screenshots`.
 * They show what the pages are now, or they fail to be made.
 */
const images = path.join(root, "docs/images");
const window = { width: 1280, height: 800 };
const bytesMax = 300_000;
const visitor = { name: "Ada Lind", email: "ada@example.org", password: "nine quiet lanterns at sea" };
/** The article and the annotator whose work is shown: a quote in two parts, with its source and its cue. */
const scene = {
  title: "At Orvany, two presidents draw one line on the water",
  annotator: "Ines Quintarel",
  quote: "We agreed where it begins",
};

async function main(): Promise<void> {
  await prepare({ build: true });
  const { CONCORD_CHROMIUM } = { CONCORD_CHROMIUM: undefined, ...(await ensureChromium()) };
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "concord-screenshots-"));
  fs.chmodSync(folder, 0o755);
  const server = await startConcord({ dataDir: path.join(folder, "data"), hasDemo: true });
  const browser = await chromium.launch({
    ...launchOptions,
    ...(CONCORD_CHROMIUM === undefined ? {} : { executablePath: CONCORD_CHROMIUM }),
  });
  try {
    const api = await firstPerson(server.origin, server.setUpLink);
    const project = await demoProject(api);
    const { items } = await api.call(listDocuments, { params: { project } });
    const article = items.find(({ title }) => title === scene.title);
    if (!article) throw new Error(`The demo has no article “${scene.title}”`);
    fs.mkdirSync(images, { recursive: true });
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await openPage(browser, api, colorScheme);
      const suffix = colorScheme === "dark" ? "-dark" : "";
      await annotatePage(page, `/projects/${project}/documents/${article.id}`);
      await keep(page, `annotate${suffix}.png`);
      await page.context().close();
    }
  } finally {
    await browser.close();
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function firstPerson(origin: string, setUpLink: string | null): Promise<Api> {
  if (setUpLink === null) throw new Error("The installation is not new");
  const token = new URL(setUpLink).hash.slice(1);
  await (await newcomer(origin)).call(useLink, { body: { token, ...visitor } });
  return signIn(origin, visitor);
}

async function demoProject(api: Api): Promise<string> {
  const [project] = (await api.call(listProjects)).items;
  if (!project) throw new Error("There is no demo project");
  return project.id;
}

async function openPage(browser: Browser, api: Api, colorScheme: "light" | "dark"): Promise<Page> {
  const context = await browser.newContext({
    baseURL: api.origin,
    storageState: await api.request.storageState(),
    viewport: window,
    colorScheme,
    locale: "en-GB",
    timezoneId: "UTC",
    reducedMotion: "reduce",
  });
  return context.newPage();
}

/** One annotator's work as text and as list, with the quote chosen in both. */
async function annotatePage(page: Page, address: string): Promise<void> {
  const reader = new Reader(page);
  await reader.open(address);
  await reader.panel.getByText(/^All \(/).click();
  await page.getByRole("checkbox", { name: scene.annotator }).check();
  await reader.mark(scene.quote).click();
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
}

async function keep(page: Page, name: string): Promise<void> {
  const file = path.join(images, name);
  const { length } = await page.screenshot({ path: file, animations: "disabled", caret: "hide" });
  if (length > bytesMax) throw new Error(`${name} has ${length} bytes; a picture has at most ${bytesMax}`);
  process.stdout.write(`${path.relative(root, file)}  ${Math.round(length / 1000)} kB\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});

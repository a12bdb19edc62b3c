import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { type BrowserContext, chromium } from "@playwright/test";
import { listChanges } from "@/lib/contracts/entities";
import { long } from "./articles";
import { startConcord } from "./concord-server";
import { expect, test } from "./fixtures";
import { makeFolder, openInstallation } from "./installation";
import { Reader } from "./reader";
import { launchOptions } from "./settings";
import { TestProject } from "./test-project";

const text = long(30);
const sign = (at: number): string => `marker${at}sign`;

test("a server that is killed while work is being saved loses none of it and doubles none", async ({
  browser,
}) => {
  test.setTimeout(600_000);
  const { server, api, close } = await openInstallation();
  let running = server;
  const project = await TestProject.begin(api);
  const article = await project.document({ text });
  const context = await browser.newContext({
    baseURL: server.origin,
    storageState: await api.request.storageState(),
  });
  const reader = new Reader(await context.newPage());
  await reader.open(project.page(`/documents/${article}`));

  await test.step("the process that answers is killed twice", async () => {
    for (let at = 0; at < 10; at++) {
      await reader.tag(sign(at), "a");
      if (at === 3 || at === 7) server.crashWeb();
    }
    await expect(reader.saving).toHaveText("Saved", { timeout: 120_000 });
  });
  await test.step("everything is killed, and started again on the same data", async () => {
    await reader.tag(sign(10), "e");
    await server.kill();
    await reader.tag(sign(11), "e");
    await expect(reader.saving).toHaveText(/^Offline/);
    running = await startConcord({ dataDir: server.dataDir, port: server.port });
    await expect(reader.saving).toHaveText("Saved", { timeout: 120_000 });
  });
  await test.step("the page hears again what happens elsewhere", async () => {
    await expect(reader.count(12)).toBeVisible();
    await project.tag(article, text, "EVENT", sign(12));
    await expect(reader.count(13)).toBeVisible({ timeout: 120_000 });
  });

  const expected = Array.from(
    { length: 13 },
    (_, at) => `${at < 10 ? "ACTOR" : "EVENT"}: ${sign(at)}`,
  ).sort();
  expect(await project.marks(article)).toEqual(expected);
  expect(await createdCount(project, article)).toBe(expected.length);
  await context.close();
  await running.stop();
  await close();
});

test("a browser that is killed right after an operation has lost nothing when it is opened again", async ({
  project,
}) => {
  test.setTimeout(600_000);
  const article = await project.document({ text });
  const profile = makeFolder();
  const expected: string[] = [];
  const operations = Array.from({ length: 20 }, (_, at) => at);
  for (const at of operations) {
    const context = await launch(profile, project);
    const { page, reader } = await reopen(context, project, article);
    const shown = expected.length;
    await expect(reader.count(shown)).toBeVisible();
    if (at % 5 === 3) {
      await reader.click(sign(at - 1));
      await page.keyboard.press("Delete");
      await expect(reader.count(shown - 1)).toBeVisible();
      expected.pop();
    } else {
      await reader.tag(sign(at), at % 2 === 0 ? "a" : "e");
      await expect(reader.count(shown + 1)).toBeVisible();
      expected.push(`${at % 2 === 0 ? "ACTOR" : "EVENT"}: ${sign(at)}`);
    }
    await killBrowser(context, profile);
  }
  const context = await launch(profile, project);
  const { reader } = await reopen(context, project, article);
  await expect(reader.count(expected.length)).toBeVisible();
  await reader.saved();
  expect(await project.marks(article)).toEqual([...expected].sort());
  expect(await createdCount(project, article)).toBe(16);
  await context.close();
  fs.rmSync(profile, { recursive: true, force: true });
});

async function launch(profile: string, project: TestProject): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(path.join(profile, "profile"), {
    ...launchOptions,
    baseURL: project.owner.origin,
    viewport: { width: 1280, height: 800 },
  });
  const { cookies } = await project.owner.request.storageState();
  await context.addCookies(cookies);
  return context;
}

async function reopen(context: BrowserContext, project: TestProject, article: string) {
  const [page = await context.newPage()] = context.pages();
  const reader = new Reader(page);
  await reader.open(project.page(`/documents/${article}`));
  return { page, reader };
}

/** Ends the browser with all its processes at once, as a machine that loses its power does. */
async function killBrowser(context: BrowserContext, profile: string): Promise<void> {
  const closed = context.waitForEvent("close");
  execFileSync("pkill", ["-KILL", "-f", `user-data-dir=${profile}`]);
  await closed;
}

async function createdCount(project: TestProject, article: string): Promise<number> {
  const { items } = await project.owner.call(listChanges, {
    params: { project: project.id },
    query: { document: article, noun: "annotation", limit: 1_000 },
  });
  return items.filter(({ kind }) => kind === "annotation.created").length;
}

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { addressOf } from "@/lib/client/api";
import { submitDocument } from "@/lib/contracts/documents";
import { createImport, readImport, readImportFiles, uploadImportFile } from "@/lib/contracts/imports";
import { createInvitation } from "@/lib/contracts/projects";
import { hard, talks } from "./articles";
import { expect, test } from "./fixtures";
import { Reader } from "./reader";
import type { TestProject } from "./test-project";

const themes = ["light", "dark"] as const;
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** A page, and what has to be done on it first to have the part of it in sight that is meant. */
type Stop = { readonly name: string; readonly path: string; prepare?(page: Page): Promise<unknown> };

async function fill(project: TestProject): Promise<{ article: string; importId: string }> {
  const article = await project.document({
    title: "Talks in Brindle end without a date, and both sides say that this is what they wanted",
    text: talks,
    outlet: "The Brindle Observer",
    language: "en",
    publishedAt: "2025-03-04",
  });
  await project.document({ title: "Signs that are more than one", text: hard, language: "ar" });
  await project.tag(article, talks, "ACTOR", "Minister Oran");
  await project.tag(article, talks, "QUOTE", "“We will meet again before the harvest,” Oran said");
  await project.tag(article, talks, "EVENT", "meet");
  const params = { project: project.id };
  await project.owner.call(createInvitation, {
    params,
    body: { role: "annotator", email: "ines@example.org" },
  });
  const done = await project.document({ title: "Submitted already", text: `${talks}\n\nEnd.` });
  await project.tag(done, talks, "ACTOR", "President Vell");
  await project.owner.call(submitDocument, { params: { ...params, document: done } });
  const { id } = await project.owner.call(createImport, { params, body: {} });
  const upload = addressOf(uploadImportFile, {
    params: { ...params, import: id },
    query: { path: "one.txt" },
  });
  await project.owner.request.post(upload, {
    data: Buffer.from("A fifth article\n\nWith one sentence."),
    headers: { "content-type": "application/octet-stream" },
  });
  await project.owner.call(readImportFiles, { params: { ...params, import: id } });
  await expect
    .poll(async () => (await project.owner.call(readImport, { params: { ...params, import: id } })).state)
    .toBe("read");
  return { article, importId: id };
}

function stops(project: TestProject, article: string, importId: string): Stop[] {
  const at = (below: string) => project.page(below);
  const reader = at(`/documents/${article}`);
  const press = (name: string | RegExp) => (page: Page) => page.getByRole("button", { name }).first().click();
  const opens = (name: string | RegExp) => async (page: Page) => {
    await press(name)(page);
    await expect(page.getByRole("dialog")).toBeVisible();
  };
  return [
    { name: "projects", path: "/projects" },
    { name: "new project", path: "/projects", prepare: opens("New project") },
    { name: "documents", path: at("/documents") },
    {
      name: "metadata",
      path: at("/documents"),
      prepare: async (page) => {
        await press(/^Actions for/)(page);
        await page.getByRole("menuitem", { name: "Edit metadata" }).click();
        await expect(page.getByRole("dialog")).toBeVisible();
      },
    },
    { name: "filters", path: at("/documents"), prepare: press(/^Filters/) },
    { name: "no match", path: at("/documents?search=nowhere") },
    { name: "export", path: at("/documents"), prepare: opens("Export") },
    { name: "import", path: at("/documents/import") },
    { name: "dry run", path: at(`/documents/import?import=${importId}`) },
    { name: "annotation page", path: reader },
    { name: "an annotation", path: reader, prepare: (page) => new Reader(page).click("Minister") },
    { name: "overlapping marks", path: reader, prepare: (page) => new Reader(page).click("meet") },
    { name: "list of annotations", path: reader, prepare: (page) => page.getByText(/^All \(/).click() },
    { name: "palette", path: reader, prepare: (page) => page.keyboard.press("Control+k") },
    { name: "help", path: reader, prepare: (page) => page.keyboard.press("?") },
    { name: "submit", path: reader, prepare: opens("Submit") },
    { name: "people", path: at("/people") },
    { name: "invite", path: at("/people"), prepare: opens(/^Invite/) },
    { name: "rounds", path: at("/rounds") },
    { name: "new round", path: at("/rounds/new") },
    { name: "progress", path: at("/progress") },
    { name: "scheme", path: at("/scheme") },
    { name: "guidelines", path: at("/guidelines") },
    { name: "writing guidelines", path: at("/guidelines"), prepare: press("Write guidelines") },
    { name: "activity", path: at("/activity") },
    { name: "settings", path: at("/settings") },
    { name: "account", path: "/account" },
    { name: "new key", path: "/account", prepare: opens("New key") },
    { name: "administration", path: "/administration" },
    { name: "account menu", path: "/projects", prepare: press(/^Account of/) },
  ];
}

const strangersStops: readonly Stop[] = [
  { name: "sign in", path: "/sign-in" },
  { name: "link without a token", path: "/link" },
  { name: "nothing here", path: "/nothing/here" },
];

/** React has taken the page over: a press is answered from here on. */
async function visit(page: Page, { path, prepare }: Stop): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("main")).toBeVisible();
  await page.waitForFunction(() =>
    Object.keys(document.querySelector("main") ?? {}).some((key) => key.startsWith("__react")),
  );
  if (path.includes("/documents/") && !path.includes("/import"))
    await expect(new Reader(page).text).toHaveAttribute("aria-busy", "false");
  await prepare?.(page);
}

async function expectAccessible(page: Page, name: string): Promise<void> {
  // Colours are judged where things have come to rest.
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {}))));
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${name}: ${id} ${target}`));
  expect.soft(found, name).toEqual([]);
}

async function expectNonces(page: Page, name: string): Promise<void> {
  const bare = await page.evaluate(() =>
    [...document.scripts]
      .filter((script) => script.nonce === "")
      .map((script) => script.outerHTML.slice(0, 200)),
  );
  expect.soft(bare, `scripts without a nonce: ${name}`).toEqual([]);
}

for (const theme of themes) {
  test(`every page can be used by everybody, in the ${theme} theme`, async ({
    asOwner,
    page,
    noise,
    project,
  }) => {
    test.setTimeout(300_000);
    noise.expect(/nothing\/here/);
    const { article, importId } = await fill(project);
    const { origin: url } = project.owner;
    for (const one of [asOwner.page, page]) {
      await one.emulateMedia({ reducedMotion: "reduce" });
      await one.context().addCookies([{ name: "theme", value: theme, url }]);
    }
    const tours = [
      [asOwner.page, stops(project, article, importId)],
      [page, strangersStops],
    ] as const;
    for (const [browser, places] of tours)
      for (const stop of places)
        await test.step(stop.name, async () => {
          await visit(browser, stop);
          await expectAccessible(browser, stop.name);
          await expectNonces(browser, stop.name);
        });
  });
}

test("no page has to be pushed sideways, down to 320 pixels", async ({ asOwner, noise, page, project }) => {
  test.setTimeout(300_000);
  noise.expect(/nothing\/here/);
  const { article, importId } = await fill(project);
  const plain = stops(project, article, importId).filter(
    ({ name, prepare }) => prepare === undefined || name === "an annotation",
  );
  for (const [browser, places] of [
    [asOwner.page, plain],
    [page, strangersStops],
  ] as const)
    for (const stop of places)
      await test.step(stop.name, async () => {
        await browser.setViewportSize({ width: 360, height: 740 });
        await visit(browser, stop);
        for (const width of [360, 320]) {
          await browser.setViewportSize({ width, height: 740 });
          const wide = await browser.evaluate(() => document.documentElement.scrollWidth);
          expect.soft(wide, `${stop.name} at ${width}`).toBeLessThanOrEqual(width);
        }
      });
});

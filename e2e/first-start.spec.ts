import fs from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { startConcord } from "./concord-server";
import { fiveArticles, type NamedText, which } from "./five-articles";
import { expect, test } from "./fixtures";
import { makeFolder } from "./installation";
import { Reader } from "./reader";

/** What a person does to the page, counted: a click, a form sent, a drop, a selection with its key. */
class Actions {
  readonly done: string[] = [];

  async take<T>(what: string, act: () => Promise<T>): Promise<T> {
    this.done.push(what);
    return act();
  }
}

/** Drops files on the page as the desktop does. */
async function drop(page: Page, files: readonly NamedText[]): Promise<void> {
  const transfer = await page.evaluateHandle((dropped) => {
    const data = new DataTransfer();
    for (const { name, text } of dropped) data.items.add(new File([text], name, { type: "text/plain" }));
    return data;
  }, files);
  for (const type of ["dragenter", "dragover", "drop"])
    await page.getByRole("main").dispatchEvent(type, { dataTransfer: transfer });
}

test(`from the set-up link to an exported corpus of ${which} in nine actions, and back in again`, async ({
  browser,
  noise,
}) => {
  test.setTimeout(600_000);
  const folder = makeFolder();
  const server = await startConcord({ dataDir: path.join(folder, "data") });
  const context = await browser.newContext({ baseURL: server.origin, acceptDownloads: true });
  noise.listen(context);
  const page = await context.newPage();
  const reader = new Reader(page);
  const actions = new Actions();
  const files = fiveArticles();
  await page.goto(server.setUpLink ?? "");

  await page.getByLabel("E-mail").fill("olga@example.org");
  await page.getByLabel("Your name").fill("Olga Owner");
  await page.getByLabel("Choose a password").fill("a harbour full of quiet lanterns");
  await actions.take("make the account", () => page.getByRole("button", { name: "Make my account" }).click());
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Projects");
  const begin = page.getByRole("button", { name: "New project" }).first();
  await actions.take("new project", () => begin.click());
  await page.getByLabel("Name", { exact: true }).fill("Two summits");
  await actions.take("create it", () => page.getByRole("button", { name: "Create project" }).click());
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Documents");
  await importFiles(page, actions, files, "Add 5 documents");
  const open = page.getByRole("link", { name: "Open the first one" });
  await reader.arrive(() => open.click());

  const [actor = "", event = "", quoted = ""] = singleWords(
    (await reader.text.locator("p").allTextContents()).join("\n"),
  );
  await test.step("tag an actor, an event and a quote, by mouse and key", async () => {
    for (const [words, key] of [
      [actor, "a"],
      [event, "e"],
      [quoted, "q"],
    ] as const)
      await reader.tag(words, key);
    await expect(reader.count(3)).toBeVisible();
    await reader.saved();
  });
  await page.getByRole("button", { name: "Submit", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Submit", exact: true }).click();
  await expect(page.getByText("Submitted").first()).toBeVisible();

  const exported = await exportCorpus(page, "Two summits", actions);
  expect(exported.split("\n").filter(Boolean).length).toBeGreaterThanOrEqual(6);
  // Opening a document, tagging and submitting are the work itself; these are the steps around it.
  expect(actions.done.length, actions.done.join(" · ")).toBeLessThanOrEqual(9);

  await page.goto("/projects");
  await page.getByRole("button", { name: "New project" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill("Two summits again");
  await page.getByRole("button", { name: "Create project" }).click();
  await importFiles(page, new Actions(), [{ name: "corpus.jsonl", text: exported }], /^Add 5 documents/);
  await page.getByRole("link", { name: "See the documents" }).click();
  const again = await exportCorpus(page, "Two summits again", new Actions());
  expect(withoutProject(again)).toEqual(withoutProject(exported));
  await context.close();
  await server.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Words that are written once only, so that they can be found by looking. */
function singleWords(text: string): string[] {
  return (text.match(/\p{L}{6,}/gu) ?? []).filter((word) => text.split(word).length === 2);
}

async function importFiles(
  page: Page,
  actions: Actions,
  files: readonly NamedText[],
  add: string | RegExp,
): Promise<void> {
  const way = page.getByRole("link", { name: "Import files" });
  await actions.take("import", () => way.click());
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Import documents");
  await actions.take("drop the files", () => drop(page, files));
  await actions.take("add them", () => page.getByRole("button", { name: add }).click());
  await expect(page.getByText("5 documents were added")).toBeVisible();
}

async function exportCorpus(page: Page, project: string, actions: Actions): Promise<string> {
  const crumb = page.getByRole("link", { name: project, exact: true });
  if (await crumb.isVisible()) await actions.take("back to the documents", () => crumb.click());
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Documents");
  await actions.take("export", () => page.getByRole("button", { name: "Export" }).click());
  const coming = page.waitForEvent("download");
  await actions.take("download", () => page.getByRole("link", { name: /^Download/ }).click());
  const stream = await (await coming).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

/** An export names its project, and ends with a sum over all its bytes, the name's too; the rest has to be the same. */
function withoutProject(corpus: string): unknown[] {
  return corpus
    .split("\n")
    .filter(Boolean)
    .map((line): unknown =>
      JSON.parse(line, (key, value: unknown) => (key === "project" || key === "sha256" ? null : value)),
    );
}

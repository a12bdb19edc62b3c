import { endOtherSessions } from "@/lib/contracts/accounts";
import { updateAnnotation } from "@/lib/contracts/annotations";
import { listChanges } from "@/lib/contracts/entities";
import { talks } from "./articles";
import { expect, test } from "./fixtures";
import { signIn } from "./people";
import { Reader } from "./reader";
import type { TestProject } from "./test-project";

const words = [
  "Minister",
  "President",
  "Tuesday",
  "harvest",
  "meeting",
  "spokesperson",
  "agreed",
  "Observers",
];

test("undo and redo reach back over a reload", async ({ asOwner, project }) => {
  const article = await project.document({ text: talks });
  const { page } = asOwner;
  const reader = new Reader(page);
  await reader.open(project.page(`/documents/${article}`));
  await reader.tag("Minister Oran", "a");
  await reader.tag("summit", "e");
  await page.keyboard.press("Delete");
  await reader.saved();
  await reader.arrive(() => page.reload());
  await expect(reader.marks).toHaveCount(1);
  await page.keyboard.press("Control+z");
  await expect(reader.mark("summit")).toBeVisible();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(reader.marks).toHaveCount(0);
  await page.keyboard.press("Control+Shift+z");
  await expect(reader.mark("Minister Oran")).toBeVisible();
  await reader.saved();
  expect(await project.marks(article)).toEqual(["ACTOR: Minister Oran"]);
});

test("work without a network is kept, said, and sent once when the network is back", async ({
  asOwner,
  noise,
  project,
}) => {
  noise.expect(/Failed to load resource/);
  const article = await project.document({ text: talks });
  const { page } = asOwner;
  const context = page.context();
  const reader = new Reader(page);
  await reader.open(project.page(`/documents/${article}`));
  await context.setOffline(true);
  for (const word of words.slice(0, 3)) await reader.tag(word, "a");
  await expect(reader.saving).toHaveText("Offline · 3 changes kept here");
  expect(await project.marks(article)).toEqual([]);
  await context.setOffline(false);
  await reader.saved();
  expect(await project.marks(article)).toEqual(["ACTOR: Minister", "ACTOR: President", "ACTOR: Tuesday"]);

  await context.setOffline(true);
  await reader.tag("harvest", "t");
  await expect(reader.saving).toHaveText("Offline · 1 change kept here");
  await page.close();
  await context.setOffline(false);
  const later = new Reader(await context.newPage());
  await later.open(project.page(`/documents/${article}`));
  await expect(later.mark("harvest")).toBeVisible();
  await later.saved();
  expect(await project.marks(article)).toContain("TIME: harvest");
  await expectEachOnce(project, article, 4);
});

test("a session that ends while working is begun again in place, and nothing is lost", async ({
  asAnnotator,
  noise,
  project,
}) => {
  noise.expect(/Failed to load resource.*401/);
  const article = await project.document({ text: talks });
  const { page, person } = await asAnnotator("Ines Amaro");
  const reader = new Reader(page);
  await reader.open(project.page(`/documents/${article}`));
  const elsewhere = await signIn(project.owner.origin, person);
  await elsewhere.call(endOtherSessions, { body: { keepThis: true } });
  await reader.tag("Minister Oran", "a");
  const again = page.getByRole("dialog", { name: "Sign in again" });
  await expect(again).toBeVisible();
  await expect(again.getByLabel("E-mail")).toHaveValue(person.email);
  await again.getByLabel("Password").fill("not the right kettles at all");
  await again.getByRole("button", { name: "Sign in" }).click();
  await expect(again.getByRole("alert")).not.toBeEmpty();
  await again.getByLabel("Password").fill(person.password);
  await again.getByRole("button", { name: "Sign in" }).click();
  await expect(again).toBeHidden();
  await reader.saved();
  await reader.tag("summit", "e");
  await reader.saved();
  expect(await project.marks(article, elsewhere)).toEqual(["ACTOR: Minister Oran", "EVENT: summit"]);
});

test("a tab that was left open sends nothing in the name of somebody who has signed in since", async ({
  asAnnotator,
  noise,
  project,
}) => {
  noise.expect(/Failed to load resource/);
  const article = await project.document({ text: talks });
  const ines = await asAnnotator("Ines Amaro");
  const marek = await asAnnotator("Marek Holub");
  const { page } = ines;
  const context = page.context();
  const reader = new Reader(page);
  await reader.open(project.page(`/documents/${article}`));
  await context.setOffline(true);
  await reader.tag("Minister Oran", "a");
  await expect(reader.saving).toHaveText("Offline · 1 change kept here");
  await context.addCookies((await marek.api.request.storageState()).cookies);
  await context.setOffline(false);
  await expect(page.getByRole("dialog", { name: "Sign in again" })).toBeVisible();
  // The dialog has the page behind it put away from who listens; it can still be seen.
  await expect(page.getByText("Signed out · 1 change kept here")).toBeVisible();
  expect(await project.marks(article, marek.api)).toEqual([]);
  await context.addCookies((await ines.api.request.storageState()).cookies);
  await reader.arrive(() => page.reload());
  await reader.saved();
  expect(await project.marks(article, ines.api)).toEqual(["ACTOR: Minister Oran"]);
  expect(await project.marks(article, marek.api)).toEqual([]);
});

test("a browser that can keep nothing says so as long as something is not on the server", async ({
  asOwner,
  noise,
  project,
}) => {
  noise.expect(/Failed to load resource/);
  const article = await project.document({ text: talks });
  const { page } = asOwner;
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
  });
  const reader = new Reader(page);
  await reader.open(project.page(`/documents/${article}`));
  await page.context().setOffline(true);
  await reader.tag("Minister Oran", "a");
  await expect(reader.saving).toContainText("Offline · 1 change not saved");
  await expect(reader.saving).toContainText("Don’t close this tab");
  await page.context().setOffline(false);
  await reader.saved();
  expect(await project.marks(article)).toEqual(["ACTOR: Minister Oran"]);
});

test("who signs out while work waits on this computer is told what becomes of it", async ({
  asAnnotator,
  noise,
  project,
}) => {
  noise.expect(/Failed to load resource/);
  const article = await project.document({ text: talks });
  const { page, person } = await asAnnotator("Ines Amaro");
  const reader = new Reader(page);
  await reader.open(project.page(`/documents/${article}`));
  const menu = page.getByRole("button", { name: person.name });
  const leave = page.getByRole("menuitem", { name: "Sign out" });
  await menu.click();
  await expect(leave).toHaveText("Sign out");
  await page.keyboard.press("Escape");
  await page.context().setOffline(true);
  await reader.tag("Minister Oran", "a");
  await expect(reader.saving).toHaveText("Offline · 1 change kept here");
  await menu.click();
  await expect(page.getByText("1 change of yours is not on the server yet.")).toBeVisible();
  await expect(leave).toHaveText("Sign out all the same");
});

test("two tabs of one person take turns and both end with everything", async ({ asOwner, project }) => {
  const article = await project.document({ text: talks });
  const tabs = [new Reader(asOwner.page), new Reader(await asOwner.page.context().newPage())];
  for (const tab of tabs) await tab.open(project.page(`/documents/${article}`));
  for (const [at, word] of words.entries()) await tabs[at % 2]?.tag(word, "a");
  for (const tab of tabs) {
    await expect(tab.marks).toHaveCount(words.length);
    await tab.saved();
  }
  await expectEachOnce(project, article, words.length);
});

test("when both sides changed one annotation, both versions are shown and either can be kept", async ({
  asOwner,
  noise,
  project,
}) => {
  noise.expect(/Failed to load resource/);
  const article = await project.document({ text: talks });
  const made = await project.tag(article, talks, "ACTOR", "Minister Oran");
  const { page, api } = asOwner;
  const reader = new Reader(page);
  await reader.open(project.page(`/documents/${article}`));
  await reader.click("Minister Oran");
  await page.context().setOffline(true);
  await page.keyboard.press("e");
  await expect(reader.saving).toHaveText("Offline · 1 change kept here");
  const params = { project: project.id, document: article, annotation: made.id };
  await api.call(updateAnnotation, {
    params,
    body: { revision: made.revision, note: "from the other side" },
  });
  await page.context().setOffline(false);
  await expect(reader.saving).toContainText("1 conflict");
  const conflict = page.getByRole("listitem").filter({ hasText: "Change tag of “Minister Oran”" });
  await expect(conflict).toBeVisible();
  await expect(reader.panel.getByLabel("Tag", { exact: true })).toHaveValue("ACTOR");
  await expect(reader.panel.getByLabel("Note")).toHaveValue("from the other side");
  await conflict.getByRole("button", { name: "Use mine" }).click();
  await expect(reader.saving).toHaveText("Saved");
  const [row] = await project.annotations(article);
  expect(row).toMatchObject({ tag: "EVENT", note: "from the other side" });
});

/** The log says for each annotation that it was made, once. */
async function expectEachOnce(project: TestProject, article: string, count: number): Promise<void> {
  const { items } = await project.owner.call(listChanges, {
    params: { project: project.id },
    query: { document: article, noun: "annotation", limit: 1_000 },
  });
  const created = items.filter(({ kind }) => kind === "annotation.created").map(({ subjectId }) => subjectId);
  expect(created).toHaveLength(count);
  expect(new Set(created).size).toBe(count);
  expect(await project.annotations(article)).toHaveLength(count);
}

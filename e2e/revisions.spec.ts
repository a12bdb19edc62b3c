import { expect } from "@playwright/test";
import { correctDocument, listDisplacements, resolveDisplacements } from "@/lib/contracts/revisions";
import { createThread } from "@/lib/contracts/threads";
import { test } from "./fixtures";
import { Reader } from "./reader";

const text =
  "Minister Oran arrived in Lysa on Monday, one day later than planned.\n\n" +
  "“We have agreed on the harbour lights,” she told the crowd at the quay.\n\n" +
  "The envoy left by the evening train and did not speak to anybody.\n";
const corrected = text
  .replace("Monday", "Tuesday")
  .replace("harbour lights", "harbor light")
  .replace("The envoy left by the evening train and did not speak to anybody.", "Nobody else was heard.");

/** A page that has not heard yet of the correction says once more where its person is, and is refused. */
const lateWord = /status of 409.*\/presence\)$/;

test("a corrected text keeps everybody's annotations, and asks about those that have no sure place", async ({
  project,
  asOwner,
  asAnnotator,
  noise,
}, info) => {
  noise.expect(lateWord);
  const ana = await asAnnotator("Ana Ruiz");
  const document = await project.document({ title: "Arrival in Lysa", text });
  await project.tag(document, text, "ACTOR", "Minister Oran", ana.api);
  await project.tag(document, text, "QUOTE", "We have agreed on the harbour lights", ana.api);
  await project.tag(document, text, "ACTOR", "The envoy", ana.api);
  const earlier = new Reader(ana.page);
  await earlier.open(project.page(`/documents/${document}`));
  await expect(earlier.count(3)).toBeVisible();

  // The owner corrects it from the list.
  const { page } = asOwner;
  await page.goto(project.page());
  await page.getByRole("button", { name: "Actions for “Arrival in Lysa”" }).click();
  await page.getByRole("menuitem", { name: "Correct the text…" }).click();
  const dialog = page.getByRole("dialog", { name: "Correct the text" });
  const field = dialog.getByRole("textbox", { name: "Text" });
  await expect(field).toHaveValue(text);
  await expect(dialog.getByRole("button", { name: "See the changes" })).toBeDisabled();
  await field.fill(corrected);
  await dialog.getByRole("button", { name: "See the changes" }).click();
  const facts = dialog.getByRole("listitem");
  await expect(facts.filter({ hasText: "mark stays where it is" })).toContainText("1");
  await expect(facts.filter({ hasText: "to be checked" })).toContainText("1");
  await expect(facts.filter({ hasText: "words are gone" })).toContainText("1");
  await expect(dialog.getByRole("deletion").first()).toHaveText("Monday");
  await expect(dialog.getByRole("insertion").first()).toHaveText("Tuesday");
  await page.screenshot({ path: info.outputPath("review.png") });
  await dialog.getByRole("button", { name: "Save the correction" }).click();
  await expect(page.getByText("The correction is the newest revision now", { exact: true })).toBeVisible();

  // Who reads the earlier text meanwhile is led to the newest one.
  await expect(ana.page.getByText("This text has been corrected")).toBeVisible();
  await ana.page.screenshot({ path: info.outputPath("superseded.png") });
  const newest = new Reader(ana.page);
  await newest.arrive(() => ana.page.getByRole("link", { name: "Go to the newest revision" }).click());
  await expect(newest.count(1)).toBeVisible();
  await expect(ana.page.getByText("2 annotations wait for a place")).toBeVisible();
  await ana.page.getByRole("button", { name: "Show what waits" }).click();
  const waiting = ana.page
    .getByRole("listitem")
    .filter({ has: ana.page.getByRole("button", { name: "Drop" }) });
  await expect(waiting).toHaveCount(2);
  await ana.page.screenshot({ path: info.outputPath("waiting.png") });
  await waiting.filter({ hasText: "harbor light" }).getByRole("button", { name: "It belongs there" }).click();
  await expect(newest.count(2)).toBeVisible();
  await newest.select("Nobody else");
  await waiting
    .filter({ hasText: "The envoy" })
    .getByRole("button", { name: "Put on the selected text" })
    .click();
  await expect(newest.count(3)).toBeVisible();
  await expect(ana.page.getByText("Every annotation has been decided")).toBeVisible();

  const [revision] = new URL(ana.page.url()).pathname.split("/").slice(-1);
  expect(await project.marks(revision ?? "", ana.api)).toEqual([
    "ACTOR: Minister Oran",
    "ACTOR: Nobody else",
    "QUOTE: We have agreed on the harbor light",
  ]);
  expect(await project.marks(document, ana.api)).toHaveLength(3);
  await page.goto(project.page());
  await expect(page.getByRole("link", { name: "Arrival in Lysa" })).toHaveCount(1);
  await ana.page.setViewportSize({ width: 360, height: 720 });
  await ana.page.screenshot({ path: info.outputPath("narrow.png") });
});

test("what was said comes along, old links lead to it, and the history tells what was changed and why", async ({
  project,
  asOwner,
  asAnnotator,
  noise,
}, info) => {
  noise.expect(lateWord);
  const ana = await asAnnotator("Ana Ruiz");
  const document = await project.document({ title: "Arrival in Lysa", text });
  const params = { project: project.id, document };
  const minister = await project.tag(document, text, "ACTOR", "Minister Oran", ana.api);
  const envoy = await project.tag(document, text, "ACTOR", "The envoy", ana.api);
  const say = (annotationId: string, words: string) =>
    ana.api.call(createThread, { params, body: { annotationId, comment: { text: words } } });
  const aboutMinister = await say(minister.id, "Is she in office yet?");
  const aboutEnvoy = await say(envoy.id, "Which envoy?");

  const { page } = asOwner;
  await new Reader(page).open(project.page(`/documents/${document}`));
  await page.getByRole("button", { name: "Correct the text…" }).click();
  const dialog = page.getByRole("dialog", { name: "Correct the text" });
  await expect(dialog.getByRole("textbox", { name: "Text" })).toHaveValue(text);
  await dialog.getByRole("textbox", { name: "Text" }).fill(corrected);
  await dialog.getByRole("button", { name: "See the changes" }).click();
  await dialog.getByRole("textbox", { name: "Why it is corrected" }).fill("The agency corrected the day");
  const newest = new Reader(page);
  await newest.arrive(() => dialog.getByRole("button", { name: "Save the correction" }).click());
  await expect(page).not.toHaveURL(new RegExp(document));
  const revision = new URL(page.url()).pathname.split("/").at(-1) ?? "";

  // A link that somebody kept leads to the conversation as it goes on.
  const talk = ana.page.getByRole("article", { name: "Conversation" });
  await ana.page.goto(project.page(`/documents/${document}?thread=${aboutMinister.id}`));
  await expect(ana.page).toHaveURL(new RegExp(`${revision}\\?thread=`));
  await expect(talk.filter({ hasText: "Is she in office yet?" })).toBeVisible();
  await ana.page.goto(project.page(`/documents/${document}?thread=${aboutEnvoy.id}`));
  await expect(talk.filter({ hasText: "Which envoy?" })).toContainText("The text it was about has changed");
  await ana.page.screenshot({ path: info.outputPath("talk.png") });

  // The history, by keyboard alone.
  await ana.page.getByRole("button", { name: "Revisions of this text…" }).press("Enter");
  const history = ana.page.getByRole("dialog", { name: "Revisions of this text" });
  await expect(history.getByText("The agency corrected the day")).toBeVisible();
  await expect(history.getByRole("deletion").first()).toHaveText("Monday");
  await history.getByRole("combobox", { name: "From" }).selectOption("Revision 2");
  await expect(history.getByText("No change of the text")).toBeVisible();
  await history.getByRole("button", { name: "What it changed Revision 2" }).press("Enter");
  await expect(history.getByRole("insertion").first()).toHaveText("Tuesday");
  for (const theme of ["light", "dark"] as const) {
    await ana.page.locator("html").evaluate((root, name) => root.setAttribute("data-theme", name), theme);
    await ana.page.setViewportSize({ width: 1280, height: 800 });
    await ana.page.screenshot({ path: info.outputPath(`history-${theme}.png`) });
    await ana.page.setViewportSize({ width: 360, height: 720 });
    await ana.page.screenshot({ path: info.outputPath(`history-${theme}-narrow.png`) });
    const isTooWide = await history.evaluate((one) => one.scrollWidth > one.clientWidth + 1);
    expect(isTooWide).toBe(false);
  }
  await history.getByRole("link", { name: "Read as it was Revision 1" }).press("Enter");
  await expect(ana.page.getByText("This text has been corrected")).toBeVisible();
  await expect(ana.page).toHaveURL(new RegExp(document));
});

test("what somebody else decides about what waits is seen at once", async ({
  project,
  asOwner,
  asAnnotator,
}) => {
  const ana = await asAnnotator("Ana Ruiz");
  const document = await project.document({ title: "Arrival in Lysa", text });
  await project.tag(document, text, "ACTOR", "The envoy", ana.api);
  const { id } = await project.owner.call(correctDocument, {
    params: { project: project.id, document },
    body: { text: corrected },
  });
  await new Reader(ana.page).open(project.page(`/documents/${id}`));
  await expect(ana.page.getByText("One annotation waits for a place")).toBeVisible();
  await ana.page.getByRole("button", { name: "Show what waits" }).click();
  const row = ana.page.getByRole("listitem").filter({ hasText: "The envoy" });
  await expect(row.getByRole("button", { name: "Drop" })).toBeVisible();
  const params = { project: project.id, document: id };
  const { items } = await asOwner.api.call(listDisplacements, { params, query: { limit: 10 } });
  await asOwner.api.call(resolveDisplacements, {
    params,
    body: { items: items.map((one) => ({ action: "drop" as const, id: one.id, revision: one.revision })) },
  });
  await expect(ana.page.getByText("Every annotation has been decided")).toBeVisible();
  await expect(row.getByText("Dropped")).toBeVisible();
});

test("an old link to a mark that has no sure place leads to where it waits, and says so once it is dropped", async ({
  project,
  asAnnotator,
}) => {
  const ana = await asAnnotator("Ana Ruiz");
  const document = await project.document({ title: "Arrival in Lysa", text });
  const envoy = await project.tag(document, text, "ACTOR", "The envoy", ana.api);
  const link = `${project.page(`/documents/${document}`)}?annotation=${envoy.id}`;
  const { id } = await project.owner.call(correctDocument, {
    params: { project: project.id, document },
    body: { text: corrected },
  });
  const { page } = ana;
  await page.goto(link);
  await expect(page).toHaveURL(new RegExp(`${id}\\?annotation=`));
  const row = page.getByRole("listitem").filter({ hasText: "The envoy" });
  await expect(row).toBeFocused();
  await expect(row).toBeInViewport();
  // From there the keys go on to what can be done about it.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(row.getByText("Dropped")).toBeVisible();
  await page.goto(link);
  await expect(page.getByText("What the link leads to is not here", { exact: true })).toBeVisible();
});

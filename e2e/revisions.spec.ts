import { expect } from "@playwright/test";
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

test("a corrected text keeps everybody's annotations, and asks about those that have no sure place", async ({
  project,
  asOwner,
  asAnnotator,
}, info) => {
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

import { expect as expectOf, type Locator, type Page } from "@playwright/test";
import { uuidv7 } from "uuidv7";
import { submitDocument } from "@/lib/contracts/documents";
import { listReviews, previewReviews, reviewMany } from "@/lib/contracts/reviews";
import { talks } from "./articles";
import { expect, type Seat, test } from "./fixtures";
import type { Api } from "./people";
import { Reader } from "./reader";
import type { TestProject } from "./test-project";

/** The comparison page as a reviewer uses it. */
class Comparison {
  readonly text: Locator;
  readonly panel: Locator;
  readonly counts: Locator;

  constructor(readonly page: Page) {
    this.text = page.getByRole("document", { name: /^The article as each/ });
    this.panel = page.getByRole("complementary", { name: "Differences" });
    this.counts = page.getByRole("toolbar", { name: "Differences" }).getByRole("status");
  }

  async open(path: string): Promise<void> {
    await this.page.goto(path);
    await expectOf(this.text).toHaveAttribute("aria-busy", "false");
  }

  /** The version of somebody among those of the open difference. */
  version(name: string): Locator {
    return this.panel.getByRole("listitem").filter({
      has: this.page.getByRole("button", { name: `Turn to the version of ${name}` }),
    });
  }
}

type Team = { readonly article: string; readonly ines: Seat; readonly marek: Seat };

/** Two annotators who agree on one mark, differ in the edges of another, and of whom one saw more. */
async function markedByTwo(
  project: TestProject,
  asAnnotator: (name: string) => Promise<Seat>,
  { isDone = true } = {},
): Promise<Team> {
  const article = await project.document({ text: talks });
  const ines = await asAnnotator("Ines Amaro");
  const marek = await asAnnotator("Marek Holub");
  for (const { api } of [ines, marek]) await project.tag(article, talks, "ACTOR", "President Vell", api);
  await project.tag(article, talks, "ACTOR", "Minister Oran", ines.api);
  await project.tag(article, talks, "ACTOR", "Oran", marek.api);
  await project.tag(article, talks, "EVENT", "summit", ines.api);
  const params = { project: project.id, document: article };
  if (isDone) for (const { api } of [ines, marek]) await api.call(submitDocument, { params });
  return { article, ines, marek };
}

test("a reviewer walks the differences, rejects with a reason, and the author sees it on the tag and beside it", async ({
  asOwner,
  asAnnotator,
  project,
}) => {
  const { article, ines } = await markedByTwo(project, asAnnotator);
  const comparison = new Comparison(asOwner.page);
  await comparison.open(project.page(`/documents/${article}/compare`));
  await expect(comparison.counts).toHaveText("2 differences 1 agreed");

  await comparison.text.focus();
  const { keyboard } = asOwner.page;
  await keyboard.press("n");
  await expect(comparison.version("Ines Amaro")).toContainText("Minister Oran");
  await expect(comparison.version("Marek Holub")).toContainText("Oran");
  await expect(comparison.panel.getByText("Boundary", { exact: true })).toBeVisible();
  await keyboard.press("n");
  await expect(comparison.panel.getByText("Marek Holub has nothing here")).toBeVisible();
  await keyboard.press("p");

  const first = comparison.version("Ines Amaro");
  if ((await first.getAttribute("aria-current")) === null) await keyboard.press("v");
  await expect(first).toHaveAttribute("aria-current", "true");
  await keyboard.press("x");
  const dialog = asOwner.page.getByRole("dialog", { name: "Why do you reject this annotation?" });
  await expect(dialog.getByRole("radio", { name: /The boundary is wrong/ })).toBeVisible();
  await keyboard.press("1");
  await expect(dialog.getByRole("radio", { name: /The boundary is wrong/ })).toBeChecked();
  await keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(first.getByText("Rejected")).toBeVisible();
  await expect(asOwner.page).toHaveURL(/item=/);

  const reader = new Reader(ines.page);
  await reader.open(project.page(`/documents/${article}`));
  await reader.click("Minister");
  await expect(reader.panel.getByRole("region", { name: "Verdicts" })).toContainText("The boundary is wrong");
  const { items } = await ines.api.call(listReviews, {
    params: { project: project.id },
    query: { document: article },
  });
  expect(items).toMatchObject([{ verdict: "reject", reason: "wrong_edges", isOutdated: false }]);
});

test("a verdict shows live to the author, who answers by a change", async ({
  asOwner,
  asAnnotator,
  project,
}) => {
  const { article, ines } = await markedByTwo(project, asAnnotator, { isDone: false });
  const reader = new Reader(ines.page);
  await reader.open(project.page(`/documents/${article}`));
  await reader.click("summit");
  const comparison = new Comparison(asOwner.page);
  await comparison.open(project.page(`/documents/${article}/compare`));
  await comparison.text.getByText("summit").first().click();
  await comparison.version("Ines Amaro").getByRole("button", { name: "Accept" }).click();
  await expect(reader.panel.getByRole("region", { name: "Verdicts" })).toContainText("Accepted");
  // The author's change makes it one about the earlier annotation.
  await ines.page.keyboard.press(".");
  await expect(reader.panel.getByText("Said of it before it was last changed.")).toBeVisible();
});

test("verdicts without a network are kept, said, and sent once in their order", async ({
  asOwner,
  asAnnotator,
  noise,
  project,
}) => {
  noise.expect(/Failed to load resource/);
  const { article } = await markedByTwo(project, asAnnotator);
  const { page, api } = asOwner;
  const comparison = new Comparison(page);
  const line = page.waitForResponse((response) => response.url().includes("/changes"));
  await comparison.open(project.page(`/documents/${article}/compare`));
  await line;
  await comparison.text.getByText("summit").first().click();
  const version = comparison.version("Ines Amaro");
  await page.context().setOffline(true);
  await version.getByRole("button", { name: "Accept" }).click();
  await version.getByRole("button", { name: "Question" }).click();
  const saving = page.getByRole("status", { name: "State of saving" });
  await expect(saving).toHaveText("Offline · 2 changes kept here");
  const verdicts = async () => {
    const params = { project: project.id };
    return (await api.call(listReviews, { params, query: { document: article } })).items;
  };
  expect(await verdicts()).toEqual([]);
  await page.context().setOffline(false);
  await expect(saving).toHaveText("Saved");
  expect(await verdicts()).toMatchObject([{ verdict: "question", revision: 2 }]);
});

test("who works blind is told why there is nothing to compare, and compares once all have submitted", async ({
  asAnnotator,
  project,
}) => {
  const { article, ines, marek } = await markedByTwo(project, asAnnotator, { isDone: false });
  const address = project.page(`/documents/${article}/compare`);
  const params = { project: project.id, document: article };
  await ines.api.call(submitDocument, { params });
  await ines.page.goto(address);
  await expect(
    ines.page.getByRole("heading", { name: "You work on this document on your own for now" }),
  ).toBeVisible();
  await expect(ines.page.getByText("Marek")).toHaveCount(0);
  await marek.api.call(submitDocument, { params });
  const comparison = new Comparison(ines.page);
  await comparison.open(address);
  await expect(comparison.counts).toHaveText("2 differences 1 agreed");
  // One's own version has no verdict to give.
  await comparison.text.focus();
  await ines.page.keyboard.press("n");
  await expect(comparison.version("Marek Holub").getByRole("button", { name: "Accept" })).toBeVisible();
  await expect(comparison.version("Ines Amaro").getByRole("button", { name: "Accept" })).toHaveCount(0);
});

test("one verdict on everything that fits is previewed, given and undone as one", async ({
  asOwner,
  asAnnotator,
  noise,
  project,
}) => {
  noise.expect(/Failed to load resource/);
  const { article, ines, marek } = await markedByTwo(project, asAnnotator);
  const other = await project.document({ text: `${talks} They will meet again.` });
  for (const { api } of [ines, marek]) {
    await project.tag(other, talks, "ACTOR", "President Vell", api);
    await api.call(submitDocument, { params: { project: project.id, document: other } });
  }
  const { page, api } = asOwner;
  const comparison = new Comparison(page);
  await comparison.open(project.page(`/documents/${article}/compare?view=overlaid`));
  await comparison.text.focus();
  await page.keyboard.press("b");
  const dialog = page.getByRole("dialog", { name: "One verdict on many" });
  await expect(dialog.getByText("5 annotations fit")).toBeVisible();
  await dialog.getByLabel("Difference").selectOption("Agreed by all");
  await expect(dialog.getByText("2 annotations fit")).toBeVisible();
  await dialog.getByLabel("Where").selectOption("All documents");
  await expect(dialog.getByText("4 annotations fit")).toBeVisible();
  // No verdict is chosen for anybody who just goes ahead.
  await expect(dialog.getByRole("button", { name: "Give 4 verdicts" })).toBeDisabled();
  await dialog.getByRole("group", { name: "Verdict" }).getByText("Accept").click();
  // The line breaks: what was given is said, and going on gives the rest.
  const batch = (url: URL) => url.pathname.endsWith("/reviews:batch");
  await page.route(batch, (route) => route.abort(), { times: 1 });
  await dialog.getByRole("button", { name: "Give 4 verdicts" }).click();
  await expect(dialog.getByRole("status")).toContainText("0 of 4 verdicts given");
  await expect(dialog.getByRole("button", { name: "Go on" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("4 verdicts given", { exact: true })).toBeVisible();
  await expect(dialog).toBeHidden();
  const given = async () =>
    (await api.call(listReviews, { params: { project: project.id } })).items.map(
      ({ documentId }) => documentId,
    );
  expect((await given()).sort()).toEqual([article, article, other, other].sort());
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("4 verdicts taken back", { exact: true })).toBeVisible();
  expect(await given()).toEqual([]);
});

test("what a verdict on many is given to is shown in its context, and any of it can be left out", async ({
  asOwner,
  asAnnotator,
  project,
}) => {
  const { article } = await markedByTwo(project, asAnnotator);
  const { page, api } = asOwner;
  await new Comparison(page).open(project.page(`/documents/${article}/compare`));
  await page.getByRole("button", { name: "Review many…" }).click();
  const dialog = page.getByRole("dialog", { name: "One verdict on many" });
  const summit = dialog.getByRole("listitem").filter({ hasText: "summit" });
  await expect(summit).toContainText(/\S+ summit \S+/);
  await expect(summit).toContainText("Ines Amaro");
  const passage = page.context().waitForEvent("page");
  await summit.getByRole("link", { name: "Passage (opens in a new tab)" }).click();
  await expect(new Reader(await passage).panel).toContainText("summit");
  await summit.getByRole("checkbox", { name: "Gets the verdict" }).uncheck();
  await expect(dialog.getByText("1 left out, 4 get the verdict")).toBeVisible();
  await dialog.getByRole("group", { name: "Verdict" }).getByText("Accept").click();
  await dialog.getByRole("button", { name: "Give 4 verdicts" }).click();
  await expect(page.getByText("4 verdicts given", { exact: true })).toBeVisible();
  const params = { project: project.id };
  expect((await api.call(listReviews, { params })).items).toHaveLength(4);
  // Left out is left without one, and fits again.
  await page.getByRole("button", { name: "Review many…" }).click();
  await expect(dialog.getByText("1 annotation fits")).toBeVisible();
  await expect(summit).toBeVisible();
});

/** A step, of two, of a verdict on all that both say alike: the one on a document. */
async function giveStep(
  api: Api,
  project: TestProject,
  { opId, step, document }: { opId: string; step: number; document: string },
): Promise<void> {
  const params = { project: project.id };
  const filter = { differences: ["none" as const], unreviewed: true };
  const { documents } = await api.call(previewReviews, { params, body: { filter } });
  const those = documents.filter(({ documentId }) => documentId === document);
  await api.call(reviewMany, {
    params,
    body: {
      opId,
      step,
      filter,
      documents: those.map(({ documentId, fingerprint }) => ({ documentId, fingerprint })),
      planned: { steps: 2, annotations: 4 },
      verdict: "accept",
    },
  });
}

test("a verdict on many that stopped midway is found again elsewhere, ended there, and undone from a third place", async ({
  asOwner,
  asAnnotator,
  openBrowser,
  project,
}) => {
  const { article, ines, marek } = await markedByTwo(project, asAnnotator);
  const other = await project.document({ text: `${talks} They will meet again.` });
  for (const { api } of [ines, marek]) {
    await project.tag(other, talks, "ACTOR", "President Vell", api);
    await api.call(submitDocument, { params: { project: project.id, document: other } });
  }
  const { api } = asOwner;
  const params = { project: project.id };
  await giveStep(api, project, { opId: uuidv7(), step: 0, document: article });

  async function openDialog(page: Page): Promise<Locator> {
    const comparison = new Comparison(page);
    await comparison.open(project.page(`/documents/${article}/compare`));
    await page.getByRole("button", { name: "Review many…" }).click();
    return page.getByRole("dialog", { name: "One verdict on many" });
  }
  const second = await openBrowser(asOwner);
  const dialog = await openDialog(second);
  const before = dialog.getByRole("region", { name: "Given before" });
  await expect(before.getByRole("listitem")).toContainText("Stopped: 2 of 4 given");
  await expect(before.getByRole("listitem")).toContainText("Agreed by all · All documents");
  await before.getByRole("button", { name: /^Go on with/ }).click();
  await expect(dialog.getByText("2 annotations fit")).toBeVisible();
  await dialog.getByRole("button", { name: "Give the other 2 verdicts" }).click();
  await expect(second.getByText("4 verdicts given", { exact: true })).toBeVisible();

  const third = await openBrowser(asOwner);
  const again = await openDialog(third);
  await expect(again.getByText("4 verdicts given")).toBeVisible();
  await expect(again.getByRole("button", { name: /^Go on with/ })).toHaveCount(0);
  await again.getByRole("button", { name: /^Undo what/ }).click();
  await expect(third.getByText("4 verdicts taken back", { exact: true })).toBeVisible();
  expect((await api.call(listReviews, { params })).items).toEqual([]);
  await third.getByRole("button", { name: "Review many…" }).click();
  await expect(again.getByText("4 verdicts taken back")).toBeVisible();
  await expect(again.getByRole("button", { name: /^Undo what/ })).toHaveCount(0);
});

test("an author is told once of verdicts in many documents, and led to them", async ({
  asOwner,
  asAnnotator,
  project,
}) => {
  const { article, ines, marek } = await markedByTwo(project, asAnnotator);
  const other = await project.document({
    title: "They will meet again",
    text: `${talks} They will meet again.`,
  });
  for (const { api } of [ines, marek]) {
    await project.tag(other, talks, "ACTOR", "President Vell", api);
    await api.call(submitDocument, { params: { project: project.id, document: other } });
  }
  const { page } = asOwner;
  await new Comparison(page).open(project.page(`/documents/${article}/compare`));
  await page.getByRole("button", { name: "Review many…" }).click();
  const dialog = page.getByRole("dialog", { name: "One verdict on many" });
  await dialog.getByLabel("Where").selectOption("All documents");
  await dialog.getByRole("group", { name: "Verdict" }).getByText("Accept").click();
  await dialog.getByRole("button", { name: "Give 7 verdicts" }).click();
  await expect(page.getByText("7 verdicts given", { exact: true })).toBeVisible();

  await ines.page.goto("/inbox?kind=verdict");
  const news = ines.page.getByRole("main").getByRole("listitem");
  await expect(news).toHaveCount(1);
  await expect(news).toContainText("Olga Owner reviewed 4 annotations of yours in 2 documents");
  await news.getByRole("link").click();
  await expect(ines.page).toHaveURL(/\/activity\?what=review/);
  await expect(ines.page.getByText(/reviewed .* annotations? in They will meet again/)).toBeVisible();

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("7 verdicts taken back", { exact: true })).toBeVisible();
  await ines.page.goto("/inbox?kind=verdict");
  await expect(news.filter({ hasText: "took back 4 verdicts on your work in 2 documents" })).toHaveCount(1);

  // Step by step, while the inbox is looked at: one entry that comes, and then tells more.
  const opId = uuidv7();
  await expect(news).toHaveCount(2);
  await giveStep(asOwner.api, project, { opId, step: 0, document: article });
  await expect(news.first()).toContainText("reviewed an annotation of yours in Talks in Brindle");
  await giveStep(asOwner.api, project, { opId, step: 1, document: other });
  await expect(news.first()).toContainText("reviewed 2 annotations of yours in 2 documents");
  await expect(news).toHaveCount(3);
});

test("filters narrow what is walked, and an address opens a difference", async ({
  asOwner,
  asAnnotator,
  project,
}) => {
  const { article, ines } = await markedByTwo(project, asAnnotator);
  const comparison = new Comparison(asOwner.page);
  const summit = (await project.annotations(article, ines.api)).find(({ tag }) => tag === "EVENT");
  await comparison.open(project.page(`/documents/${article}/compare?annotations=${summit?.id}`));
  await expect(comparison.counts).toHaveText("1 difference 1 agreed");
  await expect(comparison.panel.getByText("Marek Holub has nothing here")).toBeVisible();
  await asOwner.page.getByRole("button", { name: "Only the chosen annotation" }).click();
  await expect(comparison.counts).toHaveText("2 differences 1 agreed");
  await asOwner.page.getByRole("button", { name: /^Boundary/ }).click();
  await expect(comparison.counts).toHaveText("1 difference 1 agreed");
  await comparison.panel.getByText("All (1)").click();
  await comparison.panel.getByRole("option", { name: /Oran/ }).click();
  await comparison.panel.getByText("Details", { exact: true }).click();
  await expect(comparison.version("Marek Holub")).toBeVisible();
  // The palette knows the keys.
  await asOwner.page.keyboard.press("?");
  await expect(asOwner.page.getByRole("dialog", { name: "Keys" })).toContainText("Next difference");
});

test("the annotation page and the list of documents lead to the comparison", async ({
  asOwner,
  asAnnotator,
  project,
}) => {
  const { article } = await markedByTwo(project, asAnnotator);
  const { page } = asOwner;
  const reader = new Reader(page);
  await reader.open(project.page(`/documents/${article}`));
  await page.getByRole("button", { name: "Compare annotators’ work" }).click();
  await expect(page).toHaveURL(/\/compare/);
  await page.goto(project.page());
  await page
    .getByRole("button", { name: /^Actions for / })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Compare annotators’ work" }).click();
  await expect(page).toHaveURL(/\/compare/);
});

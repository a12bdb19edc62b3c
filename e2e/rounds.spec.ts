import { submitDocument } from "@/lib/contracts/documents";
import { readMyRounds } from "@/lib/contracts/rounds";
import { talks } from "./articles";
import { expect, test } from "./fixtures";
import { Reader } from "./reader";

test("a lead plans a round, two annotators code blind, and see each other's work when both have submitted", async ({
  asOwner,
  asAnnotator,
  project,
}) => {
  const article = await project.document({ text: talks, outlet: "Gazette" });
  await project.document({ title: "A second piece on the talks", text: `Later. ${talks}`, outlet: "Post" });
  const ines = await asAnnotator("Ines Amaro");
  const marek = await asAnnotator("Marek Holub");
  const { page } = asOwner;

  await page.goto(project.page("/rounds"));
  await page.getByRole("link", { name: "New round" }).click();
  await page.getByLabel("Name").fill("First round");
  await page.getByRole("button", { name: "Preview the plan" }).click();
  await expect(page.getByText("2 documents, 2 coded by several: 4 places, 4 newly given out.")).toBeVisible();
  await expect(page.getByRole("row", { name: /Marek Holub/ })).toBeVisible();
  await page.getByRole("button", { name: "Open the round" }).click();
  await expect(page.getByRole("heading", { name: "First round", level: 1 })).toBeVisible();
  await expect(page.getByText("0 of 4, 4 given out")).toBeVisible();

  await marek.page.goto(project.page());
  await expect(marek.page.getByText("Your documents in First round")).toBeVisible();
  const reader = new Reader(marek.page);
  await reader.open(project.page(`/documents/${article}`));
  await project.tag(article, talks, "ACTOR", "Minister Oran", ines.api);
  await project.tag(article, talks, "ACTOR", "Observers", marek.api);
  await expect(reader.mark("Observers")).toBeVisible();
  await expect(reader.marks).toHaveCount(1);

  const params = { project: project.id, document: article };
  await ines.api.call(submitDocument, { params });
  expect(await project.marks(article, marek.api)).toEqual(["ACTOR: Observers"]);
  await marek.api.call(submitDocument, { params });
  expect(await project.marks(article, marek.api)).toEqual(["ACTOR: Minister Oran", "ACTOR: Observers"]);

  await page.reload();
  await expect(page.getByText("2 of 4, 4 given out")).toBeVisible();
  await page.getByRole("link", { name: "Progress" }).last().click();
  await expect(page.getByRole("row", { name: /Ines Amaro.*1 of 2/ })).toBeVisible();
});

test("who has what is changed with the keys alone", async ({ asOwner, asAnnotator, project }) => {
  const article = await project.document({ text: talks });
  const ines = await asAnnotator("Ines Amaro");
  await asAnnotator("Marek Holub");
  const { page } = asOwner;
  await page.goto(project.page("/rounds/new"));
  await page.getByLabel("Name").fill("One each");
  await page.getByLabel("Annotators per document").fill("1");
  await page.getByRole("button", { name: "Preview the plan" }).click();
  await page.getByRole("button", { name: "Open the round" }).click();
  const cells = page.getByRole("gridcell", { name: /Ines|Marek/ });
  await expect(cells).toHaveCount(2);
  await cells.first().focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("2 changes saved", { exact: true })).toBeVisible();
  const { items } = await ines.api.call(readMyRounds, { params: { project: project.id } });
  const mine = items.flatMap(({ next }) => next.map(({ id }) => id));
  const given = await cells.first().getAttribute("aria-selected");
  expect(mine).toEqual(given === "true" ? [article] : []);
});

test("a document is claimed, given back, and claimed by somebody else", async ({
  asOwner,
  asAnnotator,
  project,
}) => {
  const article = await project.document({ text: talks });
  const ines = await asAnnotator("Ines Amaro");
  const marek = await asAnnotator("Marek Holub");
  const { page } = asOwner;
  await page.goto(project.page("/rounds/new"));
  await page.getByLabel("Name").fill("As you like");
  await page.getByText("By claiming").click();
  await page.getByLabel("Annotators per document").fill("1");
  await page.getByRole("button", { name: "Preview the plan" }).click();
  await page.getByRole("button", { name: "Open the round" }).click();
  await expect(page.getByRole("heading", { name: "As you like", level: 1 })).toBeVisible();

  await ines.page.goto(project.page());
  await ines.page.getByRole("button", { name: "Take the next document" }).click();
  await ines.page.waitForURL(`**/documents/${article}`);
  // Whoever has not taken it reads why it is not theirs to annotate.
  await marek.page.goto(project.page(`/documents/${article}`));
  await expect(marek.page.getByText(/It is in the round “As you like”/)).toBeVisible();

  await ines.page.goto(project.page());
  await ines.page.getByRole("button", { name: /^Give back “/ }).click();
  await ines.page.getByRole("button", { name: "Give back", exact: true }).click();
  await expect(ines.page.getByText("Given back", { exact: true })).toBeVisible();
  await marek.page.goto(project.page());
  await marek.page.getByRole("button", { name: "Take the next document" }).click();
  await marek.page.waitForURL(`**/documents/${article}`);
});

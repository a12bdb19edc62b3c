import { submitDocument } from "@/lib/contracts/documents";
import { listMembers } from "@/lib/contracts/projects";
import { createRound, openRound, readMyRounds } from "@/lib/contracts/rounds";
import { talks } from "./articles";
import { expect, test } from "./fixtures";
import { Reader } from "./reader";
import type { TestProject } from "./test-project";

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
  await expect(page.getByText("2 documents, 2 coded by several: 4 places, 4 to be given out.")).toBeVisible();
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
  await marek.page.goto(project.page());
  await expect(marek.page.getByText(/1 of them is open: everybody has submitted/)).toBeVisible();
  await marek.page.getByRole("link", { name: /^Compare “.*” with others’ work$/ }).click();
  await expect(marek.page).toHaveURL(/\/compare$/);

  await page.reload();
  await expect(page.getByText("2 of 4, 4 given out")).toBeVisible();
  await page.getByRole("link", { name: "Progress" }).last().click();
  await expect(page.getByRole("row", { name: /Ines Amaro.*1 of 2/ })).toBeVisible();
  await expect(page.getByRole("img", { name: /^Submitted and given out over time/ })).toBeVisible();
  await expect(page.getByText(/^2 pieces of work are not submitted\. After five whole days/)).toBeVisible();
  await expect(page.getByRole("link", { name: "Toward the end as CSV" })).toBeVisible();
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

test("a lead adds documents to an open round, moves one to another and takes one out, each undone in one step", async ({
  asOwner,
  asAnnotator,
  project,
}) => {
  await project.document({ title: "Talks begin", text: talks, outlet: "Gazette" });
  await project.document({ title: "Talks go on", text: `Later. ${talks}`, outlet: "Post" });
  const third = await project.document({
    title: "Harbour opens",
    text: "The harbour opens.",
    outlet: "Gazette",
  });
  const ines = await asAnnotator("Ines Amaro");
  const { page } = asOwner;
  const first = await openRoundOf(project, ines.person, "One", "begin");
  const second = await openRoundOf(project, ines.person, "Two", "Later");
  await page.goto(project.page(`/rounds/${first}`));
  const grid = page.getByRole("grid", { name: "Documents and people" });

  await page.getByRole("button", { name: "Change" }).click();
  await page.getByRole("menuitem", { name: "Add documents" }).click();
  await page.getByLabel("All that match a search or filter").check();
  await page.getByLabel("Words in title, text, outlet or byline").fill("harbour");
  await page.getByRole("button", { name: "Show what would happen" }).click();
  await expect(page.getByText("1 document is added")).toBeVisible();
  await expect(page.getByText("1 assignment is newly given out.")).toBeVisible();
  await page.getByRole("button", { name: "Add 1 document" }).click();
  await expect(grid.getByRole("rowheader", { name: /Harbour opens/ })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(grid.getByRole("rowheader", { name: /Harbour opens/ })).toHaveCount(0);

  // The row's own menu, with the keys alone.
  await grid.getByRole("button", { name: "Talks begin: give or take back" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Move to another round…" }).press("Enter");
  await page.getByRole("button", { name: "Show what would happen" }).press("Enter");
  await expect(page.getByText("1 assignment goes along, begun or not, with whoever has it.")).toBeVisible();
  await page.getByRole("button", { name: "Move 1 document" }).press("Enter");
  await expect(page.getByText("There are no documents in this round.")).toBeVisible();
  await page.goto(project.page(`/rounds/${second}`));
  await expect(grid.getByRole("rowheader")).toHaveCount(2);

  await grid.getByRole("button", { name: "Talks go on: give or take back" }).click();
  await page.getByRole("menuitem", { name: "Take out of the round…" }).click();
  await page.getByRole("button", { name: "Show what would happen" }).click();
  await expect(page.getByText("1 untouched assignment is taken back.")).toBeVisible();
  await page.getByRole("button", { name: "Take 1 document out" }).click();
  await expect(grid.getByRole("rowheader")).toHaveCount(1);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(grid.getByRole("rowheader")).toHaveCount(2);
  expect(await project.marks(third)).toEqual([]);
});

/** An open round of the documents in which a word occurs, for one person. */
async function openRoundOf(
  project: TestProject,
  { email }: { readonly email: string },
  name: string,
  search: string,
): Promise<string> {
  const params = { project: project.id };
  const { items } = await project.owner.call(listMembers, { params, query: {} });
  const members = items.flatMap((member) => (member.email === email ? [member.id] : []));
  const body = { name, copies: 1, documents: { filter: { search } }, members };
  const round = await project.owner.call(createRound, { params, body });
  const at = { ...params, round: round.id };
  await project.owner.call(openRound, { params: at, body: { revision: round.revision } });
  return round.id;
}

test("a plan changed by hand is kept while it is changed, seen by another lead, and used when the round opens", async ({
  asOwner,
  asAnnotator,
  project,
  openBrowser,
}) => {
  const article = await project.document({ title: "Talks begin", text: talks });
  const ines = await asAnnotator("Ines Amaro");
  await asAnnotator("Marek Holub");
  const { page } = asOwner;
  await page.goto(project.page("/rounds/new"));
  await page.getByLabel("Name").fill("By hand");
  await page.getByLabel("Annotators per document").fill("1");
  await page.getByRole("button", { name: "Preview the plan" }).click();
  await page.getByRole("button", { name: "Save as planned" }).click();
  const cells = page.getByRole("gridcell", { name: /Ines|Marek/ });
  await expect(cells).toHaveCount(2);
  const other = await openBrowser(asOwner);
  await other.goto(page.url());
  await expect(other.getByRole("gridcell", { name: /Ines.*planned|Marek.*planned/ })).toHaveCount(1);

  for (const cell of await cells.all()) await cell.click();
  await expect(page.getByText("The plan is saved")).toBeVisible();
  const chosen = await cells.evaluateAll((all) => all.map((cell) => cell.getAttribute("aria-selected")));
  const planned = () =>
    other
      .getByRole("gridcell", { name: /Ines|Marek/ })
      .evaluateAll((all) => all.map((cell) => cell.getAttribute("aria-selected")));
  await expect.poll(planned).toEqual(chosen);

  await page.reload();
  expect(await cells.evaluateAll((all) => all.map((cell) => cell.getAttribute("aria-selected")))).toEqual(
    chosen,
  );
  await page.getByRole("button", { name: "Discard the changes by hand" }).click();
  await expect(page.getByText("The plan is the one drawn by the rule again", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Planned and changed by hand", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "Open the round" }).click();
  await expect(page.getByText("0 of 1, 1 given out")).toBeVisible();
  const { items } = await ines.api.call(readMyRounds, { params: { project: project.id } });
  const mine = items.flatMap(({ next }) => next.map(({ id }) => id));
  expect(mine).toEqual(chosen[0] === "true" ? [article] : []);
});

test("work of somebody who falls ill is handed over, and those with open work are reminded once a day", async ({
  asOwner,
  asAnnotator,
  project,
}) => {
  await project.document({ title: "Talks begin", text: talks });
  const ines = await asAnnotator("Ines Amaro");
  const marek = await asAnnotator("Marek Holub");
  const { page } = asOwner;
  const first = await openRoundOf(project, ines.person, "One", "begin");
  await page.goto(project.page(`/rounds/${first}`));
  await page.getByRole("button", { name: "Change" }).click();
  await page.getByRole("menuitem", { name: "Remind everybody with open work" }).click();
  await expect(page.getByText("1 person was reminded", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Change" }).click();
  await page.getByRole("menuitem", { name: "Remind everybody with open work" }).click();
  await expect(page.getByText("Nobody was reminded; 1 was already today", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Change" }).click();
  await page.getByRole("menuitem", { name: "Hand over someone’s work" }).click();
  await page.getByLabel("Marek Holub").check();
  await page.getByRole("button", { name: "Show what would happen" }).click();
  await expect(page.getByText("Marek Holub: 1 document")).toBeVisible();
  await page.getByRole("button", { name: "Hand over 1 document" }).click();
  await expect(page.getByText("1 document handed over", { exact: true })).toBeVisible();
  await marek.page.goto(project.page());
  await expect(marek.page.getByText("Your documents in One")).toBeVisible();
  await ines.page.goto("/inbox");
  await expect(ines.page.getByText(/reminds you of a document not submitted yet in “One”/)).toBeVisible();
});

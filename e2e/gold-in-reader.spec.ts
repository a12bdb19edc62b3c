import { finishAdjudication, readAdjudication, settle } from "@/lib/contracts/adjudication";
import { submitDocument } from "@/lib/contracts/documents";
import { exportCorpus } from "@/lib/contracts/exports";
import { talks } from "./articles";
import { expect, type Seat, test } from "./fixtures";
import { Reader } from "./reader";
import type { TestProject } from "./test-project";

/** A document whose two annotators said the same, which has become gold. */
async function goldOf(project: TestProject, seats: readonly Pick<Seat, "api">[]): Promise<string> {
  const document = await project.document({ title: "Talks in Brindle", text: talks });
  const params = { project: project.id, document };
  for (const { api } of seats) {
    await project.tag(document, talks, "ACTOR", "Minister Oran", api);
    await project.tag(document, talks, "PLACE", "Brindle", api);
    await api.call(submitDocument, { params });
  }
  const body = { opId: crypto.randomUUID(), policy: "agreed", match: "exact" } as const;
  await project.owner.call(settle, { params, body });
  return document;
}

test("a lead edits the gold where texts are annotated, and the adjudication shows what was edited", async ({
  asOwner,
  project,
}) => {
  test.slow();
  const document = await goldOf(project, [await project.join("Ana Reed"), await project.join("Ben Sole")]);
  const params = { project: project.id, document };
  const { page } = asOwner;
  const reader = new Reader(page);
  await reader.open(project.page(`/documents/${document}`));
  const choice = page.getByRole("group", { name: "Whose work is open" });
  await reader.arrive(() => choice.getByText("Gold").click());
  await expect(page).toHaveURL(/\?set=gold$/);
  await expect(
    page.getByText("This is the gold. What you change here counts as your decision"),
  ).toBeVisible();
  await expect(reader.count(2)).toBeVisible();

  await reader.click("Oran");
  await page.keyboard.press("Alt+Shift+ArrowDown");
  await expect.poll(() => project.goldMarks(document)).toEqual(["ACTOR: Oran", "PLACE: Brindle"]);
  await reader.click("Brindle");
  await page.keyboard.press("Enter");
  await reader.panel.getByLabel("Tag", { exact: true }).selectOption("EVENT");
  await expect.poll(() => project.goldMarks(document)).toEqual(["ACTOR: Oran", "EVENT: Brindle"]);
  await page.getByRole("button", { name: "Undo change of tag" }).click();
  await expect.poll(() => project.goldMarks(document)).toEqual(["ACTOR: Oran", "PLACE: Brindle"]);
  await reader.saved();
  await page.reload();
  await expect(page.getByRole("button", { name: "Undo moved edge" })).toBeEnabled();

  // What was put back is decided as it was; what was changed is an edited version.
  const { decisions } = await project.owner.call(readAdjudication, { params });
  expect(decisions.map(({ kind }) => kind).sort()).toEqual(["agreed", "edited"]);
  const file = await project.owner.send(exportCorpus, {
    params: { project: project.id },
    query: { format: "jsonl", set: "gold" },
  });
  const words = (await file.text()).match(/"quote":"[^"]*"/g);
  expect(words).toContain('"quote":"Oran"');
  expect(words).not.toContain('"quote":"Minister Oran"');

  await page.getByRole("button", { name: "Adjudicate" }).click();
  await expect(page.getByText("2 of 2 decided")).toBeVisible();
  const queue = page.getByRole("region", { name: "Items" });
  await queue.getByText("Filter: Undecided").click();
  await queue.getByLabel("Show", { exact: true }).selectOption("Decided");
  await queue.getByRole("button", { name: /Minister Oran/ }).click();
  await expect(page.getByText("(edited)")).toBeVisible();
});

test("annotators are told when their work has become gold, and read it; nobody changes what is finished", async ({
  asOwner,
  asAnnotator,
  project,
}) => {
  test.slow();
  const ana = await asAnnotator("Ana Reed");
  const ben = await project.join("Ben Sole");
  // Before all have submitted there is no gold to be seen, nor a way to ask for it.
  const waiting = await project.document({ title: "Waiting", text: talks });
  await project.tag(waiting, talks, "ACTOR", "Oran", ana.api);
  await ana.page.goto(`${project.page(`/documents/${waiting}`)}?set=gold`);
  await expect(ana.page.getByText("Open", { exact: true })).toBeVisible();
  await expect(ana.page.getByRole("group", { name: "Whose work is open" })).toHaveCount(0);

  const document = await goldOf(project, [ana, ben]);
  const params = { project: project.id, document };
  await project.owner.call(finishAdjudication, { params });
  await ana.page.goto("/inbox");
  const theirs = new Reader(ana.page);
  await theirs.arrive(() => ana.page.getByRole("link", { name: /adjudicated Talks in Brindle/ }).click());
  await expect(ana.page.getByText("You can read it; leads change it.")).toBeVisible();
  await expect(theirs.count(2)).toBeVisible();
  await expect(ana.page.getByRole("button", { name: /^Keep Actor on/ })).toBeDisabled();
  await theirs.click("Oran");
  await ana.page.keyboard.press("Delete");
  await expect(theirs.count(2)).toBeVisible();

  const { page } = asOwner;
  const reader = new Reader(page);
  await reader.open(`${project.page(`/documents/${document}`)}?set=gold`);
  await expect(page.getByText("Its adjudication is finished")).toBeVisible();
  await page.getByRole("button", { name: "Take it up again" }).click();
  await expect(page.getByText("What you change here counts as your decision")).toBeVisible();
  await reader.click("Oran");
  await page.keyboard.press("Delete");
  // Ana sees it live.
  await expect(theirs.count(1)).toBeVisible();
  expect(await project.goldMarks(document)).toEqual(["PLACE: Brindle"]);
});

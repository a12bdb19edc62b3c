import { readAdjudication, settle } from "@/lib/contracts/adjudication";
import { submitDocument } from "@/lib/contracts/documents";
import { exportCorpus } from "@/lib/contracts/exports";
import { talks } from "./articles";
import { expect, test } from "./fixtures";
import { Reader } from "./reader";

test("a lead edits the gold where texts are annotated; its authors are told and read it", async ({
  asOwner,
  asAnnotator,
  project,
}) => {
  const document = await project.document({ title: "Talks in Brindle", text: talks });
  const params = { project: project.id, document };
  const ana = await asAnnotator("Ana Reed");
  const ben = await project.join("Ben Sole");
  for (const { api } of [ana, ben]) {
    await project.tag(document, talks, "ACTOR", "Minister Oran", api);
    await project.tag(document, talks, "PLACE", "Brindle", api);
  }
  await ana.api.call(submitDocument, { params });
  // Before all have submitted there is no gold to be seen, nor a way to ask for it.
  await ana.page.goto(`${project.page(`/documents/${document}`)}?set=gold`);
  await expect(ana.page.getByText("Submitted", { exact: true })).toBeVisible();
  await expect(ana.page.getByRole("group", { name: "Whose work is open" })).toHaveCount(0);
  await ben.api.call(submitDocument, { params });
  const body = { opId: crypto.randomUUID(), policy: "agreed", match: "exact" } as const;
  await project.owner.call(settle, { params, body });

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
  await page.getByRole("button", { name: "Finish" }).click();
  await expect(page.getByRole("button", { name: "Take it up again" })).toBeVisible();

  await ana.page.goto("/inbox");
  const readers = new Reader(ana.page);
  await readers.arrive(() => ana.page.getByRole("link", { name: /adjudicated Talks in Brindle/ }).click());
  await expect(ana.page.getByText("You can read it; leads change it.")).toBeVisible();
  await expect(readers.count(2)).toBeVisible();
  await expect(ana.page.getByRole("button", { name: /^Keep Actor on/ })).toBeDisabled();
  await readers.click("Brindle");
  await ana.page.keyboard.press("Delete");
  await expect(readers.count(2)).toBeVisible();

  await reader.open(`${project.page(`/documents/${document}`)}?set=gold`);
  await expect(page.getByText("Its adjudication is finished")).toBeVisible();
  await page.getByRole("button", { name: "Take it up again" }).click();
  await expect(page.getByText("What you change here counts as your decision")).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo moved edge" })).toBeEnabled();
});

import { submitDocument } from "@/lib/contracts/documents";
import { talks } from "./articles";
import { expect, test } from "./fixtures";
import type { Api } from "./people";
import { Reader } from "./reader";
import type { TestProject } from "./test-project";

/** A document that two have submitted: they agree on a place, and differ on an actor and on two events. */
async function differing(project: TestProject) {
  const document = await project.document({ title: "Talks in Brindle", text: talks });
  const people: Api[] = [];
  const params = { project: project.id, document };
  for (const [name, actor] of [
    ["Ana Reed", "Minister Oran"],
    ["Ben Sole", "Oran"],
  ] as const) {
    const { api } = await project.join(name);
    people.push(api);
    await project.tag(document, talks, "ACTOR", actor, api);
    await project.tag(document, talks, "PLACE", "Brindle", api);
    if (name === "Ana Reed") await project.tag(document, talks, "EVENT", "met", api);
    await api.call(submitDocument, { params });
  }
  return { people, address: project.page(`/documents/${document}/adjudicate`) };
}

test("who has finished is led to the next document, and after the last to agreement and export", async ({
  asOwner,
  project,
}) => {
  const { people, address } = await differing(project);
  const last = await project.document({ title: "Nothing in Orvany", text: "Nobody marks this." });
  for (const api of people)
    await api.call(submitDocument, { params: { project: project.id, document: last } });
  const { page } = asOwner;
  const reader = new Reader(page);
  await reader.open(address);
  for (const decided of [1, 2, 3]) {
    await page.keyboard.press("1");
    await expect(page.getByText(`${decided} of 3 decided`)).toBeVisible();
  }
  await expect(page.getByText("Finish when you are content with it")).toBeVisible();
  await page.getByRole("button", { name: "Finish" }).click();
  const panel = page.getByRole("complementary");
  await expect(panel.getByText("Next comes Nothing in Orvany.")).toBeVisible();
  await expect(page.getByText("Finish when you are content with it")).toHaveCount(0);
  await reader.arrive(() => page.getByRole("link", { name: "Next document to adjudicate" }).click());
  await expect(page).toHaveURL(new RegExp(last));
  await page.getByRole("button", { name: "Finish" }).click();
  await expect(panel.getByText("Every document here is finished")).toBeVisible();
  await expect(panel.getByRole("link", { name: "Agreement" })).toBeVisible();
  await expect(panel.getByRole("button", { name: "Export" })).toBeVisible();
  await panel.getByRole("link", { name: "All documents" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Finished" })).toHaveCount(2);
});

test("Esc leads from a field back to the board and keeps what is written", async ({ asOwner, project }) => {
  const { address } = await differing(project);
  const { page } = asOwner;
  await new Reader(page).open(address);
  const title = page.getByRole("heading", { name: /^Item \d/ });
  const words = page.getByLabel("In your own words");
  await expect(title).toHaveText("Item 1 of 3");
  await words.click();
  await expect(words).toHaveAccessibleName(/Esc leads back/);
  await page.keyboard.type("jk12");
  await page.keyboard.press("Escape");
  await expect(words).toHaveValue("jk12");
  await expect(page.getByRole("region", { name: /^Item \d/ })).toBeFocused();
  await page.keyboard.press("1");
  await expect(page.getByText("1 of 3 decided")).toBeVisible();
  await page.getByLabel("Reason", { exact: true }).focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await expect(title).toHaveText("Item 2 of 2");
});

test("the text says by more than colour what waits, what is gold and what was left out", async ({
  asOwner,
  project,
}) => {
  const { address } = await differing(project);
  const { page } = asOwner;
  const reader = new Reader(page);
  await reader.open(address);
  /** The sign before the code of a mark and the frame round it, which take no room. */
  const look = (words: string) =>
    reader.mark(words).evaluate((mark) => {
      const { outlineStyle } = getComputedStyle(mark);
      return [(mark.getAttribute("data-codes") ?? "").slice(0, 1), outlineStyle];
    });
  const before = await reader.boxOf("declined");
  expect(await look("met")).toEqual(["≠", "dashed"]);
  expect(await look("Brindle")).toEqual(["=", "dashed"]);
  await expect(page.getByRole("region", { name: "Signs in the text" })).toContainText("Undecided, all agree");
  // What one overlooked comes first: taken out. Then the boundary: taken.
  await page.keyboard.press("x");
  await page.keyboard.press("1");
  await expect(page.getByText("2 of 3 decided")).toBeVisible();
  await expect.poll(() => look("met")).toEqual(["✕", "none"]);
  await expect.poll(() => look("Minister Oran")).toEqual(["✓", "solid"]);
  expect(await reader.boxOf("declined")).toMatchObject({ x: before.x, width: before.width });

  // On a phone the text has room, and what is done most is in reach.
  await page.setViewportSize({ width: 400, height: 800 });
  const height = () => page.locator("[data-scroller]").evaluate((text) => text.clientHeight);
  await expect.poll(height).toBeGreaterThan(280);
  await expect(page.getByRole("button", { name: "Finish" })).toBeInViewport({ ratio: 1 });
  const beyond = () => page.evaluate(() => window.document.documentElement.scrollWidth - window.innerWidth);
  expect(await beyond()).toBe(0);
});

test("the list is ordered, narrowed, and names what is not ready with what it waits for", async ({
  asOwner,
  project,
}) => {
  await differing(project);
  const waiting = await project.document({ title: "Talks in Lysa", text: talks });
  const { api } = await project.join("Ana Reed");
  await api.call(submitDocument, { params: { project: project.id, document: waiting } });
  const { page } = asOwner;
  await page.goto(project.page("/adjudication"));
  const awaited = page.getByRole("region", { name: "Not ready yet" });
  await expect(awaited.getByRole("listitem")).toHaveText(
    "Talks in Lysa1 of 2 submitted · 1 more annotator is needed",
  );
  await page.getByLabel("Order").selectOption("differing");
  await expect(page).toHaveURL(/sort=differing/);
  await page.getByLabel("Show").selectOption("finished");
  await expect(page.getByText("No document fits this choice")).toBeVisible();
  await page.getByLabel("Show").selectOption("unfinished");
  await expect(page.getByRole("link", { name: "Talks in Brindle" })).toBeVisible();
  await expect(page).toHaveURL(/state=unfinished&sort=differing/);
});

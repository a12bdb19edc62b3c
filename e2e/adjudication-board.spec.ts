import { submitDocument } from "@/lib/contracts/documents";
import { talks } from "./articles";
import { expect, test } from "./fixtures";
import { Reader } from "./reader";
import type { TestProject } from "./test-project";

/** A document that two have submitted: they agree on a place, and differ on an actor and on two events. */
async function differing(project: TestProject, title = "Talks in Brindle") {
  const document = await project.document({ title, text: talks });
  const params = { project: project.id, document };
  for (const [name, actor] of [
    ["Ana Reed", "Minister Oran"],
    ["Ben Sole", "Oran"],
  ] as const) {
    const { api } = await project.join(name);
    await project.tag(document, talks, "ACTOR", actor, api);
    await project.tag(document, talks, "PLACE", "Brindle", api);
    if (name === "Ana Reed") await project.tag(document, talks, "EVENT", "met", api);
    await api.call(submitDocument, { params });
  }
  return { document, params, address: project.page(`/documents/${document}/adjudicate`) };
}

test("who has finished is led to the next document, and after the last to agreement and export", async ({
  asOwner,
  project,
}) => {
  const first = await differing(project, "Talks in Brindle");
  const second = await differing(project, "Talks in Orvany");
  const { page } = asOwner;
  const reader = new Reader(page);
  await reader.open(first.address);
  const decideAll = async () => {
    for (const decided of [1, 2, 3]) {
      await page.keyboard.press("1");
      await expect(page.getByText(`${decided} of 3 decided`)).toBeVisible();
    }
    await expect(page.getByText("Finish when you are content with it")).toBeVisible();
    await page.getByRole("button", { name: "Finish" }).click();
  };
  await decideAll();
  const panel = page.getByRole("complementary");
  await expect(panel.getByText("Next comes Talks in Orvany.")).toBeVisible();
  await expect(page.getByText("Finish when you are content with it")).toHaveCount(0);
  await reader.arrive(() => page.getByRole("link", { name: "Next document to adjudicate" }).click());
  await expect(page).toHaveURL(new RegExp(second.document));
  await decideAll();
  await expect(panel.getByText("Every document here is finished")).toBeVisible();
  await expect(panel.getByRole("link", { name: "Agreement" })).toBeVisible();
  await expect(panel.getByRole("button", { name: "Export" })).toBeVisible();
  await panel.getByRole("link", { name: "All documents" }).click();
  await expect(page.getByText("Finished", { exact: true })).toHaveCount(2);
});

test("Esc leads from a field back to the board and keeps what is written", async ({ asOwner, project }) => {
  const { address } = await differing(project);
  const { page } = asOwner;
  await new Reader(page).open(address);
  const title = page.getByRole("heading", { name: /^Item \d/ });
  const words = page.getByLabel("In your own words");
  await expect(title).toHaveText("Item 1 of 3");
  await words.click();
  await expect(words).toHaveAccessibleDescription(/Esc leads back/);
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

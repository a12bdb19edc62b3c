import { submitDocument } from "@/lib/contracts/documents";
import { talks } from "./articles";
import { expect, test } from "./fixtures";

test("a curator settles what all agree on, decides the rest by keys, undoes, edits and finishes", async ({
  asOwner,
  project,
}) => {
  const document = await project.document({ title: "Talks in Brindle", text: talks });
  const params = { project: project.id, document };
  const { page } = asOwner;
  const work = [
    [await project.join("Ana Reed"), ["Minister Oran"]],
    [await project.join("Ben Sole"), ["Oran"]],
  ] as const;
  const [[ana], [ben]] = work;
  for (const [{ api }, [name]] of work) {
    await project.tag(document, talks, "ACTOR", name, api);
    await project.tag(document, talks, "PLACE", "Brindle", api);
  }
  await project.tag(document, talks, "EVENT", "met", ben.api);
  await ana.api.call(submitDocument, { params });

  // Blind until both have submitted: there is nothing to see yet.
  await page.goto(project.page("/adjudication"));
  await expect(page.getByText("Nothing to adjudicate yet")).toBeVisible();
  await ben.api.call(submitDocument, { params });
  await page.reload();
  await expect(page.getByText("0 of 3 decided")).toBeVisible();
  await page.getByRole("link", { name: "Talks in Brindle" }).click();

  // Names are hidden until they are asked for.
  await expect(page.getByText("A marked nothing here.")).toBeVisible();
  await expect(page.getByText("Ana Reed")).toHaveCount(0);

  await page.keyboard.press("p");
  await expect(page.getByText("This would settle 1 item and leave 2 to you.")).toBeVisible();
  await page.getByRole("button", { name: "Settle 1 item" }).click();
  await expect(page.getByText("1 of 3 decided")).toBeVisible();

  // What somebody overlooked comes before where something ends.
  await page.keyboard.press("2");
  await expect(page.getByText("2 of 3 decided")).toBeVisible();
  const item = page.getByRole("region", { name: /^Item \d/ });
  await expect(item.locator("span", { hasText: /^Boundary$/ })).toBeVisible();
  await page.keyboard.press("1");
  await expect(page.getByText("3 of 3 decided")).toBeVisible();
  await expect
    .poll(() => project.goldMarks(document))
    .toEqual(["ACTOR: Minister Oran", "EVENT: met", "PLACE: Brindle"]);

  await page.keyboard.press("ControlOrMeta+z");
  await expect(page.getByText("2 of 3 decided")).toBeVisible();
  await page.keyboard.press("e");
  await page.keyboard.press("Alt+Shift+ArrowRight");
  await page.getByLabel("Reason", { exact: true }).selectOption("boundary");
  await page.getByRole("button", { name: "Take this" }).click();
  await expect(page.getByText("3 of 3 decided")).toBeVisible();
  await expect
    .poll(() => project.goldMarks(document))
    .toEqual([expect.stringMatching(/^ACTOR: Minister Oran \S+$/), "EVENT: met", "PLACE: Brindle"]);

  await page.getByRole("button", { name: "Finish" }).click();
  await expect(page.getByRole("button", { name: "Take it up again" })).toBeVisible();
  await page.goto(project.page("/adjudication"));
  await expect(page.getByText("Finished")).toBeVisible();
});

test("annotators have no way to the adjudication", async ({ asAnnotator, project }) => {
  const ana = await asAnnotator("Ana Reed", "annotator");
  expect((await ana.page.request.get(project.page("/adjudication"))).status()).toBe(404);
  await ana.page.goto(project.page());
  await expect(ana.page.getByRole("link", { name: "Adjudication" })).toHaveCount(0);
});

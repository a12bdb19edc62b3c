import { talks } from "./articles";
import { expect, test } from "./fixtures";
import { Reader } from "./reader";

test("a rule is written, read beside an annotation, changed, and says what was annotated before", async ({
  asOwner,
  asAnnotator,
  project,
}) => {
  const article = await project.document({ title: "Talks in Brindle", text: talks });
  const { page } = asOwner;
  await page.goto(project.page("/guidelines"));
  await page.getByRole("button", { name: "Write guidelines" }).click();
  await page.getByRole("textbox", { name: "Rule 1", exact: true }).fill("Names in full");
  await page
    .getByRole("textbox", { name: "Text of rule 1" })
    .fill("Mark the **whole** name, <b>never</b> a part.");
  await page.getByRole("button", { name: "Put in force" }).click();
  const rule = page.locator("section", { has: page.getByRole("heading", { name: "Names in full" }) });
  await expect(rule.getByText("<b>never</b>")).toBeVisible();
  await expect(rule.locator("strong")).toHaveText("whole");

  const ana = await asAnnotator("Ana Reed", "annotator");
  await ana.page.goto(project.page("/guidelines"));
  await expect(ana.page.getByText("You have not read these guidelines yet")).toBeVisible();
  await expect(ana.page.getByRole("button", { name: "Edit" })).toHaveCount(0);
  await ana.page.getByRole("button", { name: "I have read this" }).click();
  await expect(ana.page.getByText("You have not read these guidelines yet")).toHaveCount(0);

  const reader = new Reader(ana.page);
  await project.tag(article, talks, "ACTOR", "Minister Oran", ana.api);
  await reader.open(project.page(`/documents/${article}`));
  await reader.click("Minister");
  await ana.page.getByText("Guideline", { exact: true }).click();
  await expect(ana.page.getByText("Names in full")).toBeVisible();

  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Text of rule 1" }).fill("Titles are part of the name.");
  // Gone elsewhere by a click, it is there to be gone on with.
  await page.getByRole("link", { name: "Scheme", exact: true }).click();
  await page.waitForURL(/\/scheme$/);
  await page.getByRole("link", { name: "Guidelines", exact: true }).click();
  await page.getByRole("button", { name: "Go on writing" }).click();
  await page.getByRole("button", { name: "Put in force" }).click();
  await expect(rule.getByText("Titles are part of the name.")).toBeVisible();
  await rule.getByText("Annotated before this rule changed").click();
  await expect(rule.getByText("1 annotation was last touched before version 2")).toBeVisible();
  await expect(rule.getByRole("link", { name: "“Minister Oran”" })).toBeVisible();

  await ana.page.goto(project.page("/guidelines"));
  await expect(ana.page.getByText("Changed since you last read")).toBeVisible();
  await ana.page.getByText("What it said before").click();
  await expect(ana.page.getByText("a part.")).toBeVisible();
});

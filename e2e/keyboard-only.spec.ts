import type { Page } from "@playwright/test";
import { talks } from "./articles";
import { expect, test } from "./fixtures";
import { Reader } from "./reader";

/** Goes on with Tab until the named control has the focus, as somebody does who has no mouse. */
async function tabTo(page: Page, role: Parameters<Page["getByRole"]>[0], name: string | RegExp) {
  const wanted = page.getByRole(role, { name, exact: typeof name === "string" }).first();
  for (let pressed = 0; pressed < 80; pressed++) {
    if (await wanted.evaluate((element) => element === document.activeElement).catch(() => false)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${role} “${name}”`);
}

test("a whole working day without a mouse", async ({ noise, page, project }) => {
  test.setTimeout(600_000);
  noise.expect(/ERR_ABORTED/);
  const { person, api } = await project.join("Ines Amaro");
  const first = await project.document({ title: "Talks in Brindle", text: talks });
  const second = await project.document({ title: "Talks go on", text: `${talks}\n\nMore to come.` });
  const reader = new Reader(page);
  const keys = page.keyboard;

  await test.step("sign in, and open the first document", async () => {
    await page.goto(project.page());
    await tabTo(page, "textbox", /^E-mail/);
    await keys.type(person.email);
    await tabTo(page, "textbox", /^Password/);
    await keys.type(person.password);
    await keys.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Documents");
    await tabTo(page, "link", /annotating/);
    await reader.arrive(() => keys.press("Enter"));
    await expect(page).toHaveURL(new RegExp(first));
  });

  await test.step("select with the caret and tag an actor, an event and a quote", async () => {
    await keys.press("F2");
    await expect(reader.text).toBeFocused();
    await keys.press("Control+Home");
    await keys.press("ArrowDown");
    await keys.press("Home");
    await keys.press("Control+Shift+ArrowRight");
    await keys.press("Control+Shift+ArrowRight");
    await keys.press("a");
    await expect(reader.mark("Minister Oran")).toBeVisible();
    await keys.press("Control+Shift+ArrowRight");
    await keys.press("e");
    await expect(reader.mark("met")).toBeVisible();
    await keys.press("Control+End");
    await keys.press("Control+Shift+ArrowLeft");
    await keys.press("Control+Alt+s");
    await keys.press("q");
    await reader.saved();
    expect(await project.marks(first, api)).toEqual([
      "ACTOR: Minister Oran",
      "EVENT: met",
      "QUOTE: Observers in the capital said both leaders had reasons to wait.",
    ]);
  });

  await test.step("go to an annotation, move its edges and relabel it", async () => {
    await keys.press("Alt+ArrowDown");
    await expect(reader.panel.getByLabel("Tag", { exact: true })).toHaveValue("ACTOR");
    await keys.press("]");
    await expect(reader.panel.getByLabel("Tag", { exact: true })).toHaveValue("EVENT");
    await keys.press("[");
    await keys.press("Alt+Shift+ArrowDown");
    await reader.saved();
    expect(await project.marks(first, api)).toContain("ACTOR: Oran");
    await keys.press("Control+Alt+Shift+ArrowLeft");
    await reader.saved();
    expect(await project.marks(first, api)).toContain("ACTOR: Ora");
    await keys.press("Control+z");
    await keys.press("Control+z");
    await keys.press("]");
    await keys.press("o");
    await expect(reader.panel.getByLabel("Tag", { exact: true })).toHaveValue("PROP");
    await keys.press("e");
    await reader.saved();
    expect(await project.marks(first, api)).toEqual(
      expect.arrayContaining(["ACTOR: Minister Oran", "EVENT: met"]),
    );
  });

  await test.step("write a note, set an attribute, mark as unsure, link the quote to its source", async () => {
    await keys.press("[");
    await keys.press(",");
    await expect(reader.panel.getByLabel("Note")).toBeFocused();
    await keys.type("first named here");
    await keys.press("Escape");
    await keys.press(".");
    await keys.press("Enter");
    await expect(reader.panel.getByLabel("Tag", { exact: true })).toBeFocused();
    await tabTo(page, "combobox", "Mention type");
    await keys.press("n");
    await expect(reader.panel.getByLabel("Mention type")).toHaveValue("NAM");
    await keys.press("Escape");
    await keys.press("[");
    await expect(reader.panel.getByLabel("Tag", { exact: true })).toHaveValue("QUOTE");
    await keys.press("Enter");
    await tabTo(page, "combobox", "Kind of link");
    await keys.press("Tab");
    await keys.press("Enter");
    await keys.type("Minister");
    await keys.press("Enter");
    await expect(reader.panel.getByRole("button", { name: "Minister Oran" })).toBeVisible();
    await reader.saved();
    const rows = await project.annotations(first, api);
    const actor = rows.find(({ tag }) => tag === "ACTOR");
    const quote = rows.find(({ tag }) => tag === "QUOTE");
    expect(actor).toMatchObject({
      note: "first named here",
      attributes: { certainty: "UNSURE", mention_type: "NAM" },
    });
    expect(rows.find(({ kind }) => kind === "relation")).toMatchObject({
      fromId: quote?.id,
      toId: actor?.id,
    });
    await keys.press("Escape");
  });

  await test.step("delete, undo, redo; the palette and the help", async () => {
    await keys.press("Alt+ArrowUp");
    await keys.press("Delete");
    await expect(reader.count(2)).toBeVisible();
    await keys.press("Control+z");
    await expect(reader.count(3)).toBeVisible();
    await keys.press("Control+y");
    await expect(reader.count(2)).toBeVisible();
    await keys.press("Control+k");
    await keys.type("undo");
    await keys.press("Enter");
    await expect(reader.count(3)).toBeVisible();
    await keys.press("?");
    await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
    await keys.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
    await reader.saved();
  });

  await test.step("submit and go on to the next document, and export", async () => {
    await keys.press("Control+Enter");
    const submit = page.getByRole("dialog", { name: "Submit this document?" });
    await expect(submit).toBeVisible();
    await tabTo(page, "button", "Submit and go to the next");
    await reader.arrive(() => keys.press("Enter"));
    await expect(page).toHaveURL(new RegExp(second));
    await tabTo(page, "link", project.name);
    await keys.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Documents");
    await tabTo(page, "button", "Export");
    await keys.press("Enter");
    await expect(page.getByRole("dialog", { name: "Export the corpus" })).toBeVisible();
    await tabTo(page, "link", /^Download/);
    const download = page.waitForEvent("download");
    await keys.press("Enter");
    expect((await download).suggestedFilename()).toMatch(/\.jsonl$/);
  });
});

import { expect, test } from "./fixtures";

test("a dialog begins at the choice that is made, which is one stop of Tab", async ({ asOwner, project }) => {
  const { page } = asOwner;
  const keys = page.keyboard;
  await page.goto(project.page("/people"));
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const dialog = page.getByRole("dialog");
  const close = dialog.getByRole("button", { name: "Close", exact: true });
  await expect(dialog.getByRole("radio", { name: /^Annotator/ })).toBeFocused();
  await keys.press("Shift+Tab");
  await expect(close).toBeFocused();
  await keys.press("Tab");
  await expect(dialog.getByRole("radio", { name: /^Annotator/ })).toBeFocused();

  await keys.press("ArrowUp");
  const curator = dialog.getByRole("radio", { name: /^Curator/ });
  await expect(curator).toBeFocused();
  await expect(curator).toBeChecked();
  await keys.press("Tab");
  await expect(dialog.getByRole("textbox")).toBeFocused();
  await keys.press("Shift+Tab");
  await expect(curator).toBeFocused();
});

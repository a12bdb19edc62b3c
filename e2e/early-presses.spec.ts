import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

/** Opens a page whose code does not arrive until it is let through, as on a slow line. */
async function openUnhydrated(page: Page, path: string): Promise<() => Promise<void>> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/_next/static/**/*.js*", async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(path, { waitUntil: "commit" });
  await page.waitForLoadState("domcontentloaded");
  return async () => {
    release();
    await page.waitForLoadState("load");
    await page.waitForFunction(() => globalThis.earlyPresses === undefined);
  };
}

test("a button that is pressed before the page works opens its dialog once it does, one time", async ({
  asOwner: { page },
}) => {
  const letThrough = await openUnhydrated(page, "/projects");
  const button = page.getByRole("button", { name: "New project" });
  await button.click();
  await button.click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await letThrough();
  await expect(page.getByRole("dialog", { name: "New project" })).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(button).toBeFocused();
  await button.click();
  await expect(page.getByRole("dialog", { name: "New project" })).toHaveCount(1);
});

for (const how of ["mouse", "Enter", "Space"] as const)
  test(`a menu that is opened early with ${how} opens, and stays open`, async ({ asOwner: { page } }) => {
    const letThrough = await openUnhydrated(page, "/projects");
    const button = page.getByRole("button", { name: "Appearance" });
    if (how === "mouse") await button.click();
    else await button.press(how);
    await letThrough();
    await expect(page.getByRole("menuitemradio", { name: "Dark" })).toBeVisible();
    await page.getByRole("menuitemradio", { name: "Dark" }).click();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  });

test("what somebody has turned away from, or has become another button, is not pressed", async ({
  asOwner: { page },
}) => {
  for (const meanwhile of ["pressed elsewhere", "typed", "changed", "disabled"] as const) {
    const letThrough = await openUnhydrated(page, "/projects");
    const button = page.getByRole("button", { name: "New project" });
    await button.click();
    if (meanwhile === "pressed elsewhere") await page.getByRole("heading", { level: 1 }).click();
    if (meanwhile === "typed") await page.keyboard.press("Tab");
    // An attribute that differs is let be by React: the element stays the same.
    if (meanwhile === "changed")
      await button.evaluate((element) => element.setAttribute("aria-label", "Remove everything"));
    if (meanwhile === "disabled") await button.evaluate((element) => element.setAttribute("disabled", ""));
    await letThrough();
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    await expect(page.getByRole("dialog"), meanwhile).toHaveCount(0);
    await page.unrouteAll({ behavior: "wait" });
  }
});

test("a form that is sent early is sent once, and its password is in no address", async ({
  page,
  project,
}) => {
  const { person } = await project.join("Ines Amaro");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.method()} ${request.url()}`));
  const letThrough = await openUnhydrated(page, "/sign-in");
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await letThrough();
  await expect(page).toHaveURL(/\/projects/);
  expect(asked.filter((request) => request.endsWith("/callback/credentials"))).toHaveLength(1);
  expect(asked.filter((request) => request.includes("password"))).toEqual([]);
});

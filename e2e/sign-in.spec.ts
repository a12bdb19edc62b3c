import type { Page } from "@playwright/test";
import { createInvitation } from "@/lib/contracts/projects";
import { expect, test } from "./fixtures";
import { nextAddress, nextName, type Person, signIn } from "./people";

async function fillIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("a wrong password is told in words that don't say whether the account exists", async ({
  noise,
  page,
  project,
}) => {
  noise.expect(/Failed to load resource.*401/);
  const { person } = await project.join("Ines Amaro");
  await page.goto("/sign-in");
  for (const email of [person.email, "nobody-at-all@example.org"]) {
    await fillIn(page, { email, password: "not the right one at all" });
    await expect(page.getByRole("alert").filter({ hasText: "don't match" })).toHaveText(
      "E-mail and password don't match. Check both and try again.",
    );
    await expect(page.getByLabel("E-mail")).toHaveValue(email);
  }
  await fillIn(page, person);
  await expect(page).toHaveURL(/\/projects/);
});

test("after five wrong passwords an account rests, and the page says for how long", async ({
  noise,
  page,
  project,
}) => {
  noise.expect(/Failed to load resource.*(401|429)/);
  const { person } = await project.join("Ines Amaro");
  await page.setExtraHTTPHeaders({ "x-forwarded-for": nextAddress() });
  await page.goto("/sign-in");
  const refusal = page.getByRole("alert").filter({ hasText: /\w/ });
  for (let guess = 0; guess < 5; guess++) {
    const answer = page.waitForResponse((response) => response.url().includes("/callback/credentials"));
    await fillIn(page, { email: person.email, password: `guess number ${guess} of many` });
    expect((await answer).status()).toBe(401);
    await expect(refusal).toContainText("don't match");
  }
  await fillIn(page, person);
  await expect(refusal).toHaveText(/^Too many attempts\. Try again in \d+ (second|minute)s?\.$/);
});

test("an invitation makes an account, once, and leads into the project", async ({
  browser,
  noise,
  page,
  project,
}) => {
  noise.expect(/Failed to load resource.*410/);
  const { link } = await project.owner.call(createInvitation, {
    params: { project: project.id },
    body: { role: "annotator" },
  });
  const email = `${nextName("invited")}@example.org`;
  await page.setExtraHTTPHeaders({ "x-forwarded-for": nextAddress() });
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Join “${project.name}”`);
  expect(new URL(page.url()).hash).toBe("");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Your name").fill("Tomoko Sand");
  await page.getByLabel("Choose a password").fill("seven paper boats at dawn");
  await page.getByRole("button", { name: "Join the project" }).click();
  await expect(page).toHaveURL(new RegExp(`/projects/${project.id}`));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Documents");

  const second = await browser.newContext({ baseURL: project.owner.origin });
  noise.listen(second);
  const late = await second.newPage();
  await late.goto(link);
  await expect(late.getByRole("heading", { level: 1 })).toHaveText("This link no longer works");
  await second.close();
});

test("a new password ends the other sessions and is the one that counts", async ({
  asAnnotator,
  noise,
  project,
}) => {
  noise.expect(/Failed to load resource.*401/);
  const { page, person } = await asAnnotator("Ines Amaro");
  const elsewhere = await signIn(project.owner.origin, person);
  await page.goto("/account");
  const password = "nine other kettles entirely";
  await page.getByLabel("Current password", { exact: true }).fill(person.password);
  await page.getByLabel("New password", { exact: true }).fill(password);
  const changed = page.waitForResponse((response) => response.url().endsWith("/account/password"));
  await page.getByRole("button", { name: "Change password" }).click();
  expect((await changed).status()).toBeLessThan(300);
  expect((await elsewhere.request.get("/api/v1/account")).status()).toBe(401);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const renewed: Person = { ...person, password };
  expect((await (await signIn(project.owner.origin, renewed)).request.get("/api/v1/account")).status()).toBe(
    200,
  );
});

test("signing out ends the session on the server; signing out everywhere ends all of them", async ({
  asAnnotator,
  openBrowser,
  project,
}) => {
  const seat = await asAnnotator("Ines Amaro");
  const { page, person } = seat;
  const other = await openBrowser({ api: await signIn(project.owner.origin, person) });
  await page.goto("/account");
  await page.getByRole("button", { name: `Account of ${person.name}` }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  // The cookie of the session that has ended is worth nothing, also when it is sent again.
  expect((await seat.api.request.get("/api/v1/account")).status()).toBe(401);

  const third = await signIn(project.owner.origin, person);
  await other.goto("/account");
  await other.getByRole("button", { name: /^Sign out everywhere/ }).click();
  await other
    .getByRole("alertdialog", { name: "Sign out everywhere?" })
    .getByRole("button", { name: "Sign out everywhere" })
    .click();
  await expect.poll(async () => (await third.request.get("/api/v1/account")).status()).toBe(401);
});

const hostile = [
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/%5Cevil.example",
  "/\t/evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "http:evil.example",
  "///evil.example",
  "/..//evil.example",
  "@evil.example",
];

test("after signing in nobody is sent to another site", async ({ page, noise, project }) => {
  // Some of these are addresses of our own where there is nothing.
  noise.expect(/Failed to load resource.*404/);
  const { person } = await project.join("Ines Amaro");
  const { origin } = project.owner;
  for (const next of hostile) {
    await page.goto("about:blank");
    await page.context().clearCookies();
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await fillIn(page, person);
    await page.waitForURL((url) => url.pathname !== "/sign-in");
    expect(new URL(page.url()).origin, next).toBe(origin);
  }
});

test("after signing in one is where one wanted to go", async ({ page, project }) => {
  const { person } = await project.join("Ines Amaro");
  await page.goto(project.page("/people"));
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await fillIn(page, person);
  await expect(page).toHaveURL(new RegExp(`${project.id}/people$`));
});

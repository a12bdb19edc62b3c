import AxeBuilder from "@axe-core/playwright";
import { type Page, test } from "@playwright/test";
import { expect } from "./fixtures";
import { Reader } from "./reader";

const themes = ["light", "dark"] as const;
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const widthsPx = [360, 320];

/** A page, and what has to be done on it first to have the part of it in sight that is meant. */
export type Stop = { readonly name: string; readonly path: string; prepare?(page: Page): Promise<unknown> };
/** A browser, and the pages that are looked at in it. */
export type Tour = readonly [Page, readonly Stop[]];

export const press = (name: string | RegExp) => (page: Page) =>
  page.getByRole("button", { name }).first().click();

export const opens = (name: string | RegExp) => async (page: Page) => {
  await press(name)(page);
  await expect(page.getByRole("dialog")).toBeVisible();
};

/** React has taken the page over: a press is answered from here on. */
async function visit(page: Page, { path, prepare }: Stop): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("main")).toBeVisible();
  await page.waitForFunction(() =>
    Object.keys(document.querySelector("main") ?? {}).some((key) => key.startsWith("__react")),
  );
  if (/\/documents\/[^/?]+$/.test(path) && !path.endsWith("/import"))
    await expect(new Reader(page).text).toHaveAttribute("aria-busy", "false");
  await prepare?.(page);
}

async function expectAccessible(page: Page, name: string): Promise<void> {
  // Colours are judged where things have come to rest. To wait for that would be to wait for ever where something pulses.
  await page.evaluate(() => {
    for (const animation of document.getAnimations())
      if (animation.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY) animation.cancel();
      else animation.finish();
  });
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${name}: ${id} ${target}`));
  expect.soft(found, name).toEqual([]);
}

async function expectNonces(page: Page, name: string): Promise<void> {
  const bare = await page.evaluate(() =>
    [...document.scripts]
      .filter((script) => script.nonce === "")
      .map((script) => script.outerHTML.slice(0, 200)),
  );
  expect.soft(bare, `scripts without a nonce: ${name}`).toEqual([]);
}

/**
 * Visits every stop and expects that everybody can use it, in both themes, and no script but the app's own. The theme
 * in which a page comes from the server takes turns; it then changes as it does when somebody chooses the other.
 */
export async function expectUsable(tours: readonly Tour[]): Promise<void> {
  for (const [page, stops] of tours) {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(stops[0]?.path ?? "/");
    const url = new URL(page.url()).origin;
    for (const [at, stop] of stops.entries())
      await test.step(stop.name, async () => {
        const [first, second] = at % 2 === 0 ? themes : themes.toReversed();
        await page.context().addCookies([{ name: "theme", value: first ?? "light", url }]);
        await visit(page, stop);
        await expect(page.locator("html")).toHaveAttribute("data-theme", first ?? "light");
        await expectAccessible(page, `${stop.name}, ${first}`);
        await expectNonces(page, stop.name);
        await page.locator("html").evaluate((root, theme) => {
          root.dataset.theme = theme;
        }, second);
        await expectAccessible(page, `${stop.name}, ${second}`);
      });
  }
}

/** What would have to be pushed sideways to be read: the page or a panel of it. Tables may be. */
const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll("aside, aside > *, [role=dialog]")]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth && clientWidth > 0)
      .map(
        ({ tagName, ariaLabel, scrollWidth, clientWidth }) =>
          `${tagName} ${ariaLabel ?? ""}: ${scrollWidth} of ${clientWidth}`,
      ),
  );

/** Visits every stop on a phone and expects that nothing of it lies beside the screen or out of a panel. */
export async function expectNarrow(tours: readonly Tour[]): Promise<void> {
  for (const [page, stops] of tours)
    for (const stop of stops)
      await test.step(stop.name, async () => {
        await page.setViewportSize({ width: 360, height: 740 });
        await visit(page, stop);
        for (const width of widthsPx) {
          await page.setViewportSize({ width, height: 740 });
          expect.soft(await tooWide(page), `${stop.name} at ${width}`).toEqual([]);
        }
      });
}

import fs from "node:fs";
import { type Browser, type BrowserContext, test as base, type Page } from "@playwright/test";
import type { ProjectRole } from "@/lib/policy/policy";
import { Noise } from "./noise";
import { type Api, newcomer, owner, type Person } from "./people";
import { stateFile } from "./settings";
import type { RunState } from "./start-server";
import { TestProject } from "./test-project";

/** Somebody at a browser of their own, signed in, and the same person's way to the API. */
export type Seat = { readonly person: Person; readonly page: Page; readonly api: Api };

type Fixtures = {
  readonly noise: Noise;
  /** A new project of the owner's, which nobody else knows. */
  readonly project: TestProject;
  readonly asOwner: Seat;
  /** Makes an account, lets it join the project, and signs it in. */
  readonly asAnnotator: (name: string, role?: ProjectRole) => Promise<Seat>;
  /** A further browser of somebody who is signed in, with nothing stored but the cookies. */
  readonly openBrowser: (seat: Pick<Seat, "api">) => Promise<Page>;
};
type WorkerFixtures = { readonly ownerApi: Api };

const readState = (): RunState => JSON.parse(fs.readFileSync(stateFile(), "utf8")) as RunState;

export const test = base.extend<Fixtures, WorkerFixtures>({
  baseURL: async ({ playwright: _ }, use) => use(readState().origin),

  ownerApi: [
    async ({ playwright: _ }, use) => {
      const { origin, ownerCookies } = readState();
      const api = await newcomer(origin, ownerCookies);
      await use(api);
      await api.request.dispose();
    },
    { scope: "worker" },
  ],

  noise: async ({ playwright: _ }, use) => {
    const noise = new Noise();
    await use(noise);
    noise.check();
  },

  context: async ({ context, noise }, use) => {
    noise.listen(context);
    await use(context);
  },

  project: async ({ ownerApi }, use) => use(await TestProject.begin(ownerApi)),

  asOwner: async ({ browser, noise, ownerApi }, use) => {
    const page = await pageFor(browser, noise, ownerApi);
    await use({ person: owner, page, api: ownerApi });
    await page.context().close();
  },

  asAnnotator: async ({ browser, noise, project }, use) => {
    const seats: Seat[] = [];
    await use(async (name, role) => {
      const { person, api } = await project.join(name, role);
      const page = await pageFor(browser, noise, api);
      const seat = { person, api, page };
      seats.push(seat);
      return seat;
    });
    for (const { page, api } of seats) {
      await page.context().close();
      await api.request.dispose();
    }
  },

  openBrowser: async ({ browser, noise }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async ({ api }) => {
      const page = await pageFor(browser, noise, api);
      contexts.push(page.context());
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

export const { expect } = test;

async function pageFor(browser: Browser, noise: Noise, api: Api): Promise<Page> {
  const context = await browser.newContext({
    baseURL: api.origin,
    storageState: await api.request.storageState(),
  });
  noise.listen(context);
  return context.newPage();
}

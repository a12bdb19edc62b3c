import type { Page } from "@playwright/test";
import { readAdjudication } from "@/lib/contracts/adjudication";
import { batchAnnotations } from "@/lib/contracts/annotations";
import { reopenDocument, submitDocument } from "@/lib/contracts/documents";
import { createEntity, listEntities } from "@/lib/contracts/entities";
import { talks } from "./articles";
import { expect, test } from "./fixtures";
import { Reader } from "./reader";
import type { TestProject } from "./test-project";

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

/** A document that Ana and Ben have submitted; only Ana has marked the quote, who said it, and the link. */
async function submitted(project: TestProject) {
  const document = await project.document({ title: "Talks in Brindle", text: talks });
  const params = { project: project.id, document };
  const [ana, ben] = [await project.join("Ana Reed"), await project.join("Ben Sole")];
  const quote = await project.tag(document, talks, "QUOTE", "“Nothing has been agreed,”", ana.api);
  const vell = await project.tag(document, talks, "ACTOR", "President Vell", ana.api);
  const link = { kind: "relation", tag: "SOURCE", fromId: quote.id, toId: vell.id } as const;
  await ana.api.call(batchAnnotations, { params, body: { annotations: [link] } });
  for (const { api } of [ana, ben]) await api.call(submitDocument, { params });
  const open = async (page: Page) => {
    const reader = new Reader(page);
    await reader.open(project.page(`/documents/${document}/adjudicate`));
    return reader;
  };
  const gold = async () => (await project.owner.call(readAdjudication, { params })).gold;
  return { document, params, ana, ben, vell, open, gold };
}

test("a curator adds what nobody marked, by mouse and by keys alone, and undoes it", async ({
  asOwner,
  project,
}) => {
  const { document, open } = await submitted(project);
  const { page } = asOwner;
  const reader = await open(page);
  const title = page.getByRole("heading", { name: /^Item \d/ });
  await expect(title).toHaveText("Item 1 of 3");

  await reader.select("declined");
  await page.keyboard.press("e");
  const form = page.getByRole("form", { name: "Mark added in adjudication" });
  await expect(form).toContainText("declined");
  await form.getByLabel("Certainty").selectOption({ index: 1 });
  await page.getByLabel("Reason", { exact: true }).selectOption("overlooked");
  await form.getByRole("button", { name: "Add to the gold" }).click();
  await expect.poll(() => project.goldMarks(document)).toEqual(["EVENT: declined"]);
  // The item that was at hand still is, and what was added doesn't count as decided work.
  await expect(title).toHaveText("Item 1 of 3");
  await expect(page.getByText("0 of 3 decided")).toBeVisible();

  await reader.click("declined");
  const item = page.getByRole("region", { name: "Item at hand" });
  await expect(item.getByText("Added in adjudication, no source")).toBeVisible();
  await expect(item.getByRole("paragraph").filter({ hasText: "Overlooked" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => project.goldMarks(document)).toEqual([]);
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await expect.poll(() => project.goldMarks(document)).toEqual(["EVENT: declined"]);

  // The same with keys alone: the caret walks to the words and selects them.
  await reader.text.focus();
  await page.keyboard.press("F2");
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Control+Shift+ArrowRight");
  await expect(page.getByRole("region", { name: "Add to the gold" })).toContainText("Talks");
  await page.keyboard.press("e");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect.poll(() => project.goldMarks(document)).toEqual(["EVENT: Talks", "EVENT: declined"]);
});

test("a link is worded anew with its ends, added and taken out", async ({ asOwner, project }) => {
  const { open, gold } = await submitted(project);
  const { page } = asOwner;
  await open(page);
  const links = async () => (await gold()).flatMap((one) => (one.kind === "relation" ? [one.tag] : []));
  await page.getByRole("button", { name: /Source:/ }).click();
  await page.keyboard.press("e");
  const form = page.getByRole("form", { name: "Edited version" });
  await form.getByLabel("Type of link").selectOption("ADDRESSEE");
  await expect(form.getByLabel("From", { exact: true })).toContainText("Nothing has been agreed");
  // Neither end is in the gold yet: both become gold with the link.
  await form.getByRole("button", { name: "Take this" }).click();
  await expect(page.getByText("3 of 3 decided")).toBeVisible();
  await expect.poll(links).toEqual(["ADDRESSEE"]);

  await page.keyboard.press("l");
  const added = page.getByRole("form", { name: "Link added in adjudication" });
  await added.getByLabel("Type of link").selectOption("SOURCE");
  await added.getByLabel("From", { exact: true }).press("Enter");
  await page.keyboard.press("Escape");
  for (const [end, words] of [
    ["From", "Nothing"],
    ["To", "President"],
  ] as const) {
    await added.getByLabel(end, { exact: true }).press("Enter");
    await page.keyboard.type(words);
    await page.keyboard.press("Enter");
  }
  await added.getByRole("button", { name: "Add to the gold" }).press("Enter");
  await expect.poll(async () => (await links()).sort()).toEqual(["ADDRESSEE", "SOURCE"]);

  await page.getByText("Filter: Undecided").click();
  await page.getByLabel("Show", { exact: true }).selectOption("all");
  await page.getByRole("button", { name: /^→ Source:.*Added/ }).click();
  await page
    .getByRole("region", { name: /^Item (\d|at)/ })
    .getByRole("button", { name: "Take it out" })
    .click();
  await expect.poll(links).toEqual(["ADDRESSEE"]);
  await page.getByRole("button", { name: "Undo: taken out of the gold" }).click();
  await expect.poll(async () => (await links()).sort()).toEqual(["ADDRESSEE", "SOURCE"]);
});

test("what others do comes in while the page is open, and never under a curator's hands", async ({
  asOwner,
  asAnnotator,
  project,
  noise,
}) => {
  // Reading what cannot be adjudicated for now is refused, and the browser says so.
  noise.expect(/status of 409/);
  const { params, ana, vell, open } = await submitted(project);
  const { page } = asOwner;
  const carla = await asAnnotator("Carla Vane", "curator");
  await open(page);
  await open(carla.page);
  const item = page.getByRole("region", { name: /^Item (\d|at)/ });
  await item.getByLabel("In your own words").fill("The whole of it");

  // Carla decides the very item that the owner has in hand, and another one.
  await carla.page.keyboard.press("1");
  await expect(carla.page.getByText("1 of 3 decided")).toBeVisible();
  await expect(item.getByText("Carla Vane has decided on this meanwhile")).toBeVisible();
  await expect(page.getByText("1 of 3 decided")).toBeVisible();
  await expect(item.getByLabel("In your own words")).toHaveValue("The whole of it");
  await page.keyboard.press("Tab");
  await item.getByRole("button", { name: "None" }).click();
  await expect(
    page.getByText("Carla Vane decided this in between. Look at it and decide again.", { exact: true }),
  ).toBeVisible();
  await expect(item.getByText("(chosen)")).toBeVisible();
  await expect(item.getByLabel("In your own words")).toHaveValue("The whole of it");
  await carla.page.keyboard.press("1");
  await expect(page.getByText("2 of 3 decided")).toBeVisible();

  // Ana takes up her work again and removes the very thing that became gold.
  await asOwner.api.call(reopenDocument, { params, body: { setId: vell.setId } });
  await expect(page.getByText("A works on this document again")).toBeVisible();
  await expect(page.getByRole("button", { name: "Settle by a rule" })).toHaveCount(0);
  const removal = { op: "delete", id: vell.id, revision: vell.revision } as const;
  await ana.api.call(batchAnnotations, { params, body: { annotations: [removal] } });
  await ana.api.call(submitDocument, { params });
  await expect(page.getByText("A works on this document again")).toHaveCount(0);

  // Its gold stands on nothing now: told, and resolved by a key.
  await page.getByRole("button", { name: /President Vell.*Nothing behind it/ }).click();
  await expect(page.getByText("What this was taken from is gone")).toBeVisible();
  await expect(page.getByText(/^A had marked this and removed it on/)).toBeVisible();
  await page.keyboard.press("g");
  await expect(page.getByText("Nothing behind it")).toHaveCount(0);
});

test("a curator says what gold stands for, and never replaces what was changed in between", async ({
  asOwner,
  project,
  noise,
}) => {
  // A decision on gold that has changed is refused, and the browser says so.
  noise.expect(/status of 409/);
  const document = await project.document({ title: "Talks in Brindle", text: talks });
  const params = { project: project.id, document };
  const at = talks.indexOf("Minister Oran");
  for (const name of ["Ana Reed", "Ben Sole"]) {
    const { api } = await project.join(name);
    const { id: entityId } = await api.call(createEntity, {
      params: { project: project.id },
      body: { kind: "actor", name: "Anton Oran" },
    });
    const spans = [{ start: at, end: at + (name === "Ana Reed" ? 13 : 8) }];
    const annotations = [{ kind: "span", tag: "ACTOR", spans, entityId } as const];
    await api.call(batchAnnotations, { params, body: { annotations } });
    await api.call(submitDocument, { params });
  }
  const { page, api } = asOwner;
  const reader = new Reader(page);
  await reader.open(project.page(`/documents/${document}/adjudicate`));
  const names = async () => {
    const { gold, entities } = await project.owner.call(readAdjudication, { params });
    return gold.flatMap((one) =>
      one.kind === "span" ? [entities[one.entityId ?? ""]?.name ?? "nobody"] : [],
    );
  };

  // What both annotators call the same is offered once; a new one is the gold's own.
  await page.keyboard.press("e");
  const form = page.getByRole("form", { name: "Edited version" });
  const field = form.getByLabel("Which actor");
  await expect(field).toHaveText("Anton Oran");
  await field.press("Enter");
  const list = page.getByRole("listbox");
  await expect(list.getByRole("option")).toHaveText(["Anton Oran"]);
  await page.keyboard.type("The minister");
  await list.getByRole("option", { name: /The minister/ }).click();
  await expect(field).toHaveText("The minister");
  // On a narrow window the panel scrolls; the page itself stays as high as the window.
  await page.setViewportSize({ width: 360, height: 800 });
  const beyond = () => page.evaluate(() => window.document.documentElement.scrollHeight - window.innerHeight);
  await expect.poll(beyond).toBe(0);
  await page.setViewportSize({ width: 1280, height: 800 });
  await form.getByRole("button", { name: "Take this" }).click();
  await expect.poll(names).toEqual(["The minister"]);
  const item = page.getByRole("region", { name: /^Item (\d|at)/ });
  await expect(item.locator(".adjudication-gold")).toContainText("The minister");

  // What is added stands for somebody too, by keys alone.
  await reader.select("President Vell");
  await page
    .getByRole("region", { name: "Add to the gold" })
    .getByRole("button", { name: /^Actor/ })
    .click();
  const added = page.getByRole("form", { name: "Mark added in adjudication" });
  await added.getByLabel("Which actor").press("Enter");
  await page.keyboard.type("Anton");
  await page.keyboard.press("Enter");
  await expect(added.getByLabel("Which actor")).toHaveText("Anton Oran");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect.poll(names).toEqual(["The minister", "Anton Oran"]);

  // Gold that is made in the reader is listed as added.
  const late = talks.indexOf("Brindle");
  const spans = [{ start: late, end: late + 7 }];
  await api.call(batchAnnotations, {
    params,
    body: { set: "gold", annotations: [{ kind: "span", tag: "PLACE", spans }] },
  });
  await page.getByText("Filter: Undecided").click();
  await page.getByLabel("Show", { exact: true }).selectOption("added");
  await expect(page.getByRole("button", { name: /Brindle.*Added/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /President Vell.*Added/ })).toBeVisible();

  // Changed in the reader while it is worded here: refused, told, and shown as it is.
  await page.getByLabel("Show", { exact: true }).selectOption("decided");
  await page.getByRole("button", { name: /Minister Oran.*Decided/ }).click();
  await page.keyboard.press("e");
  const [gold] = (await project.owner.call(readAdjudication, { params })).gold.filter(
    (one) => one.kind === "span" && one.spans[0]?.start === at,
  );
  const step = {
    op: "update",
    id: gold?.id ?? "",
    revision: gold?.revision ?? 0,
    set: { tag: "EVENT" },
  } as const;
  await api.call(batchAnnotations, {
    params,
    body: { set: "gold", annotations: [{ ...step, set: { ...step.set, entityId: null } }] },
  });
  await expect(item.getByText(/has changed this gold meanwhile/)).toBeVisible();
  await form.getByRole("button", { name: "Take this" }).click();
  await expect(
    page.getByText("Olga Owner changed this gold in between. Look at it and decide again.", { exact: true }),
  ).toBeVisible();
  expect((await project.goldMarks(document)).filter((one) => one.startsWith("EVENT"))).toHaveLength(1);
  await form.getByRole("button", { name: "Cancel" }).click();
  await expect(item.locator(".adjudication-gold")).toContainText("Event");
});

test("undo and redo reach back over a reload, and any decision is taken back from itself", async ({
  asOwner,
  asAnnotator,
  project,
}) => {
  const { document, open } = await submitted(project);
  const { page } = asOwner;
  const reader = await open(page);
  for (const decided of [1, 2]) {
    await page.keyboard.press("1");
    await expect(page.getByText(`${decided} of 3 decided`)).toBeVisible();
  }
  const both = ["ACTOR: President Vell", "QUOTE: “Nothing has been agreed,”"];
  await expect.poll(() => project.goldMarks(document)).toEqual(both);
  await reader.arrive(() => page.reload());
  await page.keyboard.press("ControlOrMeta+z");
  await expect(page.getByText("1 of 3 decided")).toBeVisible();
  await reader.arrive(() => page.reload());
  await page.getByRole("button", { name: "Undo: version taken" }).click();
  await expect(page.getByText("0 of 3 decided")).toBeVisible();
  for (const decided of [1, 2]) {
    await page.keyboard.press("ControlOrMeta+Shift+z");
    await expect(page.getByText(`${decided} of 3 decided`)).toBeVisible();
  }
  await expect.poll(() => project.goldMarks(document)).toEqual(both);

  // Somebody else takes one of them back, from the decision itself.
  const carla = await asAnnotator("Carla Vane", "curator");
  await open(carla.page);
  await carla.page.getByText("Filter: Undecided").click();
  await carla.page.getByLabel("Show", { exact: true }).selectOption("decided");
  await carla.page.getByRole("button", { name: /President Vell.*Decided/ }).click();
  const item = carla.page.getByRole("region", { name: /^Item (\d|at)/ });
  await expect(item.getByText(/^Olga Owner, /)).toBeVisible();
  await item.getByLabel("In your own words").fill("Who speaks is told elsewhere");
  await item.getByRole("button", { name: "None" }).click();
  await expect.poll(() => project.goldMarks(document)).toEqual(both.slice(1));
  await carla.page.getByRole("button", { name: /President Vell.*Decided/ }).click();
  await item.getByText("History").click();
  await expect(
    item.getByRole("listitem").filter({ hasText: /Carla Vane · decided \(none taken\)/ }),
  ).toContainText("Who speaks is told elsewhere");
  await carla.page.keyboard.press("z");
  await expect.poll(() => project.goldMarks(document)).toEqual(both);
  await expect(item.getByText(/Carla Vane · taken back \(chosen\)/)).toBeVisible();
  await item.getByRole("button", { name: "Take back" }).click();
  await expect.poll(() => project.goldMarks(document)).toEqual(both.slice(1));
  await expect(carla.page.getByText("1 of 3 decided")).toBeVisible();
  await carla.page.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => project.goldMarks(document)).toEqual(both);
});

test("an entity is made with the decision that names it, or not at all", async ({ asOwner, project }) => {
  const { document, open } = await submitted(project);
  const { page, api } = asOwner;
  const reader = await open(page);
  const names = async () =>
    (await api.call(listEntities, { params: { project: project.id } })).items.map(({ name }) => name);
  const form = page.getByRole("form", { name: "Mark added in adjudication" });
  const entity = form.getByLabel("Which actor");
  const name = async (called: string) => {
    await reader.select("President Vell");
    await page.keyboard.press("a");
    await entity.press("Enter");
    await page.keyboard.type(called);
    await page.keyboard.press("Enter");
    await expect(entity).toHaveText(called);
  };
  // By keys, by mouse, and by leaving the page between: what was named is offered nowhere afterwards.
  await name("Vell by keys");
  await page.keyboard.press("Escape");
  await expect(form).toHaveCount(0);
  await name("Vell by mouse");
  await form.getByRole("button", { name: "Cancel" }).click();
  await expect(form).toHaveCount(0);
  await name("Vell in a crash");
  await reader.arrive(() => page.reload());
  expect(await names()).toEqual([]);
  await name("Vell left for another");
  await entity.press("Enter");
  await expect(page.getByRole("option", { name: /^Vell/ })).toHaveText(["Vell left for another"]);
  await page.keyboard.type("Anton Vell");
  await page.keyboard.press("Enter");
  await form.getByRole("button", { name: "Add to the gold" }).click();
  await expect.poll(() => project.goldMarks(document)).toEqual(["ACTOR: President Vell"]);
  expect(await names()).toEqual(["Anton Vell"]);
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(names).toEqual([]);
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await expect.poll(names).toEqual(["Anton Vell"]);
});

test("annotators have no way to the adjudication", async ({ asAnnotator, project }) => {
  const ana = await asAnnotator("Ana Reed", "annotator");
  expect((await ana.page.request.get(project.page("/adjudication"))).status()).toBe(404);
  await ana.page.goto(project.page());
  await expect(ana.page.getByRole("link", { name: "Adjudication" })).toHaveCount(0);
});

import { family, hard, long, talks } from "./articles";
import { expect, type Seat, test } from "./fixtures";
import { Reader } from "./reader";
import type { TestProject } from "./test-project";

async function openDocument(seat: Seat, project: TestProject, text = talks) {
  const article = await project.document({ text });
  const reader = new Reader(seat.page);
  await reader.open(project.page(`/documents/${article}`));
  return { reader, article };
}

test("dragging over words and pressing A tags an actor that the server keeps", async ({
  asOwner,
  project,
}) => {
  const { reader, article } = await openDocument(asOwner, project);
  await reader.tag("Minister Oran", "a");
  await expect(reader.mark("Minister Oran")).toBeVisible();
  await reader.saved();
  expect(await project.marks(article)).toEqual(["ACTOR: Minister Oran"]);
});

test("a double click takes the word, a triple click the sentence", async ({ asOwner, project }) => {
  const { reader, article } = await openDocument(asOwner, project);
  const { page } = asOwner;
  const summit = await reader.boxOf("summit");
  await page.mouse.dblclick(summit.x + summit.width / 2, summit.y + summit.height / 2);
  await page.keyboard.press("e");
  await expect(reader.mark("summit")).toBeVisible();
  const observers = await reader.boxOf("Observers");
  await page.mouse.click(observers.x + 20, observers.y + observers.height / 2, { clickCount: 3 });
  await page.keyboard.press("q");
  await expect(reader.mark("Observers")).toBeVisible();
  await reader.saved();
  expect(await project.marks(article)).toEqual([
    "EVENT: summit",
    "QUOTE: Observers in the capital said both leaders had reasons to wait.",
  ]);
});

test("where marks overlap a click offers all of them, the narrowest first", async ({ asOwner, project }) => {
  const { reader, article } = await openDocument(asOwner, project);
  const { page } = asOwner;
  await reader.tag("“We will meet again before the harvest,” Oran said", "q");
  await reader.tag("Oran said after", "e");
  await reader.tag("Oran", "a", 1);
  await reader.saved();
  expect(await project.marks(article)).toHaveLength(3);
  await reader.click("Oran", 1);
  const choice = page.getByRole("menu", { name: "Several marks here" });
  await expect(choice.getByRole("menuitem")).toHaveText([
    /^A\s*Oran$/,
    /Oran said after/,
    /We will meet again/,
  ]);
  await choice.getByRole("menuitem", { name: /We will meet again/ }).click();
  await expect(reader.panel.getByLabel("Tag", { exact: true })).toHaveValue("QUOTE");
  await expect(choice).toBeHidden();
});

test("a quote that is broken by its attribution is one annotation of two fragments", async ({
  asOwner,
  project,
}) => {
  const { reader, article } = await openDocument(asOwner, project);
  const { page } = asOwner;
  await reader.tag("“Nothing has been agreed,”", "q");
  await reader.select("“and nothing has been refused.”");
  await page.keyboard.press("+");
  await reader.saved();
  expect(await project.marks(article)).toEqual([
    "QUOTE: “Nothing has been agreed,” … “and nothing has been refused.”",
  ]);
  await reader.panel.getByRole("button", { name: "Remove fragment 1" }).click();
  await reader.saved();
  expect(await project.marks(article)).toEqual(["QUOTE: “and nothing has been refused.”"]);
});

test("an edge is dragged to another word", async ({ asOwner, project }) => {
  const { reader, article } = await openDocument(asOwner, project);
  const { page } = asOwner;
  await reader.tag("Minister Oran", "a");
  const grip = await page.locator("[data-edge=end]").boundingBox();
  const vell = await reader.boxOf("Vell");
  if (!grip) throw new Error("The chosen annotation has no grip");
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
  await page.mouse.down();
  await page.mouse.move(vell.x + vell.width / 2, vell.y + vell.height / 2, { steps: 5 });
  await page.mouse.up();
  await reader.saved();
  expect(await project.marks(article)).toEqual(["ACTOR: Minister Oran met President Vell"]);
});

test("with a tag kept on, every selection becomes one until Escape", async ({ asOwner, project }) => {
  const { reader, article } = await openDocument(asOwner, project);
  const { page } = asOwner;
  await page.keyboard.press("Shift+A");
  await reader.select("Minister Oran");
  await expect(reader.marks).toHaveCount(1);
  await reader.select("President Vell");
  await expect(reader.marks).toHaveCount(2);
  await page.keyboard.press("Escape");
  await reader.select("Observers");
  await reader.saved();
  expect(await project.marks(article)).toEqual(["ACTOR: Minister Oran", "ACTOR: President Vell"]);
});

test("a mark never cuts a character that a reader sees as one", async ({ asOwner, project }) => {
  const { reader, article } = await openDocument(asOwner, project, hard);
  const { page } = asOwner;
  await page.getByRole("button", { name: "Snap to whole words" }).click();
  // As an extension or a screen reader would select: from the middle of one sign.
  await reader.text.focus();
  await reader.text.evaluate((root, sign) => {
    const node = [...root.children].find((child) => child.textContent?.includes(sign))?.firstChild;
    const at = node?.textContent?.indexOf(sign) ?? -1;
    if (node && at >= 0) document.getSelection()?.setBaseAndExtent(node, at + 2, node, at + 5);
  }, family);
  await page.keyboard.press("a");
  await expect(reader.marks).toHaveCount(1);
  await reader.tag("flew", "e");
  await expect(reader.marks).toHaveCount(2);
  await reader.saved();
  expect(await project.marks(article)).toEqual([`ACTOR: ${family}`, "EVENT: flew"]);
});

test("a selection that is begun before the last mark is drawn goes on where it was begun", async ({
  asOwner,
  project,
}) => {
  const { reader, article } = await openDocument(asOwner, project);
  const { page } = asOwner;
  await page.evaluate(() => {
    const late: FrameRequestCallback[] = [];
    window.requestAnimationFrame = (callback) => late.push(callback);
    window.addEventListener("late-frames", () => {
      for (const callback of late.splice(0)) callback(performance.now());
    });
  });
  const drawFrame = () => page.evaluate(() => window.dispatchEvent(new Event("late-frames")));
  await reader.tag("Minister Oran", "a");
  await expect(reader.marks).toHaveCount(1);
  const vell = await reader.boxOf("Vell");
  const y = vell.y + vell.height / 2;
  await page.mouse.move(vell.x + 1, y);
  await page.mouse.down();
  await drawFrame();
  await drawFrame();
  await page.mouse.move(vell.x + vell.width - 2, y, { steps: 3 });
  await page.mouse.up();
  await page.keyboard.press("e");
  await expect(reader.marks).toHaveCount(2);
  await reader.saved();
  expect(await project.marks(article)).toEqual(["ACTOR: Minister Oran", "EVENT: Vell"]);
});

test("text that runs from right to left is tagged where it stands", async ({ asOwner, project }) => {
  const { reader, article } = await openDocument(asOwner, project, hard);
  await reader.tag("الوزير أوران", "a");
  await reader.tag("cafe\u0301", "e");
  await reader.saved();
  expect(await project.marks(article)).toEqual(["ACTOR: الوزير أوران", "EVENT: cafe\u0301"]);
});

test("what is copied is exactly what is stored, across paragraphs and marks", async ({
  asOwner,
  project,
}) => {
  const { reader } = await openDocument(asOwner, project);
  const { page } = asOwner;
  await reader.tag("planned", "e");
  const from = await reader.boxOf("planned");
  const to = await reader.boxOf("spokesperson");
  await page.mouse.move(from.x + 1, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width - 1, to.y + to.height / 2, { steps: 5 });
  await page.mouse.up();
  // After everything on the page has had its say about what goes to the clipboard.
  const copied = await page.evaluateHandle(() => ({
    words: new Promise((resolve) => {
      window.addEventListener("copy", (event) => resolve(event.clipboardData?.getData("text/plain")));
    }),
  }));
  await page.keyboard.press("Control+c");
  expect(await copied.evaluate(({ words }) => words)).toBe("planned for weeks.\n\nA spokesperson");
});

test("no word moves when marks come and go", async ({ asOwner, project }) => {
  const { reader } = await openDocument(asOwner, project);
  const words = ["Minister", "harvest", "planned", "spokesperson", "refused", "reasons"];
  const places = async () => {
    const boxes = [];
    for (const word of words) boxes.push(await reader.boxOf(word));
    return boxes.map(({ x, y, width }) => [x, y, width].map((pixels) => Math.round(pixels * 10)));
  };
  const before = await places();
  await reader.tag("Minister Oran", "a");
  await reader.tag("Oran met President", "e");
  await reader.tag("“We will meet again before the harvest,” Oran said", "q");
  await reader.tag("President Vell declined to confirm", "e");
  await expect.poll(() => reader.marks.count()).toBeGreaterThan(4);
  await reader.saved();
  expect(await places()).toEqual(before);
  await asOwner.page.keyboard.press("Delete");
  await reader.saved();
  expect(await places()).toEqual(before);
});

test("find reaches what is far below the window, and it can be tagged there", async ({
  asOwner,
  project,
}) => {
  const { reader, article } = await openDocument(asOwner, project, long(300));
  const { page } = asOwner;
  await reader.text.focus();
  // The find bar of the browser itself can't be reached from here; this is the search behind it.
  const isFound = await page.evaluate(() =>
    (window as Window & { find?: (words: string) => boolean }).find?.("marker290sign"),
  );
  expect(isFound).toBe(true);
  await page.evaluate(() => document.getSelection()?.focusNode?.parentElement?.scrollIntoView());
  await expect(reader.text.getByText("marker290sign")).toBeInViewport();
  await page.keyboard.press("e");
  await reader.saved();
  expect(await project.marks(article)).toEqual(["EVENT: marker290sign"]);
});

test("a selection survives what arrives from elsewhere while it is made", async ({ asOwner, project }) => {
  const { reader, article } = await openDocument(asOwner, project);
  const { page } = asOwner;
  const arrived = page.evaluate(
    (feed) =>
      new Promise<void>((resolve) => {
        const line = new EventSource(feed);
        line.onmessage = () => {
          line.close();
          resolve();
        };
      }),
    `/api/v1/projects/${project.id}/changes?document=${article}&since=0`,
  );
  await reader.select("Minister Oran");
  await project.tag(article, talks, "ACTOR", "President Vell");
  await arrived;
  expect(await page.evaluate(() => document.getSelection()?.toString())).toBe("Minister Oran");
  await page.keyboard.press("a");
  await expect(reader.mark("President Vell")).toBeVisible();
  await reader.saved();
  expect(await project.marks(article)).toEqual(["ACTOR: Minister Oran", "ACTOR: President Vell"]);
});

test("a tag key that comes in the same moment as a selection means that selection", async ({
  asOwner,
  project,
}) => {
  const { reader, article } = await openDocument(asOwner, project);
  await reader.tag("Minister Oran", "a");
  // In one go, before the browser has had a chance to tell the page of the new selection.
  await reader.text.evaluate((root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf("summit") ?? -1;
      if (at < 0) continue;
      document.getSelection()?.setBaseAndExtent(node, at, node, at + "summit".length);
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "e", code: "KeyE", bubbles: true }));
      return;
    }
  });
  await expect(reader.mark("summit")).toBeVisible();
  await reader.saved();
  expect(await project.marks(article)).toEqual(["ACTOR: Minister Oran", "EVENT: summit"]);
});

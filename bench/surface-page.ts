import type { Page } from "@playwright/test";
import type { Workload } from "./workload";

/** One visit. Times in milliseconds, `dropped` in percent, `heap` in megabytes. */
export type Sample = {
  readonly open: number;
  readonly load: number;
  readonly key: number;
  readonly remove: number;
  readonly dropped: number;
  readonly heap: number;
  /** The longest task of the page's thread while tags were typed; 0 when none took 50 ms. */
  readonly longestTask: number;
};

declare global {
  interface Window {
    benchFirst?: number;
    benchKey?: number;
    benchTask?: number;
  }
}

/** Runs in the page before its own scripts: says when the first element that fits is on the screen. */
function watchFirst(selector: string): void {
  const look = () => {
    if (!document.querySelector(selector)) {
      requestAnimationFrame(look);
      return;
    }
    // A message after a frame's callbacks comes when that frame has been drawn.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        window.benchFirst ??= performance.now();
      };
      port2.postMessage(null);
    });
  };
  look();
}

async function open(page: Page, address: string, selector: string): Promise<number> {
  await page.goto("about:blank");
  const script = await page.addInitScript(watchFirst, selector);
  await page.goto(address, { waitUntil: "commit" });
  await page.waitForFunction(() => window.benchFirst !== undefined);
  const first = await page.evaluate(() => window.benchFirst ?? 0);
  await page.waitForLoadState("load");
  await script.dispose();
  return first;
}

/** Milliseconds until what `act` does has been drawn: two frames, as nothing tells a page that it was painted. */
const drawn = `(act) => new Promise((resolve) => {
  const begin = performance.now();
  act();
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - begin)));
})`;

async function scroll(page: Page, selector: string): Promise<number> {
  return page.evaluate(async (where) => {
    const scroller = document.querySelector(where) ?? document.scrollingElement;
    const times: number[] = [];
    await new Promise<void>((resolve) => {
      let frames = 0;
      const step = (time: number) => {
        times.push(time);
        scroller?.scrollBy(0, 120);
        if (frames++ < 180) requestAnimationFrame(step);
        else resolve();
      };
      requestAnimationFrame(step);
    });
    const gaps = times.slice(1).map((time, at) => time - (times[at] ?? 0));
    const frame = 1000 / 60;
    // A frame that took two is one dropped.
    const lost = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / frame) - 1), 0);
    scroller?.scrollTo(0, 0);
    return (100 * lost) / (gaps.length + lost);
  }, selector);
}

async function heap(page: Page): Promise<number> {
  const client = await page.context().newCDPSession(page);
  await client.send("HeapProfiler.collectGarbage");
  const { metrics } = await client
    .send("Performance.enable")
    .then(() => client.send("Performance.getMetrics"));
  await client.detach();
  return (metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? 0) / 1e6;
}

/** The same text in ordinary paragraphs, and the least that tagging could be: one element put round a word. */
export async function measurePlain(page: Page, address: string): Promise<Sample> {
  const opened = await open(page, address, "p");
  const load = await page.evaluate(`(${drawn})(() => {
    const lines = [...document.querySelectorAll("p")].map((p) => p.textContent);
    const body = document.createElement("div");
    for (const line of lines) body.append(Object.assign(document.createElement("p"), { textContent: line }));
    document.body.replaceChildren(body);
  })`);
  await page.evaluate(() => {
    document.addEventListener("keydown", ({ key: name }) => {
      const text = document.querySelector("p")?.firstChild;
      const mark = document.querySelector("mark");
      if (name === "Delete") mark?.replaceWith(...mark.childNodes);
      if (name !== "a" || !text) return;
      const range = document.createRange();
      range.setStart(text, 0);
      range.setEnd(text, 4);
      range.surroundContents(document.createElement("mark"));
    });
  });
  const key = await pressed(page, "a");
  const remove = await pressed(page, "Delete");
  const dropped = await scroll(page, "html");
  // The evaluated script answers a number.
  return { open: opened, load: load as number, key, remove, dropped, heap: await heap(page), longestTask: 0 };
}

/** From the key's own time stamp to the end of the frame in which the text shows what it did. */
async function pressed(page: Page, key: string): Promise<number> {
  await page.evaluate((name) => {
    delete window.benchKey;
    document.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== name) return;
        const done = () =>
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => {
              window.benchKey = performance.now() - event.timeStamp;
            };
            port2.postMessage(null);
          });
        const root = document.querySelector("#article-text") ?? document.body;
        const observer = new MutationObserver(() => {
          observer.disconnect();
          done();
        });
        observer.observe(root, { childList: true, subtree: true });
      },
      { once: true, capture: true },
    );
  }, key);
  await page.keyboard.press(key);
  await page.waitForFunction(() => window.benchKey !== undefined);
  return page.evaluate(() => window.benchKey ?? 0);
}

/** The annotation page: opened, loaded, tagged in the middle, untagged, scrolled. */
export async function measureReader(page: Page, address: string, workload: Workload): Promise<Sample> {
  const handed = await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const { name } of list.getEntries()) {
        if (name !== "concord.document-handed") continue;
        const begin = list.getEntriesByName(name)[0]?.startTime ?? 0;
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            document.documentElement.dataset.benchLoad = String(performance.now() - begin);
          }),
        );
      }
    }).observe({ type: "mark", buffered: true });
  });
  const opened = await open(page, address, "#article-text mark");
  const blocks = workload.text.split(/\n+/).length;
  await page.waitForFunction(
    (count) => document.querySelectorAll("#article-text > p").length >= count,
    blocks,
  );
  await page.waitForFunction(() => document.documentElement.dataset.benchLoad !== undefined);
  await handed.dispose();
  const load = Number(await page.evaluate(() => document.documentElement.dataset.benchLoad));
  await page.evaluate(() => {
    // What scrolling to the middle costs is not what typing costs.
    const blocks = document.querySelectorAll("#article-text > p");
    blocks[Math.floor(blocks.length / 2)]?.scrollIntoView({ block: "center" });
  });
  await settled(page);
  await page.evaluate(() => {
    window.benchTask = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        window.benchTask = Math.max(window.benchTask ?? 0, duration);
    }).observe({ type: "longtask" });
  });
  const { key, remove } = await tagAndRemove(page);
  const longestTask = await page.evaluate(() => window.benchTask ?? 0);
  const used = await heap(page);
  return {
    open: opened,
    load,
    key,
    remove,
    dropped: await scroll(page, "[data-scroller]"),
    heap: used,
    longestTask,
  };
}

/** Lets the page draw what it has. */
const settled = (page: Page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

const TAGGINGS = 7;

/** Tags words of a paragraph in the middle of the text and removes each again; the medians of several. */
async function tagAndRemove(page: Page): Promise<{ key: number; remove: number }> {
  const keys: number[] = [];
  const removes: number[] = [];
  for (let at = 0; at < TAGGINGS; at++) {
    await page.evaluate((word) => {
      const blocks = document.querySelectorAll("#article-text > p");
      const block = blocks[Math.floor(blocks.length / 2)];
      document.getElementById("article-text")?.focus({ preventScroll: true });
      const walker = document.createTreeWalker(block ?? document, NodeFilter.SHOW_TEXT);
      let text = walker.nextNode();
      while (text && (text.textContent?.length ?? 0) < 20) text = walker.nextNode() ?? text;
      const range = document.createRange();
      if (!text) return;
      range.setStart(text, 1 + word);
      range.setEnd(text, 8 + word);
      const selection = document.getSelection();
      selection?.removeAllRanges();
      selection?.addRange(range);
    }, at);
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    keys.push(await pressed(page, "a"));
    removes.push(await pressed(page, "Delete"));
    await page.waitForFunction(() => document.querySelector("[data-save-state=saved]") !== null);
  }
  const middle = (values: number[]) =>
    values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  return { key: middle(keys), remove: middle(removes) };
}

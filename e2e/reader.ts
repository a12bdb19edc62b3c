import { expect, type Locator, type Page } from "@playwright/test";
import { listChanges } from "@/lib/contracts/entities";

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** The annotation page as a person uses it: by what they see, with a real mouse and real keys. */
export class Reader {
  readonly text: Locator;
  readonly marks: Locator;
  readonly panel: Locator;
  readonly saving: Locator;

  constructor(readonly page: Page) {
    this.text = page.getByRole("document", { name: /^Article text/ });
    this.marks = this.text.locator("mark");
    this.panel = page.getByRole("complementary", { name: "Annotations" });
    this.saving = page.getByRole("status", { name: "State of saving" });
  }

  /** Opens a document and waits until the page is at work: what waits is read, and the live line is open. */
  async open(path: string): Promise<void> {
    await this.arrive(() => this.page.goto(path));
  }

  /** Waits for the live line that an annotation page opens when it is ready. */
  async arrive(leave: () => Promise<unknown>): Promise<void> {
    const line = this.page.waitForResponse(isLine);
    await leave();
    await line;
  }

  /** The tab that counts them all; the text itself draws only those near the window. */
  count(annotations: number): Locator {
    return this.panel.getByText(`All (${annotations})`, { exact: true });
  }

  mark(words: string | RegExp): Locator {
    return this.marks.filter({ hasText: words }).first();
  }

  /** Where words of the article are in the window; scrolled there first. */
  async boxOf(words: string, nth = 0): Promise<Box> {
    const found = await this.text.evaluate(rectOfWords, { words, nth, scrolls: true });
    if (!found) throw new Error(`The article does not say “${words}”`);
    return found;
  }

  /** Selects by dragging from the first character to the last. */
  async select(words: string, nth = 0): Promise<void> {
    await this.boxOf(words, nth);
    const ends = await this.text.evaluate(endsOfWords, { words, nth });
    if (!ends) throw new Error(`The article does not say “${words}”`);
    const { mouse } = this.page;
    await mouse.move(ends.fromX, ends.fromY);
    await mouse.down();
    await mouse.move((ends.fromX + ends.toX) / 2, (ends.fromY + ends.toY) / 2, { steps: 3 });
    await mouse.move(ends.toX, ends.toY, { steps: 3 });
    await mouse.up();
  }

  async tag(words: string, key: string, nth = 0): Promise<void> {
    await this.select(words, nth);
    await this.page.keyboard.press(key);
  }

  /** Everything is on the server. */
  async saved(): Promise<void> {
    await expect(this.saving).toHaveText("Saved");
  }

  async click(words: string, nth = 0): Promise<void> {
    const box = await this.boxOf(words, nth);
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }
}

const [linePath = ""] = listChanges.path.split("/").slice(-1);
const isLine = (response: { url(): string; status(): number }): boolean =>
  new URL(response.url()).pathname.endsWith(`/${linePath}`) && response.status() === 200;

type Sought = { readonly words: string; readonly nth: number; readonly scrolls?: boolean };

/** Runs in the page. The words may be cut up by marks. */
function rectOfWords(root: Element, { words, nth, scrolls }: Sought): Box | null {
  for (const block of root.children) {
    const content = block.textContent ?? "";
    let at = content.indexOf(words);
    for (; at >= 0 && nth > 0; nth--) at = content.indexOf(words, at + 1);
    if (at < 0) continue;
    const range = document.createRange();
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let passed = 0;
    let isBegun = false;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.textContent?.length ?? 0;
      if (!isBegun && at < passed + length) {
        range.setStart(node, at - passed);
        isBegun = true;
      }
      if (isBegun && at + words.length <= passed + length) {
        range.setEnd(node, at + words.length - passed);
        break;
      }
      passed += length;
    }
    if (scrolls) range.startContainer.parentElement?.scrollIntoView({ block: "center", behavior: "instant" });
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x, y, width, height };
  }
  return null;
}

type Ends = { readonly fromX: number; readonly fromY: number; readonly toX: number; readonly toY: number };

/** Runs in the page. Just inside the first and the last character, whichever way the text runs. */
function endsOfWords(root: Element, { words, nth }: Sought): Ends | null {
  for (const block of root.children) {
    const content = block.textContent ?? "";
    let at = content.indexOf(words);
    for (; at >= 0 && nth > 0; nth--) at = content.indexOf(words, at + 1);
    if (at < 0) continue;
    const pointOf = (index: number): [Node, number] | null => {
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      let left = index;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const length = node.textContent?.length ?? 0;
        if (left < length) return [node, left];
        left -= length;
      }
      return null;
    };
    const first = pointOf(at);
    const last = pointOf(at + words.length - 1);
    if (!first || !last) return null;
    const rectOf = ([node, offset]: [Node, number]): DOMRect => {
      const range = document.createRange();
      range.setStart(node, offset);
      range.setEnd(node, offset + 1);
      return range.getBoundingClientRect();
    };
    const from = rectOf(first);
    const to = rectOf(last);
    const runsLeft = from.top === to.top && to.left < from.left;
    const middle = ({ top, height }: DOMRect) => top + height / 2;
    return {
      fromX: runsLeft ? from.right - 1 : from.left + 1,
      fromY: middle(from),
      toX: runsLeft ? to.left + 1 : to.right - 1,
      toY: middle(to),
    };
  }
  return null;
}

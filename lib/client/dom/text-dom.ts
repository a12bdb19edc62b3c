import { type Block, blockAt } from "@/lib/domain/text/blocks";
import type { Stretch } from "@/lib/domain/text/boundaries";
import type { Utf16 } from "@/lib/domain/text/offsets";

/**
 * The bridge between the page and the text: blocks are the children of `root` in order, and the text of a
 * block's element is exactly the block's text, however many marks cut it up.
 */
export type TextDom = {
  readonly root: HTMLElement;
  readonly blocks: readonly Block[];
  /** Where blocks stand side by side with others: the element that holds a block of this text. */
  readonly element?: (block: number) => Element | undefined;
};

/** The place in the text of a DOM point; null for a point outside the text. */
export function unitAt({ root, blocks }: TextDom, node: Node, offset: number): Utf16 | null {
  if (node === root) {
    const block = blocks[offset];
    return block ? block.start : (blocks.at(-1)?.end ?? 0);
  }
  const element = blockElementOf(root, node);
  const block = element && blocks[indexOf(element)];
  if (!element || !block) return null;
  const before = document.createRange();
  before.setStart(element, 0);
  before.setEnd(node, offset);
  return Math.min(block.end, block.start + before.toString().length);
}

/** What the browser has selected, in units of the text; null when nothing in the text is. */
export function selectedStretch(dom: TextDom): Stretch | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(dom.root)) return null;
  const whole = { start: dom.blocks[0]?.start ?? 0, end: dom.blocks.at(-1)?.end ?? 0 };
  // A selection may begin above the text or end below it: then it takes the text from its edge.
  const start = unitAt(dom, range.startContainer, range.startOffset) ?? whole.start;
  const end = unitAt(dom, range.endContainer, range.endOffset) ?? whole.end;
  return start < end ? { start, end } : null;
}

/** A range over a stretch of the text. Static text nodes: good for one frame of painting or measuring. */
export function rangeOf(dom: TextDom, { start, end }: Stretch): Range | null {
  const from = pointAt(dom, start, "after");
  const to = pointAt(dom, end, "before");
  if (!from || !to) return null;
  const range = document.createRange();
  range.setStart(from.node, from.offset);
  range.setEnd(to.node, to.offset);
  return range;
}

/** The DOM point of a place. Where two nodes meet, `lean` says which of them it is in. */
export function pointAt(
  { root, blocks, element }: TextDom,
  at: Utf16,
  lean: "before" | "after",
): { node: Node; offset: number } | null {
  const index = Math.max(0, blockAt(blocks, lean === "before" && at > 0 ? at - 1 : at));
  const block = blocks[index];
  const holder = element ? element(index) : root.children[index];
  if (!block || !holder) return null;
  let left = Math.min(Math.max(0, at - block.start), block.end - block.start);
  const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
  let last: Text | null = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    // The walker was told to show text only.
    const text = node as Text;
    if (left < text.length || (lean === "before" && left === text.length))
      return { node: text, offset: left };
    left -= text.length;
    last = text;
  }
  return last ? { node: last, offset: last.length } : { node: holder, offset: 0 };
}

/** The place under a point of the window, as a click there would set a caret. */
export function unitAtPoint(dom: TextDom, x: number, y: number): Utf16 | null {
  // Safari has only the older of the two calls.
  const old = document as Document & { caretRangeFromPoint?: (x: number, y: number) => Range | null };
  if (typeof document.caretPositionFromPoint === "function") {
    const position = document.caretPositionFromPoint(x, y);
    return position && unitAt(dom, position.offsetNode, position.offset);
  }
  const range = old.caretRangeFromPoint?.(x, y);
  return range ? unitAt(dom, range.startContainer, range.startOffset) : null;
}

export const indexOf = (element: Element): number => Number(element.getAttribute("data-block"));

function blockElementOf(root: HTMLElement, node: Node): HTMLElement | null {
  const element = node instanceof HTMLElement ? node : node.parentElement;
  const block = element?.closest<HTMLElement>("[data-block]") ?? null;
  return block && root.contains(block) ? block : null;
}

/** Where the browser's selection lies in an element, in characters of its text. */
export type KeptSelection = { readonly start: number; readonly end: number };

/** The part of the browser's selection that ends in this element; null when it ends elsewhere. */
export function selectionIn(element: Element): KeptSelection | null {
  const selection = document.getSelection();
  if (!selection || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!element.contains(range.endContainer)) return null;
  const end = lengthUpTo(element, range.endContainer, range.endOffset);
  const startsHere = element.contains(range.startContainer);
  return { start: startsHere ? lengthUpTo(element, range.startContainer, range.startOffset) : end, end };
}

/** Selects the same characters again, after the nodes that held them have been replaced. */
export function selectIn(element: Element, { start, end }: KeptSelection): void {
  const from = pointIn(element, start);
  const to = pointIn(element, end);
  document.getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
}

/** What tells one selection of the browser's from another: the nodes and offsets where it begins and ends. */
export function selectionEnds(): readonly unknown[] {
  const selection = document.getSelection();
  return [selection?.anchorNode, selection?.anchorOffset, selection?.focusNode, selection?.focusOffset];
}

/** Whether the selection begins or ends elsewhere than these ends. */
export const isSelectionOther = (ends: readonly unknown[]): boolean =>
  selectionEnds().some((end, at) => end !== ends[at]);

function lengthUpTo(element: Element, node: Node, offset: number): number {
  const range = document.createRange();
  range.setStart(element, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

function pointIn(element: Element, at: number): { node: Node; offset: number } {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = at;
  let last: Node = element;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (left <= length) return { node, offset: left };
    left -= length;
    last = node;
  }
  return { node: last, offset: last === element ? 0 : (last.textContent?.length ?? 0) };
}

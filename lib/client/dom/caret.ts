import { isApple } from "../keys";

/** What an arrow key means in caret mode: how to move, by what, which way. */
type Move = {
  readonly by: "character" | "word" | "line" | "lineboundary" | "paragraphboundary" | "documentboundary";
  readonly to: "left" | "right" | "forward" | "backward";
};

function moveOf(event: KeyboardEvent): Move | null {
  const isFar = event.ctrlKey || event.altKey || event.metaKey;
  switch (event.key) {
    case "ArrowLeft":
      return { by: isFar ? "word" : "character", to: "left" };
    case "ArrowRight":
      return { by: isFar ? "word" : "character", to: "right" };
    case "ArrowUp":
      return { by: isFar ? "paragraphboundary" : "line", to: "backward" };
    case "ArrowDown":
      return { by: isFar ? "paragraphboundary" : "line", to: "forward" };
    case "Home":
      return { by: isFar ? "documentboundary" : "lineboundary", to: "backward" };
    case "End":
      return { by: isFar ? "documentboundary" : "lineboundary", to: "forward" };
    default:
      return null;
  }
}

/**
 * Moves the browser's own selection by an arrow key, or extends it with Shift, though the text can't be
 * edited: so copying, screen readers and the mouse all see the same selection. False for other keys.
 */
export function moveCaret(event: KeyboardEvent, root: HTMLElement): boolean {
  // Alt with Shift moves the edges of an annotation, and Alt alone goes round annotations and documents; see the
  // commands. On a Mac Alt is how a caret goes by words.
  if (event.altKey && (event.shiftKey || !isApple())) return false;
  const move = moveOf(event);
  const selection = document.getSelection();
  if (!move || !selection) return false;
  if (move.by === "documentboundary") {
    goToEnd(selection, root, move.to, event.shiftKey);
    return true;
  }
  const before = placeOf(selection);
  selection.modify(event.shiftKey ? "extend" : "move", move.to, move.by);
  if (selection.focusNode && !root.contains(selection.focusNode)) restore(selection, before);
  return true;
}

/** To the first or the last character of the text: the browser's own boundary is that of the whole page. */
function goToEnd(selection: Selection, root: HTMLElement, to: Move["to"], isExtending: boolean): void {
  const isStart = to === "backward";
  let node: Node = root;
  for (let next: Node | null = root; next; next = isStart ? next.firstChild : next.lastChild) node = next;
  const offset = isStart ? 0 : (node.textContent?.length ?? 0);
  if (isExtending) selection.extend(node, offset);
  else selection.collapse(node, offset);
}

type Place = { anchor: Node | null; anchorOffset: number; focus: Node | null; focusOffset: number };

const placeOf = (selection: Selection): Place => ({
  anchor: selection.anchorNode,
  anchorOffset: selection.anchorOffset,
  focus: selection.focusNode,
  focusOffset: selection.focusOffset,
});

function restore(selection: Selection, { anchor, anchorOffset, focus, focusOffset }: Place): void {
  if (anchor && focus) selection.setBaseAndExtent(anchor, anchorOffset, focus, focusOffset);
}

/** Where the caret is drawn, in window pixels: the moving end of the selection. */
export function caretBox(root: HTMLElement): { left: number; top: number; height: number } | null {
  const selection = document.getSelection();
  const node = selection?.focusNode;
  if (!selection || !node || !root.contains(node)) return null;
  const range = document.createRange();
  range.setStart(node, selection.focusOffset);
  range.collapse(true);
  const [rect] = range.getClientRects();
  if (rect) return { left: rect.left, top: rect.top, height: rect.height };
  // At the very start of a block the collapsed range has no box: take the left edge of the first character.
  const size = node instanceof Text ? node.length : node.childNodes.length;
  range.setEnd(node, Math.min(selection.focusOffset + 1, size));
  const box = range.getBoundingClientRect();
  return box.height > 0 ? { left: box.left, top: box.top, height: box.height } : null;
}

"use client";

import { useEffect, useRef } from "react";
import { caretBox } from "@/lib/client/dom/caret";
import { pointAt, type TextDom } from "@/lib/client/dom/text-dom";
import { useReader } from "./reader-context";

const MARGIN_PX = 64;

/** A visible caret in a text that can't be edited, at the moving end of the browser's selection. */
export function CaretLine({ dom }: { dom: TextDom }) {
  const { session } = useReader();
  const line = useRef<HTMLSpanElement>(null);

  useEffect(() => {
    const scroller = dom.root.closest("[data-scroller]");
    const column = dom.root.parentElement;
    if (!scroller || !column) return;
    dom.root.focus({ preventScroll: true });
    placeInText(dom, scroller);
    session.announce("caretOn");

    const draw = (isMoved: boolean) => {
      const box = caretBox(dom.root);
      const element = line.current;
      if (!box || !element) return;
      const frame = column.getBoundingClientRect();
      element.style.setProperty(
        "transform",
        `translate(${box.left - frame.left}px, ${box.top - frame.top}px)`,
      );
      element.style.setProperty("height", `${box.height}px`);
      const window = scroller.getBoundingClientRect();
      if (!isMoved) return;
      if (box.top < window.top + MARGIN_PX) scroller.scrollBy({ top: box.top - window.top - MARGIN_PX });
      const under = box.top + box.height - window.bottom + MARGIN_PX;
      if (under > 0) scroller.scrollBy({ top: under });
    };
    const onMove = () => draw(true);
    const observer = new ResizeObserver(() => draw(false));
    observer.observe(dom.root);
    document.addEventListener("selectionchange", onMove);
    draw(true);
    return () => {
      observer.disconnect();
      document.removeEventListener("selectionchange", onMove);
      session.announce("caretOff");
    };
  }, [dom, session]);

  return <span ref={line} aria-hidden className="reader-caret" />;
}

/** Leaves a caret that is in the text alone; else puts it where reading is: at the first line in the window. */
function placeInText(dom: TextDom, scroller: Element): void {
  const selection = document.getSelection();
  if (selection?.focusNode && dom.root.contains(selection.focusNode)) return;
  const { top } = scroller.getBoundingClientRect();
  const first = [...dom.root.children].findIndex((block) => block.getBoundingClientRect().bottom > top);
  const point = pointAt(dom, dom.blocks[Math.max(0, first)]?.start ?? 0, "after");
  if (point) selection?.collapse(point.node, point.offset);
}

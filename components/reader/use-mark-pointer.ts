"use client";

import type { MouseEvent, PointerEvent } from "react";
import { rangeOf, type TextDom, unitAtPoint } from "@/lib/client/dom/text-dom";
import { blockAt } from "@/lib/domain/text/blocks";
import { sentenceAt } from "@/lib/domain/text/boundaries";
import { useReader } from "./reader-context";

const idsAt = (target: EventTarget): string[] =>
  target instanceof Element
    ? (target.closest("mark[data-ids]")?.getAttribute("data-ids") ?? "").split(" ").filter(Boolean)
    : [];

/** What the mouse means on the text: pointing, choosing, a word, a sentence, tagging with a kept tag. */
export function useMarkPointer(dom: TextDom | null) {
  const { session, view } = useReader();

  const selectSentence = (event: MouseEvent) => {
    const at = dom && unitAtPoint(dom, event.clientX, event.clientY);
    const block = dom && at !== null ? dom.blocks[Math.max(0, blockAt(dom.blocks, at))] : undefined;
    if (!dom || at === null || !block) return;
    const found = sentenceAt(session.store.text.slice(block.start, block.end), at - block.start);
    const range = found && rangeOf(dom, { start: block.start + found.start, end: block.start + found.end });
    if (!range) return;
    const selection = document.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
  };

  return {
    onPointerOver(event: PointerEvent) {
      session.hoveredId.set(idsAt(event.target).at(-1) ?? null);
    },
    onPointerLeave() {
      session.hoveredId.set(null);
    },
    onClick(event: MouseEvent) {
      if (event.detail >= 3) selectSentence(event);
      const isSelecting = document.getSelection()?.isCollapsed === false;
      if (isSelecting) {
        if (session.keptTag.value) view.applyKept();
        return;
      }
      const ids = idsAt(event.target);
      view.select(ids.at(-1) ?? null);
      view.choice.set(
        ids.length > 1 ? { ids: [...ids].reverse(), left: event.clientX, top: event.clientY } : null,
      );
    },
  };
}

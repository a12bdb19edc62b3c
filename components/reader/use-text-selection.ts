"use client";

import { useEffect } from "react";
import { isSelectionOther, selectionEnds } from "@/lib/client/dom/kept-selection";
import type { LiveBlocks } from "@/lib/client/dom/live-blocks";
import { selectedStretch, type TextDom } from "@/lib/client/dom/text-dom";
import { useReader } from "./reader-context";

/**
 * Follows the browser's selection. While there is one nothing in the text is swapped, neither by scrolling nor
 * by teammates; a selection that the focus has left for the side panel stays what will be tagged.
 */
export function useTextSelection(dom: TextDom | null, live: LiveBlocks): void {
  const { session, view } = useReader();
  useEffect(() => {
    if (!dom) return;
    let last: readonly unknown[] = [];
    const follow = () => {
      last = selectionEnds();
      const stretch = selectedStretch(dom);
      if (stretch) {
        live.hold();
        session.feed.hold();
        view.takeSelection(stretch);
        return;
      }
      live.release();
      session.feed.release();
      const selection = document.getSelection();
      const isInText = selection?.focusNode ? dom.root.contains(selection.focusNode) : false;
      if (isInText && dom.root.contains(document.activeElement)) view.takeSelection(null);
    };
    // The browser tells of a new selection a moment later; a key that acts on it may come first.
    view.catchUp = () => {
      if (isSelectionOther(last)) follow();
    };
    document.addEventListener("selectionchange", follow);
    return () => {
      view.catchUp = () => {};
      document.removeEventListener("selectionchange", follow);
    };
  }, [dom, live, session, view]);
}

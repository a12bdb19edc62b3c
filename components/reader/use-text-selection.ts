"use client";

import { useEffect } from "react";
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
    const follow = () => {
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
    document.addEventListener("selectionchange", follow);
    return () => document.removeEventListener("selectionchange", follow);
  }, [dom, live, session, view]);
}

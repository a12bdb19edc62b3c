"use client";

import { useEffect } from "react";
import type { TextDom } from "@/lib/client/dom/text-dom";
import { useSignal } from "@/lib/client/signal";
import { blockAt } from "@/lib/domain/text/blocks";
import { useReader } from "./reader-context";

/** Follows which paragraph is worked on, else read: that of the selection, of the chosen annotation, in the upper third. */
export function useReadingPlace(dom: TextDom | null): void {
  const { session, view } = useReader();
  const selectedId = useSignal(session.selectedId);
  const selection = useSignal(session.selection);

  useEffect(() => {
    const scroller = dom?.root.closest("[data-scroller]");
    if (!dom || !scroller) return;
    let frame = 0;
    const look = () => {
      frame = 0;
      const { left, width, top, height } = scroller.getBoundingClientRect();
      const found = document
        .elementsFromPoint(left + width / 2, top + height / 3)
        .find((element) => element instanceof HTMLElement && element.dataset.block !== undefined);
      if (found instanceof HTMLElement) session.presence.moveTo(Number(found.dataset.block));
    };
    const onScroll = () => {
      frame ||= requestAnimationFrame(look);
    };
    scroller.addEventListener("scroll", onScroll, { passive: true });
    onScroll();
    return () => {
      scroller.removeEventListener("scroll", onScroll);
      cancelAnimationFrame(frame);
    };
  }, [dom, session]);

  useEffect(() => {
    const { store, presence } = session;
    const span = store.mark(selectedId)?.spans[0];
    if (selection) presence.moveTo(Math.max(0, blockAt(store.views.blocks, selection.start)));
    else if (span) presence.moveTo(view.talk.blockOf(span.start));
  }, [selectedId, selection, session, view]);

  const reveal = useSignal(view.talk.revealBlock);
  useEffect(() => {
    if (reveal) dom?.root.children[reveal.block]?.scrollIntoView({ block: "center" });
  }, [dom, reveal]);
}

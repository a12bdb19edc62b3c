"use client";

import { useEffect, useSyncExternalStore } from "react";
import type { Mark } from "@/lib/client/block-views";
import type { LiveBlocks } from "@/lib/client/dom/live-blocks";
import { type PaintLayer, paint } from "@/lib/client/dom/paint";
import { rangeOf, type TextDom } from "@/lib/client/dom/text-dom";
import { useSignal } from "@/lib/client/signal";
import { blockAt } from "@/lib/domain/text/blocks";
import type { Stretch } from "@/lib/domain/text/boundaries";
import { useReader } from "./reader-context";

/** Room left above and below what is brought into the window. */
const MARGIN_PX = 96;

/** Paints exactly the extent of what is selected or pointed at, over the marks; and brings it into the window. */
export function PaintLayers({ dom, live }: { dom: TextDom; live: LiveBlocks }) {
  const { session, view } = useReader();
  const { store } = session;
  const selectedId = useSignal(session.selectedId);
  const hoveredId = useSignal(session.hoveredId);
  const pending = useSignal(session.selection);
  const pointed = useSignal(session.pointed);
  const reveal = useSignal(view.reveal);
  const drawn = useSignal(live.changes);
  const version = useSyncExternalStore(store.subscribe, store.version, store.version);

  // biome-ignore lint/correctness/useExhaustiveDependencies: version and drawn say that the text's nodes are new
  useEffect(() => {
    const stretches = (mark: Mark | undefined): Stretch[] =>
      (mark?.spans ?? []).map(({ start, end }) => ({
        start: store.map.toUtf16(start),
        end: store.map.toUtf16(end),
      }));
    const layers: readonly (readonly [PaintLayer, readonly Stretch[]])[] = [
      ["selected", stretches(store.mark(selectedId))],
      ["hovered", stretches(store.mark(hoveredId))],
      ["pending", [pending, pointed].filter((one) => one !== null)],
    ];
    for (const [layer, found] of layers) paint(dom, layer, found);
    return () => {
      for (const [layer] of layers) paint(dom, layer, []);
    };
  }, [dom, store, selectedId, hoveredId, pending, pointed, version, drawn]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: reveal is the request; what is selected may change without one
  useEffect(() => {
    const span = store.mark(session.selectedId.value)?.spans[0];
    if (reveal === 0 || !span) return;
    const start = store.map.toUtf16(span.start);
    bringIntoWindow(dom, { start, end: start + 1 });
  }, [reveal]);
  return null;
}

/** Scrolls to a stretch that is outside the window, or close to its edge. */
export function bringIntoWindow(dom: TextDom, stretch: Stretch): void {
  const block = dom.root.children[Math.max(0, blockAt(dom.blocks, stretch.start))];
  const scroller = dom.root.closest("[data-scroller]");
  if (!scroller || !block) return;
  const isFar = () => {
    const box = rangeOf(dom, stretch)?.getBoundingClientRect();
    const window = scroller.getBoundingClientRect();
    return (
      !box || box.height === 0 || box.top < window.top + MARGIN_PX || box.bottom > window.bottom - MARGIN_PX
    );
  };
  if (!isFar()) return;
  // A block that has never been near the window has no lines yet: first the block, then the line in it.
  block.scrollIntoView({ block: "nearest" });
  const box = rangeOf(dom, stretch)?.getBoundingClientRect();
  const window = scroller.getBoundingClientRect();
  if (box) scroller.scrollBy({ top: box.top - window.top - window.height / 3 });
}
